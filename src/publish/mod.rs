//! Writes a site to disk so that readers see the old site or the new one, never a mixture.
//!
//! A build writes into a private folder beside the output folder (`scratch.rs`). When the new site
//! is complete, it is swapped with the old one, so a failing build leaves the published site as it
//! was. Unchanged published files are linked, not written again: their modification times stay
//! true, and synchronising tools upload little.
//!
//! An output folder is ours if it contains a manifest, and only the files listed there are ours.
//! Anything else, such as a `CNAME` or `.well-known/`, is carried over untouched. Nothing stays
//! beside the output folder after a build. The inputs of the last build are recorded in the user's
//! cache (`cache.rs`), so that a build that would change nothing can be skipped.
//!
//! Nothing is ever written, renamed or removed through a symbolic link: anybody who can submit a
//! change of the content can submit a link too.

mod build_stamp;
mod cache;
mod error;
mod manifest;
mod path;
mod preserve;
mod scratch;
mod staging;
mod swap;
mod target;

pub use build_stamp::BuildMark;
pub use cache::Cache;
pub use error::PublishError;
pub use manifest::MANIFEST;
pub use staging::{Staging, Written};

pub(crate) use path::check as check_path;
