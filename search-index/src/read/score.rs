//! Which documents match, and how well.
//!
//! Titles that are the whole query come first, then the records to begin with if the query is a
//! topic's name. Other documents have the sum of their words' scores, reduced by the share of the
//! query that they lack and raised by their prior. All arithmetic, the logarithm included, is done in
//! a fixed order, so that scores are the same natively and in the browser.

use super::bm25::{in_title, named, score_text, text_weight};
use super::proximity::{FieldPositions, closeness, read_positions};
use super::query::{Choice, Clause, Limit};
use super::scoring::{Match, Scoring};
use crate::error::SearchError;
use crate::schema::{ALIAS, SUMMARY, TITLE, TOPIC};
use crate::text::is_in_title;
use crate::weights::Weights;

/// The least prior of a record of something that was carried out.
const CARRIED_OUT: u8 = 2;

/// The weight of a clause that only field values can match.
const TEST_WEIGHT: f32 = 1.0;

/// A document with its parts of the score.
#[derive(Clone, Copy)]
struct Candidate {
    document: u32,
    /// Candidates of a higher rank come first: 3 if the query is the title, 2 if it is the label of a
    /// topic that begins with it, 1 for a synonym, 0 for all others.
    rank: u8,
    sum: f32,
}

/// The matching documents, in order.
pub(super) fn matches(scoring: Scoring<'_>) -> Result<Vec<Match>, SearchError> {
    let Scoring { opened, weights, query, texts, .. } = scoring;
    let mut fault = None;
    let mut scores = Vec::with_capacity(texts.len());
    for text in texts {
        match score_text(scoring, text) {
            Ok(found) => scores.push(found),
            Err(error) => fault = Some(error),
        }
    }
    // Everything is read before a missing page ends the attempt.
    let positions = read_positions(scoring);
    let [titled, labelled, alike] =
        [TITLE, TOPIC, ALIAS].map(|field| named(opened, &query.titles, field));
    let begun = named(opened, &vocabulary_names(scoring), ALIAS);
    if let Some(error) = fault {
        return Err(error);
    }
    let (positions, titled, labelled, alike) = (positions?, titled?, labelled?, alike?);
    let begun = begun?;
    // What was carried out and has all the words in its title answers a synonym of several words as
    // well as what its topic begins with.
    let several = !alike.is_empty() && query.content().count() > 1;
    let literal = if several { in_title(scoring)? } else { Vec::new() };
    // What looks like a field may be a title.
    let as_typed = named(opened, query.titles.get(..1).unwrap_or_default(), TITLE)?;
    let is_allowed = |document| is_allowed(scoring, &scores, &as_typed, document);
    if query.clauses.is_empty() {
        let all = (0..opened.documents()).filter(|document| is_allowed(*document));
        return Ok(all.map(|document| Match { document, score: 0.0 }).collect());
    }
    let clauses: Vec<(&Clause, f32)> =
        query.clauses.iter().map(|clause| (clause, clause_weight(scoring, clause))).collect();
    let mut candidates = Vec::new();
    for document in 0..opened.documents() {
        if !is_allowed(document) {
            continue;
        }
        if let Some(mut candidate) = join(scoring, &clauses, &scores, document) {
            let is_literal = literal.get(document as usize) == Some(&true)
                && scoring.package.prior(document) >= CARRIED_OUT;
            candidate.rank = match document {
                _ if titled.contains(&document) => 3,
                _ if labelled.contains(&document) => 2,
                _ if alike.contains(&document) || is_literal => 1,
                _ => 0,
            };
            if begun.contains(&document) {
                candidate.sum *= weights.begun;
            }
            candidates.push(candidate);
        }
    }
    boost_proximity(weights, positions, &mut candidates);
    let score = |candidate: &Candidate| Match {
        document: candidate.document,
        score: total(weights, candidate),
    };
    Ok(candidates.iter().map(score).collect())
}

/// The names within the query that only the vocabulary has: without a word in any title or summary,
/// nothing else tells which of a topic's records are meant.
fn vocabulary_names(scoring: Scoring<'_>) -> Vec<String> {
    let Scoring { query, texts, .. } = scoring;
    let is_written = |at: usize| {
        let mut terms =
            texts.get(at).into_iter().flat_map(|text| &text.words).flat_map(|word| &word.terms);
        terms.any(|found| [TITLE, SUMMARY].contains(&found.field))
    };
    let is_foreign = |name: &&String| {
        let mut words = query.content().filter(|(_, word)| is_in_title(name, &word.folded));
        words.all(|(at, _)| !is_written(at))
    };
    query.names.iter().filter(is_foreign).cloned().collect()
}

