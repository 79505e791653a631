//! The catalogue: for every document the values it is filtered, counted and sorted by.
//!
//! Filters and counts look at every document of the index, so their values stand in one compact
//! table, read whole: about ten bytes a document before compression.

#[cfg(not(target_arch = "wasm32"))]
use std::borrow::Borrow;

use serde::{Deserialize, Serialize};

use super::bytes;
use crate::error::SearchError;

/// The facets with named values, in the order of their columns.
pub(crate) const FACETS: [&str; 6] = ["topic", "sphere", "city", "country", "kind", "stage"];

/// A value of a facet: its slug and its label.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct FacetValue {
    pub(crate) slug: String,
    pub(crate) label: String,
}

/// The values, by slug, of each of [`FACETS`].
#[derive(Debug, Default, Serialize, Deserialize)]
struct Vocabulary {
    documents: u32,
    values: [Vec<FacetValue>; FACETS.len()],
}

/// One facet's values for every document.
#[derive(Debug, Default)]
struct Column {
    /// Where each document's values begin in `ids`; one more entry than documents.
    starts: Vec<u32>,
    ids: Vec<u32>,
}

/// The table, read.
#[derive(Debug, Default)]
pub(crate) struct Catalogue {
    vocabulary: Vocabulary,
    columns: [Column; FACETS.len()],
    evidence: Vec<Option<u8>>,
    years: Vec<Option<u16>>,
}

impl Catalogue {
    /// Reads the table.
    pub(crate) fn read(content: &[u8]) -> Result<Self, SearchError> {
        Self::parse(content).ok_or_else(|| SearchError::corrupt("the catalogue"))
    }

    fn parse(content: &[u8]) -> Option<Self> {
        let mut rest = content;
        let length = bytes::take(&mut rest)? as usize;
        let (header, mut rest) = rest.split_at_checked(length)?;
        let vocabulary: Vocabulary = serde_json::from_slice(header).ok()?;
        let documents = vocabulary.documents;
        let mut columns: [Column; FACETS.len()] = Default::default();
        for (column, values) in columns.iter_mut().zip(&vocabulary.values) {
            column.starts.push(0);
            let mut end = 0_u32;
            for _ in 0..documents {
                end = end.checked_add(bytes::take(&mut rest)?)?;
                column.starts.push(end);
            }
            for _ in 0..end {
                let id = bytes::take(&mut rest)?;
                values.get(id as usize)?;
                column.ids.push(id);
            }
        }
        let mut number = || bytes::take(&mut rest);
        let mut evidence = Vec::new();
        let mut years = Vec::new();
        for _ in 0..documents {
            evidence.push(number()?.checked_sub(1).and_then(|level| level.try_into().ok()));
        }
        for _ in 0..documents {
            years.push(number()?.checked_sub(1).and_then(|year| year.try_into().ok()));
        }
        Some(Self { vocabulary, columns, evidence, years })
    }

    /// The number of documents.
    pub(crate) fn documents(&self) -> u32 {
        self.vocabulary.documents
    }

    /// All values of a facet, by slug.
    pub(crate) fn values(&self, facet: usize) -> &[FacetValue] {
        self.vocabulary.values.get(facet).map_or(&[], Vec::as_slice)
    }

    /// The number of a facet's value.
    pub(crate) fn value_id(&self, facet: usize, slug: &str) -> Option<u32> {
        let values = self.values(facet);
        values.binary_search_by(|value| value.slug.as_str().cmp(slug)).ok().map(|id| id as u32)
    }

    /// The numbers of a document's values of a facet.
    pub(crate) fn ids(&self, facet: usize, document: u32) -> &[u32] {
        let Some(column) = self.columns.get(facet) else { return &[] };
        let bound = |at: u32| column.starts.get(at as usize).map_or(0, |start| *start as usize);
        column.ids.get(bound(document)..bound(document + 1)).unwrap_or_default()
    }

    /// A document's values of a facet.
    pub(crate) fn labels(&self, facet: usize, document: u32) -> impl Iterator<Item = &FacetValue> {
        let values = self.values(facet);
        self.ids(facet, document).iter().filter_map(|id| values.get(*id as usize))
    }

    /// A document's level of evidence.
    pub(crate) fn evidence(&self, document: u32) -> Option<u8> {
        self.evidence.get(document as usize).copied().flatten()
    }

    /// A document's year.
    pub(crate) fn year(&self, document: u32) -> Option<u16> {
        self.years.get(document as usize).copied().flatten()
    }
}

/// One document's values for the table, as the writer gives them.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug, Default)]
pub(crate) struct CatalogueRow {
    pub(crate) values: [Vec<FacetValue>; FACETS.len()],
    pub(crate) evidence: Option<u8>,
    pub(crate) year: Option<u16>,
}

/// Writes the table.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) struct CatalogueWriter;

#[cfg(not(target_arch = "wasm32"))]
impl CatalogueWriter {
    /// The table of all documents in order. A slug with two labels keeps the first by document.
    pub(crate) fn write<R: Borrow<CatalogueRow>>(rows: &[R]) -> Result<Vec<u8>, serde_json::Error> {
        let rows: Vec<&CatalogueRow> = rows.iter().map(Borrow::borrow).collect();
        let mut vocabulary =
            Vocabulary { documents: rows.len() as u32, values: Default::default() };
        for (facet, values) in vocabulary.values.iter_mut().enumerate() {
            values.extend(rows.iter().flat_map(|row| row.values[facet].iter().cloned()));
            values.sort_by(|a, b| a.slug.cmp(&b.slug));
            values.dedup_by(|later, earlier| later.slug == earlier.slug);
        }
        let header = serde_json::to_vec(&vocabulary)?;
        let mut out = Vec::new();
        bytes::put(header.len() as u32, &mut out);
        out.extend_from_slice(&header);
        for (facet, values) in vocabulary.values.iter().enumerate() {
            let mut column = Vec::new();
            for row in &rows {
                let mut ids: Vec<u32> = row.values[facet]
                    .iter()
                    .filter_map(|value| {
                        values.binary_search_by(|known| known.slug.cmp(&value.slug)).ok()
                    })
                    .map(|id| id as u32)
                    .collect();
                let mut seen = std::collections::BTreeSet::new();
                ids.retain(|id| seen.insert(*id));
                bytes::put(ids.len() as u32, &mut out);
                ids.iter().for_each(|id| bytes::put(*id, &mut column));
            }
            // How many values first, then which: like beside like packs better.
            out.append(&mut column);
        }
        rows.iter()
            .for_each(|row| bytes::put(row.evidence.map_or(0, |v| u32::from(v) + 1), &mut out));
        rows.iter().for_each(|row| bytes::put(row.year.map_or(0, |v| u32::from(v) + 1), &mut out));
        Ok(out)
    }
}
