//! Level 5 requires results from other places.

use super::rating::{Rating, RatingRule};
use crate::check::rule::Finding;

pub(super) const RULE: RatingRule = RatingRule {
    code: "evidence-not-replicated",
    what: "Evidence of level 5 requires at least two adaptations with results.",
    why: "Level 5 says that the effect was confirmed in other places.",
    example: "evidence: {level: 5, design: 5}\nadaptations: [{city: denver, result: Same effect}]",
    find,
};

fn find(Rating { practice, evidence, .. }: Rating<'_>) -> Option<Finding> {
    let with_results =
        practice.adaptations.iter().filter(|adaptation| adaptation.result.is_some()).count();
    if evidence.level.value < 5 || with_results >= 2 {
        return None;
    }
    let message = match with_results {
        0 => "level 5, but no adaptation has a result",
        _ => "level 5, but only one adaptation has a result",
    };
    Some(
        Finding::new(evidence.level.span, message)
            .label("expected at most 4")
            .help("add the `result` of two adaptations, or lower the level"),
    )
}
