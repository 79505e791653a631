//! The search index of a site: written natively beside the pages, read natively by the command
//! line and in the reader's browser by the same code compiled to WebAssembly.
//!
//! - [`build`] turns [`Record`]s into a [`Package`] of files to be published.
//! - [`Index`] answers [`Request`]s from such a package, wherever its files are.
//! - In the browser the same engine is driven by `web/worker.js`; see [`client`].
//!
//! The engine never waits: when a file is missing it names it, and is asked again once the file is
//! there. A native [`PageStore`] reads files, the browser fetches them; both take the same steps.

pub mod client;
mod error;
mod format;
#[cfg(not(target_arch = "wasm32"))]
#[doc(hidden)]
pub mod fuzzing;
#[cfg(not(target_arch = "wasm32"))]
mod native;
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
pub use record::{Record, Section, Term};
pub use request::{Filters, Request, Sort, Years};
pub use response::{
    Corrected, Correction, Count, Facets, Hit, HitSection, Note, NoteKind, Response, Understood,
    Value,
};
#[cfg(not(target_arch = "wasm32"))]
pub use text::{Telling, TellingWord};
#[doc(hidden)]
pub use weights::Weights;
#[cfg(not(target_arch = "wasm32"))]
pub use write::{File, Package, Packed, Records, Stats, build, build_into};
