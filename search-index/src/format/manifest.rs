//! The manifest: the one file of a package that is never cached.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{DIGEST_BYTES, Digest, FORMAT};
use crate::error::SearchError;

/// Lists what a package consists of.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// [`FORMAT`].
    pub(crate) format: String,
    /// The version of tantivy that wrote the files.
    pub(crate) tantivy: String,
    /// The digest of the manifest itself, computed with zeros in this place: no other file has its
    /// digest.
    pub(crate) seal: Digest,
    /// The number of records.
    pub(crate) documents: u32,
    /// The languages of the records. A query is stemmed in each.
    pub(crate) languages: Vec<String>,
    /// The digest of the whole volume, under which its pages are.
    pub(crate) version: Digest,
    /// The head, fetched before any search.
    pub(crate) head: Digest,
    /// The catalogue, where it is too large for the head.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) catalogue: Option<Digest>,
    /// All dictionaries in one file, unless they are large. Fetched after the first search, it
    /// saves the next one a round trip.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) dictionary: Option<Digest>,
    /// The files in the volume, in order.
    pub(crate) files: Vec<FileEntry>,
}

/// A file of the volume.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct FileEntry {
    pub(crate) name: String,
    /// In bytes.
    pub(crate) length: usize,
}

/// The fields that every version of the format has.
#[derive(Deserialize)]
struct Heading {
    format: String,
    tantivy: String,
}

/// The version of tantivy in this program, including that of its file format.
#[must_use]
pub fn tantivy_version() -> String {
    tantivy::version_string().to_owned()
}

/// The bytes before the digits of the seal.
const SEAL: &[u8] = b"\"seal\":\"";

/// The range of those digits.
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
    /// Serializes and seals the manifest.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn write(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut bytes = serde_json::to_vec(self)?;
        let seal = seal_of(&bytes).map(|seal| seal.to_string()).unwrap_or_default();
        if let Some(place) = seal_place(&bytes).and_then(|place| bytes.get_mut(place)) {
            place.copy_from_slice(seal.as_bytes());
        }
        Ok(bytes)
    }

    /// Parses a manifest. One that this version cannot read is refused before anything else is
    /// fetched.
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

    /// Refuses a manifest whose files do not fit a volume.
    fn check(&self) -> Result<(), SearchError> {
        let lengths = self.files.iter().map(|file| file.length);
        let sound = lengths.fold(0_usize, usize::saturating_add) <= u32::MAX as usize;
        if sound {
            Ok(())
        } else {
            Err(SearchError::Manifest("its files are longer than a volume can be".to_owned()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        Manifest {
            format: FORMAT.to_owned(),
            tantivy: tantivy_version(),
            seal: Digest::default(),
            documents: 3,
            languages: vec!["en".to_owned()],
            version: Digest::of(b"volume"),
            head: Digest::of(b"head"),
            catalogue: None,
            dictionary: Some(Digest::of(b"dictionaries")),
            files: vec![FileEntry { name: "meta.json".to_owned(), length: 100 }],
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let bytes = manifest().write().unwrap();
        let read = Manifest::read(&bytes).unwrap();
        assert_eq!((read.documents, read.head), (3, Digest::of(b"head")));
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
    fn files_too_long_for_a_volume_are_refused() {
        let mut senseless = manifest();
        senseless.files[0].length = usize::MAX;
        let error = Manifest::read(&senseless.write().unwrap()).unwrap_err();
        assert!(error.to_string().contains("longer"), "{error}");
    }
}
