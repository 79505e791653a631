//! From text to index terms: the same steps for what is written, asked and highlighted.
//!
//! Words are cut at everything that is not a letter or digit, lower-cased, stripped of accents
//! and stemmed in the record's language. Nothing is dropped: a stop word costs little here and a
//! phrase without it could not be found.

mod common;
mod english;
mod fold;
#[cfg(not(target_arch = "wasm32"))]
mod line;
mod stem;
#[cfg(not(target_arch = "wasm32"))]
mod telling;
mod words;

pub(crate) use common::is_common;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use line::{Lexicon, Line, LineWriter, Placed};
pub(crate) use stem::Language;
#[cfg(not(target_arch = "wasm32"))]
pub use telling::{Telling, TellingWord};
pub(crate) use words::{WordTokenizer, whole_title, words};

/// The name, in the schema, of the analysis of this module.
pub(crate) const ANALYSIS: &str = "analysed";
