//! A record that somebody is still writing, in a form of the site or in a file to be imported: its
//! text, what `check` would say about it, and how it will look.
//!
//! In the browser there is no folder of content. [`Known`] is what the site publishes in its place:
//! the names of all records and terms, against which a draft is judged by the same code as a whole
//! site. Two things only `check` can say: whether links within the site lead to a page, and whether
//! files beside the record are good.

mod known;
mod names;
mod review;
mod write;

pub use known::Known;
pub use names::{KnownRecord, Names};
pub use review::{Found, Review};
pub use write::{Draft, Part};
