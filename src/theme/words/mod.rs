//! What pages say in one language: the words of a theme that are not content.
//!
//! They are in the theme's files `i18n/<language>.yaml`, with a section for each part of the pages.
//! Layers are merged key by key, the nearest first, with English as the fallback. Missing and
//! unknown keys are findings.

mod dates;
mod hints;
mod languages;
mod message;
mod numbers;
mod plural;
mod read;

pub(crate) use hints::OF_EDITORS;
pub use languages::{Languages, built_in};
pub use message::Message;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use icu_plurals::PluralCategory;

use message::Text;
use plural::Plurals;

pub(super) use message::Segment;
pub(super) use plural::primary;

use crate::escape;
use crate::model::country_name;

/// The words of one language.
#[derive(Debug, Clone, Default)]
pub struct Words {
    lang: String,
    is_default: bool,
    messages: HashMap<String, Message>,
    plurals: Plurals,
    /// The words for keys that this language lacks.
    fallback: Option<Arc<Words>>,
}

/// The name of a placeholder in a message, and its value.
pub type Value<'a> = (&'a str, &'a str);

impl Words {
    /// BCP 47 tag of the language.
    #[must_use]
    pub fn lang(&self) -> &str {
        &self.lang
    }

    /// Whether it is the site's first language.
    #[must_use]
    pub fn is_default(&self) -> bool {
        self.is_default
    }

    /// The message of a key, like `frame.skip`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Message> {
        self.find(key).map(|(message, _)| message)
    }

    /// All messages in the order of their keys.
    pub fn all(&self) -> impl Iterator<Item = (&str, &Message)> {
        self.beginning_with(&[""])
    }

    /// The messages whose keys begin with one of `starts`, in the order of their keys.
    pub fn beginning_with(&self, starts: &[&str]) -> impl Iterator<Item = (&str, &Message)> {
        let fallback = self.fallback.iter().flat_map(|words| &words.messages);
        let all = fallback.chain(&self.messages).map(|(key, message)| (key.as_str(), message));
        let asked = all.filter(|(key, _)| starts.iter().any(|start| key.starts_with(start)));
        asked.collect::<BTreeMap<_, _>>().into_iter()
    }

    /// The message of a key, with the plural rules of the language that it is in.
    fn find(&self, key: &str) -> Option<(&Message, &Plurals)> {
        match (self.messages.get(key), &self.fallback) {
            (Some(message), _) => Some((message, &self.plurals)),
            (None, Some(fallback)) => fallback.find(key),
            (None, None) => None,
        }
    }

    /// The text of a key for a number, or for none.
    fn text(&self, key: &str, number: Option<f64>) -> Option<&Text> {
        let (message, plurals) = self.find(key)?;
        let category = number.map_or(PluralCategory::Other, |number| plurals.category(number));
        Some(message.text(category))
    }

    /// The words of a key, or the key itself if there are none, which a test rules out.
    #[must_use]
    pub fn translate(&self, key: &str) -> String {
        self.fill(key, &[])
    }

    /// The words of a key with their placeholders filled.
    #[must_use]
    pub fn fill(&self, key: &str, values: &[Value<'_>]) -> String {
        self.written(key, None, values)
    }

    /// The words of a key for a number, which replaces `{count}`.
    #[must_use]
    pub fn count(&self, key: &str, count: usize) -> String {
        self.counted(key, count, &[])
    }

    /// The words of a key for a number and other values.
    #[must_use]
    pub fn counted(&self, key: &str, count: usize, values: &[Value<'_>]) -> String {
        #[expect(clippy::cast_precision_loss, reason = "a count of records")]
        let number = count as f64;
        let shown = self.grouped(number);
        let all: Vec<Value<'_>> =
            [("count", shown.as_str())].into_iter().chain(values.iter().copied()).collect();
        self.written(key, Some(number), &all)
    }

    /// The words of a key as HTML, with values that are HTML.
    #[must_use]
    pub fn html(&self, key: &str, values: &[Value<'_>]) -> String {
        self.assemble(key, None, values, escape::html)
    }

    /// The words of a key in the form for a number.
    fn written(&self, key: &str, number: Option<f64>, values: &[Value<'_>]) -> String {
        self.assemble(key, number, values, |words| words.into())
    }

    /// The words of a key in the form for a number, with all text other than the values passed through `write`.
    fn assemble<'a>(
        &'a self,
        key: &'a str,
        number: Option<f64>,
        values: &[Value<'_>],
        write: impl Fn(&'a str) -> Cow<'a, str>,
    ) -> String {
        let Some(message) = self.text(key, number) else { return write(key).into_owned() };
        let mut text = String::new();
        for segment in &message.segments {
            match segment {
                Segment::Plain(words) => text.push_str(&write(words)),
                Segment::Placeholder(name) => {
                    let value = values.iter().find(|(known, _)| known == name);
                    text.push_str(value.map_or("", |(_, value)| value));
                }
                Segment::Open => text.push('['),
                Segment::Close => text.push(']'),
            }
        }
        text
    }

    /// The segments of a message for a number or none, for callers that fill them themselves.
    pub(in crate::theme) fn segments(&self, key: &str, number: Option<f64>) -> Option<&[Segment]> {
        self.text(key, number).map(|text| text.segments.as_slice())
    }

    /// The name of a country by its code; in English if this language has no name for it.
    #[must_use]
    pub fn country(&self, code: &str) -> Option<String> {
        if !primary(&self.lang).eq("en")
            && let Some(message) = self.get(&format!("country.{code}"))
        {
            return message.written().pop().map(|(_, name)| name);
        }
        country_name(code).map(str::to_owned)
    }

    /// Whether a word is in a comma-separated list of words that contributors may type in a file.
    pub(super) fn lists(&self, key: &str, word: &str) -> bool {
        self.listed(key, |one| one == word)
    }

    /// Whether a heading of a body is one of those in the list of a key, like `heading.results`:
    /// each language has its own.
    #[must_use]
    pub fn is_heading(&self, key: &str, heading: &str) -> bool {
        let heading = heading.trim();
        self.listed(key, |one| lower(one).eq(lower(heading)))
    }

    fn listed(&self, key: &str, is: impl Fn(&str) -> bool) -> bool {
        let whole = match self.segments(key, None) {
            Some([Segment::Plain(whole)]) => Cow::Borrowed(whole.as_str()),
            _ => Cow::Owned(self.translate(key)),
        };
        whole.split(',').map(str::trim).filter(|one| !one.is_empty()).any(is)
    }
}

fn lower(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(char::to_lowercase)
}

#[cfg(test)]
pub(crate) fn of_test(lang: &str) -> Words {
    languages::of_program(lang)
}
