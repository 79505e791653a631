//! Takes typed values out of a YAML tree, one field at a time, and notes every fault.

use std::cell::RefCell;
use std::ops::RangeInclusive;

use super::SourceFile;
use super::yaml::{Field, Node, Plain, Value};
use crate::diagnostic::{Diagnostic, Span, nearest};
use crate::model::{At, Choice, Date, Scalar, is_slug};

/// What is noted while one file is read.
pub(super) struct Reader<'a> {
    pub(super) file: &'a SourceFile,
    pub(super) found: RefCell<Vec<Diagnostic>>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(file: &'a SourceFile) -> Reader<'a> {
        Reader { file, found: RefCell::new(Vec::new()) }
    }

    pub(super) fn error(
        &self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::error(code, self.file.place(span), message)
    }

    pub(super) fn note(&self, diagnostic: Diagnostic) {
        self.found.borrow_mut().push(diagnostic);
    }

    fn wrong_type(&self, node: &Node, name: &str, expected: &str) {
        let message = format!("`{name}` is {}", node.type_name());
        self.note(
            self.error("wrong-type", node.span, message).label(format!("expected {expected}")),
        );
    }

    pub(super) fn text(&self, node: &Node, name: &str) -> Option<At<String>> {
        let text = match &node.value {
            Value::Text(text) => text.trim().to_owned(),
            Value::Plain(_, raw) => raw.clone(),
            _ => {
                self.wrong_type(node, name, "text");
                return None;
            }
        };
        if text.is_empty() {
            self.note(
                self.error("empty-value", node.span, format!("`{name}` is empty"))
                    .label("expected text"),
            );
            return None;
        }
        Some(At::new(text, node.span))
    }

    pub(super) fn slug(&self, node: &Node, name: &str) -> Option<At<String>> {
        let text = self.text(node, name)?;
        if is_slug(&text) {
            return Some(text);
        }
        let slug = crate::model::slugify(&text);
        let found = self.error("bad-slug", node.span, format!("`{}` is not a slug", text.value));
        let found = found.label("expected lower-case letters, digits and hyphens");
        self.note(found.did_you_mean((!slug.is_empty()).then_some(slug.as_str())));
        None
    }

    pub(super) fn choice<C: Choice>(&self, node: &Node, name: &str) -> Option<At<C>> {
        let text = self.text(node, name)?;
        if let Some(value) = C::from_word(&text) {
            return Some(At::new(value, node.span));
        }
        let words: Vec<&str> = C::ALL.iter().map(|(_, word)| *word).collect();
        let found =
            self.error("unknown-value", node.span, format!("`{}` is not {}", text.value, C::NAME));
        let found = found.label(format!("expected {}", one_of(&words)));
        self.note(found.did_you_mean(nearest(&text, words.iter().copied())));
        None
    }

    pub(super) fn date(&self, node: &Node, name: &str) -> Option<At<Date>> {
        let text = self.text(node, name)?;
        let date = Date::parse(&text);
        if date.is_none() {
            let found =
                self.error("bad-date", node.span, format!("`{}` is not a date", text.value));
            self.note(found.label("expected YYYY, YYYY-MM or YYYY-MM-DD"));
        }
        date.map(|date| At::new(date, node.span))
    }

    pub(super) fn number(&self, node: &Node, name: &str) -> Option<At<f64>> {
        match &node.value {
            Value::Plain(Plain::Number(number), _) if number.is_finite() => {
                Some(At::new(*number, node.span))
            }
            // A number in quotes is still plain to everybody.
            Value::Text(text) if is_plain_number(text) => {
                text.parse().ok().map(|number| At::new(number, node.span))
            }
            _ => {
                let help = match &node.value {
                    Value::Text(text) => {
                        let digits: String =
                            text.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
                        digits.parse::<f64>().ok().map(|_| {
                            format!("write it as `{digits}`, without quotes, signs or commas")
                        })
                    }
                    _ => None,
                };
                let found = self.error(
                    "bad-number",
                    node.span,
                    format!("`{name}` is {}", node.type_name()),
                );
                let found = found.label("expected a number");
                self.note(match help {
                    Some(help) => found.help(help),
                    None => found,
                });
                None
            }
        }
    }

    pub(super) fn scalar(&self, node: &Node, name: &str) -> Option<Scalar> {
        match &node.value {
            Value::Plain(Plain::Number(number), raw) => Some(Scalar::Number(*number, raw.clone())),
            _ => self.text(node, name).map(|text| Scalar::Text(text.value)),
        }
    }

    pub(super) fn fields<'n>(&'n self, node: &'n Node, what: &'static str) -> Option<Fields<'n>> {
        match &node.value {
            Value::Map(entries) => Some(Fields::new(self, entries, what, node.span)),
            _ => {
                let message = format!("{what} is {}", node.type_name());
                let found = self.error("wrong-type", node.span, message);
                self.note(found.label("expected fields (`name: value`)"));
                None
            }
        }
    }
}

