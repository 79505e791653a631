//! Level 5 needs other places with results.

use super::{Rated, lowest};
use crate::check::rule::Finding;
use crate::check::{Rule, Subject};
use crate::diagnostic::Severity;

pub(in crate::check) const RULE: Rule = Rule {
    code: "evidence-not-replicated",
    severity: Severity::Error,
    what: "Evidence of level 5 needs at least two adaptations with results.",
    why: "Level 5 says that what was found was confirmed elsewhere, too.",
    example: "evidence: {level: 5, design: 5}\nadaptations: [{city: denver, result: Same effect}]",
    optional: false,
    withheld_by_build: false,
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    lowest(subject, RULE.code, broken)
}

pub(super) fn broken(Rated { practice, evidence, .. }: Rated<'_>) -> Option<Finding> {
    let with_results =
        practice.adaptations.iter().filter(|adaptation| adaptation.result.is_some()).count();
    if evidence.level.value < 5 || with_results >= 2 {
        return None;
    }
    let message = match with_results {
        0 => "level 5 without an adaptation that has a result",
        _ => "level 5 with only one adaptation that has a result",
    };
    Some(
        Finding::new(evidence.level.span, message)
            .label("expected 4 at most")
            .help("add the `result` of two adaptations, or lower the level"),
    )
}
