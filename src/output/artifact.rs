//! A file to be written, and where files go.

use std::borrow::Cow;
use std::io;
use std::sync::Arc;

/// One file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artifact {
    /// Path from the site's root with forward slashes and no leading one:
    /// `practices/providence-talks/index.html`.
    pub path: String,
    /// Its content; where the program carries that, not a copy.
    pub bytes: Cow<'static, [u8]>,
}

impl Artifact {
    /// Joins a path with its content.
    pub fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Artifact {
        Artifact { path: path.into(), bytes: Cow::Owned(bytes.into()) }
    }

    /// Joins a path with content that the program carries.
    pub fn carried(path: impl Into<String>, bytes: &'static [u8]) -> Artifact {
        Artifact { path: path.into(), bytes: Cow::Borrowed(bytes) }
    }
}

/// Where artifacts go that are made only to see whether they can be.
#[derive(Debug, Clone, Copy)]
pub struct Nowhere;

impl Sink for Nowhere {
    fn put(&self, _: Artifact) -> io::Result<()> {
        Ok(())
    }
}

/// Where artifacts go. Called from many threads, in any order, once per path.
pub trait Sink: Sync {
    /// Takes one file.
    ///
    /// # Errors
    /// When it cannot be kept, for example because the disk is full.
    fn put(&self, artifact: Artifact) -> io::Result<()>;

    /// Takes groups of files as the build before left them, each where the sink still has all of
    /// it, and says of which that is true. Of the others it takes nothing, and they have to be put.
    fn keep(&self, groups: &[&[Arc<str>]]) -> Vec<bool> {
        vec![false; groups.len()]
    }

    /// Shows a text that goes into the file at `path` in a form in which its bytes do not tell it,
    /// such as an index.
    fn see(&self, _path: &str, _text: &str) {}
}
