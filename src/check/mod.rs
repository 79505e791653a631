//! Checks content beyond its form: evidence, confidentiality, dates, structure.
//!
//! Each rule is a small file under `rules/` and mostly data: its code, what it looks for, why, and
//! an example that violates it. `docs/checks.md` is generated from the list of rules. Rules read
//! what was contributed, not the finished [`crate::site::Site`], from which everything that must not
//! be published is already removed.

mod docs;
mod rule;
mod rules;

pub use docs::documentation;
pub use rule::{Finding, Rule, Subject};
pub use rules::RULES;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Severity, nearest};
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

/// Runs every rule that `site.yaml` does not turn off on every record. `published` tells which
/// records the site would publish.
#[must_use]
pub fn run(
    content: &Content,
    confidential: &Confidential,
    published: &(dyn Fn(&Entry) -> bool + Sync),
) -> Vec<Diagnostic> {
    let off = &content.config.checks.off;
    let active: Vec<&Rule> =
        RULES.iter().filter(|rule| !off.iter().any(|code| code.value == rule.code)).collect();
    let mut found: Vec<Diagnostic> = content
        .entries
        .par_iter()
        .flat_map_iter(|entry| {
            let subject = Subject { entry, content, confidential, is_published: published(entry) };
            active.iter().flat_map(move |rule| rule.apply(&subject)).collect::<Vec<_>>()
        })
        .collect();
    found.extend(unknown_codes(content));
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

fn unknown_codes(content: &Content) -> Vec<Diagnostic> {
    let Some(file) = &content.config_file else { return Vec::new() };
    let codes = || RULES.iter().map(|rule| rule.code);
    let check = |code: &crate::model::At<String>| {
        let error =
            |message: String| Diagnostic::error("unknown-check", file.place(code.span), message);
        let off = || {
            let optional = RULES.iter().filter(|rule| rule.optional);
            let names: Vec<String> = optional.map(|rule| format!("`{}`", rule.code)).collect();
            format!("only these checks can be turned off: {}", names.join(" and "))
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
