//! The text of a draft.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Known;
use crate::diagnostic::Refusal;
use crate::model::{Choice as _, Kind};
use crate::scaffold::{Answers, Wanted, filled, place};

/// A record as a form has it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// The keyword of its kind.
    pub kind: String,
    /// Slug of its convening, for a session.
    pub convening: Option<String>,
    /// Values by the paths of their fields, such as `sources.2.title`. Lists have one for each item.
    pub values: Vec<(String, String)>,
    /// The parts of its text. One without words is left out.
    pub parts: Vec<Part>,
    /// The words that a text needs and its author does not write, by their keys: `body.note`.
    pub words: BTreeMap<String, String>,
}

/// A part of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Part {
    /// Its heading; none before the first.
    pub heading: String,
    /// Its Markdown.
    pub text: String,
}

/// A draft as a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) text: String,
    /// For each line what a form has it from: the path of a field, or `body.2` for the second part.
    pub(super) origins: Vec<String>,
}

impl Draft {
    /// The kind of record; a page if there is no such kind.
    #[must_use]
    pub fn kind(&self) -> Kind {
        Kind::from_word(&self.kind).unwrap_or(Kind::Page)
    }

    /// The values for the fields that the kind has.
    pub(super) fn answers(&self) -> Answers {
        let mut answers = Answers::default();
        for (path, value) in self.values.iter().filter(|(_, value)| !value.trim().is_empty()) {
            // A form has no other fields than its kind.
            _ = answers.put(self.kind().schema(), path, value);
        }
        answers
    }

    /// The path of its file below the root.
    ///
    /// # Errors
    /// A title that gives no slug, a record that exists, or a session without a convening.
    pub(super) fn path(&self, answers: &Answers, known: &Known) -> Result<String, Refusal> {
        let wanted = Wanted {
            kind: self.kind(),
            slug: None,
            convening: self.convening.clone().filter(|slug| !slug.is_empty()),
            folder: false,
            answers: answers.clone(),
        };
        place(&known.content, &wanted)
    }

    /// Its text.
    pub(super) fn written(&self, answers: &Answers) -> Written {
        let front = filled(self.kind(), answers);
        let mut written = Written { text: front.front, origins: front.paths };
        for (at, part) in self.parts.iter().enumerate() {
            let text = part.text.trim();
            if text.is_empty() {
                continue;
            }
            let origin = format!("body.{}", at + 1);
            let heading = Some(&part.heading).filter(|heading| !heading.is_empty());
            let heading = heading.map(|heading| format!("\n## {heading}\n")).unwrap_or_default();
            written.add(&format!("{heading}\n{text}\n"), &origin);
        }
        written
    }
}

impl Written {
    fn add(&mut self, text: &str, origin: &str) {
        self.text.push_str(text);
        self.origins.extend(text.lines().map(|_| origin.to_owned()));
    }
}
