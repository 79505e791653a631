//! A proposal has no evidence.

use super::{Rated, lowest};
use crate::check::rule::Finding;
use crate::check::{Rule, Subject};
use crate::diagnostic::Severity;
use crate::model::Stage;

pub(in crate::check) const RULE: Rule = Rule {
    code: "evidence-of-proposal",
    severity: Severity::Error,
    what: "What is only proposed is at evidence level 0.",
    why: "Nobody has carried it out, so that there is nothing to measure. Entries to a challenge are judged on novelty and potential; a proposal must never look like a proven practice.",
    example: "stage: proposed\nevidence: {level: 1}",
    optional: false,
    withheld_by_build: false,
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    lowest(subject, RULE.code, broken)
}

pub(super) fn broken(Rated { practice, evidence, .. }: Rated<'_>) -> Option<Finding> {
    if practice.stage.value != Stage::Proposed || evidence.level.value == 0 {
        return None;
    }
    let message = format!("a proposal is rated {}", evidence.level.value);
    Some(
        Finding::new(evidence.level.span, message)
            .label("expected 0")
            .help("rate it 0, or correct `stage` if it was carried out"),
    )
}
