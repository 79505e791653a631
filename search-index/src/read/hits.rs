//! The hits shown: matches dressed with what their fragments and the catalogue say.

use std::collections::BTreeMap;

use super::opened::Opened;
use super::score::Match;
use super::snippet::{Excerpt, excerpt};
use crate::format::{FacetValue, Fragment};
use crate::response::{Hit, Value};

/// Places of the catalogue's facets that hits show.
const CITY: usize = 2;
const KIND: usize = 4;
const STAGE: usize = 5;

/// Dresses one match.
pub(super) fn hit(
    opened: &Opened,
    found: Match,
    fragment: &Fragment,
    terms: &BTreeMap<String, f32>,
) -> Hit {
    let catalogue = &opened.catalogue;
    let document = found.document;
    let Excerpt { html, section } = excerpt(fragment, terms, opened.title);
    Hit {
        id: fragment.id.clone(),
        kind: catalogue
            .labels(KIND, document)
            .next()
            .map(|value| value.slug.clone())
            .unwrap_or_default(),
        title: fragment.title.clone(),
        url: fragment.url.clone(),
        score: (found.score * 1000.0).round() / 1000.0,
        snippet: html,
        summary: fragment.summary.clone(),
        section,
        stage: catalogue.labels(STAGE, document).next().map(value),
        evidence: catalogue.evidence(document),
        cities: catalogue.labels(CITY, document).map(value).collect(),
        year: catalogue.year(document),
    }
}

fn value(value: &FacetValue) -> Value {
    Value { value: value.slug.clone(), label: value.label.clone() }
}
