//! Reads one file of words.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::message::Message;
use super::plural::CATEGORIES;
use crate::diagnostic::{Diagnostic, LineIndex, Place, Span};
use crate::theme::files::ThemeFile;
use crate::theme::manifest::fault;

/// What a file says for a key.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "expected text, or forms of it, `other` among them")]
enum Raw {
    Text(String),
    Forms(Forms),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Forms {
    zero: Option<String>,
    one: Option<String>,
    two: Option<String>,
    few: Option<String>,
    many: Option<String>,
    other: String,
}

impl Forms {
    fn message(&self) -> Message {
        let forms = [&self.zero, &self.one, &self.two, &self.few, &self.many];
        let forms = CATEGORIES
            .iter()
            .zip(forms)
            .filter_map(|((_, category), text)| text.as_deref().map(|text| (*category, text)));
        Message::counted(&forms.collect::<Vec<_>>(), &self.other)
    }
}

/// A file's messages by their keys.
///
/// # Errors
/// When it is not YAML of the right shape.
pub(super) fn read(file: &ThemeFile) -> Result<BTreeMap<String, Message>, Box<Diagnostic>> {
    let text = String::from_utf8_lossy(&file.bytes);
    let sections: Option<BTreeMap<String, BTreeMap<String, Raw>>> = serde_yaml::from_str(&text)
        .map_err(|error| {
            let found = fault(&file.path, &text, &error, "these words cannot be read");
            Box::new(found.note(
                "a file of words has sections, each with keys and their words; words that depend on a number have a form `other` and those that the language needs besides (`zero`, `one`, `two`, `few`, `many`); words that begin with `{` or `[` stand in quotes",
            ))
        })?;
    let mut messages = BTreeMap::new();
    for (section, keys) in sections.unwrap_or_default() {
        for (key, raw) in keys {
            let message = match raw {
                Raw::Text(text) => Message::plain(&text),
                Raw::Forms(forms) => forms.message(),
            };
            messages.insert(format!("{section}.{key}"), message);
        }
    }
    Ok(messages)
}

/// Where a key stands in its file.
pub(super) fn place(file: &ThemeFile, key: &str) -> Place {
    let text = String::from_utf8_lossy(&file.bytes);
    let (section, name) = key.split_once('.').unwrap_or((key, ""));
    let mut within = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let is_section = !line.starts_with([' ', '#', '\n', '\r']);
        if is_section {
            within = line.split(':').next().is_some_and(|word| unquoted(word) == section);
        }
        if let Some(column) = within.then(|| key_in(line, name)).flatten() {
            let span = Span::new(at + column..at + column + name.len());
            return LineIndex::new(&text).place(&file.path, span);
        }
        at += line.len();
    }
    Place::file(&file.path)
}

/// Where a line has a key: at its beginning, or within braces.
fn key_in(line: &str, name: &str) -> Option<usize> {
    let found = line.match_indices(name).find(|(at, _)| {
        let before = line[..*at].trim_end_matches(['"', '\'']);
        let after = line[at + name.len()..].trim_start_matches(['"', '\'']);
        let begins = before.trim().is_empty() && !before.is_empty()
            || before.trim_end().ends_with(['{', ',']);
        begins && after.starts_with(':')
    });
    found.map(|(at, _)| at)
}

fn unquoted(word: &str) -> &str {
    word.trim().trim_matches(['"', '\''])
}

#[cfg(test)]
mod tests {
    use icu_plurals::PluralCategory;

    use super::*;

    fn file(text: &str) -> ThemeFile {
        ThemeFile {
            path: "themes/x/i18n/es.yaml".to_owned(),
            bytes: text.as_bytes().to_vec().into(),
        }
    }

    #[test]
    fn words_have_one_form_or_those_of_their_language() {
        let file = file(
            "frame:\n  skip: Al contenido\ncount:\n  cities: {one: una ciudad, other: \"{count} ciudades\"}\n  miast: {few: b, one: a, many: c, other: d}\n",
        );
        let messages = read(&file).unwrap();
        assert_eq!(messages["frame.skip"], Message::plain("Al contenido"));
        let one = [(PluralCategory::One, "una ciudad")];
        assert_eq!(messages["count.cities"], Message::counted(&one, "{count} ciudades"));
        let names: Vec<_> = messages["count.miast"].written().into_iter().collect();
        let forms = [("one", "a"), ("few", "b"), ("many", "c"), ("other", "d")];
        assert_eq!(names, forms.map(|(name, text)| (name, text.to_owned())));
    }

    #[test]
    fn a_key_is_found_in_its_section() {
        let file = file(
            "frame:\n  skip: a\nother:\n  \"skip\": b\ncountry: {AD: Andorra,\n  NO: Noruega}\n",
        );
        let line = |key| {
            let place = place(&file, key);
            (place.line, place.column)
        };
        assert_eq!(line("frame.skip"), (2, 3));
        assert_eq!(line("other.skip"), (4, 4));
        assert_eq!(line("country.NO"), (6, 3));
        assert_eq!(line("country.AD"), (5, 11));
    }

    #[test]
    fn what_is_no_words_is_refused_with_its_line() {
        for wrong in
            ["frame: text\n", "frame:\n  skip: [a]\n", "count:\n  x: {some: a, other: b}\n"]
        {
            let found = read(&file(wrong)).unwrap_err();
            assert_eq!(found.code, "bad-words");
            assert!(found.place.is_some_and(|place| place.line > 0), "{wrong}");
        }
    }
}
