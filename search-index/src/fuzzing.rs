//! Entry points for the fuzz targets, which could otherwise reach these parsers only through a
//! whole package. Not part of the crate's interface.

use std::path::Path;
use std::sync::Arc;

use tantivy::Directory;

use crate::format::{
    Catalogue, Digest, FACETS, Fragment, Head, MEASURES, Manifest, Pages, Piece, unseal,
};
use crate::read::{Syntax, Volume, VolumeDirectory};

/// Whether a query, printed and parsed again, is the same query.
#[must_use]
pub fn query_survives_printing(text: &str) -> bool {
    let parsed = Syntax::parse(text);
    Syntax::parse(&parsed.to_string()) == parsed
}

/// Parses bytes as each kind of file, and a manifest even where its seal is wrong. Returns a count
/// of what was read, so that the optimizer removes nothing.
#[must_use]
pub fn read_as_parts(content: &[u8]) -> usize {
    let mut read = 0;
    if let Ok(catalogue) = Catalogue::read(content) {
        for document in 0..catalogue.documents() {
            let numbers = MEASURES.iter().flat_map(|one| catalogue.numbers(*one, document));
            read += numbers.count();
            read += (0..FACETS.len())
                .map(|facet| catalogue.labels(facet, document).count())
                .sum::<usize>();
        }
    }
    if let Ok(fragments) = serde_json::from_slice::<Vec<Fragment>>(content) {
        read += fragments.iter().map(|one| one.sections.len()).sum::<usize>();
    }
    let unsealed = serde_json::from_slice::<Manifest>(content).ok();
    let sealed = unsealed.and_then(|manifest| manifest.write().ok());
    let manifest = Manifest::read(sealed.as_deref().unwrap_or(content));
    if let Ok(manifest) = manifest {
        let lanes: Vec<u32> = manifest.files.iter().map(|file| file.length as u32).collect();
        let one = |(lane, length): (u32, &u32)| vec![Piece { lane, length: *length }];
        let pages = Pages { pages: (0..).zip(&lanes).map(one).collect(), lanes };
        let cut = content.get(..content.len().min(9)).unwrap_or_default().to_vec();
        if let Some(volume) = Volume::new(&manifest, &pages, vec![(1, cut)]) {
            for page in 0..pages.pages.len().min(8) {
                read += usize::from(volume.supply(page, content.to_vec()));
            }
            let directory = VolumeDirectory(Arc::new(volume));
            for file in manifest.files.iter().take(8) {
                let found = directory.atomic_read(Path::new(&file.name));
                read += found.map_or(0, |content| content.len());
            }
            read += directory.0.take_missing().len();
        }
    }
    if let Some(head) = Head::read(content) {
        read +=
            head.pages.pages.len() + head.slices.iter().map(|(_, cut)| cut.len()).sum::<usize>();
        for document in 0..head.groups.documents().min(100) {
            read += usize::from(head.groups.place(document).is_some());
        }
        read += head.versions.dropped(Some(0), |_| true).len();
        read += usize::from(Catalogue::read(&head.catalogue).is_ok());
    }
    read + usize::from(unseal(content.to_vec(), &Digest::of(b"under"), 0).is_some())
}
