//! Reading a package. Everything here is synchronous and opens no files: what is not in memory is
//! reported as missing, and the caller supplies it.

mod bm25;
mod edit_distance;
mod engine;
mod halt;
mod hits;
mod lookup;
mod misspelling;
mod opened;
mod package;
mod phrase;
mod proximity;
mod query;
mod resolve;
mod score;
mod scoring;
mod select;
mod sentences;
mod snippet;
mod spelling;
mod syntax;
#[cfg(not(target_arch = "wasm32"))]
mod trace;
mod unanswered;
mod values;
mod volume;

pub(crate) use engine::{Engine, Step};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use query::terms;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use syntax::Syntax;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use trace::{Traced, WordPlaces, trace};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use volume::{Volume, VolumeDirectory};
