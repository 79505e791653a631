//! Files beside records.

use std::path::PathBuf;

/// A picture or document beside a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Where it is on disk.
    pub from: PathBuf,
    /// Its path if it is published, relative to the site's root, with forward slashes.
    pub to: String,
}
