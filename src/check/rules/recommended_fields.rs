//! What readers of a record look for first.

use crate::check::completeness::completeness;
use crate::check::rule::Finding;
use crate::check::{Rule, Subject};
use crate::diagnostic::Severity;
use crate::source::Record;

pub(in crate::check) const RULE: Rule = Rule {
    code: "recommended-fields",
    severity: Severity::Advice,
    what: "The record of a practice, a city or a network has at least two thirds of the fields that its readers look for first; of a practice that was carried out: outcomes, cost, what makes it work, what must be in place, what did not work, when it began, whom to ask, evidence, a date of review.",
    why: "A city that considers adopting a practice asks what it cost, what it takes and what went wrong. Where nothing is known, leave the field out: this is advice.",
    example: "title: Food bins\nstage: operating",
    optional: true,
    withheld_by_build: false,
    find,
};

/// How many of the missing fields are named: the most useful ones.
const NAMED: usize = 3;

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let entry = subject.entry;
    // Often only the programme of a meeting is known, and a translation has the fields of its
    // original.
    let is_asked =
        matches!(entry.record, Record::Practice(_) | Record::City(_) | Record::Network(_));
    if entry.file.lang.is_some() || !is_asked {
        return Vec::new();
    }
    let complete = completeness(&entry.record);
    if complete.missing.is_empty() || 3 * complete.present() >= 2 * complete.of {
        return Vec::new();
    }
    let named = complete.missing.iter().take(NAMED);
    let missing: Vec<String> = named
        .map(|missing| format!("{} (`{}`)", missing.what, missing.fields.join("`, `")))
        .collect();
    let message = format!(
        "the record has {} of {} fields that readers look for first",
        complete.present(),
        complete.of
    );
    let help = format!("if it is known, add {}", missing.join("; "));
    vec![Finding::new(entry.front, message).help(help)]
}
