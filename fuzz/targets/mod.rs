//! What is fuzzed: one function for each kind of text or file that comes from somebody else. Each takes
//! any bytes, and panics if what must hold of them does not.
//!
//! libFuzzer calls them (`fuzz_targets/`), and so does a test of the workspace with the seeds and with
//! changes of them made at random, so that a target that no longer holds is noticed by every change.

pub mod form;
pub mod front_matter;
pub mod harmless;
pub mod import;
pub mod notes;
pub mod package;
pub mod page;
pub mod query;
pub mod references;
mod sample;

/// A target by its name, which is that of its folder in `seeds/`.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const ALL: [Target; 8] = [
    ("form", form::run),
    ("front-matter", front_matter::run),
    ("import", import::run),
    ("notes", notes::run),
    ("package", package::run),
    ("page", page::run),
    ("query", query::run),
    ("references", references::run),
];
