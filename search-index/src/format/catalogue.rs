//! The catalogue: the values by which each document is filtered, counted and sorted.
//!
//! Filters and counts look at every document, so the values are in one compact table that is read
//! whole: about ten bytes a document before compression.

#[cfg(not(target_arch = "wasm32"))]
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::varint;
use crate::error::SearchError;

/// The facets with named values, in the order of their columns.
pub(crate) const FACETS: [&str; 8] =
    ["topic", "sphere", "city", "country", "kind", "stage", "result", "method"];

/// The facet of cities.
const CITY: usize = 2;

/// What a number says of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Measure {
    /// The level of evidence.
    Evidence,
    Year,
    /// The people of each of its cities.
    Population,
    /// In US dollars.
    Cost,
    /// Months from the start of the work until it can first be used.
    Months,
}

/// All measures, in the order of [`Filters::ranges`](crate::Filters::ranges).
pub(crate) const MEASURES: [Measure; 5] =
    [Measure::Evidence, Measure::Year, Measure::Population, Measure::Cost, Measure::Months];

/// A value of a facet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct FacetValue {
    pub(crate) slug: String,
    pub(crate) label: String,
}

/// The values of each of [`FACETS`], sorted by slug.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Vocabulary {
    documents: u32,
    values: [Vec<FacetValue>; FACETS.len()],
}

/// The values of one facet, for every document.
#[derive(Debug, Default)]
struct Column {
    /// For each document the index of its first value in `ids`, and the length of `ids` at the end.
    starts: Vec<u32>,
    ids: Vec<u32>,
}

/// The catalogue.
#[derive(Debug, Default)]
pub(crate) struct Catalogue {
    vocabulary: Vocabulary,
    columns: [Column; FACETS.len()],
    evidence: Vec<Option<u8>>,
    years: Vec<Option<u16>>,
    costs: Vec<Option<u64>>,
    months: Vec<Option<u64>>,
    /// For each city.
    populations: Vec<Option<u64>>,
}

impl Catalogue {
    /// Parses the file.
    pub(crate) fn read(content: &[u8]) -> Result<Self, SearchError> {
        Self::parse(content).ok_or_else(|| SearchError::corrupt("the catalogue"))
    }

    fn parse(content: &[u8]) -> Option<Self> {
        let mut rest = content;
        let length = varint::take(&mut rest)? as usize;
        let (header, mut rest) = rest.split_at_checked(length)?;
        let vocabulary: Vocabulary = serde_json::from_slice(header).ok()?;
        let documents = vocabulary.documents;
        let mut columns: [Column; FACETS.len()] = Default::default();
        for (column, values) in columns.iter_mut().zip(&vocabulary.values) {
            column.starts.push(0);
            let mut end = 0_u32;
            for _ in 0..documents {
                end = end.checked_add(varint::take(&mut rest)?)?;
                column.starts.push(end);
            }
            for _ in 0..end {
                let id = varint::take(&mut rest)?;
                values.get(id as usize)?;
                column.ids.push(id);
            }
        }
        let cities = vocabulary.values.get(CITY).map_or(0, Vec::len) as u32;
        let evidence = numbers(documents, &mut rest)?;
        let years = numbers(documents, &mut rest)?;
        let costs = numbers(documents, &mut rest)?;
        let months = numbers(documents, &mut rest)?;
        let populations = numbers(cities, &mut rest)?;
        Some(Self { vocabulary, columns, evidence, years, costs, months, populations })
    }

    /// The number of documents.
    pub(crate) fn documents(&self) -> u32 {
        self.vocabulary.documents
    }

    /// All values of a facet, sorted by slug.
    pub(crate) fn values(&self, facet: usize) -> &[FacetValue] {
        self.vocabulary.values.get(facet).map_or(&[], Vec::as_slice)
    }

    /// The number of a value of a facet.
    pub(crate) fn value_id(&self, facet: usize, slug: &str) -> Option<u32> {
        let values = self.values(facet);
        values.binary_search_by(|value| value.slug.as_str().cmp(slug)).ok().map(|id| id as u32)
    }

