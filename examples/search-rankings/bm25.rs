//! Plain BM25 with the usual constants: all of a record's text in one field, lower-cased, split at
//! everything that is not a letter or digit, and stemmed. The baseline of any full-text engine.

use std::collections::{BTreeMap, BTreeSet};

use frostem::{Algorithm, Stemmer};

use super::Ranking;
use super::content::Document;
use super::questions::Question;

const K1: f64 = 1.2;
const B: f64 = 0.75;

/// The frequency of a term in each document.
type Postings = BTreeMap<String, BTreeMap<usize, f64>>;

/// The best `limit` documents for each question.
pub(crate) fn rank(documents: &[Document], questions: &[Question], limit: usize) -> Ranking {
    let mut postings = Postings::new();
    let mut lengths = vec![0.0; documents.len()];
    for (at, document) in documents.iter().enumerate() {
        for term in terms(&document.text()) {
            *postings.entry(term).or_default().entry(at).or_default() += 1.0;
            lengths[at] += 1.0;
        }
    }
    let average = lengths.iter().sum::<f64>() / documents.len().max(1) as f64;
    let mut ranking = Ranking::new();
    for question in questions {
        let mut scores: BTreeMap<usize, f64> = BTreeMap::new();
        for term in terms(&question.query).into_iter().collect::<BTreeSet<_>>() {
            let Some(found) = postings.get(&term) else { continue };
            let (count, all) = (found.len() as f64, documents.len() as f64);
            let weight = (1.0 + (all - count + 0.5) / (count + 0.5)).ln();
            for (at, often) in found {
                let norm = K1 * (1.0 - B + B * lengths[*at] / average);
                *scores.entry(*at).or_default() += weight * often * (K1 + 1.0) / (often + norm);
            }
        }
        let mut found: Vec<(usize, f64)> = scores.into_iter().collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let ids = found.iter().take(limit).map(|(at, _)| documents[*at].id.clone()).collect();
        ranking.insert(question.id.clone(), ids);
    }
    ranking
}

fn terms(text: &str) -> Vec<String> {
    let stemmer = Stemmer::new(Algorithm::English);
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty()).map(str::to_lowercase);
    words.map(|word| stemmer.stem(&word).into_owned()).collect()
}
