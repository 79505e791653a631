//! Scores of words and phrases: BM25 for each field; then the best field counts fully and the
//! others by a share.

use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, TERMINATED};

use super::lookup::{FoundClause, FoundWord, find_term};
use super::opened::{Opened, failure};
use super::phrase::occurrences;
use super::query::Query;
use super::scoring::Scoring;
use crate::error::SearchError;
use crate::schema::SEARCHED;
use crate::weights::Weights;

/// The weight of a text in the query: words in few documents weigh more.
pub(super) fn text_weight(scoring: Scoring<'_>, text: &FoundClause) -> f32 {
    let documents = scoring.opened.documents();
    let words = text.words.iter();
    let sum: f32 =
        words.map(|word| idf(word.completed_frequency.max(word.frequency), documents)).sum();
    sum * stop_word_factor(scoring.weights, text)
}

fn stop_word_factor(weights: &Weights, text: &FoundClause) -> f32 {
    if text.is_stop_word { weights.stop_word } else { 1.0 }
}

fn idf(frequency: u32, documents: u32) -> f32 {
    if frequency == 0 {
        return 0.0;
    }
    let (frequency, documents) = (frequency as f32, documents.max(frequency) as f32);
    libm::logf(1.0 + (documents - frequency + 0.5) / (frequency + 0.5))
}

/// The documents whose title is the whole query.
pub(super) fn exact_titles(opened: &Opened, query: &Query) -> Result<Vec<u32>, SearchError> {
    let mut documents = Vec::new();
    let mut fault = None;
    for title in &query.titles {
        match titled(opened, title) {
            Ok(found) => documents.extend(found),
            Err(error) => fault = Some(error),
        }
    }
    fault.map_or(Ok(documents), Err)
}

fn titled(opened: &Opened, term: &str) -> Result<Vec<u32>, SearchError> {
    let Some(info) = find_term(opened, 0, term)? else { return Ok(Vec::new()) };
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

/// The score of a text in each document.
pub(super) fn score_text(
    scoring: Scoring<'_>,
    text: &FoundClause,
) -> Result<Vec<f32>, SearchError> {
    let Scoring { opened, weights, .. } = scoring;
    let documents = opened.documents() as usize;
    let mut best = vec![0.0_f32; documents];
    let mut sum = vec![0.0_f32; documents];
    let mut scores = vec![0.0_f32; documents];
    let mut fault = None;
    for (field, (spec, boost)) in SEARCHED.iter().zip(weights.fields).enumerate() {
        scores.fill(0.0);
        let scored = match text.words.as_slice() {
            [word] => score_word(opened, weights, field, word, &mut scores),
            _ if spec.phrases => score_phrase(scoring, field, text, &mut scores),
            _ => Ok(()),
        };
        if let Err(error) = scored {
            fault = Some(error);
        }
        for ((best, sum), score) in best.iter_mut().zip(&mut sum).zip(&scores) {
            *best = best.max(boost * score);
            *sum += boost * score;
        }
    }
    if let Some(error) = fault {
        return Err(error);
    }
    let factor = stop_word_factor(weights, text);
    for (best, sum) in best.iter_mut().zip(&sum) {
        *best = factor * (*best + weights.other_fields * (sum - *best));
    }
    Ok(best)
}

/// The score of a word in one field: that of its best form.
fn score_word(
    opened: &Opened,
    weights: &Weights,
    field: usize,
    word: &FoundWord,
    scores: &mut [f32],
) -> Result<(), SearchError> {
    let Some(place) = opened.fields.get(field) else { return Ok(()) };
    let itself = idf(word.frequency, opened.documents());
    let completed = weights.completion * idf(word.completed_frequency, opened.documents());
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
            let count = postings.term_freq();
            let score = weight * saturate(opened, weights, field, document, count);
            if let Some(best) = scores.get_mut(document as usize) {
                *best = best.max(score);
            }
            postings.advance();
        }
    }
    fault.map_or(Ok(()), Err)
}

/// The score of a phrase in one field.
fn score_phrase(
    scoring: Scoring<'_>,
    field: usize,
    text: &FoundClause,
    scores: &mut [f32],
) -> Result<(), SearchError> {
    let Scoring { opened, weights, .. } = scoring;
    let weight = text_weight(scoring, text);
    for (document, count) in occurrences(opened, field, text)? {
        if let Some(score) = scores.get_mut(document as usize) {
            *score = weight * saturate(opened, weights, field, document, count);
        }
    }
    Ok(())
}

/// BM25's term frequency component, for `count` occurrences in a document's field.
fn saturate(opened: &Opened, weights: &Weights, field: usize, document: u32, count: u32) -> f32 {
    let lengths = opened.fields.get(field).and_then(|field| field.lengths.as_ref());
    let relative = lengths.map_or(1.0, |(reader, average)| {
        if document < reader.num_docs() && *average > 0.0 {
            reader.fieldnorm(document) as f32 / average
        } else {
            1.0
        }
    });
    let count = count as f32;
    let Weights { k1, b, .. } = *weights;
    count * (k1 + 1.0) / (count + k1 * (1.0 - b + b * relative))
}
