//! All tests of the program and the library from outside, in one test program: it links once, and its
//! tests share a build of the real content. `cargo test --test integration sites::` runs one module.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test may stop, and `cargo xtask trust` reads what some print"
)]

mod addresses;
mod architecture;
mod attachments;
#[cfg(unix)]
mod briefs;
mod cli;
mod common;
mod commonmark;
mod confidentiality;
mod contributors;
mod convene;
mod data;
mod digest;
mod doctor;
mod everyday;
mod evidence;
mod export;
mod feeds;
mod fields;
mod forms;
mod fuzzed;
mod growth;
mod guides;
mod history;
mod hostile;
mod import;
mod incremental;
mod kits;
mod languages;
mod links;
#[cfg(feature = "mcp")]
mod mcp;
mod mistakes;
mod notes;
mod other_systems;
#[cfg(feature = "links")]
mod outside_links;
mod overviews;
mod precompress;
mod properties;
mod publish;
mod publish_again;
mod publish_hardship;
mod publish_links;
#[cfg(unix)]
mod questions;
mod quickwit;
mod release;
mod rename;
mod review;
mod scaffold;
mod secrets;
mod serve;
mod serve_attacked;
mod sites;
mod social_cards;
mod spill;
mod suggestions;
mod supply;
mod tantivy;
mod terminal;
mod themes;
mod usage;
mod workflows;

/// The documents that search questions are judged on, read as the example does.
#[path = "../../examples/search-rankings/content.rs"]
#[allow(dead_code, reason = "the tests use a part of it")]
mod content;
