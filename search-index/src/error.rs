//! What can go wrong, in words a reader of the site can be shown.

use thiserror::Error;

/// Why a package could not be written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum BuildError {
    /// tantivy refused.
    #[error("the search index could not be written: {0}")]
    Index(#[from] tantivy::TantivyError),
    /// A part could not be encoded.
    #[error("a file of the search index could not be encoded: {0}")]
    Encode(#[from] serde_json::Error),
    /// Compression or memory failed.
    #[error("a file of the search index could not be packed: {0}")]
    Pack(#[from] std::io::Error),
    /// Two records claim one identity.
    #[error("two records have the id `{0}`")]
    SameId(String),
}

/// Why a search could not be answered.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SearchError {
    /// A file of the package is not there, or could not be read.
    #[error("the search index's file `{path}` could not be read: {reason}")]
    Unreadable {
        /// The file, relative to the package.
        path: String,
        /// What the system says.
        reason: String,
    },
    /// A file's content is not what its name says.
    #[error("the search index's file `{path}` is damaged; build the site again")]
    Corrupt {
        /// The file, relative to the package.
        path: String,
    },
    /// The manifest is no manifest.
    #[error("the search index's manifest cannot be understood: {0}")]
    Manifest(String),
    /// The package was written by another version.
    #[error(
        "the search index was written in another version ({found}) than this program reads \
         ({wanted}); build the site again with it, or reload the page"
    )]
    Version {
        /// What the manifest says.
        found: String,
        /// What this reader reads.
        wanted: String,
    },
    /// tantivy could not read its own files.
    #[error("the search index cannot be read: {0}")]
    Index(String),
}

impl SearchError {
    /// A damaged file.
    pub(crate) fn corrupt(path: impl Into<String>) -> Self {
        Self::Corrupt { path: path.into() }
    }
}
