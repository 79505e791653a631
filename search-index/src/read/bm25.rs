//! Scores of words and phrases: BM25 for each field; then the best field counts fully and the
//! others by a share. For a long query BM25F: the occurrences of a word in title, summary and body
//! are added up first.

use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, TERMINATED};

use super::lookup::{FoundClause, FoundTerm, FoundWord, find_term};
use super::opened::{Opened, failure};
use super::phrase::occurrences;
use super::scoring::Scoring;
use crate::error::SearchError;
use crate::schema::{BODY, SEARCHED, TITLE};
use crate::weights::Weights;

/// The weight of a text in the query: words in few documents weigh more.
pub(super) fn text_weight(scoring: Scoring<'_>, text: &FoundClause) -> f32 {
    let documents = scoring.opened.documents();
    let words = text.words.iter();
    let sum: f32 =
        words.map(|word| idf(word.completed_frequency.max(word.frequency), documents)).sum();
    sum * factor(scoring, text)
}

/// Stop words count less, and words that a long query repeats count more.
fn factor(scoring: Scoring<'_>, text: &FoundClause) -> f32 {
    let [short, long] = scoring.weights.stop_word;
    match (text.is_stop_word, scoring.query.is_long) {
        (true, true) => long,
        (true, false) => short,
        (false, _) => text.count as f32,
    }
}

fn idf(frequency: u32, documents: u32) -> f32 {
    if frequency == 0 {
        return 0.0;
    }
    let (frequency, documents) = (frequency as f32, documents.max(frequency) as f32);
    libm::logf(1.0 + (documents - frequency + 0.5) / (frequency + 0.5))
}

/// The documents in which a field has one of these names as one term: in `title`, those of this
/// title; in `topic` and `alias`, those to begin with for the topic of this label or synonym.
pub(super) fn named(
    opened: &Opened,
    names: &[String],
    field: usize,
) -> Result<Vec<u32>, SearchError> {
    let mut documents = Vec::new();
    let mut fault = None;
    for name in names {
        match documents_with(opened, field, name) {
            Ok(found) => documents.extend(found),
            Err(error) => fault = Some(error),
        }
    }
    fault.map_or(Ok(documents), Err)
}

fn documents_with(opened: &Opened, field: usize, term: &str) -> Result<Vec<u32>, SearchError> {
    let Some(info) = find_term(opened, field, term)? else { return Ok(Vec::new()) };
    let Some(field) = opened.fields.get(field) else { return Ok(Vec::new()) };
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

/// Whether the title of each document has all words of the query, stop words aside.
pub(super) fn in_title(scoring: Scoring<'_>) -> Result<Vec<bool>, SearchError> {
    let Scoring { opened, query, texts, .. } = scoring;
    let words: Vec<&FoundWord> =
        query.content().filter_map(|(at, _)| texts.get(at)?.words.first()).collect();
    let mut all = vec![!words.is_empty(); opened.documents() as usize];
    for word in words {
        let mut has = vec![0.0_f32; all.len()];
        read_word(opened, TITLE, word, &mut has, |_| 1.0, |_, _| 1.0)?;
        all.iter_mut().zip(has).for_each(|(all, has)| *all &= has > 0.0);
    }
    Ok(all)
}

/// The score of a text in each document.
pub(super) fn score_text(
    scoring: Scoring<'_>,
    text: &FoundClause,
) -> Result<Vec<f32>, SearchError> {
    let Scoring { opened, weights, .. } = scoring;
    let documents = opened.documents() as usize;
    if let [word] = text.words.as_slice()
        && scoring.query.is_long
    {
        return score_long(scoring, word, factor(scoring, text));
    }
    let mut best = vec![0.0_f32; documents];
    let mut sum = vec![0.0_f32; documents];
    let mut scores = vec![0.0_f32; documents];
    let mut fault = None;
    for (field, (spec, boost)) in SEARCHED.iter().zip(weights.fields).enumerate() {
        let boost = if scoring.apart && field == BODY { weights.apart } else { boost };
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
    let factor = factor(scoring, text);
    for (best, sum) in best.iter_mut().zip(&sum) {
        *best = factor * (*best + weights.other_fields * (sum - *best));
    }
    Ok(best)
}

/// The score of a word of a long query.
fn score_long(
    scoring: Scoring<'_>,
    word: &FoundWord,
    factor: f32,
) -> Result<Vec<f32>, SearchError> {
    let Scoring { opened, weights, .. } = scoring;
    let mut sum = vec![0.0_f32; opened.documents() as usize];
    let mut fault = None;
    for (field, boost) in weights.long_fields.into_iter().enumerate() {
        let mut counts = vec![0.0_f32; sum.len()];
        let count = |document, count| count as f32 / norm(opened, weights, field, document);
        if let Err(error) = read_word(opened, field, word, &mut counts, |_| 1.0, count) {
            fault = Some(error);
        }
        sum.iter_mut().zip(counts).for_each(|(sum, count)| *sum += boost * count);
    }
    if let Some(error) = fault {
        return Err(error);
    }
    let k1 = weights.long_k1;
    let weight = factor * idf(word.frequency, opened.documents()) * (k1 + 1.0);
    sum.iter_mut().for_each(|count| *count = weight * *count / (*count + k1));
    Ok(sum)
}

/// The score of a word in one field: that of its best form.
fn score_word(
    opened: &Opened,
    weights: &Weights,
    field: usize,
    word: &FoundWord,
    scores: &mut [f32],
) -> Result<(), SearchError> {
    let itself = idf(word.frequency, opened.documents());
    let completed = weights.completion * idf(word.completed_frequency, opened.documents());
    let weight = |found: &FoundTerm| if found.completed { completed } else { itself };
    let count = |document, count| saturate(opened, weights, field, document, count);
    read_word(opened, field, word, scores, weight, count)
}

/// Reads the postings of a word in one field. Each document has the highest score of any form: the
/// weight of the form times the worth of its count there.
fn read_word(
    opened: &Opened,
    field: usize,
    word: &FoundWord,
    scores: &mut [f32],
    weight: impl Fn(&FoundTerm) -> f32,
    worth: impl Fn(u32, u32) -> f32,
) -> Result<(), SearchError> {
    let Some(place) = opened.fields.get(field) else { return Ok(()) };
    let mut fault = None;
    for found in word.terms.iter().filter(|found| found.field == field) {
        let weight = weight(found);
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
            let score = weight * worth(document, postings.term_freq());
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
    let (count, k1) = (count as f32, weights.k1);
    count * (k1 + 1.0) / (count + k1 * norm(opened, weights, field, document))
}

/// The length of a document's field, relative to others: occurrences in a long text count less.
fn norm(opened: &Opened, weights: &Weights, field: usize, document: u32) -> f32 {
    let lengths = opened.fields.get(field).and_then(|field| field.lengths.as_ref());
    let relative = lengths.map_or(1.0, |(reader, average)| {
        if document < reader.num_docs() && *average > 0.0 {
            reader.fieldnorm(document) as f32 / average
        } else {
            1.0
        }
    });
    1.0 - weights.b + weights.b * relative
}
