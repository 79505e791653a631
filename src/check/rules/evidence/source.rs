//! Level 2 needs a sourced outcome.

use super::{Rated, lowest};
use crate::check::rule::Finding;
use crate::check::{Rule, Subject};
use crate::diagnostic::Severity;
use crate::model::OutcomeKind;

pub(in crate::check) const RULE: Rule = Rule {
    code: "evidence-without-source",
    severity: Severity::Error,
    what: "Evidence of level 2 or more needs an outcome with a source.",
    why: "Level 2 says that a change was measured. Such a figure has to be in the record, and where it comes from; a target, a sum of money or a count of activities is none.",
    example: "evidence: {level: 2}\noutcomes: [{metric: Trees planted, value: 900, kind: output}]",
    optional: false,
    withheld_by_build: false,
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    lowest(subject, RULE.code, broken)
}

pub(super) fn broken(Rated { practice, evidence, .. }: Rated<'_>) -> Option<Finding> {
    let sourced = practice
        .outcomes
        .iter()
        .any(|row| row.kind == OutcomeKind::Outcome && row.source.is_some());
    if evidence.level.value < 2 || sourced {
        return None;
    }
    let message = format!("level {} without an outcome that has a source", evidence.level.value);
    let finding = Finding::new(evidence.level.span, message).label("expected 1 at most");
    Some(
        finding.help(
            "add a row to `outcomes` with `kind: outcome` and a `source`, or lower the level",
        ),
    )
}
