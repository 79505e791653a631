//! The manifest: the one file of a package that is fetched fresh.

use std::ops::Range;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use super::{DIGEST_BYTES, Digest, FORMAT};
use crate::error::SearchError;

/// What a package consists of.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// [`FORMAT`].
    pub(crate) format: String,
    /// The tantivy whose files these are.
    pub(crate) tantivy: String,
    /// The digest of the manifest's own bytes, with zeros in place of this digest: the cuts below
    /// are used as they are, and no name vouches for them.
    pub(crate) seal: Digest,
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

/// The version of the tantivy in this program, with that of its file format.
#[must_use]
pub fn tantivy_version() -> String {
    tantivy::version_string().to_owned()
}

/// What stands before the seal's digits.
const SEAL: &[u8] = b"\"seal\":\"";

/// Where the digits of the seal are.
fn seal_place(bytes: &[u8]) -> Option<Range<usize>> {
    let start = bytes.windows(SEAL.len()).position(|window| window == SEAL)? + SEAL.len();
    let end = start + 2 * DIGEST_BYTES;
    (end <= bytes.len()).then_some(start..end)
}

/// The digest of a manifest without its seal.
fn seal_of(bytes: &[u8]) -> Option<Digest> {
    let mut content = bytes.to_vec();
    content.get_mut(seal_place(bytes)?)?.fill(b'0');
    Some(Digest::of(&content))
}

impl Manifest {
    /// The manifest as a file.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn write(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut bytes = serde_json::to_vec(self)?;
        let seal = seal_of(&bytes).map(|seal| seal.to_string()).unwrap_or_default();
        if let Some(place) = seal_place(&bytes).and_then(|place| bytes.get_mut(place)) {
            place.copy_from_slice(seal.as_bytes());
        }
        Ok(bytes)
    }

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
        if seal_of(bytes) != Some(manifest.seal) {
            return Err(SearchError::Manifest("it is damaged; build the site again".to_owned()));
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        let page = Digest::of(b"page");
        Manifest {
            format: FORMAT.to_owned(),
            tantivy: tantivy_version(),
            seal: Digest::default(),
            documents: 3,
            languages: vec!["en".to_owned()],
            length: 100,
            page_size: 60,
            pages: vec![page, page],
            files: vec![FileEntry { name: "catalogue".to_owned(), start: 0, length: 100 }],
            warm: vec![0],
            hot: vec![(10, 3)],
            hot_bytes: STANDARD.encode([1, 2, 3]),
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let bytes = manifest().write().unwrap();
        let read = Manifest::read(&bytes).unwrap();
        assert_eq!(read.hot_cuts().unwrap(), [(10, vec![1, 2, 3])]);
        assert_eq!(bytes, read.write().unwrap());
    }

    #[test]
    fn a_changed_byte_breaks_the_seal() {
        let bytes = manifest().write().unwrap();
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            assert!(Manifest::read(&damaged).is_err(), "byte {at}");
        }
        assert!(Manifest::read(&bytes[..bytes.len() - 1]).is_err());
    }

    #[test]
    fn numbers_that_disagree_are_refused() {
        let changes: [fn(&mut Manifest); 5] = [
            |manifest| manifest.page_size = 0,
            |manifest| manifest.page_size = 1,
            |manifest| manifest.length = 1_000,
            |manifest| manifest.warm = vec![2],
            |manifest| manifest.files[0].start = usize::MAX,
        ];
        for change in changes {
            let mut senseless = manifest();
            change(&mut senseless);
            let error = Manifest::read(&senseless.write().unwrap()).unwrap_err();
            assert!(error.to_string().contains("disagree"), "{error}");
        }
    }
}
