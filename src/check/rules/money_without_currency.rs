//! A sum is worth nothing without its currency.

use crate::check::rule::Finding;
use crate::check::{Rule, Subject};
use crate::diagnostic::{Severity, Span};
use crate::source::Record;

pub(in crate::check) const RULE: Rule = Rule {
    code: "money-without-currency",
    severity: Severity::Error,
    what: "A cost or an award names its currency.",
    why: "Readers compare sums from many countries.",
    example: "cost: {one_off: 500000}",
    optional: false,
    withheld_by_build: false,
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let Record::Practice(practice) = &subject.entry.record else { return Vec::new() };
    let mut found = Vec::new();
    let help = "add `currency`, three capitals like `USD` (ISO 4217)";
    if practice.cost.as_ref().is_some_and(|cost| {
        (cost.one_off.is_some() || cost.annual.is_some()) && cost.currency.is_none()
    }) {
        found.push(
            Finding::new(Span::default(), "`cost` gives a sum without a currency").help(help),
        );
    }
    if practice
        .challenge
        .as_ref()
        .is_some_and(|part| part.award.is_some() && part.currency.is_none())
    {
        found.push(
            Finding::new(Span::default(), "`challenge` gives an award without a currency")
                .help(help),
        );
    }
    found
}
