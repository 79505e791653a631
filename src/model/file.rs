//! A content file as it was read, which every later stage points into.

use super::Kind;
use crate::diagnostic::{LineIndex, Place, Span};
use crate::shelf::Text;

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
}

impl SourceFile {
    /// The place of a span of this file.
    #[must_use]
    pub fn place(&self, span: Span) -> Place {
        LineIndex::new(&self.text.read()).place(&self.path, span)
    }
}
