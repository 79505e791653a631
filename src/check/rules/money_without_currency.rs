//! Every sum of money has a currency.

use crate::check::rule::Finding;
use crate::check::{Rule, Subject};
use crate::diagnostic::Severity;
use crate::source::Record;

pub(in crate::check) const RULE: Rule = Rule {
    code: "money-without-currency",
    severity: Severity::Error,
    what: "Every cost and award has a currency.",
    why: "Readers compare sums from many countries.",
    example: "cost: {one_off: 500000}",
    optional: true,
    withheld_by_build: false,
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let Record::Practice(practice) = &subject.entry.record else { return Vec::new() };
    let cost = practice.cost.as_ref().filter(|cost| {
        (cost.one_off.is_some() || cost.annual.is_some()) && cost.currency.is_none()
    });
    let part = practice.challenge.as_ref();
    let part = part.filter(|part| part.award.is_some() && part.currency.is_none());
    let cost = cost.map(|cost| (cost.span, "`cost` has a sum without a currency"));
    let part = part.map(|part| (part.span, "`challenge` has an award without a currency"));
    let help = "add `currency`, three capital letters like `USD` (ISO 4217)";
    let found = cost.into_iter().chain(part);
    found.map(|(span, message)| Finding::new(span, message).help(help)).collect()
}
