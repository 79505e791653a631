//! Reading a package. Everything here is synchronous and holds no files: what is not in memory is
//! noted as missing, and whoever drives the engine brings it.

mod bm25;
mod correct;
mod engine;
mod halt;
mod hits;
mod lookup;
mod near;
mod opened;
mod package;
mod phrase;
mod query;
mod resolve;
mod respell;
mod score;
mod select;
mod snippet;
mod syntax;
mod together;
mod values;
mod volume;

pub(crate) use engine::{Engine, Step};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use opened::{Traced, trace};
pub(crate) use syntax::Numbers;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use syntax::Syntax;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use volume::{Volume, VolumeDirectory};
