//! The pipeline from a folder to a site, shared by `check`, `build` and `serve`.
//!
//! [`build()`] is the only way to build. A [`Memory`] makes it faster and gives the same bytes.

mod addresses;
mod build;
mod changed;
mod content;
mod convene;
mod derive;
mod digest;
mod export;
mod guarded;
mod history;
mod index;
mod inputs;
mod memory;
mod options;
mod release;
mod report;
mod review;
mod theme;
mod unchanged;

pub use addresses::addresses;
pub use build::{Built, briefs, build, check};
pub use changed::changed_since;
pub use content::content;
pub use convene::convene;
pub use digest::{Writer, digest};
pub use export::{archive, export, quickwit};
pub use index::Index;
pub use inputs::{Inputs, read};
pub use memory::Memory;
pub use options::Options;
pub use release::{NextRelease, Since, release};
pub use report::{Report, Stage, SystemError, counted};
pub use review::{HITS, Reviewed, Similar, review};
pub use unchanged::unchanged;
