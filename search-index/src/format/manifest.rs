//! The manifest: the one file of a package that is fetched fresh.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
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
    /// Bytes of the volume.
    pub(crate) length: usize,
    /// Bytes of a page.
    pub(crate) page_size: usize,
    /// The pages, each by the digest of its content.
    pub(crate) pages: Vec<Digest>,
    /// The files of the volume.
    pub(crate) files: Vec<FileEntry>,
    /// Pages every search reads: worth fetching while the engine loads.
    pub(crate) warm: Vec<usize>,
    /// Small cuts of the volume, offset and length, that opening the index reads.
    pub(crate) hot: Vec<(usize, usize)>,
    /// The bytes of those cuts end to end, in base64.
    pub(crate) hot_bytes: String,
}

/// A file of the volume.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct FileEntry {
    pub(crate) name: String,
    pub(crate) start: usize,
    pub(crate) length: usize,
}

/// Only what every version of the format has had, and will have.
#[derive(Deserialize)]
struct Heading {
    format: String,
    tantivy: String,
}

/// The version of tantivy in this program, with that of its file format.
pub(crate) fn tantivy_version() -> String {
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

    /// The bytes of the hot cuts, each with its offset in the volume.
    pub(crate) fn hot_cuts(&self) -> Result<Vec<(usize, Vec<u8>)>, SearchError> {
        let bytes = STANDARD
            .decode(&self.hot_bytes)
            .map_err(|error| SearchError::Manifest(error.to_string()))?;
        let mut rest = bytes.as_slice();
        let mut cuts = Vec::with_capacity(self.hot.len());
        for (start, length) in &self.hot {
            let (cut, after) = rest
                .split_at_checked(*length)
                .ok_or_else(|| SearchError::Manifest("the hot bytes end early".to_owned()))?;
            cuts.push((*start, cut.to_vec()));
            rest = after;
        }
        Ok(cuts)
    }

    /// Keeps the hot cuts.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn set_hot(&mut self, cuts: &[(usize, Vec<u8>)]) {
        self.hot = cuts.iter().map(|(start, bytes)| (*start, bytes.len())).collect();
        let bytes: Vec<u8> = cuts.iter().flat_map(|(_, bytes)| bytes.iter().copied()).collect();
        self.hot_bytes = STANDARD.encode(bytes);
    }

    /// Refuses a manifest whose numbers cannot be those of a volume.
    fn check(&self) -> Result<(), SearchError> {
        let sound = self.page_size > 0
            && self.pages.len() == self.length.div_ceil(self.page_size)
            && self.warm.iter().all(|page| *page < self.pages.len())
            && self.files.iter().all(|file| {
                file.start.checked_add(file.length).is_some_and(|end| end <= self.length)
            });
        if sound { Ok(()) } else { Err(SearchError::Manifest("its numbers disagree".to_owned())) }
    }
}
