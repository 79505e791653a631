//! Planted secrets: a name or quotation in every field and place, in every encoding, must be an
//! error of `check` or absent from every byte of the site.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may stop a test")]

mod common;
#[path = "secrets/encodings.rs"]
mod encodings;
#[path = "secrets/gate.rs"]
mod gate;
#[path = "secrets/notes.rs"]
mod notes;
#[path = "secrets/revealing.rs"]
mod revealing;

/// Prints how many cases a suite tried, for the table in `docs/security.md`.
#[allow(clippy::print_stdout, reason = "what is printed is collected")]
fn tried(suite: &str, cases: usize) {
    println!("trust: {}: {cases} cases", suite.replace(' ', "-"));
}
