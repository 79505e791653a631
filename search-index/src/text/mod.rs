//! From text to index terms: the same steps for indexing, searching and highlighting.
//!
//! Words are split at everything but letters and digits, folded, and stemmed in the record's
//! language. Stop words are kept: they cost little, and phrases need them.

#[cfg(not(target_arch = "wasm32"))]
mod analyzer;
mod english;
mod fold;
#[cfg(not(target_arch = "wasm32"))]
mod keywords;
mod stem;
mod stop_words;
mod words;

#[cfg(not(target_arch = "wasm32"))]
pub(crate) use analyzer::{Analyzer, Lexicon, TokenList, TokenPosition};
#[cfg(not(target_arch = "wasm32"))]
pub use keywords::{Keyword, KeywordExtractor};
pub(crate) use stem::Language;
pub(crate) use stop_words::is_stop_word;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use words::AFTER_WHOLE;
pub(crate) use words::{WordTokenizer, is_in_title, joiner, whole_title, words};

/// The tokenizer's name in the schema.
pub(crate) const ANALYSIS: &str = "analysed";
