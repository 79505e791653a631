//! Parses what people and programs ask of a built site: filters as they write them, and plain help
//! if no record matches one. The command line and the server for other tools share it, so that both
//! answer alike.

mod filters;
mod known;

pub use filters::{FIELDS, filters};
pub use known::{unknown_filter, unknown_language};

use crate::escape::unescape_html;

/// An excerpt of the index as plain text, without highlighting.
#[must_use]
pub fn plain_excerpt(snippet: &str) -> String {
    unescape_html(&snippet.replace("<mark>", "").replace("</mark>", "")).into_owned()
}
