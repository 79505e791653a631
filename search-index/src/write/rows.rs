//! Records to rows of the catalogue.

use std::collections::BTreeMap;

use crate::format::{CatalogueRow, FacetValue};
use crate::record::{Record, Term};

/// The rows of all records in order.
pub(super) fn rows(records: &[&Record]) -> Vec<CatalogueRow> {
    let mut rows: Vec<CatalogueRow> = records.iter().map(|record| row(record)).collect();
    let known: Vec<Option<&Record>> = records.iter().map(|record| Some(*record)).collect();
    relabel(&mut rows, &known);
    rows
}

/// Whether there are translations among records, so that their rows need [`relabel`].
pub(super) fn has_translations<'a>(mut records: impl Iterator<Item = &'a Record>) -> bool {
    records.any(|record| record.original.is_some())
}

/// A translation's words for a value are searched with it; what the value is called among the
/// facets is what the originals call it.
pub(super) fn relabel(rows: &mut [CatalogueRow], records: &[Option<&Record>]) {
    if !has_translations(records.iter().copied().flatten()) {
        return;
    }
    let is_original =
        |record: &Option<&Record>| record.is_some_and(|record| record.original.is_none());
    let mut labels: BTreeMap<(usize, String), String> = BTreeMap::new();
    for (row, _) in rows.iter().zip(records).filter(|(_, record)| is_original(record)) {
        for (facet, value) in numbered(&row.values) {
            let key = (facet, value.slug.clone());
            labels.entry(key).or_insert_with(|| value.label.clone());
        }
    }
    for (row, _) in rows.iter_mut().zip(records).filter(|(_, record)| !is_original(record)) {
        for (facet, values) in row.values.iter_mut().enumerate() {
            for value in values {
                if let Some(label) = labels.get(&(facet, value.slug.clone())) {
                    value.label.clone_from(label);
                }
            }
        }
    }
}

fn numbered(facets: &[Vec<FacetValue>]) -> impl Iterator<Item = (usize, &FacetValue)> {
    let numbered = facets.iter().enumerate();
    numbered.flat_map(|(facet, values)| values.iter().map(move |value| (facet, value)))
}

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
