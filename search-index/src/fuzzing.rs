//! Doors for the fuzzers, to parts that are otherwise reached only through a whole package. No
//! part of this crate's interface.

use crate::format::{Catalogue, FACETS, Fragment, Manifest};
use crate::read::{Syntax, Volume};

/// Whether a query, printed and parsed again, is the same.
#[must_use]
pub fn query_survives_printing(text: &str) -> bool {
    let parsed = Syntax::parse(text);
    Syntax::parse(&parsed.to_string()) == parsed
}

/// Reads bytes as each part of a package, and a manifest whatever its seal. Returns how much was
/// read, so that nothing of it is optimised away.
#[must_use]
pub fn read_as_parts(content: &[u8]) -> usize {
    let mut read = 0;
    if let Ok(catalogue) = Catalogue::read(content) {
        for document in 0..catalogue.documents() {
            read += usize::from(catalogue.year(document).is_some());
            read += usize::from(catalogue.evidence(document).is_some());
            read += (0..FACETS.len())
                .map(|facet| catalogue.labels(facet, document).count())
                .sum::<usize>();
        }
    }
    if let Ok(fragment) = serde_json::from_slice::<Fragment>(content) {
        read += fragment.sections.len();
    }
    let unsealed = serde_json::from_slice::<Manifest>(content).ok();
    let sealed = unsealed.and_then(|manifest| manifest.write().ok());
    let manifest = Manifest::read(sealed.as_deref().unwrap_or(content));
    if let Ok(manifest) = manifest
        && let Ok(volume) = Volume::new(&manifest)
    {
        for page in 0..manifest.pages.len().min(4) {
            read += usize::from(volume.supply(page, content.to_vec()));
        }
        for file in manifest.files.iter().take(8) {
            read += volume.read_file(&file.name).map_or(0, |content| content.len());
        }
        read += volume.take_missing().len();
    }
    read
}
