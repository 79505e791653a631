//! The files of a package, and the function that takes them.

use crate::error::BuildError;

/// A file to be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The path, relative to the package's folder.
    pub path: String,
    /// The content, compressed unless it is the manifest.
    pub bytes: Vec<u8>,
}

/// Takes a finished file. Called from many threads.
pub(super) type PutFile<'a> = &'a (dyn Fn(File) -> Result<(), BuildError> + Sync);
