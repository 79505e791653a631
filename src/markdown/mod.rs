//! The body of a record, parsed once.
//!
//! One pass over pulldown-cmark's events yields everything that later stages need: HTML, outline,
//! plain text by section for search, links, references and citations. Nothing is read back out of
//! rendered HTML; raw HTML is read token by token as it comes by (`html.rs`). What depends on other records (the title behind `[[practice:x]]`, the address of
//! a local link) is left as a numbered gap that [`fill`] closes when the site is linked.

mod blocks;
mod characters;
mod cite;
mod doc;
mod findings;
mod gap;
mod html;
mod ids;
mod inline;
mod links;
mod notes;
mod render;
mod sanitize;
mod sections;
mod withhold;
mod written;

pub(crate) use characters::{first_forbidden, without_forbidden};
pub use cite::Citation;
pub use doc::{Doc, Heading, Link, LinkTarget, RecordLink, Section};
pub(crate) use findings::forbidden_character;
pub use gap::{Gap, Label, fill, fill_labels, has_gap};
pub use ids::is_page_id;
pub use render::parse;
pub use withhold::open_markdown;
