//! A practice's evidence rating, and rules about it.

use crate::check::Subject;
use crate::check::rule::Finding;
use crate::model::{Evidence, Practice};
use crate::source::{Content, Record};

/// A rated practice.
#[derive(Clone, Copy)]
pub(super) struct Rating<'a> {
    pub(super) practice: &'a Practice,
    pub(super) evidence: &'a Evidence,
    pub(super) content: &'a Content,
}

impl<'a> Rating<'a> {
    /// The rating in a record, if it is a practice that has one.
    pub(super) fn of(subject: &Subject<'a>) -> Option<Rating<'a>> {
        let Record::Practice(practice) = &subject.entry.record else { return None };
        let evidence = practice.evidence.as_ref()?;
        Some(Rating { practice, evidence, content: subject.content })
    }
}

/// A rule about ratings. Its texts are those of [`crate::check::Rule`].
pub(super) struct RatingRule {
    pub(super) code: &'static str,
    pub(super) what: &'static str,
    pub(super) why: &'static str,
    pub(super) example: &'static str,
    /// What is wrong with a rating, if anything.
    pub(super) find: fn(Rating<'_>) -> Option<Finding>,
}
