//! What each level of evidence takes (content model; Nesta's Standards of Evidence).

pub(super) mod adaptations;
pub(super) mod independence;
pub(super) mod own_claim;
pub(super) mod proposal;
pub(super) mod source;
pub(super) mod study;

use crate::check::Subject;
use crate::model::{Evidence, Practice};
use crate::source::Record;

/// A practice and its rating, where it has one.
fn rated<'a>(subject: &Subject<'a>) -> Option<(&'a Practice, &'a Evidence)> {
    let Record::Practice(practice) = &subject.entry.record else { return None };
    practice.evidence.as_ref().map(|evidence| (&**practice, evidence))
}
