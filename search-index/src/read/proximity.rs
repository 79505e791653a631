//! Proximity: words of a query that are close together in a text make it more relevant.
//!
//! Positions are in pages of their own. They are read together with the postings, so that they add
//! no round trip, and only where they are few bytes.

use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::{DocSet, TERMINATED};

use super::lookup::FoundWord;
use super::opened::OpenedField;
use super::phrase::read_postings;
use super::query::Choice;
use super::scoring::Scoring;
use crate::error::SearchError;
use crate::weights::Weights;

/// The numbers of query words for which proximity is measured.
const WORDS: std::ops::RangeInclusive<usize> = 2..=4;

/// The factor for words in the reverse order.
const REVERSED: f32 = 0.5;

/// For each field the positions of each word, in the order of the query.
pub(super) type FieldPositions = Vec<Vec<WordPositions>>;

/// The positions of a word in a field, for each of its forms.
pub(super) type WordPositions = Vec<SegmentPostings>;

/// Reads the positions of the query's words, where they are small enough.
pub(super) fn read_positions(scoring: Scoring<'_>) -> Result<FieldPositions, SearchError> {
    let mut words: Vec<&FoundWord> = Vec::new();
    for clause in &scoring.query.clauses {
        if let [Choice::Text(at)] = clause.choices.as_slice()
            && let Some(text) = scoring.texts.get(*at)
            && let [word] = text.words.as_slice()
        {
            words.push(word);
        }
    }
    let mut gathered = FieldPositions::new();
    // The whole index may be in memory already: reading more of it costs no download.
    if scoring.query.is_long || !WORDS.contains(&words.len()) {
        return Ok(gathered);
    }
    let mut fault = None;
    for (field, most) in scoring.weights.proximity_bytes.into_iter().enumerate() {
        let Some(place) = scoring.opened.fields.get(field) else { continue };
        let terms = |word: &FoundWord| -> Vec<TermInfo> {
            let here = word.terms.iter().filter(|found| found.field == field && !found.completed);
            here.map(|found| found.info.clone()).collect()
        };
        let all: Vec<Vec<TermInfo>> = words.iter().map(|word| terms(word)).collect();
        let bytes: usize = all.iter().flatten().map(|info| info.positions_range.len()).sum();
        let held = all.iter().filter(|terms| !terms.is_empty()).count();
        if held < 2 || bytes > most && !scoring.package.is_whole() {
            continue;
        }
        // All are read before a missing page ends the attempt.
        let opened: Vec<_> = all.iter().map(|terms| open(place, terms)).collect();
        match opened.into_iter().collect() {
            Ok(places) => gathered.push(places),
            Err(error) => fault = Some(error),
        }
    }
    fault.map_or(Ok(gathered), Err)
}

/// Reads the positions of one word.
fn open(field: &OpenedField, terms: &[TermInfo]) -> Result<WordPositions, SearchError> {
    let mut places = WordPositions::new();
    let mut fault = None;
    for info in terms {
        match read_postings(&field.index, info) {
            Ok(postings) => places.push(postings),
            Err(error) => fault = Some(error),
        }
    }
    fault.map_or(Ok(places), Err)
}

/// The closeness of the words in each of some documents, which are in order: 1 where each word
/// follows the one before it.
pub(super) fn closeness(
    weights: &Weights,
    mut fields: FieldPositions,
    documents: &[u32],
) -> Vec<f32> {
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

/// The positions of a word in a document, sorted.
fn read(places: &mut WordPositions, document: u32, positions: &mut Vec<u32>) {
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

/// The greatest closeness of two words: 1 side by side, 0.5 with one word between them.
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
    if distance > weights.proximity_reach { 0.0 } else { 1.0 / distance.max(1) as f32 }
}
