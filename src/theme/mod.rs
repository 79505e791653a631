//! Turns views into HTML through Tera templates.
//!
//! A theme is a folder with `theme.yaml`, `templates/` and `static/`. Those under the site's own
//! `themes/` lie over the built-in ones of the same name, file by file.

pub mod catalog;
mod embedded;
mod engine;
mod error;
mod files;
mod manifest;
pub mod views;

pub use engine::{Engine, Rendered};
pub use error::{RenderFailure, summarize};
pub use files::{Theme, ThemeFile, files_of_site, load};

/// Version of the interface between views and templates. A theme names the one it was written
/// for.
pub const INTERFACE: u64 = 1;
