//! Words of a query that stand together in a text: a sign that the text means what was asked.
//!
//! Positions lie in pages of their own, read for nothing else. They are asked for together with
//! the postings, so that no round of fetching is added, and only where they take few bytes.

use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::{DocSet, TERMINATED};

use super::lookup::FoundWord;
use super::opened::OpenedField;
use super::phrase::placed;
use super::query::Choice;
use super::score::Scoring;
use crate::error::SearchError;
use crate::weights::Weights;

/// Queries of fewer or more words say nothing by their words' places.
const WORDS: std::ops::RangeInclusive<usize> = 2..=4;

/// What words in the wrong order are worth beside the right one.
const REVERSED: f32 = 0.5;

/// For each field the places of each word, in the order of the query.
pub(super) type Gathered = Vec<Vec<Places>>;

/// A word's places in a field, by each of its forms.
pub(super) type Places = Vec<SegmentPostings>;

/// Brings the positions of the query's words, where they are worth their bytes.
pub(super) fn gather(scoring: Scoring<'_>) -> Result<Gathered, SearchError> {
    let mut words: Vec<&FoundWord> = Vec::new();
    for clause in &scoring.query.clauses {
        if let [Choice::Text(at)] = clause.choices.as_slice()
            && let Some(text) = scoring.texts.get(*at)
            && let [word] = text.words.as_slice()
        {
            words.push(word);
        }
    }
    let mut gathered = Gathered::new();
    if !WORDS.contains(&words.len()) {
        return Ok(gathered);
    }
    let mut fault = None;
    for (field, most) in scoring.weights.near_bytes.into_iter().enumerate() {
        let Some(place) = scoring.opened.fields.get(field) else { continue };
        let terms = |word: &FoundWord| -> Vec<TermInfo> {
            let here = word.terms.iter().filter(|found| found.field == field && !found.completed);
            here.map(|found| found.info.clone()).collect()
        };
        let all: Vec<Vec<TermInfo>> = words.iter().map(|word| terms(word)).collect();
        let bytes: usize = all.iter().flatten().map(|info| info.positions_range.len()).sum();
        let held = all.iter().filter(|terms| !terms.is_empty()).count();
        if held < 2 || bytes > most && !scoring.whole {
            continue;
        }
        // All are opened before the first missing page ends the attempt.
        let opened: Vec<_> = all.iter().map(|terms| open(place, terms)).collect();
        match opened.into_iter().collect() {
            Ok(places) => gathered.push(places),
            Err(error) => fault = Some(error),
        }
    }
    fault.map_or(Ok(gathered), Err)
}

/// Opens the places of one word.
fn open(field: &OpenedField, terms: &[TermInfo]) -> Result<Places, SearchError> {
    let mut places = Places::new();
    let mut fault = None;
    for info in terms {
        match placed(&field.index, info) {
            Ok(postings) => places.push(postings),
            Err(error) => fault = Some(error),
        }
    }
    fault.map_or(Ok(places), Err)
}

/// How close together the words stand in each of some documents, which are in order: 1 where
/// each follows the one before it.
pub(super) fn closeness(weights: &Weights, mut fields: Gathered, documents: &[u32]) -> Vec<f32> {
    let mut best = vec![0.0_f32; documents.len()];
    for words in &mut fields {
        let mut all: Vec<Vec<u32>> = vec![Vec::new(); words.len()];
        for (document, best) in documents.iter().zip(&mut best) {
            for (places, positions) in words.iter_mut().zip(&mut all) {
                read(places, *document, positions);
            }
            let pairs = all.len().saturating_sub(1).max(1) as f32;
            let close: f32 = all
                .windows(2)
                .map(|pair| match pair {
                    [one, other] => pair_closeness(weights, one, other),
                    _ => 0.0,
                })
                .sum();
            *best = best.max(close / pairs);
        }
    }
    best
}

/// The positions of a word in a document, in order.
fn read(places: &mut Places, document: u32, positions: &mut Vec<u32>) {
    positions.clear();
    let mut form = Vec::new();
    for postings in places {
        if postings.doc() < document {
            postings.seek(document);
        }
        if postings.doc() == document && document != TERMINATED {
            postings.positions(&mut form);
            positions.extend_from_slice(&form);
        }
    }
    positions.sort_unstable();
    positions.dedup();
}

/// How close one word ever comes to another: 1 side by side, a half with a word between.
fn pair_closeness(weights: &Weights, one: &[u32], other: &[u32]) -> f32 {
    let mut best = 0.0_f32;
    for place in one {
        let after = other.partition_point(|other| other <= place);
        if let Some(next) = other.get(after) {
            best = best.max(share(weights, next - place));
        }
        if let Some(before) = after.checked_sub(1).and_then(|at| other.get(at))
            && before < place
        {
            best = best.max(REVERSED * share(weights, place - before));
        }
    }
    best
}

fn share(weights: &Weights, distance: u32) -> f32 {
    if distance > weights.near_reach { 0.0 } else { 1.0 / distance.max(1) as f32 }
}
