//! Records to rows of the catalogue.

use crate::format::{CatalogueRow, FacetValue};
use crate::record::{Record, Term};

/// The row of a record.
pub(super) fn row(record: &Record) -> CatalogueRow {
    let kind =
        Term { slug: record.kind.clone(), label: readable(&record.kind), synonyms: Vec::new() };
    CatalogueRow {
        values: [
            values(&record.topics),
            values(&record.spheres),
            values(&record.cities),
            values(&record.countries),
            values(&[kind]),
            values(record.stage.as_slice()),
        ],
        evidence: record.evidence,
        year: record.year,
    }
}

fn values(terms: &[Term]) -> Vec<FacetValue> {
    let value = |term: &Term| FacetValue { slug: term.slug.clone(), label: term.label.clone() };
    terms.iter().filter(|term| !term.slug.is_empty()).map(value).collect()
}

/// A kind as readers see it, until the page that shows it puts its own word.
fn readable(slug: &str) -> String {
    let spaced = slug.replace('-', " ");
    let mut chars = spaced.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + chars.as_str()
}
