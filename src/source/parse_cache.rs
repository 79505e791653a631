//! Keeps the parsed files of the previous build, so that only changed files are read and parsed
//! again.
//!
//! A file with the same size, timestamps and inode counts as unchanged, but only if it was not
//! written shortly before it was read: timestamps are coarse, and a second change within the same
//! tick would not show.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use blake3::Hash;

use super::content::Parsed;
use crate::model::Limits;

/// The coarsest timestamp resolution of file systems.
const TICK: Duration = Duration::from_secs(2);

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

/// Size, timestamps and inode of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    size: u64,
    modified: SystemTime,
    #[cfg(unix)]
    changed: (i64, i64, u64),
}

impl Stamp {
    /// The current stamp of a file. `None` if the system provides none, or if the file was written
    /// so recently that a later change might leave the same stamp.
    #[must_use]
    pub fn of(path: &Path) -> Option<Stamp> {
        #[cfg(unix)]
        use std::os::unix::fs::MetadataExt;
        let found = fs::metadata(path).ok()?;
        let stamp = Stamp {
            size: found.len(),
            modified: found.modified().ok()?,
            #[cfg(unix)]
            changed: (found.ctime(), found.ctime_nsec(), found.ino()),
        };
        #[expect(clippy::disallowed_methods, reason = "decides what is read, not what is written")]
        let age = SystemTime::now().duration_since(stamp.modified).ok()?;
        (age > TICK).then_some(stamp)
    }

    /// A digest of the stamp.
    #[must_use]
    pub fn digest(&self) -> Hash {
        blake3::hash(format!("{self:?}").as_bytes())
    }
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
