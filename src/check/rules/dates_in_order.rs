//! Dates are in chronological order.

use crate::check::rule::Finding;
use crate::check::{Rule, Subject};
use crate::diagnostic::Severity;
use crate::model::{At, Date};
use crate::source::Record;

pub(in crate::check) const RULE: Rule = Rule {
    code: "dates-out-of-order",
    severity: Severity::Error,
    what: "Work starts before it is launched and ends after both; a convening ends after it starts.",
    why: "Dates in the wrong order are typing errors that readers would take for facts.",
    example: "launched: 2014-03\nended: 2013",
    optional: true,
    withheld_by_build: false,
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    match &subject.entry.record {
        Record::Practice(practice) => {
            let steps = [
                ("started", &practice.started),
                ("launched", &practice.launched),
                ("ended", &practice.ended),
            ];
            let given: Vec<(&str, &At<Date>)> =
                steps.iter().filter_map(|(name, date)| Some((*name, date.as_ref()?))).collect();
            given.windows(2).filter_map(|pair| judge(pair[0], pair[1])).collect()
        }
        Record::Convening(convening) => {
            let end = convening.end.as_ref();
            end.and_then(|end| judge(("start", &convening.start), ("end", end)))
                .into_iter()
                .collect()
        }
        _ => Vec::new(),
    }
}

fn judge(
    (first_name, first): (&str, &At<Date>),
    (name, date): (&str, &At<Date>),
) -> Option<Finding> {
    // A year alone may be before or after a day in that year.
    let known = |date: &Date| (date.year, date.month, date.day);
    let (before, after) = (known(&first.value), known(&date.value));
    let earlier = after.0 < before.0
        || after.0 == before.0
            && matches!((after.1, before.1), (Some(a), Some(b)) if a < b || a == b && matches!((after.2, before.2), (Some(c), Some(d)) if c < d));
    earlier.then(|| {
        Finding::new(date.span, format!("`{name}` is before `{first_name}` ({})", first.value))
    })
}
