//! Files that are copied as they are.

use std::path::PathBuf;

/// A picture or document beside a record, copied as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Where it is on disk.
    pub from: PathBuf,
    /// Where it goes, relative to the site's root, with forward slashes.
    pub to: String,
}
