//! Level 2 requires an outcome with a source.

use super::rating::{Rating, RatingRule};
use crate::check::rule::Finding;
use crate::model::OutcomeKind;

pub(super) const RULE: RatingRule = RatingRule {
    code: "evidence-without-source",
    what: "Evidence of level 2 or higher requires an outcome with a source.",
    why: "Level 2 says that a change was measured. The record must give such a figure and its source; a target, a sum of money or a count of activities is not one.",
    example: "evidence: {level: 2}\noutcomes: [{metric: Trees planted, value: 900, kind: output}]",
    find,
};

fn find(Rating { practice, evidence, .. }: Rating<'_>) -> Option<Finding> {
    let sourced = practice
        .outcomes
        .iter()
        .any(|row| row.kind == OutcomeKind::Outcome && row.source.is_some());
    if evidence.level.value < 2 || sourced {
        return None;
    }
    let message = format!("level {}, but no outcome has a source", evidence.level.value);
    let finding = Finding::new(evidence.level.span, message).label("expected at most 1");
    Some(
        finding.help(
            "add a row to `outcomes` with `kind: outcome` and a `source`, or lower the level",
        ),
    )
}
