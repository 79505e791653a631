//! From text to index terms: the same steps for what is written, asked and highlighted.
//!
//! Words are cut at everything that is not a letter or digit, lower-cased, stripped of accents
//! and stemmed in the record's language. Nothing is dropped: a stop word costs little here and a
//! phrase without it could not be found.

mod fold;
mod line;
mod stem;
mod words;

#[cfg(not(target_arch = "wasm32"))]
pub(crate) use line::LineWriter;
pub(crate) use line::{LINE_TOKENIZER, LineTokenizer, whole_title};
pub(crate) use stem::Language;
pub(crate) use words::{Word, WordTokenizer, words};
