//! Phrases: the documents in which words follow one another.

use std::collections::BTreeMap;

use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, InvertedIndexReader, TERMINATED};

use super::lookup::{FoundClause, FoundWord};
use super::opened::{Opened, failure};
use crate::error::SearchError;

/// The most completions of an unfinished last word that are tried.
const MOST_COMPLETIONS: usize = 8;

/// For each document the positions at which the words so far begin.
type PhraseStarts = BTreeMap<u32, Vec<u32>>;

/// The number of occurrences of the phrase in each document of a field. The positions of all words
/// are read before missing pages end the attempt.
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

/// The positions of a word in a field, in any of its forms.
fn places(opened: &Opened, field: usize, word: &FoundWord) -> Result<PhraseStarts, SearchError> {
    let mut places = PhraseStarts::new();
    let Some(index) = opened.fields.get(field).map(|field| &field.index) else {
        return Ok(places);
    };
    let mut positions = Vec::new();
    let mut fault = None;
    let mut completions = 0;
    for found in word.terms.iter().filter(|found| found.field == field) {
        // The last word of a phrase whose closing quotation mark is not typed yet.
        completions += usize::from(found.completed);
        if completions > MOST_COMPLETIONS {
            break;
        }
        let mut postings = match read_postings(index, &found.info) {
            Ok(postings) => postings,
            Err(error) => {
                fault = Some(error);
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

/// Reads a term's documents and positions. Positions are read even where postings are missing, so
/// that one round trip fetches both.
pub(super) fn read_postings(
    index: &InvertedIndexReader,
    info: &TermInfo,
) -> Result<SegmentPostings, SearchError> {
    let option = IndexRecordOption::WithFreqsAndPositions;
    let only = TermInfo { doc_freq: 0, postings_range: 0..0, ..info.clone() };
    let positions = index.read_postings_from_terminfo(&only, option).map(drop);
    let postings = index.read_postings_from_terminfo(info, option);
    positions.and(postings).map_err(failure)
}
