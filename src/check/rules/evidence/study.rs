//! Level 3 needs a study with a comparison.

use super::{Rated, lowest};
use crate::check::rule::Finding;
use crate::check::{Rule, Subject};
use crate::diagnostic::Severity;

pub(in crate::check) const RULE: Rule = Rule {
    code: "evidence-without-study",
    severity: Severity::Error,
    what: "Evidence of level 3 or more needs a study of design 3 or more.",
    why: "Level 3 says that the practice was tested against a comparison group, whatever came of it. On the Maryland Scientific Methods Scale, 3 is the first design with such a group.",
    example: "evidence: {level: 3, design: 2}",
    optional: false,
    withheld_by_build: false,
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    lowest(subject, RULE.code, broken)
}

pub(super) fn broken(Rated { evidence, .. }: Rated<'_>) -> Option<Finding> {
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
            let message = format!("level {level} without a study");
            Some(
                Finding::new(evidence.level.span, message)
                    .label("expected 2 at most")
                    .help("add `design`, the Maryland scale of the best study (3 to 5)"),
            )
        }
    }
}
