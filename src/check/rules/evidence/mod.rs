//! What each level of evidence takes (content model; Nesta's Standards of Evidence).

pub(super) mod adaptations;
pub(super) mod independence;
pub(super) mod own_claim;
pub(super) mod proposal;
pub(super) mod source;
pub(super) mod study;

use crate::check::Subject;
use crate::check::rule::Finding;
use crate::model::{Evidence, Practice};
use crate::source::{Content, Record};

/// A practice and its rating.
#[derive(Clone, Copy)]
struct Rated<'a> {
    practice: &'a Practice,
    evidence: &'a Evidence,
    content: &'a Content,
}

/// A rule as a question: what is wrong with a rating, if anything.
type Broken = fn(Rated<'_>) -> Option<Finding>;

/// The rules, from the one that allows least.
const STEPS: [(&str, Broken); 6] = [
    (proposal::RULE.code, proposal::broken),
    (source::RULE.code, source::broken),
    (study::RULE.code, study::broken),
    (own_claim::RULE.code, own_claim::broken),
    (independence::RULE.code, independence::broken),
    (adaptations::RULE.code, adaptations::broken),
];

/// What `broken` finds, unless a rule that allows less finds something: a level that is too high is
/// one mistake, and only the lowest bound says what to write.
fn lowest(subject: &Subject<'_>, code: &str, broken: Broken) -> Vec<Finding> {
    let Record::Practice(practice) = &subject.entry.record else { return Vec::new() };
    let Some(evidence) = &practice.evidence else { return Vec::new() };
    let rated = Rated { practice, evidence, content: subject.content };
    let lower = STEPS.iter().take_while(|(other, _)| *other != code);
    if lower.clone().any(|(_, broken)| broken(rated).is_some()) {
        return Vec::new();
    }
    broken(rated).into_iter().collect()
}
