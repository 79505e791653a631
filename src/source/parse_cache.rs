//! Keeps the parsed files of the previous build, so that only changed files are read and parsed
//! again.
//!
//! A file with the same size, timestamps and inode counts as unchanged, but only if it was not
//! written shortly before it was read: timestamps are coarse, and a second change within the same
//! tick would not show.

use std::collections::HashMap;
use std::sync::Arc;

use blake3::Hash;

use super::content::Parsed;
use crate::model::Limits;
use crate::stamp::Stamp;

/// The parsed files of the previous build, by path.
#[derive(Debug, Default)]
pub struct ParseCache {
    files: HashMap<String, Known>,
    /// The limits they were read under.
    limits: Limits,
}

/// A file of the previous build.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) stamp: Option<Stamp>,
    pub(super) digest: Hash,
    pub(super) parsed: Arc<Parsed>,
}

impl ParseCache {
    /// The file at a path, if it was read under the same limits.
    pub(super) fn get(&self, path: &str, limits: &Limits) -> Option<&Known> {
        self.files.get(path).filter(|_| self.limits == *limits)
    }

    /// The files of a build.
    pub(super) fn new(files: Vec<(String, Known)>, limits: Limits) -> ParseCache {
        ParseCache { files: files.into_iter().collect(), limits }
    }
}
