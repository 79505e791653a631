//! Self-ratings do not exceed level 2.

use super::rating::{Rating, RatingRule};
use crate::check::rule::Finding;
use crate::model::Rater;

pub(super) const RULE: RatingRule = RatingRule {
    code: "evidence-own-claim",
    what: "Those who rate their own practice can claim at most level 2.",
    why: "Levels 3 and up depend on judging studies, which takes somebody from outside.",
    example: "evidence: {level: 3, design: 3, rated_by: self}",
    find,
};

fn find(Rating { evidence, .. }: Rating<'_>) -> Option<Finding> {
    let own = evidence.rated_by.as_ref().filter(|rater| rater.value == Rater::Self_);
    let rater = own.filter(|_| evidence.level.value > 2)?;
    let message = format!("a self-rating claims level {}", evidence.level.value);
    Some(
        Finding::new(rater.span, message)
            .label("expected `editor` or `external`")
            .help("lower the level to 2, or have an editor rate it"),
    )
}
