//! What the parts of a plan share.

use std::ops::Range;

use crate::model::Kind;

/// Bytes of a text, and what replaces them.
pub(super) type Edit = (Range<usize>, String);

/// The record that gets another name.
pub(super) struct Renamed<'a> {
    pub(super) kind: Kind,
    /// Slug of its convening, for a session.
    pub(super) parent: Option<&'a str>,
    pub(super) old: &'a str,
    pub(super) new: &'a str,
    /// Path of the site within its host, with slashes at both ends.
    pub(super) base_path: &'a str,
}

impl Renamed<'_> {
    /// The folder of the record's kind below `content/`, or of its convening.
    pub(super) fn folder(&self) -> String {
        match self.parent {
            Some(parent) => format!("{}/{parent}", self.kind.folder()),
            None => self.kind.folder().to_owned(),
        }
    }
}
