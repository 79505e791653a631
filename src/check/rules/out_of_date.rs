//! Records are looked at again before they mislead.

use crate::check::rule::Finding;
use crate::check::{Rule, Subject};
use crate::diagnostic::Severity;
use crate::model::{Date, Practice, Stage};
use crate::source::Record;

pub(in crate::check) const DUE: Rule = Rule {
    code: "review-overdue",
    severity: Severity::Warning,
    what: "The day on which a record should be checked again (`review_due`) has not passed.",
    why: "Somebody who knows the record set that day. Only `crosstown check` looks at the calendar: a build makes the same site on any day.",
    example: "review_due: 2019-01",
    optional: true,
    withheld_by_build: false,
    find: due,
};

pub(in crate::check) const OLD: Rule = Rule {
    code: "verified-long-ago",
    severity: Severity::Advice,
    what: "A practice that goes on was checked against its sources (`verified`) within the last three years.",
    why: "A practice that was in use three years ago may have ended. Without a `review_due` nobody is reminded of it.",
    example: "stage: operating\nverified: 2015-06",
    optional: true,
    withheld_by_build: false,
    find: old,
};

/// Years after which a practice is worth checking again.
const YEARS: u16 = 3;

fn practice<'a>(subject: &Subject<'a>) -> Option<(&'a Practice, Date)> {
    match &subject.entry.record {
        // A translation has the dates of its original.
        Record::Practice(practice) if subject.entry.file.lang.is_none() => {
            Some((practice, subject.today?))
        }
        _ => None,
    }
}

/// Whether a date, at the latest that it may mean, is before a day.
fn is_before(date: Date, day: Date) -> bool {
    let latest = |date: Date| (date.year, date.month.unwrap_or(12), date.day.unwrap_or(31));
    latest(date) < latest(day)
}

fn due(subject: &Subject<'_>) -> Vec<Finding> {
    let Subject { entry, today: Some(today), .. } = subject else { return Vec::new() };
    // A translation has the dates of its original.
    let due = entry.record.review_due().filter(|_| entry.file.lang.is_none());
    let due = due.filter(|due| is_before(*due, *today));
    let said = |due: Date| {
        let kind = entry.file.kind.as_str();
        let message = format!("this {kind} should have been checked again by {due}");
        Finding::new(entry.front, message)
            .help("check it against its sources, then set `verified` and a later `review_due`")
    };
    due.map(said).into_iter().collect()
}

fn old(subject: &Subject<'_>) -> Vec<Finding> {
    let Some((practice, today)) = practice(subject) else { return Vec::new() };
    let goes_on = matches!(
        practice.stage.value,
        Stage::Proposed | Stage::Pilot | Stage::Operating | Stage::Scaled | Stage::Paused
    );
    let limit = Date { year: today.year.saturating_sub(YEARS), ..today };
    let old = practice.verified.filter(|_| goes_on && practice.review_due.is_none());
    let said = |verified: Date| {
        Finding::new(subject.entry.front, format!("this practice was last checked in {}", verified.year))
            .help("check it against its sources, and set `verified`; `review_due` reminds of the next time")
    };
    old.filter(|verified| is_before(*verified, limit)).map(said).into_iter().collect()
}
