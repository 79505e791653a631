//! Full-text search for a static site: the index is written natively beside the pages, and searched
//! natively by the command line or in the browser by the same code compiled to WebAssembly.
//!
//! ```
//! use search_index::{Index, Record, Request, Section, build};
//!
//! let record = Record {
//!     id: "practices/night-trams".to_owned(),
//!     kind: "practice".to_owned(),
//!     url: "/practices/night-trams/".to_owned(),
//!     lang: "en".to_owned(),
//!     title: "Night trams".to_owned(),
//!     summary: "Trams that run all night.".to_owned(),
//!     sections: vec![Section {
//!         anchor: "results".to_owned(),
//!         heading: "Results".to_owned(),
//!         text: "Fewer people drive home.".into(),
//!         ..Section::default()
//!     }],
//!     ..Record::default()
//! };
//!
//! // A package is a set of files, which can be published or, as here, searched in memory.
//! let package = build(&[record])?;
//! let index = Index::open(package)?;
//!
//! let request = Request { query: "driving home".to_owned(), ..Request::default() };
//! let response = index.search(&request)?;
//! assert_eq!(response.total, 1);
//! let hit = &response.hits[0];
//! assert_eq!(hit.url, "/practices/night-trams/");
//! assert_eq!(hit.snippet, "Fewer people <mark>drive</mark> <mark>home</mark>.");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # A tour
//!
//! - `record.rs`, `request.rs` and `response.rs` hold the plain data that goes in and comes out.
//! - `text/` turns text into terms: words are split, folded and stemmed in the same way for
//!   indexing, searching and highlighting.
//! - `schema.rs` names the fields of the index, `weights.rs` the numbers that decide the order of
//!   hits.
//! - `format/` defines the files of a package for both writer and reader: the manifest, the head,
//!   pages, fragments and the catalogue.
//! - `write/` writes a package. [`build`] returns it; [`build_into`] hands each file to the caller
//!   and makes records only when they are needed, for large sites.
//! - `read/` searches a package. Its engine opens no files: where one is missing it says so, and is
//!   asked again once the caller has supplied it. `native.rs` reads files from a [`PageStore`],
//!   `wasm.rs` and `web/worker.js` fetch them over HTTP.
//! - [`client`] describes the files of the browser's client and their configuration in a page.

pub mod client;
mod error;
mod format;
#[cfg(not(target_arch = "wasm32"))]
#[doc(hidden)]
pub mod fuzzing;
#[cfg(not(target_arch = "wasm32"))]
mod native;
mod range;
mod read;
mod record;
mod request;
mod response;
mod schema;
mod text;
#[cfg(target_arch = "wasm32")]
mod wasm;
mod weights;
#[cfg(not(target_arch = "wasm32"))]
mod write;

pub use error::{BuildError, SearchError};
pub use format::{FORMAT, MANIFEST, tantivy_version};
#[cfg(not(target_arch = "wasm32"))]
pub use native::{DirStore, Index, PageStore};
pub use range::NumberRange;
pub use record::{Record, Section, Term};
pub use request::{Filters, Request, Sort};
pub use response::{
    Corrected, Correction, Count, Extent, Facets, Hit, HitSection, Note, NoteKind, Response,
    Understood, Value,
};
#[cfg(not(target_arch = "wasm32"))]
pub use text::{Keyword, KeywordExtractor};
#[doc(hidden)]
pub use weights::Weights;
#[cfg(not(target_arch = "wasm32"))]
pub use write::{CompressionCache, File, Package, Records, Stats, build, build_into};
