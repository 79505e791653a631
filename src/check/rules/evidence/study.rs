//! Level 3 requires a study with a comparison group.

use super::rating::{Rating, RatingRule};
use crate::check::rule::Finding;

pub(super) const RULE: RatingRule = RatingRule {
    code: "evidence-without-study",
    what: "Evidence of level 3 or higher requires a study of design 3 or higher.",
    why: "Level 3 says that the practice was tested against a comparison group, whatever the result. On the Maryland Scientific Methods Scale, 3 is the first design with such a group.",
    example: "evidence: {level: 3, design: 2}",
    find,
};

fn find(Rating { evidence, .. }: Rating<'_>) -> Option<Finding> {
    if evidence.level.value < 3 {
        return None;
    }
    let level = evidence.level.value;
    match &evidence.design {
        Some(design) if design.value >= 3 => None,
        Some(design) => {
            let message = format!("level {level} rests on a study of design {}", design.value);
            Some(
                Finding::new(design.span, message)
                    .label("expected 3, 4 or 5")
                    .help("lower the level to 2, or name a stronger study"),
            )
        }
        None => {
            let message = format!("level {level}, but no study design");
            Some(
                Finding::new(evidence.level.span, message)
                    .label("expected at most 2")
                    .help("add `design`, the Maryland scale of the best study (3 to 5)"),
            )
        }
    }
}
