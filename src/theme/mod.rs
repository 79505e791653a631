//! Turns views into HTML through Tera templates.

pub mod views;
