//! Which documents match, and how well.
//!
//! Titles that are the whole query come first; the others by the sum of their words' scores, less
//! whatever share of the query they lack. Every step is plain arithmetic in a fixed order, the
//! logarithm included, so that the order of hits is the same natively and in the browser.

use super::bm25::{exact_titles, score_text, text_weight};
use super::lookup::FoundClause;
use super::opened::Opened;
use super::query::{Choice, Clause, Query};
use super::together::{Gathered, closeness, gather};
use crate::error::SearchError;
use crate::format::Catalogue;
use crate::weights::Weights;

/// What a clause weighs that only values of fields can meet.
const TEST_WEIGHT: f32 = 1.0;

/// A document's match.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Match {
    pub(super) document: u32,
    /// Over 100 for the whole title, under 100 for all others.
    pub(super) score: f32,
}

/// What scoring reads: the index, the query's texts as it has them, and what counts how much.
#[derive(Clone, Copy)]
pub(super) struct Scoring<'a> {
    pub(super) opened: &'a Opened,
    pub(super) catalogue: &'a Catalogue,
    pub(super) weights: &'a Weights,
    pub(super) query: &'a Query,
    /// In the order of [`Query::texts`].
    pub(super) texts: &'a [FoundClause],
    /// Whether all of the index is at hand, so that nothing read of it costs a reader anything.
    pub(super) whole: bool,
}

/// A document before its score is one number.
#[derive(Clone, Copy)]
struct Candidate {
    document: u32,
    is_title: bool,
    sum: f32,
}

/// The matching documents in order of their ids.
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
    // Everything is asked for before the first missing page ends the attempt.
    let together = gather(scoring);
    let exact = exact_titles(opened, query);
    if let Some(error) = fault {
        return Err(error);
    }
    let (together, exact) = (together?, exact?);
    if query.clauses.is_empty() {
        let all = (0..opened.documents()).filter(|one| is_allowed(scoring, &scores, *one));
        return Ok(all.map(|document| Match { document, score: 0.0 }).collect());
    }
    let clauses: Vec<(&Clause, f32)> =
        query.clauses.iter().map(|clause| (clause, clause_weight(scoring, clause))).collect();
    let mut candidates = Vec::new();
    for document in 0..opened.documents() {
        if !is_allowed(scoring, &scores, document) {
            continue;
        }
        if let Some(mut candidate) = join(scoring, &clauses, &scores, document) {
            if exact.contains(&document) {
                candidate.is_title = true;
            }
            candidates.push(candidate);
        }
    }
    draw_together(weights, together, &mut candidates);
    let score = |candidate: &Candidate| Match {
        document: candidate.document,
        score: total(weights, candidate),
    };
    Ok(candidates.iter().map(score).collect())
}

/// Whether a document may match at all: it passes the limits, and has nothing unwanted.
fn is_allowed(scoring: Scoring<'_>, scores: &[Vec<f32>], document: u32) -> bool {
    let limits = &scoring.query.limits;
    limits
        .iter()
        .all(|limit| limit.tests.iter().any(|test| test.passes(scoring.catalogue, document)))
        && !scoring.query.excluded.iter().any(|choice| match choice {
            Choice::Text(at) => score_of(scores, *at, document) > 0.0,
            Choice::Test(test) => test.passes(scoring.catalogue, document),
        })
}

fn score_of(scores: &[Vec<f32>], text: usize, document: u32) -> f32 {
    scores.get(text).and_then(|scores| scores.get(document as usize)).copied().unwrap_or(0.0)
}

/// What a clause weighs in the query: as much as the heaviest way to meet it.
fn clause_weight(scoring: Scoring<'_>, clause: &Clause) -> f32 {
    let weights = clause.choices.iter().map(|choice| match choice {
        Choice::Text(at) => scoring.texts.get(*at).map_or(0.0, |text| text_weight(scoring, text)),
        Choice::Test(_) => TEST_WEIGHT,
    });
    weights.fold(0.0, f32::max)
}

/// Joins a document's scores of all clauses.
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
                    sum += score;
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
    Some(Candidate { document, is_title: false, sum: sum * share })
}

fn total(weights: &Weights, candidate: &Candidate) -> f32 {
    let first = if candidate.is_title { weights.most } else { 0.0 };
    first + weights.most * candidate.sum / (candidate.sum + weights.half)
}

/// Lifts, among the best candidates, those in which the words stand together.
fn draw_together(weights: &Weights, together: Gathered, candidates: &mut [Candidate]) {
    if together.is_empty() {
        return;
    }
    let mut best: Vec<usize> = (0..candidates.len()).collect();
    let order = |at: &usize| candidates.get(*at).map_or(0.0, |one| total(weights, one));
    best.sort_by(|a, b| order(b).total_cmp(&order(a)).then(a.cmp(b)));
    best.truncate(weights.near_depth);
    best.sort_unstable();
    let documents: Vec<u32> =
        best.iter().filter_map(|at| candidates.get(*at)).map(|one| one.document).collect();
    for (at, close) in best.iter().zip(closeness(weights, together, &documents)) {
        if let Some(candidate) = candidates.get_mut(*at) {
            candidate.sum *= 1.0 + weights.near * close;
        }
    }
}
