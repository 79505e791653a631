//! Takes the fields of a YAML map by name. What nobody takes is unknown, what is needed and not
//! there is missing.

use std::cell::RefCell;
use std::ops::RangeInclusive;

use super::reader::Reader;
use super::yaml::{Field, Node, Plain, Value};
use crate::diagnostic::{Span, nearest};
use crate::model::{At, Choice, Date, Scalar};

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
        let mut known = self.known.borrow_mut();
        if !known.contains(&name) {
            known.push(name);
        }
        drop(known);
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

    /// A list, each item read by `read`.
    pub(super) fn list<T>(
        &self,
        name: &'static str,
        read: impl Fn(&'n Node) -> Option<T>,
    ) -> Vec<T> {
        let Some(node) = self.node(name) else { return Vec::new() };
        match &node.value {
            Value::List(items) => {
                // With room for these and no more: they are kept until the site is written.
                let mut list = Vec::with_capacity(items.len());
                list.extend(items.iter().filter_map(read));
                list
            }
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
        let is_free = |name: &&str| !self.entries.iter().any(|field| field.key == *name);
        let free: Vec<&str> = known.iter().copied().filter(is_free).collect();
        for field in self.entries.iter().filter(|field| !known.contains(&field.key.as_str())) {
            let candidate = nearest(&field.key, free.iter().copied());
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
        let missing = self.missing.borrow();
        let missing: Vec<&str> =
            missing.iter().copied().filter(|name| !meant.contains(name)).collect();
        if missing.is_empty() {
            return;
        }
        let (fields, lines) = if missing.len() == 1 {
            ("the field", "add a line")
        } else {
            ("the fields", "add the lines")
        };
        let message = format!("{} needs {fields} {}", self.what, listed(&missing));
        let found = self.reader.error("missing-field", self.span, message);
        let wanted: Vec<String> = missing.iter().map(|name| format!("`{name}: …`")).collect();
        self.reader.note(found.help(format!("{lines} {}", wanted.join(", "))));
    }
}

fn listed(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
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
