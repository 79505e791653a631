//! Quoted phrases: the documents in which words follow one another.

use std::collections::BTreeMap;

use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, TERMINATED};

use super::lookup::{FoundClause, FoundWord};
use super::opened::{Opened, failure};
use crate::error::SearchError;

/// For each document the positions at which some passage begins.
type Places = BTreeMap<u32, Vec<u32>>;

/// How often the phrase stands in each document of a field. All words' positions are asked for
/// before the first missing page ends the attempt.
pub(super) fn occurrences(
    opened: &Opened,
    field: usize,
    phrase: &FoundClause,
) -> Result<BTreeMap<u32, u32>, SearchError> {
    let mut fault = None;
    let mut all = Vec::with_capacity(phrase.words.len());
    for word in &phrase.words {
        match places(opened, field, word) {
            Ok(places) => all.push(places),
            Err(error) => fault = Some(error),
        }
    }
    if let Some(error) = fault {
        return Err(error);
    }
    let mut all = all.into_iter();
    let mut begun = all.next().unwrap_or_default();
    for (offset, next) in (1_u32..).zip(all) {
        begun.retain(|document, begins| {
            let Some(positions) = next.get(document) else { return false };
            begins.retain(|begin| positions.binary_search(&(begin + offset)).is_ok());
            !begins.is_empty()
        });
    }
    Ok(begun.into_iter().map(|(document, begins)| (document, begins.len() as u32)).collect())
}

/// The places of a word in a field, in whichever of its forms.
fn places(opened: &Opened, field: usize, word: &FoundWord) -> Result<Places, SearchError> {
    let mut places = Places::new();
    let Some(index) = opened.fields.get(field).map(|field| &field.index) else {
        return Ok(places);
    };
    let mut positions = Vec::new();
    let mut fault = None;
    for found in word.terms.iter().filter(|found| found.field == field && !found.completed) {
        let option = IndexRecordOption::WithFreqsAndPositions;
        let mut postings = match index.read_postings_from_terminfo(&found.info, option) {
            Ok(postings) => postings,
            Err(error) => {
                fault = Some(failure(error));
                continue;
            }
        };
        while postings.doc() != TERMINATED {
            postings.positions(&mut positions);
            places.entry(postings.doc()).or_default().extend_from_slice(&positions);
            postings.advance();
        }
    }
    if let Some(error) = fault {
        return Err(error);
    }
    for positions in places.values_mut() {
        positions.sort_unstable();
        positions.dedup();
    }
    Ok(places)
}
