//! Writing a package.
//!
//! Records are analysed in parallel and written in the order of their titles into one segment. The
//! same records give the same bytes on any number of threads.

mod analyse;
mod compression_cache;
mod file;
mod folder;
mod fragments;
mod inverted;
mod layout;
mod order;
mod package;
mod postings;
mod rows;
mod run;
mod segment;
mod source;
mod volume;

pub use compression_cache::CompressionCache;
pub use file::File;
pub use package::{Package, Stats, build, build_into};
pub use source::Records;
