//! The history of a practice, step by step.

use serde::Serialize;

use super::localized::{DateView, Localized};
use crate::model::{Date, Event};

/// An event of the history.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventLine {
    /// The date.
    pub date: DateView,
    /// What happened.
    pub event: String,
    /// Months until the next event, for the length of the line between them; 0 for the last.
    pub months: u32,
}

/// The events of a history.
pub(super) fn timeline(site: Localized<'_>, steps: &[Event]) -> Vec<EventLine> {
    let months = |date: Date| u32::from(date.year) * 12 + u32::from(date.month.unwrap_or(1));
    let line = |(at, step): (usize, &Event)| EventLine {
        date: site.date(step.date),
        event: step.event.clone(),
        months: steps
            .get(at + 1)
            .map_or(0, |next| months(next.date).saturating_sub(months(step.date))),
    };
    steps.iter().enumerate().map(line).collect()
}
