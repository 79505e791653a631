//! Every number that decides the order of hits, in one place.

use crate::schema::SEARCHED;

/// The weights. Those of [`Weights::DEFAULT`] are what a site is searched with; others are for
/// finding better ones.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    /// What a match in each searched field is worth beside one in the body, in the schema's order:
    /// title, summary, body, city, country, sphere, topic, kind, stage, year.
    pub fields: [f32; SEARCHED.len()],
    /// BM25: how soon a word's repetitions stop counting.
    pub k1: f32,
    /// BM25: how much the length of a text counts, where it counts.
    pub b: f32,
    /// What a completion of the last word is worth beside the word itself.
    pub completion: f32,
    /// What the fields after a word's best one add.
    pub other_fields: f32,
    /// The share of the query's weight that a record must meet to be found at all.
    pub least_share: f32,
    /// What a word that only holds the question together is worth beside others.
    pub light: f32,
    /// The sum of words' scores that is worth half of the most it can be, [`Weights::most`].
    pub half: f32,
    /// What a translation into the reader's language is worth beside another record that matches
    /// alike.
    pub own_language: f32,
    /// What the best sum of words tends to; added once more for a title that is the query.
    pub most: f32,
    /// How much the words of a query standing together add to their sum: this share, for pairs of
    /// words side by side in one text; less, the further they are apart.
    pub near: f32,
    /// Words further apart than this are not together.
    pub near_reach: u32,
    /// So many of the best matches are looked at for words standing together.
    pub near_depth: usize,
    /// Words are looked for together in a field only where their positions take at most so many
    /// bytes, in the order of title, summary and body: they are fetched for nothing else. An index
    /// of a single page is at hand as a whole, and has no such bounds.
    pub near_bytes: [usize; 3],
}

impl Weights {
    /// The weights in use.
    pub const DEFAULT: Self = Self {
        fields: [4.0, 2.0, 1.0, 3.0, 1.5, 2.0, 2.0, 1.0, 1.0, 1.0],
        k1: 1.2,
        b: 0.75,
        completion: 0.6,
        other_fields: 0.3,
        least_share: 0.15,
        light: 0.5,
        own_language: 1.25,
        half: 20.0,
        most: 100.0,
        near: 0.25,
        near_reach: 8,
        near_depth: 100,
        near_bytes: [32 << 10, 0, 0],
    };
}

impl Default for Weights {
    fn default() -> Self {
        Self::DEFAULT
    }
}
