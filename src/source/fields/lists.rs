//! Fields that take lists.

use super::Fields;
use crate::model::{At, Choice, is_slug};
use crate::source::fault::{bullet_of, quoted};
use crate::source::yaml::{Node, Value};

impl<'n> Fields<'n> {
    /// A list, each item read by `read`.
    pub(in crate::source) fn list<T>(
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
            Value::Text(text) if text.is_empty() => {
                let message = format!("`{name}` is empty");
                let found = self.reader.error("empty-value", node.span, message);
                self.reader.note(found.label("expected a list"));
                Vec::new()
            }
            _ => {
                let found = self.reader.wrong_type(node, name, "a list");
                let source = self.reader.file.text.read();
                let raw = source.get(node.span.range()).unwrap_or_default();
                self.reader.note(match as_list(name, &node.value, raw) {
                    Some(help) => found.help(help),
                    None => found,
                });
                Vec::new()
            }
        }
    }

    /// A list with one item at least.
    pub(in crate::source) fn needed_list<T>(
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
                    self.reader.note(self.empty(field, "expected one item at least"));
                }
            }
        }
        items
    }

    pub(in crate::source) fn texts(&self, name: &'static str) -> Vec<String> {
        self.list(name, |node| self.reader.prose(node, name))
            .into_iter()
            .map(|text| text.value)
            .collect()
    }

    /// A text or a list of texts.
    pub(in crate::source) fn text_or_texts(&self, name: &'static str) -> Vec<String> {
        match self.node(name).map(|node| &node.value) {
            Some(Value::List(_)) => self.texts(name),
            _ => self.words(name).into_iter().collect(),
        }
    }

    pub(in crate::source) fn texts_at(&self, name: &'static str) -> Vec<At<String>> {
        self.list(name, |node| self.reader.prose(node, name))
    }

    /// Slugs of other records or terms.
    pub(in crate::source) fn references(&self, name: &'static str) -> Vec<At<String>> {
        self.joined(self.list(name, |node| self.reader.text(node, name)))
    }

    pub(in crate::source) fn needed_references(&self, name: &'static str) -> Vec<At<String>> {
        self.joined(self.needed_list(name, |node| self.reader.text(node, name)))
    }

    /// `[Denver, CO]` names one city, not two: a state in capitals goes with what stands before.
    fn joined(&self, slugs: Vec<At<String>>) -> Vec<At<String>> {
        let state =
            |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase());
        if !slugs.iter().skip(1).any(|slug| state(slug)) {
            return slugs;
        }
        let mut joined: Vec<At<String>> = Vec::with_capacity(slugs.len());
        for slug in slugs {
            match joined.last_mut() {
                Some(last) if state(&slug) => {
                    last.value = format!("{}, {}", last.value, slug.value);
                    last.span.end = slug.span.end;
                }
                _ => joined.push(slug),
            }
        }
        joined
    }

    pub(in crate::source) fn choices<C: Choice>(&self, name: &'static str) -> Vec<At<C>> {
        self.list(name, |node| self.reader.choice(node, name))
    }

    /// A list of maps, each read by `read`, which must take all of its fields.
    pub(in crate::source) fn items<T>(
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
}

/// How to write a value that is no list as one; `raw` is how it stands in the file.
fn as_list(name: &str, value: &Value, raw: &str) -> Option<String> {
    let is_block = raw.starts_with(['|', '>']) || raw.contains('\n') && raw.starts_with('"');
    match value {
        Value::Text(text) if bullet_of(text).is_some() || text.starts_with("- ") => {
            let sign = bullet_of(text).unwrap_or("-");
            let first = text[sign.len()..].split('\n').next().unwrap_or_default();
            let first = first.split(&format!(" {sign} ")).next().unwrap_or_default().trim();
            Some(format!("begin each item with a hyphen, on a line of its own: `- {first}`"))
        }
        Value::Text(text) if text.starts_with('-') && !is_block => {
            let first = text.trim_start_matches('-').split(" -").next().unwrap_or_default();
            Some(format!("put a space behind the hyphen of each item: `- {first}`"))
        }
        Value::Text(text) => {
            // Round brackets, or only one of the square ones, hold the items.
            let text = text.trim().trim_matches(['(', ')', '[', ']']).trim();
            let parts: Vec<&str> = text.split([',', ';']).map(str::trim).collect();
            let item = if parts.iter().all(|part| is_slug(part)) {
                parts.join(", ")
            } else if text.contains([',', ';', ':', '#', '[', ']', '{', '}', '"', '\'']) {
                quoted(text)
            } else {
                text.to_owned()
            };
            let one = if parts.len() > 1 && item.starts_with(['"', '\'']) {
                " if it is one item; otherwise write each item on a line of its own, behind `- `"
            } else {
                ""
            };
            (!text.contains('\n')).then(|| format!("write `{name}: [{item}]`{one}"))
        }
        Value::Plain(_, raw) => Some(format!("write `{name}: [{raw}]`")),
        // `{waste, compost}`: brackets of the wrong kind.
        Value::Map(fields) if fields.iter().all(|field| field.value.value == Value::Null) => {
            let items: Vec<&str> = fields.iter().map(|field| field.key.as_str()).collect();
            Some(format!("write `{name}: [{}]`", items.join(", ")))
        }
        Value::Map(fields) => {
            let first = &fields.first()?.key;
            Some(format!("begin each item with a hyphen: `- {first}: …`"))
        }
        Value::Null | Value::List(_) => None,
    }
}
