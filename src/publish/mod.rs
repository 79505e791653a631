//! Puts a site on disk so that readers see the old site or the new one, never a mixture.
//!
//! A build writes into a private folder beside the output folder (`scratch.rs`), and the new site
//! changes places with the old one when everything is there. A build that fails therefore leaves
//! the published site as it was. What is published already and has not changed is linked, not
//! written, so that its time of change is true and a synchronising tool uploads little.
//!
//! The output folder is ours when it holds a manifest, and of what is in it only the files that
//! the manifest lists are ours: whatever else stands there, a `CNAME` or a `.well-known/`, moves
//! along untouched. Nothing stays beside it once a build has ended. What the last build was made
//! from is noted in the user's cache (`cache.rs`), so that one that would change nothing can be
//! spared.
//!
//! Nothing is ever written, renamed or removed through a symbolic link: whoever can send a change
//! of the content can send a link, too.

mod build_stamp;
mod cache;
mod error;
mod file_stamp;
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
