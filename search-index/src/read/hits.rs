//! Turns matches and their fragments into hits.

use std::collections::BTreeMap;

use tantivy::schema::Field;

use super::scoring::Match;
use super::snippet::{Excerpt, excerpt};
use crate::format::{FacetValue, Fragment};
use crate::response::{Hit, Value};

/// Builds a hit.
pub(super) fn hit(
    title: Field,
    found: Match,
    fragment: &Fragment,
    terms: &BTreeMap<String, f32>,
) -> Hit {
    let Excerpt { summary, sentence } = excerpt(fragment, terms, title);
    let (snippet, section) = sentence
        .map_or_else(|| (summary.clone(), None), |(sentence, section)| (sentence, Some(section)));
    Hit {
        id: fragment.id.clone(),
        kind: fragment.kind.clone(),
        title: fragment.title.clone(),
        url: fragment.url.clone(),
        score: (f64::from(found.score) * 1000.0).round() / 1000.0,
        snippet,
        summary,
        section,
        stage: fragment.stage.as_ref().map(value),
        evidence: fragment.evidence,
        result: fragment.result.as_ref().map(value),
        cities: fragment.cities.iter().map(value).collect(),
        year: fragment.year,
    }
}

fn value(value: &FacetValue) -> Value {
    Value { value: value.slug.clone(), label: value.label.clone() }
}
