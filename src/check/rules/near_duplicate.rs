//! Each practice is described once.

use crate::check::rule::Finding;
use crate::check::{Rule, Subject};
use crate::diagnostic::Severity;
use crate::model::Practice;
use crate::source::{Entry, Record};

pub(in crate::check) const RULE: Rule = Rule {
    code: "near-duplicate",
    severity: Severity::Advice,
    what: "No other practice has nearly the same title and summary: half of the words of the shorter one.",
    why: "Two records of one practice share its readers and its corrections. A practice that another city adopted belongs in `adaptations` of the original, perhaps with a record of its own that the original names.",
    example: "title: Food bins\nsummary: Every kitchen has a small green bin for scraps.\n# and in another file\ntitle: Green food bins\nsummary: Each kitchen has a small green bin for scraps.",
    optional: true,
    withheld_by_build: false,
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let (entry, neighbours) = (subject.entry, subject.neighbours);
    let (Record::Practice(practice), Some(neighbours)) = (&entry.record, neighbours) else {
        return Vec::new();
    };
    if entry.file.lang.is_some() {
        return Vec::new();
    }
    let alike = neighbours.like(practice, entry).into_iter();
    let stranger =
        alike.filter(|(other, theirs, _)| !names(practice, other) && !names(theirs, entry));
    stranger
        .map(|(other, theirs, share)| {
            let message =
                format!("`{}` says nearly the same: {share} % of the words", other.file.slug);
            let help = if practice
                .cities
                .iter()
                .any(|city| theirs.cities.iter().any(|their| their.value == city.value))
            {
                "if both are one practice, keep one record, with the other's slug in `aliases`"
            } else {
                "if one city adopted it from the other, say so in `adaptations`"
            };
            Finding::new(practice.title.span, message).help(help)
        })
        .collect()
}

/// Whether a practice says that another one was adopted from it.
fn names(practice: &Practice, other: &Entry) -> bool {
    let adopted = practice.adaptations.iter().filter_map(|adaptation| adaptation.practice.as_ref());
    adopted.into_iter().any(|slug| slug.value == other.file.slug)
}
