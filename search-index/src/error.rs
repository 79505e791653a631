//! What can go wrong, in words that a reader of the site can be shown.

use thiserror::Error;

/// Why a package could not be written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum BuildError {
    /// tantivy returned an error.
    #[error("the search index could not be written: {0}")]
    Index(#[from] tantivy::TantivyError),
    /// A file could not be serialized.
    #[error("a file of the search index could not be encoded: {0}")]
    Encode(#[from] serde_json::Error),
    /// A file could not be compressed, or not be handed on.
    #[error("a file of the search index could not be packed: {0}")]
    Pack(#[from] std::io::Error),
    /// Two records have the same id.
    #[error("two records have the id `{0}`")]
    SameId(String),
}

/// Why a search could not be answered.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SearchError {
    /// A file of the package does not exist or cannot be read.
    #[error("the search index's file `{path}` could not be read: {reason}")]
    Unreadable {
        /// The file, relative to the package.
        path: String,
        /// What the system reports.
        reason: String,
    },
    /// A file's content does not match its name.
    #[error("the search index's file `{path}` is damaged; build the site again")]
    Corrupt {
        /// The file, relative to the package.
        path: String,
    },
    /// The manifest is not valid.
    #[error("the search index's manifest cannot be understood: {0}")]
    Manifest(String),
    /// The package was written by another version of the program.
    #[error(
        "the search index was written in another version ({found}) than this program reads \
         ({wanted}); build the site again with it, or reload the page"
    )]
    Version {
        /// The version that wrote it.
        found: String,
        /// The version that this reader reads.
        wanted: String,
    },
    /// tantivy cannot read its own files.
    #[error("the search index cannot be read: {0}")]
    Index(String),
}

impl SearchError {
    /// An error for a damaged file.
    pub(crate) fn corrupt(path: impl Into<String>) -> Self {
        Self::Corrupt { path: path.into() }
    }
}
