//! Reads one file of words: sections with keys, and for each key a text or one text for each plural
//! form.

use std::collections::BTreeMap;

use icu_plurals::PluralCategory;

use super::message::Message;
use super::plural::CATEGORIES;
use crate::diagnostic::{Diagnostic, Place, Span, nearest};
use crate::model::SourceFile;
use crate::source::{Field, Node, Value, yaml_tree};
use crate::theme::files::ThemeFile;

/// The words of one file.
#[derive(Debug)]
pub(super) struct WordsFile {
    /// The messages by key: `frame.skip`.
    pub(super) messages: BTreeMap<String, Message>,
    places: BTreeMap<String, Span>,
    file: SourceFile,
}

impl WordsFile {
    /// The place of a key.
    pub(super) fn place(&self, key: &str) -> Place {
        self.file.place(self.places.get(key).copied().unwrap_or_default())
    }
}

/// Reads a file of words.
///
/// # Errors
/// Every mistake in the form of the file.
pub(super) fn read(file: &ThemeFile) -> Result<WordsFile, Vec<Diagnostic>> {
    let file = file.source();
    let tree = yaml_tree(&file)?;
    let mut reader = Reader { file: &file, found: Vec::new() };
    let (mut messages, mut places) = (BTreeMap::new(), BTreeMap::new());
    for section in reader.fields(&tree, "a file of words has sections") {
        for field in reader.fields(&section.value, "a section has keys, each with its words") {
            let key = format!("{}.{}", section.key, field.key);
            if let Some(message) = reader.message(&key, field) {
                messages.insert(key.clone(), message);
                places.insert(key, field.key_span);
            }
        }
    }
    let found = reader.found;
    if found.is_empty() { Ok(WordsFile { messages, places, file }) } else { Err(found) }
}

/// The state while one file is read: its findings.
struct Reader<'a> {
    file: &'a SourceFile,
    found: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn report(&mut self, span: Span, message: impl Into<String>, help: &str) {
        let found = Diagnostic::error("bad-words", self.file.place(span), message);
        self.found.push(found.help(help));
    }

    /// The fields of a node. One without a value has none.
    fn fields<'n>(&mut self, node: &'n Node, expected: &str) -> &'n [Field] {
        match &node.value {
            Value::Map(fields) => fields,
            Value::Null => &[],
            _ => {
                let message = format!("this is {}, but {expected}", node.type_name());
                self.report(
                    node.span,
                    message,
                    "write `section:` and below it, indented, `key: words`",
                );
                &[]
            }
        }
    }

    /// The words of a key: a text, or the forms of one.
    fn message(&mut self, key: &str, field: &Field) -> Option<Message> {
        let Value::Map(forms) = &field.value.value else {
            return self.text(key, field).map(Message::plain);
        };
        let (mut other, mut counted) = (None, Vec::new());
        for form in forms {
            let category = CATEGORIES.iter().find(|(name, _)| *name == form.key);
            let text = self.text(key, form);
            match category {
                Some((_, PluralCategory::Other)) => other = text,
                Some((_, category)) => counted.extend(text.map(|text| (*category, text))),
                None => self.unknown_form(key, form),
            }
        }
        if !forms.iter().any(|form| form.key == "other") {
            let message = format!("the words of `{key}` lack the form `other`");
            let help = "words that depend on a number must have `other` and may have `zero`, `one`, `two`, `few` and `many`; a text that begins with `{` needs quotation marks";
            self.report(field.value.span, message, help);
        }
        counted.sort_by_key(|(category, _)| *category);
        other.map(|other| Message::counted(&counted, other))
    }

    fn unknown_form(&mut self, key: &str, form: &Field) {
        let names = || CATEGORIES.iter().map(|(name, _)| *name);
        let message = format!("the words of `{key}` cannot have a form `{}`", form.key);
        let help = match nearest(&form.key, names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the forms are `{}`", names().collect::<Vec<_>>().join("`, `")),
        };
        self.report(form.key_span, message, &help);
    }

    /// The text of a field.
    fn text<'n>(&mut self, key: &str, field: &'n Field) -> Option<&'n str> {
        match &field.value.value {
            Value::Text(text) | Value::Plain(_, text) => Some(text),
            Value::Null => {
                self.report(
                    field.key_span,
                    format!("`{key}` has no words"),
                    "write them after the colon, or delete the line",
                );
                None
            }
            Value::List(_) | Value::Map(_) => {
                let message = format!("`{key}` is {}, not text", field.value.type_name());
                self.report(
                    field.value.span,
                    message,
                    "put a text that begins with `[` or `{` in quotation marks",
                );
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> ThemeFile {
        let path = "themes/x/i18n/es.yaml".to_owned();
        ThemeFile { path, bytes: text.as_bytes().to_vec().into() }
    }

    #[test]
    fn words_have_one_form_or_those_of_their_language() {
        let file = file(
            "frame:\n  skip: Al contenido\ncount:\n  cities: {one: una ciudad, other: \"{count} ciudades\"}\n  miast: {few: b, one: a, many: c, other: d}\n",
        );
        let messages = read(&file).unwrap().messages;
        assert_eq!(messages["frame.skip"], Message::plain("Al contenido"));
        let one = [(PluralCategory::One, "una ciudad")];
        assert_eq!(messages["count.cities"], Message::counted(&one, "{count} ciudades"));
        let names = messages["count.miast"].written();
        let forms = [("one", "a"), ("few", "b"), ("many", "c"), ("other", "d")];
        assert_eq!(names, forms.map(|(name, text)| (name, text.to_owned())));
    }

    #[test]
    fn a_key_is_found_in_its_section() {
        let file = file(
            "frame:\n  skip: a\nother:\n  \"skip\": b\ncountry: {AD: Andorra,\n  NO: Noruega}\n",
        );
        let words = read(&file).unwrap();
        let place = |key| (words.place(key).line, words.place(key).column);
        assert_eq!(place("frame.skip"), (2, 3));
        assert_eq!(place("other.skip"), (4, 3));
        assert_eq!(place("country.NO"), (6, 3));
        assert_eq!(place("country.AD"), (5, 11));
    }
}
