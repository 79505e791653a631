//! The files of a package, defined once for the writer and the reader.
//!
//! A package is a folder of immutable files and one small manifest:
//!
//! ```text
//! manifest.json       fetched fresh: what the index consists of
//! h/<digest>.gz       the head: all that every search reads, in one file
//! c/<digest>.gz       the catalogue of a large index, read for filters and counts
//! d/<digest>.gz       all dictionaries, for whoever goes on searching
//! p/<version>/<n>.gz  a page: a fixed-size cut of the volume, all index files end to end
//! f/<group>/<n>.gz    a fragment: one record's text, for hits and excerpts
//! ```
//!
//! Heads, catalogues and dictionaries are named by their content. Pages and fragments
//! are numbered below a digest, so that no list of their names must be fetched; each ends with a
//! seal that ties it to its place, so that a damaged, stale or exchanged file is noticed.
//!
//! Nothing is asked of the host but to serve files: no ranges, no `HEAD`, no compression.

mod bytes;
mod catalogue;
mod digest;
mod fragment;
mod groups;
#[cfg(not(target_arch = "wasm32"))]
mod gzip;
mod head;
mod manifest;
mod seal;
mod versions;

pub(crate) use catalogue::{Catalogue, FACETS, FacetValue};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use catalogue::{CatalogueRow, CatalogueWriter};
pub(crate) use digest::{DIGEST_BYTES, Digest};
pub(crate) use fragment::{Fragment, Passage};
pub(crate) use groups::Groups;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use groups::ends_group;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use gzip::{pack, unpack};
pub(crate) use head::Head;
pub use manifest::tantivy_version;
pub(crate) use manifest::{FileEntry, Manifest};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use seal::seal;
pub(crate) use seal::unseal;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use versions::Version;
pub(crate) use versions::Versions;

/// The manifest's name in the package.
pub const MANIFEST: &str = "manifest.json";

/// The name and version of this format. A reader takes no other.
pub const FORMAT: &str = "crosstown-search/4";

/// How the name of the volume's file with the dictionaries ends.
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
pub(crate) fn dictionary_path(digest: &Digest) -> String {
    format!("d/{digest}.gz")
}

/// The path of a page in the package, by the digest of the whole volume.
pub(crate) fn page_path(version: &Digest, page: usize) -> String {
    format!("p/{version}/{page}.gz")
}

/// The path of a fragment in the package, by the digest of its group.
pub(crate) fn fragment_path(group: &Digest, number: u32) -> String {
    format!("f/{group}/{number}.gz")
}
