//! The files of a package, defined once for the writer and the reader.
//!
//! A package is a folder of immutable files named by their content, and one small manifest:
//!
//! ```text
//! manifest.json    fetched fresh: what the index consists of
//! p/<digest>.gz    a page: a fixed-size cut of the volume, all index files end to end
//! f/<digest>.gz    a fragment: one record's text, for hits and excerpts
//! ```
//!
//! Nothing is asked of the host but to serve files: no ranges, no `HEAD`, no compression.

mod bytes;
mod catalogue;
mod digest;
mod fragment;
#[cfg(not(target_arch = "wasm32"))]
mod gzip;
mod manifest;

pub(crate) use catalogue::{Catalogue, FACETS, FacetValue};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use catalogue::{CatalogueRow, CatalogueWriter};
pub(crate) use digest::{DIGEST_BYTES, Digest};
pub(crate) use fragment::{Fragment, Passage};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use gzip::{pack, unpack};
pub(crate) use manifest::{FileEntry, Manifest, tantivy_version};

/// The manifest's name in the package.
pub const MANIFEST: &str = "manifest.json";

/// The name and version of this format. A reader takes no other.
pub const FORMAT: &str = "crosstown-search/1";

/// The file of the volume that holds [`Catalogue`].
pub(crate) const CATALOGUE_FILE: &str = "catalogue";

/// The file of the volume that holds a [`Digest`] for each document: its fragment's.
pub(crate) const FRAGMENTS_FILE: &str = "fragments";

/// The path of a page in the package.
pub(crate) fn page_path(digest: &Digest) -> String {
    format!("p/{digest}.gz")
}

/// The path of a fragment in the package.
pub(crate) fn fragment_path(digest: &Digest) -> String {
    format!("f/{digest}.gz")
}
