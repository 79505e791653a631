//! Files to be written, and sinks that take them.

use std::borrow::Cow;
use std::io;
use std::sync::Arc;

/// One file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artifact {
    /// Path from the site's root with forward slashes and no leading one:
    /// `practices/providence-talks/index.html`.
    pub path: String,
    /// Its content; borrowed if it is embedded in the program.
    pub bytes: Cow<'static, [u8]>,
}

impl Artifact {
    /// An artifact with a path and its content.
    pub fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Artifact {
        Artifact { path: path.into(), bytes: Cow::Owned(bytes.into()) }
    }

    /// An artifact with a path and embedded content.
    pub fn carried(path: impl Into<String>, bytes: &'static [u8]) -> Artifact {
        Artifact { path: path.into(), bytes: Cow::Borrowed(bytes) }
    }
}

/// A sink that discards artifacts, to test only whether they can be made.
#[derive(Debug, Clone, Copy)]
pub struct Nowhere;

impl Sink for Nowhere {
    fn put(&self, _: Artifact) -> io::Result<()> {
        Ok(())
    }
}

/// Takes artifacts. Called from many threads, in any order, once per path.
pub trait Sink: Sync {
    /// Takes one file.
    ///
    /// # Errors
    /// When it cannot be kept, for example because the disk is full.
    fn put(&self, artifact: Artifact) -> io::Result<()>;

    /// Keeps groups of files as the previous build left them, and returns which groups are kept:
    /// those that the sink still has completely. Nothing is kept of the others; they have to be
    /// put.
    fn keep(&self, groups: &[&[Arc<str>]]) -> Vec<bool> {
        vec![false; groups.len()]
    }

    /// Shows a text that goes into the file at `path` in a form that hides it, such as an index or a
    /// picture. Returns whether it may be published.
    fn see(&self, _path: &str, _text: &str) -> bool {
        true
    }
}
