//! Puts a site on disk so that readers see the old site or the new one, never a mixture.
//!
//! A build writes into a hidden folder beside the output folder, `.public.crosstown-new` for
//! `public`, and the two change places when everything is there. A build that fails therefore
//! leaves the published site as it was. What is published already and has not changed is linked,
//! not written, so that its time of change is true and a synchronising tool uploads little.
//!
//! The output folder is ours when it holds a manifest, and of what is in it only the files that
//! the manifest lists are ours: whatever else stands there, a `CNAME` or a `.well-known/`, moves
//! along untouched. A lock file beside the folder, `.public.lock`, keeps two builds apart; it is
//! left in place, since removing a lock file is a race, and holds what the last build was made
//! from, so that one that would change nothing can be spared.

mod carry;
mod error;
mod left;
mod manifest;
mod path;
mod staging;
mod swap;
mod target;

pub use error::PublishError;
pub use left::Made;
pub use manifest::MANIFEST;
pub use staging::{Staging, Written};

pub(crate) use path::check as check_path;
