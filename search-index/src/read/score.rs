//! How well each document matches.
//!
//! BM25 by field, a word's fields joined by the best of them and a share of the others. Every step
//! is plain arithmetic in a fixed order, the logarithm included, so that the order of hits is the
//! same natively and in the browser.

use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, TERMINATED};

use super::lookup::{FoundClause, FoundWord, find_term};
use super::opened::{Opened, failure};
use super::phrase::occurrences;
use super::query::Query;
use crate::error::SearchError;
use crate::schema::SEARCHED;
use crate::text::whole_title;

/// How soon a word's repetitions stop counting.
const K1: f32 = 1.2;
/// How much the length of a text counts.
const B: f32 = 0.75;
/// What a completion of the last word is worth beside the word itself.
const COMPLETION: f32 = 0.6;
/// What the fields after a word's best one add.
const OTHER_FIELDS: f32 = 0.3;
/// The share of the query's weight that a document must meet to be found at all.
const LEAST_SHARE: f32 = 0.3;

/// A document's match.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Match {
    pub(super) document: u32,
    /// Over 200 for the whole title, over 100 for all words, under 100 for some.
    pub(super) score: f32,
}

/// The matching documents in order of their ids.
pub(super) fn matches(
    opened: &Opened,
    query: &Query,
    clauses: &[FoundClause],
) -> Result<Vec<Match>, SearchError> {
    let mut fault = None;
    let mut scored = Vec::with_capacity(clauses.len());
    for clause in clauses {
        match score_clause(opened, clause) {
            Ok(scores) => scored.push((scores, weight(opened, clause), clause.quoted)),
            Err(error) => fault = Some(error),
        }
    }
    let exact = exact_titles(opened, query);
    if let Some(error) = fault {
        return Err(error);
    }
    let exact = exact?;
    let total: f32 = scored.iter().map(|(_, weight, _)| weight).sum();
    let mut matches = Vec::new();
    for document in 0..opened.documents() {
        let whole = exact.contains(&document);
        if let Some(score) = join(document, &scored, total, whole) {
            matches.push(Match { document, score });
        }
    }
    Ok(matches)
}

/// Joins a document's scores of all clauses.
fn join(document: u32, scored: &[(Vec<f32>, f32, bool)], total: f32, whole: bool) -> Option<f32> {
    let mut sum = 0.0;
    let mut met = 0.0;
    let mut missed = false;
    for (scores, weight, quoted) in scored {
        let score = scores.get(document as usize).copied().unwrap_or(0.0);
        if score > 0.0 {
            sum += score;
            met += weight;
        } else if *quoted {
            return None;
        } else {
            missed = true;
        }
    }
    if met <= 0.0 {
        return None;
    }
    let share = met / total;
    if missed && share < LEAST_SHARE {
        return None;
    }
    let tier = if whole {
        200.0
    } else if missed {
        sum *= share;
        0.0
    } else {
        100.0
    };
    Some(tier + 100.0 * sum / (sum + 20.0))
}

/// What a clause weighs in the query: words in few documents say more.
fn weight(opened: &Opened, clause: &FoundClause) -> f32 {
    clause
        .words
        .iter()
        .map(|word| idf(word.completed_frequency.max(word.frequency), opened.documents()))
        .sum()
}

fn idf(frequency: u32, documents: u32) -> f32 {
    if frequency == 0 {
        return 0.0;
    }
    let (frequency, documents) = (frequency as f32, documents.max(frequency) as f32);
    libm::logf(1.0 + (documents - frequency + 0.5) / (frequency + 0.5))
}

/// Documents whose whole title is the query.
fn exact_titles(opened: &Opened, query: &Query) -> Result<Vec<u32>, SearchError> {
    let term = whole_title(query.folded.iter().map(String::as_str));
    let Some(info) = find_term(opened, 0, &term)? else { return Ok(Vec::new()) };
    let Some(field) = opened.fields.first() else { return Ok(Vec::new()) };
    let mut postings = field
        .index
        .read_postings_from_terminfo(&info, IndexRecordOption::Basic)
        .map_err(failure)?;
    let mut documents = Vec::new();
    while postings.doc() != TERMINATED {
        documents.push(postings.doc());
        postings.advance();
    }
    Ok(documents)
}

/// A clause's score for every document, by document.
fn score_clause(opened: &Opened, clause: &FoundClause) -> Result<Vec<f32>, SearchError> {
    let documents = opened.documents() as usize;
    let mut best = vec![0.0_f32; documents];
    let mut sum = vec![0.0_f32; documents];
    let mut scores = vec![0.0_f32; documents];
    let mut fault = None;
    for (field, spec) in SEARCHED.iter().enumerate() {
        scores.fill(0.0);
        let scoring = match clause.words.as_slice() {
            [word] => score_word(opened, field, word, &mut scores),
            _ if spec.phrases => score_phrase(opened, field, clause, &mut scores),
            _ => Ok(()),
        };
        if let Err(error) = scoring {
            fault = Some(error);
        }
        for ((best, sum), score) in best.iter_mut().zip(&mut sum).zip(&scores) {
            *best = best.max(spec.boost * score);
            *sum += spec.boost * score;
        }
    }
    if let Some(error) = fault {
        return Err(error);
    }
    for (best, sum) in best.iter_mut().zip(&sum) {
        *best += OTHER_FIELDS * (sum - *best);
    }
    Ok(best)
}

/// A word's score in one field: that of its best form.
fn score_word(
    opened: &Opened,
    field: usize,
    word: &FoundWord,
    scores: &mut [f32],
) -> Result<(), SearchError> {
    let Some(place) = opened.fields.get(field) else { return Ok(()) };
    let itself = idf(word.frequency, opened.documents());
    let completed = COMPLETION * idf(word.completed_frequency, opened.documents());
    let mut fault = None;
    for found in word.terms.iter().filter(|found| found.field == field) {
        let weight = if found.completed { completed } else { itself };
        let option = IndexRecordOption::WithFreqs;
        let mut postings = match place.index.read_postings_from_terminfo(&found.info, option) {
            Ok(postings) => postings,
            Err(error) => {
                fault = Some(failure(error));
                continue;
            }
        };
        while postings.doc() != TERMINATED {
            let document = postings.doc();
            let score = weight * saturate(opened, field, document, postings.term_freq());
            if let Some(best) = scores.get_mut(document as usize) {
                *best = best.max(score);
            }
            postings.advance();
        }
    }
    fault.map_or(Ok(()), Err)
}

/// A phrase's score in one field.
fn score_phrase(
    opened: &Opened,
    field: usize,
    clause: &FoundClause,
    scores: &mut [f32],
) -> Result<(), SearchError> {
    let weight = weight(opened, clause);
    for (document, count) in occurrences(opened, field, clause)? {
        if let Some(score) = scores.get_mut(document as usize) {
            *score = weight * saturate(opened, field, document, count);
        }
    }
    Ok(())
}

/// BM25's measure of `count` occurrences in a document's field.
fn saturate(opened: &Opened, field: usize, document: u32, count: u32) -> f32 {
    let lengths = opened.fields.get(field).and_then(|field| field.lengths.as_ref());
    let relative = lengths.map_or(1.0, |(reader, average)| {
        if document < reader.num_docs() && *average > 0.0 {
            reader.fieldnorm(document) as f32 / average
        } else {
            1.0
        }
    });
    let count = count as f32;
    count * (K1 + 1.0) / (count + K1 * (1.0 - B + B * relative))
}
