//! A proposal has no evidence.

use super::rated;
use crate::check::rule::Finding;
use crate::check::{Rule, Subject};
use crate::diagnostic::Severity;
use crate::model::{RecordType, Stage};

pub(in crate::check) const RULE: Rule = Rule {
    code: "evidence-of-proposal",
    severity: Severity::Error,
    what: "A challenge entry that is only proposed is at evidence level 0.",
    why: "Entries to a challenge are judged on novelty and potential. A proposal must never look like a proven practice.",
    example: "record_type: challenge-entry\nstage: proposed\nevidence: {level: 1}",
    optional: false,
    withheld_by_build: false,
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let Some((practice, evidence)) = rated(subject) else { return Vec::new() };
    let proposal = practice.record_type.value == RecordType::ChallengeEntry
        && practice.stage.value == Stage::Proposed;
    if !proposal || evidence.level.value == 0 {
        return Vec::new();
    }
    let message = format!("a proposal is rated {}", evidence.level.value);
    vec![
        Finding::new(evidence.level.span, message)
            .label("expected 0")
            .help("rate it 0, or correct `stage` if it was carried out"),
    ]
}
