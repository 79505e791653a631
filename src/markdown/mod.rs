//! The body of a record, parsed once.
//!
//! One pass over pulldown-cmark's events yields everything that later stages need: HTML, outline,
//! plain text by section for search, links, references and citations. What is not known yet (the
//! title behind `[[practice:x]]`, the address of a local link, words in the language of the page) is
//! left as a numbered gap that later stages [`fill`]. Rendered HTML is never read back: an output that
//! is not HTML reads the Markdown once more, as a [`tree()`].

mod blocks;
mod characters;
mod citations;
mod doc;
mod findings;
mod gap;
mod html;
mod html_fragment;
mod ids;
mod inline;
mod links;
mod notes;
mod parse;
mod renderer;
mod sanitize;
mod sections;
mod syntax;
mod tree;
mod tree_builder;
mod withhold;
mod write;

pub(crate) use characters::{first_forbidden, without_forbidden};
pub use citations::Citation;
pub use doc::{Doc, Heading, Link, LinkTarget, RecordLink, Section};
pub(crate) use findings::forbidden_character;
pub use gap::{Gap, Label, fill, fill_labels, has_gap};
pub use ids::is_page_id;
pub use parse::parse;
pub use tree::{Align, Block, Inline, TreeContext, plain};
pub use tree_builder::tree;
pub use withhold::redacted_markdown;
