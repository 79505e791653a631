//! The files of a package, defined once for the writer and the reader.
//!
//! A package is a folder of immutable files and one small manifest:
//!
//! ```text
//! manifest.json       never cached: lists what the package consists of
//! h/<digest>.gz       the head: everything that all searches read
//! c/<digest>.gz       the catalogue of a large index, read for filters and counts
//! d/<digest>.gz       the dictionaries, fetched after the first search for later ones
//! p/<version>/<n>.gz  a page: small slices of the volume, which is all index files concatenated
//! f/<group>/<n>.gz    fragments: the texts of one record, for its hit, or of some short ones
//! ```
//!
//! Heads, catalogues and dictionaries are named by their content. Pages and fragments are numbered
//! under a digest, so that no list of their names is fetched. Each ends with a seal, which reveals
//! a file that is damaged, out of date or swapped with another.
//!
//! The host only serves files: no range requests, no `HEAD`, no compression.

mod catalogue;
mod digest;
mod fragment;
mod groups;
#[cfg(not(target_arch = "wasm32"))]
mod gzip;
mod head;
mod manifest;
mod pages;
mod priors;
mod seal;
pub(crate) mod varint;
mod versions;

pub(crate) use catalogue::{Catalogue, FACETS, FacetValue, MEASURES, Measure};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use catalogue::{CatalogueRow, CatalogueWriter};
pub(crate) use digest::{DIGEST_BYTES, Digest};
pub(crate) use fragment::{Fragment, Passage};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use groups::ends_group;
pub(crate) use groups::{FragmentPlace, Groups};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use gzip::{pack, unpack};
pub(crate) use head::Head;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use manifest::FileEntry;
pub(crate) use manifest::Manifest;
pub use manifest::tantivy_version;
pub(crate) use pages::Pages;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use pages::Piece;
pub(crate) use priors::Priors;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use seal::seal;
pub(crate) use seal::unseal;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use versions::Version;
pub(crate) use versions::Versions;

/// The manifest's name in the package.
pub const MANIFEST: &str = "manifest.json";

/// The name and version of this format. A reader accepts no other.
pub const FORMAT: &str = "crosstown-search/8";

/// The ending of the file with the dictionaries.
pub(crate) const DICTIONARIES: &str = ".term";

/// The path of a head in the package.
pub(crate) fn head_path(digest: &Digest) -> String {
    format!("h/{digest}.gz")
}

/// The path of a catalogue in the package.
pub(crate) fn catalogue_path(digest: &Digest) -> String {
    format!("c/{digest}.gz")
}

/// The path of all dictionaries in the package.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn dictionary_path(digest: &Digest) -> String {
    format!("d/{digest}.gz")
}

/// The path of a page in the package, by the digest of the volume.
pub(crate) fn page_path(version: &Digest, page: usize) -> String {
    format!("p/{version}/{page}.gz")
}

/// The path of a file of fragments in the package, by the digest of its group.
pub(crate) fn fragment_path(group: &Digest, number: u32) -> String {
    format!("f/{group}/{number}.gz")
}
