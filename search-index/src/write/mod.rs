//! Writing a package.
//!
//! Records are analysed in parallel and written in the order of their titles into one segment, so
//! that the same records give the same bytes on any number of threads.

mod analyse;
mod folder;
mod fragments;
mod inverted;
mod package;
mod packed;
mod postings;
mod rows;
mod run;
mod segment;
mod source;
mod volume;

pub use package::{File, Package, Stats, build, build_into};
pub use packed::Packed;
pub use source::Records;
