//! Turns views into HTML through Tera templates.
//!
//! A theme is a folder with `theme.yaml`, `templates/`, `static/` and `i18n/`. The site's own
//! `themes/` override built-in themes of the same name, file by file.

pub mod catalog;
mod compact;
mod digest;
mod ejected;
mod embedded;
mod engine;
mod error;
mod files;
mod inline_components;
mod inline_messages;
mod layers;
mod manifest;
mod style;
mod translate;
mod unresolved;
mod unused;
pub mod views;
pub mod words;

pub use engine::{Engine, Rendered};
pub use error::{RenderFailure, summarize};
pub use files::{Theme, ThemeFile};
pub use layers::{files_of_site, load, unknown};
pub use unused::unused_words;
pub use words::{Languages, Message, Words};

/// Version of the interface between views and templates. A theme states the one it was written for.
pub const INTERFACE: u64 = 2;
