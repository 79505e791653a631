//! Takes the fields of a YAML map by name. What nobody takes is unknown, what is needed and not
//! there is missing.

mod left;
mod lists;

use std::cell::RefCell;
use std::ops::RangeInclusive;

use super::meant::Nature;
use super::reader::Reader;
use super::yaml::{Field, Node, Value};
use crate::diagnostic::{Diagnostic, Span};
use crate::model::{At, Choice, Date, Scalar, is_slug, slugify};

/// The fields of one map, taken by name. What is left over at [`Fields::finish`] is unknown.
pub(super) struct Fields<'n> {
    pub(super) reader: &'n Reader<'n>,
    entries: &'n [Field],
    what: &'static str,
    span: Span,
    known: RefCell<Vec<&'static str>>,
    missing: RefCell<Vec<&'static str>>,
    /// Keys that are no fields, which has been said.
    explained: RefCell<Vec<Span>>,
}

impl<'n> Fields<'n> {
    pub(super) fn new(
        reader: &'n Reader<'n>,
        entries: &'n [Field],
        what: &'static str,
        span: Span,
    ) -> Fields<'n> {
        let (known, missing) = (RefCell::default(), RefCell::default());
        let explained = RefCell::default();
        Fields { reader, entries, what, span, known, missing, explained }
    }

    /// The bytes of the map.
    pub(super) fn span(&self) -> Span {
        self.span
    }

    pub(super) fn node(&self, name: &'static str) -> Option<&'n Node> {
        let mut known = self.known.borrow_mut();
        if !known.contains(&name) {
            known.push(name);
        }
        drop(known);
        let field = self.entry(name)?;
        (field.value.value != Value::Null).then_some(&field.value)
    }

    fn entry(&self, name: &str) -> Option<&'n Field> {
        self.entries.iter().find(|field| field.key == name)
    }

    fn needed(&self, name: &'static str) -> Option<&'n Node> {
        let node = self.node(name);
        if node.is_none() {
            match self.entry(name) {
                Some(field) => self.reader.note(self.empty(field, "expected a value")),
                None => self.missing.borrow_mut().push(name),
            }
        }
        node
    }

    /// A finding about a field without a value.
    fn empty(&self, field: &Field, expected: &str) -> Diagnostic {
        let source = self.reader.file.text.read();
        let start = field.key_span.range().end;
        let rest = source.get(start..).unwrap_or_default();
        let rest = rest.split('\n').next().unwrap_or_default().trim_end();
        let comment = rest.find('#').filter(|at| {
            rest[..*at].trim() == ":" && !rest[*at..].trim_start_matches('#').starts_with(' ')
        });
        if let Some(at) = comment {
            let comment = start + at..start + rest.len();
            return self.reader.comment(&field.key, source.get(comment.clone()), &source, comment);
        }
        let message = format!("`{}` is empty", field.key);
        let found = self.reader.error("empty-value", field.key_span, message).label(expected);
        match rest.trim_start_matches(':').trim() {
            word @ ("~" | "null" | "Null" | "NULL") => found.help(format!(
                "`{word}` stands for nothing; put it in quotation marks if it is the text"
            )),
            _ => found,
        }
    }

    pub(super) fn text(&self, name: &'static str) -> Option<At<String>> {
        let node = self.node(name);
        if node.is_none() {
            // A text that begins with `#` is lost as a whole.
            let empty = self.entry(name).map(|field| self.empty(field, ""));
            empty.into_iter().filter(|found| found.code == "comment-in-text").for_each(|found| {
                self.reader.note(found);
            });
        }
        node.and_then(|node| self.reader.prose(node, name))
    }

    /// A text without its place.
    pub(super) fn words(&self, name: &'static str) -> Option<String> {
        self.text(name).map(|text| text.value)
    }

    pub(super) fn needed_text(&self, name: &'static str) -> At<String> {
        self.needed(name).and_then(|node| self.reader.prose(node, name)).unwrap_or_default()
    }

    /// A code from a list of the world's, like that of a country.
    pub(super) fn code(&self, name: &'static str) -> Option<At<String>> {
        self.node(name).and_then(|node| self.reader.text(node, name))
    }

    pub(super) fn needed_code(&self, name: &'static str) -> At<String> {
        self.needed(name).and_then(|node| self.reader.text(node, name)).unwrap_or_default()
    }

    /// The slug of another record or of a term. Whether there is such a one, and what was meant
    /// otherwise, is found once all are known.
    pub(super) fn reference(&self, name: &'static str) -> Option<At<String>> {
        self.node(name).and_then(|node| self.reader.text(node, name))
    }

    pub(super) fn needed_reference(&self, name: &'static str) -> At<String> {
        self.needed(name).and_then(|node| self.reader.text(node, name)).unwrap_or_default()
    }

    /// The slug by which others are to refer to this.
    pub(super) fn needed_slug(&self, name: &'static str) -> At<String> {
        let text = self.needed(name).and_then(|node| self.reader.text(node, name));
        let Some(text) = text else { return At::default() };
        if is_slug(&text) {
            return text;
        }
        let message = format!("`{}` is not a slug", text.value);
        let found = self.reader.error("bad-slug", text.span, message);
        let found = found.label("expected lower-case letters, digits and hyphens");
        let slug = slugify(&text);
        self.reader.note(found.did_you_mean((!slug.is_empty()).then_some(slug.as_str())));
        At::default()
    }

    pub(super) fn choice<C: Choice>(&self, name: &'static str) -> Option<At<C>> {
        self.node(name).and_then(|node| self.reader.choice(node, name))
    }

    pub(super) fn needed_choice<C: Choice>(&self, name: &'static str, fallback: C) -> At<C> {
        let read = self.needed(name).and_then(|node| self.reader.choice(node, name));
        read.unwrap_or(At::new(fallback, self.span))
    }

    pub(super) fn date(&self, name: &'static str) -> Option<At<Date>> {
        self.node(name).and_then(|node| self.reader.date(node, name))
    }

    pub(super) fn needed_date(&self, name: &'static str) -> At<Date> {
        let fallback = Date { year: 1000, month: None, day: None };
        let read = self.needed(name).and_then(|node| self.reader.date(node, name));
        read.unwrap_or(At::new(fallback, self.span))
    }

    pub(super) fn number(&self, name: &'static str, nature: Nature) -> Option<f64> {
        self.numeral(name, self.node(name)?, nature).map(|number| number.value)
    }

    fn numeral(&self, name: &'static str, node: &'n Node, nature: Nature) -> Option<At<f64>> {
        let Some((span, text)) = self.thousands_behind(name, node) else {
            return self.reader.number(node, name, nature);
        };
        self.reader.no_number(span, name, &text, nature);
        None
    }

    /// In `{one_off: $500,000}` the comma ends the field, and `000` is another one: its key.
    fn thousands_behind(&self, name: &str, node: &Node) -> Option<(Span, String)> {
        let at = self.entries.iter().position(|field| field.key == name)?;
        let digits = |field: &&Field| {
            field.value.value == Value::Null
                && !field.key.is_empty()
                && field.key.bytes().all(|byte| byte.is_ascii_digit() || b".%".contains(&byte))
        };
        let behind = self.entries[at + 1..].iter().take_while(digits).map(|field| field.key_span);
        let keys: Vec<Span> = behind.collect();
        let span = Span { start: node.span.start, end: keys.last()?.end };
        self.explained.borrow_mut().extend(keys);
        let text = self.reader.file.text.read().get(span.range())?.to_owned();
        Some((span, text))
    }

    pub(super) fn scalar(&self, name: &'static str) -> Option<Scalar> {
        let node = self.node(name)?;
        let Some((span, text)) = self.thousands_behind(name, node) else {
            return self.reader.scalar(node, name);
        };
        self.reader.judge_figure(span, name, &text);
        None
    }

    pub(super) fn flag(&self, name: &'static str) -> Option<bool> {
        self.node(name).and_then(|node| self.reader.flag(node, name))
    }

    /// A whole number within `range`.
    pub(super) fn integer<N>(&self, name: &'static str, range: RangeInclusive<u64>) -> Option<At<N>>
    where
        N: TryFrom<u64>,
    {
        let number = self.numeral(name, self.node(name)?, Nature::Whole)?;
        self.in_range(name, &number, range)
    }

    pub(super) fn needed_integer<N>(
        &self,
        name: &'static str,
        range: RangeInclusive<u64>,
    ) -> Option<At<N>>
    where
        N: TryFrom<u64>,
    {
        let number = self.numeral(name, self.needed(name)?, Nature::Whole)?;
        self.in_range(name, &number, range)
    }

    fn in_range<N: TryFrom<u64>>(
        &self,
        name: &str,
        number: &At<f64>,
        range: RangeInclusive<u64>,
    ) -> Option<At<N>> {
        let (low, high) = (*range.start(), *range.end());
        let whole = whole_number(number.value);
        let value =
            whole.filter(|value| range.contains(value)).and_then(|value| N::try_from(value).ok());
        if value.is_none() {
            let found = self.reader.error(
                "out-of-range",
                number.span,
                format!("`{name}` is {}", number.value),
            );
            self.reader.note(found.label(format!("expected a whole number from {low} to {high}")));
        }
        value.map(|value| At::new(value, number.span))
    }

    /// Every value, however deep, that is not under one of the names in `except`.
    pub(super) fn texts_outside(&self, except: &[&str]) -> Vec<At<String>> {
        fn gather(node: &Node, except: &[&str], texts: &mut Vec<At<String>>) {
            match &node.value {
                Value::List(items) => items.iter().for_each(|item| gather(item, except, texts)),
                Value::Map(fields) => gather_fields(fields, except, texts),
                Value::Text(text) | Value::Plain(_, text) => {
                    texts.push(At::new(text.clone(), node.span));
                }
                Value::Null => {}
            }
        }
        fn gather_fields(fields: &[Field], except: &[&str], texts: &mut Vec<At<String>>) {
            let shown = fields.iter().filter(|field| !except.contains(&field.key.as_str()));
            shown.for_each(|field| gather(&field.value, except, texts));
        }
        let mut texts = Vec::new();
        gather_fields(self.entries, except, &mut texts);
        texts
    }

    /// One map, read by `read`, which must take all of its fields.
    pub(super) fn map<T>(
        &self,
        name: &'static str,
        what: &'static str,
        read: impl Fn(&Fields<'n>) -> Option<T>,
    ) -> Option<T> {
        let fields = self.reader.fields(self.node(name)?, what)?;
        let item = read(&fields);
        fields.finish();
        item
    }
}

/// The number as an integer, where it is whole, not negative and exact.
fn whole_number(number: f64) -> Option<u64> {
    if number.fract() != 0.0 || !(0.0..9e15).contains(&number) {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked to be whole, positive and small"
    )]
    Some(number as u64)
}
