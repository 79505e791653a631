//! Nobody rates themselves above level 2.

use super::{Rated, lowest};
use crate::check::rule::Finding;
use crate::check::{Rule, Subject};
use crate::diagnostic::Severity;
use crate::model::Rater;

pub(in crate::check) const RULE: Rule = Rule {
    code: "evidence-own-claim",
    severity: Severity::Error,
    what: "Who rates their own practice can claim level 2 at most.",
    why: "Level 3 and more rest on judgement about studies, which somebody outside has to make.",
    example: "evidence: {level: 3, design: 3, rated_by: self}",
    optional: false,
    withheld_by_build: false,
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    lowest(subject, RULE.code, broken)
}

pub(super) fn broken(Rated { evidence, .. }: Rated<'_>) -> Option<Finding> {
    let own = evidence.rated_by.as_ref().filter(|rater| rater.value == Rater::Self_);
    let rater = own.filter(|_| evidence.level.value > 2)?;
    let message = format!("a rating of one's own claims level {}", evidence.level.value);
    Some(
        Finding::new(rater.span, message)
            .label("expected `editor` or `external`")
            .help("lower the level to 2, or have an editor rate it"),
    )
}
