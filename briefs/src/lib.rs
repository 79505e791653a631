//! Renders briefs: a practice on about two pages, as a PDF document that assistive technology can read
//! (PDF/UA-1).
//!
//! This crate knows nothing of the knowledge base. It takes a [`Brief`] as data, which already has
//! all words, and decides only how it looks. The typesetter is typst, which would triple the size
//! of the main program; that one starts `crosstown-briefs` when it needs briefs.

mod brief;
mod fonts;
mod protocol;
mod render;
mod world;

pub use brief::{Align, Block, Brief, Fact, Inline, Paper};
pub use protocol::serve;
pub use render::{Fault, Pdf, Renderer};
