//! Checks content beyond its form: evidence, confidentiality, dates, structure, and what reviewers
//! would advise.
//!
//! Each rule is a small file under `rules/` and mostly data: its code, what it looks for, why, and
//! an example that violates it. `docs/checks.md` is generated from the list of rules. Rules read
//! what was contributed, not the finished [`crate::site::Site`], from which everything that must not
//! be published is already removed.

mod completeness;
mod docs;
mod levels;
mod neighbours;
mod prose;
mod reading;
mod rule;
mod rules;
mod words;

pub use completeness::{Completeness, Recommended, completeness};
pub use docs::{about, documentation};
pub use rule::{Finding, Rule, Subject};
pub use rules::RULES;

use neighbours::Neighbours;
use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Date;
use crate::source::{Content, Entry};
use crate::withheld::Confidential;

/// The rules about what must not be published: a finding of theirs means that somebody may be
/// identified.
const CONFIDENTIALITY: [&str; 8] = [
    "withheld-identity",
    "leaked-identity",
    "revealing-text",
    "withheld-name",
    "withheld-quotation",
    "leaked-quotation",
    "withheld-html",
    "withheld-title",
];

/// Whether a rule is about what must not be published.
#[must_use]
pub fn is_about_confidentiality(code: &str) -> bool {
    CONFIDENTIALITY.contains(&code)
}

/// How much is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Extent {
    /// Whether advice is given, as by a reviewer.
    pub advice: bool,
    /// The day of the review, by which records are out of date; without it none is.
    pub today: Option<Date>,
}

/// Runs every rule that `site.yaml` does not turn off on every record. `published` tells which
/// records the site would publish.
#[must_use]
pub fn run(
    content: &Content,
    confidential: &Confidential,
    published: &(dyn Fn(&Entry) -> bool + Sync),
    extent: Extent,
) -> Vec<Diagnostic> {
    let active = levels::active(&content.config.checks, extent.advice);
    let neighbours = extent.advice.then(|| Neighbours::of(content));
    let mut found: Vec<Diagnostic> = content
        .entries
        .par_iter()
        .flat_map_iter(|entry| {
            let subject = Subject {
                is_published: published(entry),
                today: extent.today,
                neighbours: neighbours.as_ref(),
                ..Subject::new(entry, content, confidential)
            };
            let found = active.iter().flat_map(|rule| rule.apply(&subject)).collect();
            levels::accepted(entry, found, extent.advice)
        })
        .collect();
    found.extend(levels::misnamed(content));
    found
}

/// The severity of a finding in a build: only a warning if the build itself removes what was found.
/// `check` reports an error, since the file in the repository still contains it.
#[must_use]
pub fn for_build(mut found: Diagnostic) -> Diagnostic {
    if RULES.iter().any(|rule| rule.code == found.code && rule.withheld_by_build) {
        found.severity = Severity::Warning;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{CONFIDENTIALITY, RULES};

    #[test]
    fn the_rules_about_confidentiality_exist() {
        for code in CONFIDENTIALITY {
            assert!(RULES.iter().any(|rule| rule.code == code && !rule.optional), "{code}");
        }
    }
}
