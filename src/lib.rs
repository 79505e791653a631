//! Crosstown turns a folder of Markdown case studies into a static, searchable knowledge base.
//!
//! The stages run in one direction and each is a function from plain data to plain data and a
//! list of [`diagnostic::Diagnostic`]s: [`source`] walks and parses, [`site`] links, [`check`]
//! judges, [`theme`] and [`output`] render, [`publish`] writes. `ARCHITECTURE.md` draws the whole.

pub mod address;
pub mod check;
pub mod diagnostic;
pub mod escape;
pub mod letters;
pub mod markdown;
pub mod model;
pub mod output;
pub mod pipeline;
pub mod publish;
pub mod serve;
pub mod site;
pub mod source;
pub mod spill;
pub mod theme;
pub mod withheld;
