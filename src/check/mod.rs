//! Judges content beyond its form: evidence, confidentiality, dates, structure.
//!
//! A rule is a small file under `rules/` and data: its code, what it looks for, why, and an example
//! that fails. The list of rules is the only registry, and `docs/checks.md` is written from it.
//! Rules read what was contributed, not the finished [`crate::site::Site`]: what must not be
//! published is already gone from there.

mod docs;
mod rule;
mod rules;

pub use docs::documentation;
pub use rule::{Rule, Subject};
pub use rules::RULES;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Severity, nearest};
use crate::source::{Content, Entry};
use crate::withheld::Guard;

/// Runs every rule that `site.yaml` has not turned off on every record. `guard` knows who must not
/// be named; `published` tells which records the site would have.
#[must_use]
pub fn run(
    content: &Content,
    guard: &Guard,
    published: &(dyn Fn(&Entry) -> bool + Sync),
) -> Vec<Diagnostic> {
    let off = &content.config.checks.off;
    let active: Vec<&Rule> =
        RULES.iter().filter(|rule| !off.iter().any(|code| code.value == rule.code)).collect();
    let mut found: Vec<Diagnostic> = content
        .entries
        .par_iter()
        .flat_map_iter(|entry| {
            let subject = Subject { entry, content, guard, is_published: published(entry) };
            active.iter().flat_map(move |rule| rule.apply(&subject)).collect::<Vec<_>>()
        })
        .collect();
    found.extend(unknown_codes(content));
    found
}

/// What a finding means for a build: what the build takes out by itself is only a warning there,
/// while `check` calls it an error, since the file in the repository still says it.
#[must_use]
pub fn for_build(mut found: Diagnostic) -> Diagnostic {
    if RULES.iter().any(|rule| rule.code == found.code && rule.withheld_by_build) {
        found.severity = Severity::Warning;
    }
    found
}

fn unknown_codes(content: &Content) -> Vec<Diagnostic> {
    let Some(file) = &content.config_file else { return Vec::new() };
    let codes = || RULES.iter().map(|rule| rule.code);
    let check = |code: &crate::model::At<String>| {
        let error =
            |message: String| Diagnostic::error("unknown-check", file.place(code.span), message);
        let off = || {
            let optional = RULES.iter().filter(|rule| rule.optional);
            let names: Vec<String> = optional.map(|rule| format!("`{}`", rule.code)).collect();
            format!("the checks that can be turned off are {}", names.join(" and "))
        };
        match RULES.iter().find(|rule| rule.code == code.value) {
            None => {
                let found = error(format!("there is no check `{}`", code.value));
                Some(match nearest(code, codes()) {
                    Some(near) => found.did_you_mean(Some(near)),
                    None => found.help(off()),
                })
            }
            Some(rule) if !rule.optional => {
                Some(error(format!("the check `{}` cannot be turned off", code.value)).help(off()))
            }
            Some(_) => None,
        }
    };
    content.config.checks.off.iter().filter_map(check).collect()
}
