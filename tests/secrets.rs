//! Planted secrets: a name or a quotation in every field and place, in every encoding, has to be an
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

/// Says how many cases a suite has tried, for the page about what is promised.
#[allow(clippy::print_stdout, reason = "what is printed is collected")]
fn tried(suite: &str, cases: usize) {
    println!("trust: {}: {cases} cases", suite.replace(' ', "-"));
}
