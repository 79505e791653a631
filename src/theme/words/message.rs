//! A message: text with placeholders, in one form or in the plural forms of its language.

use std::collections::BTreeSet;

use icu_plurals::PluralCategory;

use super::plural::CATEGORIES;

/// A message in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Forms for certain numbers.
    forms: Vec<(PluralCategory, Text)>,
    /// The form for all other numbers, or the only one.
    other: Text,
}

/// A text, split at its placeholders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) segments: Vec<Segment>,
}

/// A segment of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::theme) enum Segment {
    /// Literal text.
    Plain(String),
    /// `{name}`, which a value replaces.
    Placeholder(String),
    /// `[`, the start of the text of a link.
    Open,
    /// `]`, its end.
    Close,
}

impl Message {
    /// A message that is the same for every number.
    pub(super) fn plain(text: &str) -> Message {
        Message { forms: Vec::new(), other: Text::read(text) }
    }

    /// A message with forms for certain numbers, in the order of [`CATEGORIES`], and one for all
    /// others.
    pub(super) fn counted(forms: &[(PluralCategory, &str)], other: &str) -> Message {
        let forms = forms.iter().map(|(category, text)| (*category, Text::read(text))).collect();
        Message { forms, other: Text::read(other) }
    }

    /// The form for the numbers of a category.
    pub(super) fn text(&self, category: PluralCategory) -> &Text {
        let form = self.forms.iter().find(|(other, _)| *other == category);
        form.map_or(&self.other, |(_, text)| text)
    }

    /// The forms by name, as they are written in a file; without a name if there is only one.
    #[must_use]
    pub fn written(&self) -> Vec<(&'static str, String)> {
        if self.forms.is_empty() {
            return vec![("", self.other.written())];
        }
        let name = |category| CATEGORIES.iter().find(|(_, other)| *other == category);
        let forms = self.forms.iter().filter_map(|(category, text)| {
            name(*category).map(|(name, _)| (*name, text.written()))
        });
        forms.chain([("other", self.other.written())]).collect()
    }

    /// Names of the values that any of its forms takes; `[]` means a link.
    #[must_use]
    pub fn placeholders(&self) -> BTreeSet<&str> {
        let mut placeholders = BTreeSet::new();
        let forms = self.forms.iter().map(|(_, text)| text).chain([&self.other]);
        for segment in forms.flat_map(|text| &text.segments) {
            match segment {
                Segment::Placeholder(name) => {
                    placeholders.insert(name.as_str());
                }
                Segment::Open => {
                    placeholders.insert("[]");
                }
                Segment::Plain(_) | Segment::Close => {}
            }
        }
        placeholders
    }
}

impl Text {
    fn read(text: &str) -> Text {
        let mut segments = Vec::new();
        let mut plain = String::new();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let slot = rest.strip_prefix('{').and_then(|after| after.split_once('}'));
            let segment = match (first, slot) {
                ('{', Some((name, after))) if is_name(name) => {
                    rest = after;
                    Segment::Placeholder(name.to_owned())
                }
                ('[' | ']', _) => {
                    rest = &rest[1..];
                    if first == '[' { Segment::Open } else { Segment::Close }
                }
                _ => {
                    plain.push(first);
                    rest = &rest[first.len_utf8()..];
                    continue;
                }
            };
            if !plain.is_empty() {
                segments.push(Segment::Plain(std::mem::take(&mut plain)));
            }
            segments.push(segment);
        }
        if !plain.is_empty() {
            segments.push(Segment::Plain(plain));
        }
        Text { segments }
    }

    fn written(&self) -> String {
        let mut text = String::new();
        for segment in &self.segments {
            match segment {
                Segment::Plain(words) => text.push_str(words),
                Segment::Placeholder(name) => text.push_str(&format!("{{{name}}}")),
                Segment::Open => text.push('['),
                Segment::Close => text.push(']'),
            }
        }
        text
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::{Message, PluralCategory};

    #[test]
    fn a_message_is_read_and_written_back() {
        for text in ["", "plain", "{count} of {all}", "read it [as data].", "a } b { c {no name}"] {
            let message = Message::plain(text);
            assert_eq!(message.written(), [("", text.to_owned())]);
        }
        let one = [(PluralCategory::One, "{count} city")];
        let message = Message::counted(&one, "{count} cities in {place}");
        assert_eq!(message.placeholders().into_iter().collect::<Vec<_>>(), ["count", "place"]);
        assert_eq!(message.written()[0], ("one", "{count} city".to_owned()));
        assert_eq!(Message::plain("[all]").placeholders().into_iter().collect::<Vec<_>>(), ["[]"]);
    }
}