/// Whether a document passes all limits and matches no exclusion. Nothing passes a limit to a value
/// that no record has, except the documents `as_typed`, whose titles are the whole query.
fn is_allowed(scoring: Scoring<'_>, scores: &[Vec<f32>], as_typed: &[u32], document: u32) -> bool {
    let passes = |limit: &Limit| {
        limit.tests.iter().any(|test| test.passes(scoring.catalogue, document))
            || limit.tests.is_empty() && as_typed.contains(&document)
    };
    scoring.query.limits.iter().all(passes)
        && !scoring.query.excluded.iter().any(|choice| match choice {
            Choice::Text(at) => score_of(scores, *at, document) > 0.0,
            Choice::Test(test) => test.passes(scoring.catalogue, document),
        })
}

fn score_of(scores: &[Vec<f32>], text: usize, document: u32) -> f32 {
    scores.get(text).and_then(|scores| scores.get(document as usize)).copied().unwrap_or(0.0)
}

/// The weight of a clause in the query: that of its heaviest choice.
fn clause_weight(scoring: Scoring<'_>, clause: &Clause) -> f32 {
    let weights = clause.choices.iter().map(|choice| match choice {
        Choice::Text(at) => scoring.texts.get(*at).map_or(0.0, |text| text_weight(scoring, text)),
        Choice::Test(_) => TEST_WEIGHT,
    });
    weights.fold(0.0, f32::max)
}

/// Adds up a document's scores; `None` where it does not match.
fn join(
    scoring: Scoring<'_>,
    clauses: &[(&Clause, f32)],
    scores: &[Vec<f32>],
    document: u32,
) -> Option<Candidate> {
    let (mut sum, mut met, mut total) = (0.0, 0.0, 0.0);
    let (mut any, mut missed) = (false, false);
    for (clause, weight) in clauses {
        total += weight;
        let mut is_met = false;
        for choice in &clause.choices {
            match choice {
                Choice::Text(at) => {
                    let score = score_of(scores, *at, document);
                    is_met |= score > 0.0;
                    sum = if scoring.apart { f32::max(sum, score) } else { sum + score };
                }
                Choice::Test(test) => {
                    is_met |= test.passes(scoring.catalogue, document);
                }
            }
        }
        if is_met {
            met += weight;
            any = true;
        } else if clause.required {
            return None;
        } else {
            missed = true;
        }
    }
    if !any {
        return None;
    }
    let share = if total > 0.0 { met / total } else { 1.0 };
    if missed && share < scoring.weights.least_share {
        return None;
    }
    // No record has all words of a long query.
    let share = if scoring.query.is_long || scoring.apart { 1.0 } else { share };
    // So many words tell records apart by themselves; a prior would only outweigh them.
    let prior = match scoring.package.prior(document) {
        _ if scoring.query.is_long => 1.0,
        prior => scoring.weights.prior.get(usize::from(prior)).copied().unwrap_or(1.0),
    };
    let sum = sum * share * prior;
    Some(Candidate { document, rank: 0, sum })
}

fn total(weights: &Weights, candidate: &Candidate) -> f32 {
    f32::from(candidate.rank) * weights.most
        + weights.most * candidate.sum / (candidate.sum + weights.half)
}

/// Raises the best candidates in which the words are close together.
fn boost_proximity(weights: &Weights, positions: FieldPositions, candidates: &mut [Candidate]) {
    if positions.is_empty() {
        return;
    }
    let mut best: Vec<usize> = (0..candidates.len()).collect();
    let order = |at: &usize| candidates.get(*at).map_or(0.0, |one| total(weights, one));
    best.sort_by(|a, b| order(b).total_cmp(&order(a)).then(a.cmp(b)));
    best.truncate(weights.proximity_depth);
    best.sort_unstable();
    let documents: Vec<u32> =
        best.iter().filter_map(|at| candidates.get(*at)).map(|one| one.document).collect();
    for (at, close) in best.iter().zip(closeness(weights, positions, &documents)) {
        if let Some(candidate) = candidates.get_mut(*at) {
            candidate.sum *= 1.0 + weights.proximity * close;
        }
    }
}
