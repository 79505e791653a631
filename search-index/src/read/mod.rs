//! Reading a package. Everything here is synchronous and holds no files: what is not in memory is
//! noted as missing, and whoever drives the engine brings it.

mod engine;
mod hits;
mod lookup;
mod near;
mod opened;
mod phrase;
mod query;
mod score;
mod select;
mod snippet;
mod volume;

pub(crate) use engine::{Engine, Step};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use opened::{Traced, trace};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use volume::Volume;
