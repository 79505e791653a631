//! Reads a YAML map according to its schema, and reports every mistake: wrong types, unknown
//! fields, missing required fields.

mod left;
mod lists;

use super::reader::Reader;
use super::yaml::{self, Node};
use crate::diagnostic::{Diagnostic, Span};
use crate::model::{At, Field, Many, Schema, Type, Value, Values};

/// The fields of a map while they are being read.
pub(super) struct Fields<'n> {
    pub(super) reader: &'n Reader<'n>,
    entries: &'n [yaml::Field],
    schema: &'static Schema,
    span: Span,
    missing: Vec<&'static str>,
    /// Keys that are not fields and have been reported with another one.
    explained: Vec<Span>,
}

impl<'n> Reader<'n> {
    /// Reads the fields that a schema describes.
    pub(super) fn values(
        &'n self,
        entries: &'n [yaml::Field],
        schema: &'static Schema,
        span: Span,
    ) -> Values {
        let (missing, explained) = (Vec::new(), Vec::new());
        let mut fields = Fields { reader: self, entries, schema, span, missing, explained };
        let values = schema.fields.iter().map(|field| fields.value(field)).collect();
        fields.finish();
        Values { span, values }
    }

    /// Reads a map, or the text that may be written instead of one.
    pub(super) fn map(
        &'n self,
        node: &'n Node,
        schema: &'static Schema,
        name: &str,
    ) -> Option<Values> {
        if let yaml::Value::Map(entries) = &node.value {
            return Some(self.values(entries, schema, node.span));
        }
        if let Some((at, _)) = schema.shorthand.and_then(|name| schema.field(name)) {
            let text = self.text(node, name)?;
            let mut values = vec![None; schema.fields.len()];
            values[at] = Some(At::new(Value::Text(text.value), text.span));
            return Some(Values { span: node.span, values });
        }
        self.note(self.no_map(node, schema));
        None
    }

    fn no_map(&self, node: &Node, schema: &Schema) -> Diagnostic {
        let message = format!("{} is {}", schema.what, node.type_name());
        let found = self.error("wrong-type", node.span, message);
        let found = found.label("expected fields (`name: value`)");
        match &node.value {
            yaml::Value::List(items)
                if matches!(items.as_slice(), [Node { value: yaml::Value::Map(_), .. }]) =>
            {
                found.help(
                    "there is only one of it: write its fields without the hyphen or the `[ ]`",
                )
            }
            _ => found,
        }
    }
}

impl<'n> Fields<'n> {
    fn entry(&self, name: &str) -> Option<&'n yaml::Field> {
        self.entries.iter().find(|field| field.key == name)
    }

    /// Reads a field.
    fn value(&mut self, field: &'static Field) -> Option<At<Value>> {
        let entry = self.entry(field.name);
        let Some(entry) = entry.filter(|entry| entry.value.value != yaml::Value::Null) else {
            self.absent(field, entry);
            return None;
        };
        let node = &entry.value;
        match (field.many, &node.value) {
            (Many::One, _) => self.one(field, node),
            (Many::OneOrList, value) if !matches!(value, yaml::Value::List(_)) => {
                self.one(field, node)
            }
            _ => self.list(field, entry),
        }
    }

    /// Reads a single value.
    fn one(&mut self, field: &'static Field, node: &'n Node) -> Option<At<Value>> {
        let takes_number =
            matches!(field.of, Type::Amount | Type::Measure | Type::Whole(..) | Type::Figure);
        if takes_number && let Some((span, text)) = self.thousands_behind(field.name, node) {
            match field.of {
                Type::Figure => self.reader.judge_figure(span, field.name, &text),
                of => self.reader.no_number(span, field.name, &text, of),
            }
            return None;
        }
        self.reader.value(field.of, node, field.name)
    }

    /// Reports that a field has no value.
    fn absent(&mut self, field: &Field, entry: Option<&yaml::Field>) {
        match entry {
            None if field.is_required() => self.missing.push(field.name),
            None => {}
            Some(entry) if field.is_required() => {
                let expected = match field.many {
                    Many::One => "expected a value",
                    Many::List | Many::OneOrList => "expected one item at least",
                };
                self.reader.note(self.empty(entry, expected));
            }
            // A text that begins with `#` is lost entirely.
            Some(entry) if matches!(field.of, Type::Line | Type::Paragraph | Type::Short(_)) => {
                let found = self.empty(entry, "");
                if found.code == "comment-in-text" {
                    self.reader.note(found);
                }
            }
            Some(_) => {}
        }
    }

    /// A finding about a field without a value.
    fn empty(&self, field: &yaml::Field, expected: &str) -> Diagnostic {
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
                "`{word}` means no value; put it in quotation marks if it is the text"
            )),
            _ => found,
        }
    }

    /// The key `000` in `{one_off: $500,000}`, where the comma ends the field.
    fn thousands_behind(&mut self, name: &str, node: &Node) -> Option<(Span, String)> {
        let at = self.entries.iter().position(|field| field.key == name)?;
        let digits = |field: &&yaml::Field| {
            field.value.value == yaml::Value::Null
                && !field.key.is_empty()
                && field.key.bytes().all(|byte| byte.is_ascii_digit() || b".%".contains(&byte))
        };
        let behind = self.entries[at + 1..].iter().take_while(digits).map(|field| field.key_span);
        let keys: Vec<Span> = behind.collect();
        let span = Span { start: node.span.start, end: keys.last()?.end };
        self.explained.extend(keys);
        let text = self.reader.file.text.read().get(span.range())?.to_owned();
        Some((span, text))
    }
}

/// Every value of these fields, however deep, that the Chatham House Rule does not withhold.
pub(super) fn open_texts(entries: &[yaml::Field], schema: &'static Schema) -> Vec<At<String>> {
    fn gather(node: &Node, of: Option<&'static Schema>, texts: &mut Vec<At<String>>) {
        match &node.value {
            yaml::Value::List(items) => items.iter().for_each(|item| gather(item, of, texts)),
            yaml::Value::Map(entries) => gather_entries(entries, of, texts),
            yaml::Value::Text(text) | yaml::Value::Plain(_, text) => {
                texts.push(At::new(text.clone(), node.span));
            }
            yaml::Value::Null => {}
        }
    }
    fn gather_entries(
        entries: &[yaml::Field],
        schema: Option<&'static Schema>,
        texts: &mut Vec<At<String>>,
    ) {
        for entry in entries {
            let field = schema.and_then(|schema| schema.field(&entry.key)).map(|(_, field)| field);
            let of = field.and_then(|field| match field.of {
                Type::Map(schema) => Some(schema),
                _ => None,
            });
            if !field.is_some_and(|field| field.withheld) {
                gather(&entry.value, of, texts);
            }
        }
    }
    let mut texts = Vec::new();
    gather_entries(entries, Some(schema), &mut texts);
    texts
}
