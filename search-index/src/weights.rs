//! All numbers that decide the order of hits.

use crate::schema::SEARCHED;

/// The weights. Sites use [`Weights::DEFAULT`]; others are for tuning.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    /// The boost of each searched field, in the schema's order: title, summary, body, city,
    /// country, sphere, topic, kind, stage, year, result, alias.
    pub fields: [f32; SEARCHED.len()],
    /// BM25's `k1`: how soon repetitions of a word stop counting.
    pub k1: f32,
    /// BM25's `b`: how much the length of a text counts.
    pub b: f32,
    /// The factor for completions of the last word.
    pub completion: f32,
    /// The share that fields other than a word's best one add.
    pub other_fields: f32,
    /// The share of the query's weight that a record must match.
    pub least_share: f32,
    /// The factor for stop words, in a short and in a long query.
    pub stop_word: [f32; 2],
    /// The weight of occurrences in title, summary and body for a long query.
    pub long_fields: [f32; 3],
    /// `k1` for a long query. Weighted occurrences in three fields add up to more than those in one.
    pub long_k1: f32,
    /// The factor for each prior.
    pub prior: [f32; 4],
    /// The sum of word scores at which the score is half of [`Weights::most`].
    pub half: f32,
    /// The weight of the body where no record has the words of the query together.
    pub apart: f32,
    /// The factor for the records that a topic begins with, if the query contains a synonym of it
    /// that no title or summary has.
    pub begun: f32,
    /// The factor for translations into the reader's language.
    pub own_language: f32,
    /// A best score below this answers no query of two words.
    pub weak: f32,
    /// The limit that the score approaches; added once more where the title is the query.
    pub most: f32,
    /// The share of the sum that proximity adds at most, where the words of the query follow one
    /// another.
    pub proximity: f32,
    /// Words further apart than this are not close together.
    pub proximity_reach: u32,
    /// The number of best matches for which proximity is measured.
    pub proximity_depth: usize,
    /// The most bytes of positions that are read for proximity, in title, summary and body: they
    /// are fetched for nothing else. A whole index in memory has no such limits.
    pub proximity_bytes: [usize; 3],
}

impl Weights {
    /// The weights in use.
    pub const DEFAULT: Self = Self {
        fields: [4.0, 2.0, 1.0, 3.0, 1.5, 2.0, 2.0, 1.0, 1.0, 1.0, 4.0, 1.0],
        k1: 1.2,
        b: 0.75,
        completion: 0.6,
        other_fields: 0.3,
        least_share: 0.15,
        stop_word: [0.5, 0.25],
        long_fields: [4.0, 1.0, 1.0],
        long_k1: 2.0,
        prior: [1.0, 1.05, 1.3, 1.35],
        apart: 0.1,
        begun: 1.5,
        own_language: 1.25,
        half: 20.0,
        weak: 43.0,
        most: 100.0,
        proximity: 0.25,
        proximity_reach: 8,
        proximity_depth: 100,
        proximity_bytes: [32 << 10, 0, 0],
    };
}

impl Default for Weights {
    fn default() -> Self {
        Self::DEFAULT
    }
}