/// The fields of one map, taken by name. What is left over at [`Fields::finish`] is unknown.
pub(super) struct Fields<'n> {
    pub(super) reader: &'n Reader<'n>,
    entries: &'n [Field],
    what: &'static str,
    span: Span,
    known: RefCell<Vec<&'static str>>,
    missing: RefCell<Vec<&'static str>>,
}

impl<'n> Fields<'n> {
    pub(super) fn new(
        reader: &'n Reader<'n>,
        entries: &'n [Field],
        what: &'static str,
        span: Span,
    ) -> Fields<'n> {
        let (known, missing) = (RefCell::default(), RefCell::default());
        Fields { reader, entries, what, span, known, missing }
    }

    /// The bytes of the map.
    pub(super) fn span(&self) -> Span {
        self.span
    }

    pub(super) fn node(&self, name: &'static str) -> Option<&'n Node> {
        self.known.borrow_mut().push(name);
        let field = self.entries.iter().find(|field| field.key == name)?;
        (field.value.value != Value::Null).then_some(&field.value)
    }

    fn needed(&self, name: &'static str) -> Option<&'n Node> {
        let node = self.node(name);
        if node.is_none() {
            self.missing.borrow_mut().push(name);
        }
        node
    }

    pub(super) fn text(&self, name: &'static str) -> Option<At<String>> {
        self.node(name).and_then(|node| self.reader.text(node, name))
    }

    /// A text without its place.
    pub(super) fn words(&self, name: &'static str) -> Option<String> {
        self.text(name).map(|text| text.value)
    }

    pub(super) fn needed_text(&self, name: &'static str) -> At<String> {
        self.needed(name).and_then(|node| self.reader.text(node, name)).unwrap_or_default()
    }

    pub(super) fn slug(&self, name: &'static str) -> Option<At<String>> {
        self.node(name).and_then(|node| self.reader.slug(node, name))
    }

    pub(super) fn needed_slug(&self, name: &'static str) -> At<String> {
        self.needed(name).and_then(|node| self.reader.slug(node, name)).unwrap_or_default()
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

    pub(super) fn number(&self, name: &'static str) -> Option<f64> {
        self.node(name).and_then(|node| self.reader.number(node, name)).map(|number| number.value)
    }

    pub(super) fn scalar(&self, name: &'static str) -> Option<Scalar> {
        self.node(name).and_then(|node| self.reader.scalar(node, name))
    }

    pub(super) fn flag(&self, name: &'static str) -> Option<bool> {
        let node = self.node(name)?;
        match &node.value {
            Value::Plain(Plain::Flag(flag), _) => Some(*flag),
            _ => {
                self.reader.wrong_type(node, name, "`true` or `false`");
                None
            }
        }
    }

    /// A whole number within `range`.
    pub(super) fn integer<N>(&self, name: &'static str, range: RangeInclusive<u64>) -> Option<At<N>>
    where
        N: TryFrom<u64>,
    {
        let number = self.node(name).and_then(|node| self.reader.number(node, name))?;
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
        let number = self.needed(name).and_then(|node| self.reader.number(node, name))?;
        self.in_range(name, &number, range)
    }

    fn in_range<N: TryFrom<u64>>(
        &self,
        name: &str,
        number: &At<f64>,
        range: RangeInclusive<u64>,
    ) -> Option<At<N>> {
        let (low, high) = (*range.start(), *range.end());
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "checked to be whole, positive and small"
        )]
        let whole = (number.fract() == 0.0 && (0.0..9e15).contains(&number.value))
            .then(|| number.value as u64);
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

    /// A list, each item read by `read`.
    pub(super) fn list<T>(
        &self,
        name: &'static str,
        read: impl Fn(&'n Node) -> Option<T>,
    ) -> Vec<T> {
        let Some(node) = self.node(name) else { return Vec::new() };
        match &node.value {
            Value::List(items) => items.iter().filter_map(read).collect(),
            _ => {
                let found = self.reader.error(
                    "wrong-type",
                    node.span,
                    format!("`{name}` is {}", node.type_name()),
                );
                let found = found.label("expected a list");
                let found = match &node.value {
                    Value::Text(text) => found.help(format!("write `{name}: [{text}]`")),
                    _ => found,
                };
                self.reader.note(found);
                Vec::new()
            }
        }
    }

    /// A list with one item at least.
    pub(super) fn needed_list<T>(
        &self,
        name: &'static str,
        read: impl Fn(&'n Node) -> Option<T>,
    ) -> Vec<T> {
        let present = self.entries.iter().find(|field| field.key == name);
        let items = self.list(name, read);
        let empty = present.is_none_or(|field| match &field.value.value {
            Value::List(items) => items.is_empty(),
            value => *value == Value::Null,
        });
        if empty {
            match present {
                None => self.missing.borrow_mut().push(name),
                Some(field) => {
                    let found = self.reader.error(
                        "empty-value",
                        field.key_span,
                        format!("`{name}` is empty"),
                    );
                    self.reader.note(found.label("expected one item at least"));
                }
            }
        }
        items
    }

    pub(super) fn texts(&self, name: &'static str) -> Vec<String> {
        self.list(name, |node| self.reader.text(node, name))
            .into_iter()
            .map(|text| text.value)
            .collect()
    }

    /// A text or a list of texts.
    pub(super) fn text_or_texts(&self, name: &'static str) -> Vec<String> {
        match self.node(name).map(|node| &node.value) {
            Some(Value::List(_)) => self.texts(name),
            _ => self.words(name).into_iter().collect(),
        }
    }

    pub(super) fn texts_at(&self, name: &'static str) -> Vec<At<String>> {
        self.list(name, |node| self.reader.text(node, name))
    }

    pub(super) fn slugs(&self, name: &'static str) -> Vec<At<String>> {
        self.list(name, |node| self.reader.slug(node, name))
    }

    pub(super) fn choices<C: Choice>(&self, name: &'static str) -> Vec<At<C>> {
        self.list(name, |node| self.reader.choice(node, name))
    }

    /// A list of maps, each read by `read`, which must take all of its fields.
    pub(super) fn items<T>(
        &self,
        name: &'static str,
        what: &'static str,
        read: impl Fn(&Fields<'n>) -> Option<T>,
    ) -> Vec<T> {
        self.list(name, |node| {
            let fields = self.reader.fields(node, what)?;
            let item = read(&fields);
            fields.finish();
            item
        })
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

    /// Notes unknown and missing fields. A missing field is left out where an unknown one is
    /// plainly the same, misspelt.
    pub(super) fn finish(self) {
        let known = self.known.borrow();
        let mut meant = Vec::new();
        for field in self.entries.iter().filter(|field| !known.contains(&field.key.as_str())) {
            let free = known
                .iter()
                .copied()
                .filter(|name| !self.entries.iter().any(|field| field.key == *name));
            let candidate = nearest(&field.key, free);
            meant.extend(candidate);
            let found = self.reader.error(
                "unknown-field",
                field.key_span,
                format!("{} has no field `{}`", self.what, field.key),
            );
            self.reader.note(match candidate {
                Some(candidate) => found.did_you_mean(Some(candidate)),
                None => found.help(format!("its fields are {}", listed(&known))),
            });
        }
        for name in self.missing.borrow().iter().filter(|name| !meant.contains(name)) {
            let found = self.reader.error(
                "missing-field",
                self.span,
                format!("{} needs the field `{name}`", self.what),
            );
            self.reader.note(found.help(format!("add a line `{name}: …`")));
        }
    }
}

fn is_plain_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && text.parse::<f64>().is_ok()
}

fn one_of(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => format!("`{only}`"),
        [first @ .., last] => {
            let first: Vec<String> = first.iter().map(|word| format!("`{word}`")).collect();
            format!("{} or `{last}`", first.join(", "))
        }
    }
}

fn listed(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
