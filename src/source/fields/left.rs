//! Unknown and missing fields of a map, after all described fields have been read. One mistake
//! gives one finding, whatever its consequences.

use super::Fields;
use crate::diagnostic::{Diagnostic, nearest};
use crate::source::fault::quoted;
use crate::source::yaml::{Field, Value};

/// Common names for fields that have different names here.
const SAME: [(&str, &str); 8] = [
    ("name", "title"),
    ("description", "summary"),
    ("abstract", "summary"),
    ("link", "url"),
    ("website", "url"),
    ("tags", "topics"),
    ("status", "stage"),
    ("references", "sources"),
];

impl<'n> Fields<'n> {
    /// Text after a comma between `{` and `}` that belongs to the text before it.
    fn cut_at_comma(&mut self, at: usize) -> Option<Diagnostic> {
        let source = self.reader.file.text.read();
        let braces = source.get(self.span.range()).is_some_and(|text| text.starts_with('{'));
        let field = &self.entries[at];
        let before =
            self.entries[..at].iter().rev().find(|field| field.value.value != Value::Null)?;
        let start = before.value.span.range().start;
        let text = source.get(start..field.key_span.range().end)?;
        let plain = matches!(before.value.value, Value::Text(_) | Value::Plain(..))
            && !text.starts_with(['"', '\'']);
        let alone = field.value.value == Value::Null
            && source.get(field.key_span.range().end..)?.trim_start().starts_with([',', '}']);
        // If another one follows, that one is reported.
        let more = self
            .entries
            .get(at + 1)
            .is_some_and(|next| next.value.value == Value::Null && !self.is_known(&next.key));
        // `{annual: 5, currency USD}`: a number is not continued by words.
        let is_field =
            self.without_colon(field).is_some() && matches!(before.value.value, Value::Plain(..));
        if !braces || !plain || !alone || is_field {
            return None;
        }
        if more {
            self.explained.push(self.entries[at + 1].key_span);
        }
        let end = if more { self.entries[at + 1].key_span } else { field.key_span };
        let text = source.get(start..end.range().end)?;
        let message =
            format!("the comma ends the text of `{}`, so that this is no part of it", before.key);
        let found = self.reader.error("cut-at-comma", field.key_span, message);
        let help = format!("write `{}: {}`", before.key, quoted(text));
        Some(found.help(match self.without_colon(field) {
            Some((name, rest)) => format!("{help}, or `{name}: {rest}` if that is a field"),
            None => help,
        }))
    }

    /// The name and the value of `{currency USD}` or `{currency=USD}`, where the first word is a
    /// field that is not given otherwise.
    fn without_colon<'f>(&self, field: &'f Field) -> Option<(&'static str, &'f str)> {
        let (name, rest) = field.key.split_once([' ', '='])?;
        let name = self.schema.field(name).map(|(_, field)| field.name)?;
        let is_free = field.value.value == Value::Null && self.entry(name).is_none();
        is_free.then_some((name, rest.trim_start_matches([' ', '='])))
    }

    fn is_known(&self, name: &str) -> bool {
        self.schema.field(name).is_some()
    }

    /// A finding about a field that the description lacks, and the name that was probably meant.
    fn unknown_field(&self, at: usize, field: &Field) -> (Diagnostic, Option<&'static str>) {
        let message = format!("{} has no field `{}`", self.schema.what, field.key);
        let found = self.reader.error("unknown-field", field.key_span, message);
        // `{kind:legal}`: a colon without its space.
        if let Some((name, rest)) = field.key.split_once(':')
            && let Some(name) = self.schema.field(name.trim()).map(|(_, field)| field.name)
        {
            let message = "there is no space after the colon of a field";
            let found = self.reader.error("yaml-syntax", field.key_span, message);
            return (found.help(format!("write `{name}: {}`", rest.trim())), Some(name));
        }
        if let Some((name, rest)) = self.without_colon(field) {
            let message = format!("there is no colon after `{name}`");
            let found = self.reader.error("yaml-syntax", field.key_span, message);
            return (found.help(format!("write `{name}: {rest}`")), Some(name));
        }
        let free = self.schema.names().filter(|name| self.entry(name).is_none());
        let same = SAME.iter().find(|(word, _)| *word == field.key.to_lowercase());
        let same = same.and_then(|(_, name)| free.clone().find(|free| free == name));
        let candidate = same.or_else(|| nearest(&field.key, free));
        let help = match (candidate, self.empty_parent(at)) {
            (Some(candidate), _) => format!("did you mean `{candidate}`?"),
            (None, Some(parent)) => format!(
                "indent it by two spaces if it belongs to `{parent}`, and so the fields below it"
            ),
            (None, None) => format!("its fields are {}", listed(self.schema.names())),
        };
        let found = found.help(help);
        (candidate.into_iter().fold(found, Diagnostic::replaced_by), candidate)
    }

    /// The field without a value before an unknown field, which is probably a part of it.
    fn empty_parent(&self, at: usize) -> Option<&'n str> {
        let mut before = self.entries[..at].iter().rev();
        let parent = before.find(|field| self.is_known(&field.key))?;
        (parent.value.value == Value::Null).then_some(parent.key.as_str())
    }

    /// Reports unknown and missing fields. A missing field is not reported if an unknown one is
    /// plainly its misspelling.
    pub(super) fn finish(mut self) {
        let mut meant = Vec::new();
        let mut under: Option<&str> = None;
        for (at, field) in self.entries.iter().enumerate() {
            if self.is_known(&field.key) || self.explained.contains(&field.key_span) {
                continue;
            }
            if let Some(found) = self.cut_at_comma(at) {
                self.reader.note(found);
                continue;
            }
            let (found, candidate) = self.unknown_field(at, field);
            // Fields that all lack the same indentation are one mistake.
            let parent = self.empty_parent(at).filter(|_| candidate.is_none());
            if parent.is_none() || parent != under {
                self.reader.note(found);
            }
            under = parent;
            meant.extend(candidate);
        }
        let missing = self.missing.iter().copied();
        let missing: Vec<&str> = missing.filter(|name| !meant.contains(name)).collect();
        if missing.is_empty() {
            return;
        }
        let (fields, lines) = if missing.len() == 1 {
            ("the field", "add a line")
        } else {
            ("the fields", "add the lines")
        };
        let message =
            format!("{} needs {fields} {}", self.schema.what, listed(missing.iter().copied()));
        let found = self.reader.error("missing-field", self.span, message);
        let wanted: Vec<String> = missing.iter().map(|name| format!("`{name}: …`")).collect();
        self.reader.note(found.help(format!("{lines} {}", wanted.join(", "))));
    }
}

fn listed<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
