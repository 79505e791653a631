//! A proposal has no evidence.

use super::rating::{Rating, RatingRule};
use crate::check::rule::Finding;
use crate::model::Stage;

pub(super) const RULE: RatingRule = RatingRule {
    code: "evidence-of-proposal",
    what: "A proposal has evidence level 0.",
    why: "Nobody has carried it out, so there is nothing to measure. Entries to a challenge are judged on novelty and potential; a proposal must never look like a proven practice.",
    example: "stage: proposed\nevidence: {level: 1}",
    find,
};

fn find(Rating { practice, evidence, .. }: Rating<'_>) -> Option<Finding> {
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
