//! What each level of evidence requires (content model; Nesta's Standards of Evidence).
//!
//! A level that is too high is one mistake, so only the strictest rule that it breaks reports it.

mod adaptations;
mod independence;
mod own_claim;
mod proposal;
mod rating;
mod source;
mod study;

use crate::check::rule::Finding;
use crate::check::{Rule, Subject};
use crate::diagnostic::Severity;
use rating::{Rating, RatingRule};

/// The rules, the one that allows the lowest level first.
const STEPS: [RatingRule; 6] = [
    proposal::RULE,
    source::RULE,
    study::RULE,
    own_claim::RULE,
    independence::RULE,
    adaptations::RULE,
];

/// The rules, as `check` runs them.
pub(super) const RULES: [Rule; 6] =
    [rule::<0>(), rule::<1>(), rule::<2>(), rule::<3>(), rule::<4>(), rule::<5>()];

const fn rule<const STEP: usize>() -> Rule {
    let RatingRule { code, what, why, example, .. } = STEPS[STEP];
    Rule {
        code,
        severity: Severity::Error,
        what,
        why,
        example,
        optional: false,
        withheld_by_build: false,
        find: find::<STEP>,
    }
}

/// The finding of a step, unless an earlier one has a finding.
fn find<const STEP: usize>(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(rating) = Rating::of(subject) else { return Vec::new() };
    let mut found =
        STEPS.iter().enumerate().filter_map(|(at, rule)| Some((at, (rule.find)(rating)?)));
    found.next().filter(|(at, _)| *at == STEP).map(|(_, finding)| finding).into_iter().collect()
}
