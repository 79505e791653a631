//! Rows of figures, ready to be read.

use serde::Serialize;

use super::common::Choice;
use super::format::{before_in_unit, in_unit};
use super::localized::{DateView, Localized};
use super::sources::{CitedSource, SourceView, number_of};
use crate::model::Outcome;

/// A row of results as text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OutcomeView {
    /// What was measured.
    pub metric: String,
    /// The value, with its percent sign or qualifier: `more than 40%`.
    pub value: Option<String>,
    /// The value before.
    pub baseline: Option<String>,
    /// The unit, if the value does not contain it.
    pub unit: Option<String>,
    /// The date.
    pub as_of: Option<DateView>,
    /// The kind of figure.
    pub kind: Choice,
    /// What it was compared with.
    pub comparator: Option<String>,
    /// Who or what was measured.
    pub sample: Option<String>,
    /// Its source.
    pub source: Option<CitedSource>,
}

/// A result in a few words, such as “People housed: 330”; `None` without a value.
#[must_use]
pub fn in_words(site: Localized<'_>, row: &Outcome) -> Option<String> {
    let (value, unit) = in_unit(site.words, row.value.as_ref(), row.unit.as_deref());
    let unit = unit.map(|unit| format!(" {unit}")).unwrap_or_default();
    Some(format!("{}: {}{unit}", row.metric, value?))
}

/// The row of a result, a goal or a sum.
pub(super) fn outcome(site: Localized<'_>, row: &Outcome, sources: &[SourceView]) -> OutcomeView {
    let (value, unit) = in_unit(site.words, row.value.as_ref(), row.unit.as_deref());
    OutcomeView {
        metric: row.metric.clone(),
        value,
        baseline: row
            .baseline
            .as_ref()
            .map(|value| before_in_unit(site.words, value, row.unit.as_deref())),
        unit,
        as_of: row.as_of.map(|date| site.date(date)),
        kind: Choice::of(site, row.kind),
        comparator: row.comparator.clone(),
        sample: row.sample.clone(),
        source: number_of(sources, row.source.as_ref().map(|id| id.as_str())),
    }
}
