//! A content file as it was read, which every later stage points into.

use std::sync::OnceLock;

use super::Kind;
use crate::diagnostic::{Lines, Place, Span};
use crate::spill::Text;

/// The text of one file and what its path says about it.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceFile {
    /// Path relative to the root, with forward slashes: `content/practices/x.md`.
    pub path: String,
    /// What kind of record it holds.
    pub kind: Kind,
    /// Name of the record within its folder.
    pub slug: String,
    /// Slug of the convening, for a session.
    pub parent: Option<String>,
    /// Language in the file's name (`x.es.md`), absent for the site's default.
    pub lang: Option<String>,
    /// The whole text.
    pub text: Text,
    /// Where its lines are, once somebody has asked.
    pub lines: FoundLines,
}

/// The lines of a file, found when the first finding needs them. They follow from the text, so that
/// they make no difference between two files.
#[derive(Debug, Clone, Default)]
pub struct FoundLines(OnceLock<Lines>);

impl PartialEq for FoundLines {
    fn eq(&self, _: &FoundLines) -> bool {
        true
    }
}

impl SourceFile {
    /// A file that holds no record: settings, or a file of a theme.
    #[must_use]
    pub fn without_record(path: impl Into<String>, text: impl Into<Text>) -> SourceFile {
        SourceFile {
            path: path.into(),
            kind: Kind::Page,
            slug: String::new(),
            parent: None,
            lang: None,
            text: text.into(),
            lines: FoundLines::default(),
        }
    }

    /// The place of a span of this file.
    #[must_use]
    pub fn place(&self, span: Span) -> Place {
        let lines = self.lines.0.get_or_init(|| Lines::of(&self.text.read()));
        lines.place(&self.path, span, |line| self.text.read_part(line))
    }
}