    /// The numbers of a document's values.
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

    /// A document's numbers of a measure: one, none, or that of each of its cities.
    pub(crate) fn numbers(&self, measure: Measure, document: u32) -> impl Iterator<Item = u64> {
        let of = |numbers: &[Option<u64>]| numbers.get(document as usize).copied().flatten();
        let (own, cities) = match measure {
            Measure::Evidence => (self.evidence(document).map(u64::from), [].as_slice()),
            Measure::Year => (self.year(document).map(u64::from), [].as_slice()),
            Measure::Cost => (of(&self.costs), [].as_slice()),
            Measure::Months => (of(&self.months), [].as_slice()),
            Measure::Population => (None, self.ids(CITY, document)),
        };
        let population = |city: &u32| self.populations.get(*city as usize).copied().flatten();
        own.into_iter().chain(cities.iter().filter_map(population))
    }
}

/// Takes so many numbers off the front of `rest`. Each is one more than it says; 0 is none.
fn numbers<N: TryFrom<u64>>(count: u32, rest: &mut &[u8]) -> Option<Vec<Option<N>>> {
    let mut numbers = Vec::new();
    for _ in 0..count {
        let number = varint::take_long(rest)?.checked_sub(1);
        numbers.push(number.and_then(|number| number.try_into().ok()));
    }
    Some(numbers)
}

/// One document's values.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug, Default)]
pub(crate) struct CatalogueRow {
    pub(crate) values: [Vec<FacetValue>; FACETS.len()],
    pub(crate) evidence: Option<u8>,
    pub(crate) year: Option<u16>,
    pub(crate) cost: Option<u64>,
    pub(crate) months: Option<u64>,
    /// The cities whose population is known.
    pub(crate) populations: Vec<(String, u64)>,
}

/// Builds a catalogue document by document. Labels are kept once, so a row takes only some tens of
/// bytes.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug, Default)]
pub(crate) struct CatalogueWriter {
    facets: [Facet; FACETS.len()],
    evidence: Vec<Option<u64>>,
    years: Vec<Option<u64>>,
    costs: Vec<Option<u64>>,
    months: Vec<Option<u64>>,
    populations: FxHashMap<String, u64>,
}

/// The values of one facet.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug, Default)]
struct Facet {
    numbers: FxHashMap<String, u32>,
    /// The values, and whether the label comes from an original rather than a translation.
    values: Vec<(FacetValue, bool)>,
    /// The number of values of each document.
    counts: Vec<u32>,
    ids: Vec<u32>,
}

