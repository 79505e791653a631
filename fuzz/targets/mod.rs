//! What is fuzzed: one function for each kind of text or file that comes from somebody else. Each
//! takes any bytes, and panics if a property that must hold does not.
//!
//! libFuzzer calls them (`fuzz_targets/`), and so does a test of the workspace, with the seeds and
//! random changes of them, so that a change that breaks a target is noticed at once.

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
