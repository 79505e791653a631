//! Planted secrets: a name or quotation in every field and place, in every encoding, must be an
//! error of `check` or absent from every byte of the site.

pub(crate) mod encodings;
mod gate;
mod notes;
mod revealing;

/// Prints how many cases a suite tried, for the table in `docs/security.md`.
#[allow(clippy::print_stdout, reason = "what is printed is collected")]
fn tried(suite: &str, cases: usize) {
    println!("trust: {}: {cases} cases", suite.replace(' ', "-"));
}