#[cfg(not(target_arch = "wasm32"))]
impl Facet {
    /// The number of a value. A slug with two labels keeps the first, but a label from an original
    /// replaces one from a translation.
    fn number(&mut self, value: &FacetValue, original: bool) -> u32 {
        if let Some(number) = self.numbers.get(&value.slug) {
            if let Some((known, of_original)) = self.values.get_mut(*number as usize)
                && original
                && !*of_original
            {
                known.label.clone_from(&value.label);
                *of_original = true;
            }
            return *number;
        }
        let number = self.values.len() as u32;
        self.numbers.insert(value.slug.clone(), number);
        self.values.push((value.clone(), original));
        number
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl CatalogueWriter {
    /// Adds the next document; `original` unless it is a translation.
    pub(crate) fn add(&mut self, row: &CatalogueRow, original: bool) {
        for (facet, values) in self.facets.iter_mut().zip(&row.values) {
            let start = facet.ids.len();
            for value in values {
                let number = facet.number(value, original);
                if !facet.ids.iter().skip(start).any(|id| *id == number) {
                    facet.ids.push(number);
                }
            }
            facet.counts.push((facet.ids.len() - start) as u32);
        }
        self.evidence.push(row.evidence.map(u64::from));
        self.years.push(row.year.map(u64::from));
        self.costs.push(row.cost);
        self.months.push(row.months);
        self.populations.extend(row.populations.iter().cloned());
    }

    /// Appends the documents of another catalogue.
    pub(crate) fn append(&mut self, other: Self) {
        for (facet, other) in self.facets.iter_mut().zip(other.facets) {
            let numbers: Vec<u32> = other
                .values
                .iter()
                .map(|(value, original)| facet.number(value, *original))
                .collect();
            facet.counts.extend(other.counts);
            facet.ids.extend(other.ids.iter().filter_map(|id| numbers.get(*id as usize)));
        }
        self.evidence.extend(other.evidence);
        self.years.extend(other.years);
        self.costs.extend(other.costs);
        self.months.extend(other.months);
        self.populations.extend(other.populations);
    }

    /// The file.
    pub(crate) fn finish(self) -> Result<Vec<u8>, serde_json::Error> {
        let documents = self.evidence.len() as u32;
        let mut vocabulary = Vocabulary { documents, values: Default::default() };
        let mut columns = Vec::new();
        for (facet, sorted) in self.facets.into_iter().zip(&mut vocabulary.values) {
            let mut values: Vec<(u32, FacetValue)> =
                (0..).zip(facet.values).map(|(number, (value, _))| (number, value)).collect();
            values.sort_unstable_by(|(_, a), (_, b)| a.slug.cmp(&b.slug));
            let mut ranks = vec![0; values.len()];
            for (rank, (number, _)) in (0_u32..).zip(&values) {
                if let Some(place) = ranks.get_mut(*number as usize) {
                    *place = rank;
                }
            }
            sorted.extend(values.into_iter().map(|(_, value)| value));
            // First all counts, then all values: similar numbers side by side compress better.
            facet.counts.iter().for_each(|count| varint::put(*count, &mut columns));
            let ids = facet.ids.iter().filter_map(|id| ranks.get(*id as usize));
            ids.for_each(|id| varint::put(*id, &mut columns));
        }
        let header = serde_json::to_vec(&vocabulary)?;
        let mut out = Vec::with_capacity(header.len() + columns.len() + 4 * self.years.len());
        varint::put(header.len() as u32, &mut out);
        out.extend_from_slice(&header);
        out.append(&mut columns);
        let cities = vocabulary.values.get(CITY).into_iter().flatten();
        let populations = cities.map(|city| self.populations.get(&city.slug).copied());
        let numbers = [self.evidence, self.years, self.costs, self.months].into_iter().flatten();
        numbers.chain(populations).for_each(|number| {
            varint::put_long(number.map_or(0, |one| one.saturating_add(1)), &mut out)
        });
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(topics: &[(&str, &str)], year: Option<u16>) -> CatalogueRow {
        let value = |(slug, label): &(&str, &str)| FacetValue {
            slug: (*slug).to_owned(),
            label: (*label).to_owned(),
        };
        let mut row = CatalogueRow { year, ..CatalogueRow::default() };
        row.values[0] = topics.iter().map(value).collect();
        row
    }

    #[test]
    fn tables_joined_are_as_one_table() {
        let rows = [
            (
                row(&[("water", "Agua"), ("buses", "Autobuses"), ("water", "Agua")], Some(2013)),
                false,
            ),
            (row(&[], None), true),
            (row(&[("water", "Water")], Some(1999)), true),
            (row(&[("arts", "Arts"), ("water", "Waters")], None), true),
        ];
        let written = |cut: usize| {
            let (mut table, mut rest) = (CatalogueWriter::default(), CatalogueWriter::default());
            rows[..cut].iter().for_each(|(row, original)| table.add(row, *original));
            rows[cut..].iter().for_each(|(row, original)| rest.add(row, *original));
            table.append(rest);
            table.finish().unwrap()
        };
        let whole = written(4);
        assert!((0..4).all(|cut| written(cut) == whole));
        let table = Catalogue::read(&whole).unwrap();
        let labels: Vec<&str> = table.values(0).iter().map(|value| value.label.as_str()).collect();
        assert_eq!(labels, ["Arts", "Autobuses", "Water"], "originals name what they have");
        assert_eq!((table.ids(0, 0), table.ids(0, 3)), ([2, 1].as_slice(), [0, 2].as_slice()));
        assert_eq!((table.year(0), table.year(1), table.documents()), (Some(2013), None, 4));
    }
}
