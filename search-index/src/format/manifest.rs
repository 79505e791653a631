//! The manifest: the one file of a package that is fetched fresh.

use serde::{Deserialize, Serialize};

use super::{Digest, FORMAT};
use crate::error::SearchError;

/// What a package consists of.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// [`FORMAT`].
    pub(crate) format: String,
    /// The tantivy whose files these are.
    pub(crate) tantivy: String,
    /// The number of records.
    pub(crate) documents: u32,
    /// The languages of the records, so that a query is stemmed in each.
    pub(crate) languages: Vec<String>,
    /// The digest of the whole volume, below which its pages are.
    pub(crate) version: Digest,
    /// The head, fetched before any search.
    pub(crate) head: Digest,
    /// The catalogue, where it is too large for the head.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) catalogue: Option<Digest>,
    /// All dictionaries as one file, unless they are large. Whoever searches once will search
    /// again: brought in the meantime, it spares the next search a round of fetching.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) dictionary: Option<Digest>,
    /// The files of the volume, end to end.
    pub(crate) files: Vec<FileEntry>,
}

/// A file of the volume.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct FileEntry {
    pub(crate) name: String,
    /// Bytes of the file.
    pub(crate) length: usize,
}

/// Only what every version of the format has had, and will have.
#[derive(Deserialize)]
struct Heading {
    format: String,
    tantivy: String,
}

/// The version of the tantivy in this program, with that of its file format.
#[must_use]
pub fn tantivy_version() -> String {
    tantivy::version_string().to_owned()
}

impl Manifest {
    /// Reads a manifest, refusing what this reader cannot read before anything else is fetched.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, SearchError> {
        let damaged = |error: serde_json::Error| SearchError::Manifest(error.to_string());
        let heading: Heading = serde_json::from_slice(bytes).map_err(damaged)?;
        let tantivy = tantivy_version();
        if heading.format != FORMAT || heading.tantivy != tantivy {
            return Err(SearchError::Version {
                found: format!("{}, {}", heading.format, heading.tantivy),
                wanted: format!("{FORMAT}, {tantivy}"),
            });
        }
        let manifest: Self = serde_json::from_slice(bytes).map_err(damaged)?;
        manifest.check()?;
        Ok(manifest)
    }

    /// Refuses a manifest whose numbers cannot be those of a volume.
    fn check(&self) -> Result<(), SearchError> {
        let lengths = self.files.iter().map(|file| file.length);
        let sound = lengths.fold(0_usize, usize::saturating_add) <= u32::MAX as usize;
        if sound { Ok(()) } else { Err(SearchError::Manifest("its numbers disagree".to_owned())) }
    }
}
