//! An amendment: what has changed since a package was written, beside it.
//!
//! Whoever serves a site to its author writes the index anew after each edit, which takes longer
//! than the author looks away. Until it is there, the manifest of the package as it was names an
//! amendment: a small index of the records that are new or have changed, and which documents of
//! the package they stand in the place of. A published package has none.
//!
//! Documents are numbered as if both were one index in the order of titles; those that are no
//! more keep their number, and are never found.

use serde::{Deserialize, Serialize};

use super::{Catalogue, Manifest, Versions, bytes};
use crate::error::SearchError;

/// An amendment to a package.
#[derive(Debug)]
pub(crate) struct Amendment {
    /// The index of what is new or has changed.
    pub(crate) manifest: Manifest,
    /// The documents of the package that are no more, by their numbers there, in order.
    pub(crate) gone: Vec<u32>,
    /// The numbers among all of the documents of the amendment, in order.
    pub(crate) numbers: Vec<u32>,
    /// The languages of all.
    pub(crate) languages: Vec<String>,
    /// The translations among all.
    pub(crate) versions: Versions,
    /// The catalogue of all.
    pub(crate) catalogue: Catalogue,
}

#[derive(Serialize, Deserialize)]
struct Heading {
    manifest: Manifest,
    gone: Vec<u32>,
    numbers: Vec<u32>,
    languages: Vec<String>,
}

impl Amendment {
    /// The amendment as a file, with the catalogue of all as its writer gave it.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn write(
        manifest: Manifest,
        [gone, numbers]: [Vec<u32>; 2],
        languages: Vec<String>,
        versions: &Versions,
        catalogue: &[u8],
    ) -> Result<Vec<u8>, serde_json::Error> {
        let heading = serde_json::to_vec(&Heading { manifest, gone, numbers, languages })?;
        let mut out = Vec::new();
        bytes::put(heading.len() as u32, &mut out);
        out.extend_from_slice(&heading);
        versions.write(&mut out);
        out.extend_from_slice(catalogue);
        Ok(out)
    }

    /// Reads the amendment to a package of so many documents.
    pub(crate) fn read(content: &[u8], documents: u32) -> Result<Self, SearchError> {
        Self::parse(content, documents).ok_or_else(|| SearchError::corrupt("the amendment"))
    }

    fn parse(content: &[u8], documents: u32) -> Option<Self> {
        let mut rest = content;
        let length = bytes::take(&mut rest)? as usize;
        let (heading, mut rest) = rest.split_at_checked(length)?;
        let Heading { manifest, gone, numbers, languages } =
            serde_json::from_slice(heading).ok()?;
        manifest.check().ok()?;
        let versions = Versions::take(&mut rest)?;
        let catalogue = Catalogue::read(rest).ok()?;
        let all = documents.checked_add(manifest.documents)?;
        let sound = catalogue.documents() == all
            && numbers.len() == manifest.documents as usize
            && rises_below(&numbers, all)
            && rises_below(&gone, documents);
        sound.then_some(Self { manifest, gone, numbers, languages, versions, catalogue })
    }
}

/// Whether numbers rise, and stay below a bound.
fn rises_below(numbers: &[u32], bound: u32) -> bool {
    numbers.array_windows().all(|[one, next]| one < next)
        && numbers.last().is_none_or(|last| *last < bound)
}
