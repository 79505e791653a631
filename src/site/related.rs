//! Finds similar practices, and the reasons.

mod incremental;
mod term_index;

pub use incremental::RelatedCache;

use std::cmp::Reverse;
use std::sync::Arc;

use rayon::prelude::*;

use super::read_tracking::{ListId, Rows};
use super::{Facets, Item, Site};
use crate::model::{At, City, Practice};
use term_index::TermIndex;

/// A practice that is similar to another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The position of the similar practice.
    pub practice: usize,
    /// Topic slugs that both have.
    pub topics: Vec<String>,
    /// Mechanism slugs that both have.
    pub mechanisms: Vec<String>,
    /// Rare words of one title that also occur in the other's title or summary, the rarest first.
    pub words: Vec<String>,
    /// Whether their first cities are of similar size: neither has more than twice the population of
    /// the other.
    pub like_size: bool,
}

/// For each practice, the most similar others.
pub type RelatedRows = Rows<Arc<[Related]>>;

/// Maximum number of similar practices for each.
const MOST: usize = 4;

/// Maximum number of practices that share a word, topic or mechanism; a more common one does not
/// distinguish any two practices.
const TOO_COMMON: usize = 400;

/// Maximum number of words shown as a reason.
const WORDS_SHOWN: usize = 2;

/// For each practice, the most similar others, by the topics, mechanisms and words they share, rarer
/// ones counting more, and by the size of their cities. Rows of the previous build are taken from
/// `cache` if nothing they depend on has changed.
#[must_use]
pub fn related(site: &Site, cache: Option<&mut RelatedCache>) -> Arc<RelatedRows> {
    match cache {
        Some(cache) => cache.update(site),
        None => compare_all(site).1,
    }
}

/// Compares all practices. Also returns the terms by which they were compared.
fn compare_all(site: &Site) -> (TermIndex, Arc<RelatedRows>) {
    let terms = TermIndex::of(site.practices.untracked());
    let rows = Sights::of(site, &terms).all();
    (terms, Arc::new(Rows::new(ListId::Related, rows)))
}

/// What practices are compared by.
struct Sights<'a> {
    practices: &'a [Arc<Item<Practice>>],
    facets: &'a Facets,
    terms: &'a TermIndex,
    /// The first city of each practice, and its population.
    people: Vec<Option<(usize, f64)>>,
}

impl<'a> Sights<'a> {
    fn of(site: &'a Site, terms: &'a TermIndex) -> Self {
        let (practices, facets) = (site.practices.untracked(), site.facets.untracked());
        let cities = site.cities.untracked();
        let people = practices.iter().map(|item| people(&item.record, cities)).collect();
        Self { practices, facets, terms, people }
    }

    fn all(&self) -> Vec<Arc<[Related]>> {
        let count = self.practices.len();
        let all = (0..count).into_par_iter();
        all.map_init(|| vec![0; count], |scores, at| self.nearest(at, scores)).collect()
    }

    /// The practices most similar to the one at a position. `scores` is scratch space with one
    /// entry for each practice, all zero before and after the call.
    fn nearest(&self, at: usize, scores: &mut [u64]) -> Arc<[Related]> {
        let mut scored = Vec::new();
        let mut count = |list: &[usize], weight: u64| {
            let rarity = weight * 1_000_000 / (list.len() as u64 + 4);
            for other in list.iter().filter(|other| **other != at) {
                let score = &mut scores[*other];
                if *score == 0 {
                    scored.push(*other);
                }
                *score += rarity;
            }
        };
        lists(&self.practices[at].record, self.facets)
            .for_each(|(list, weight)| count(list, weight));
        self.terms.rare_lists(at).for_each(|list| count(list, 1));
        let mut ranked: Vec<(Reverse<u64>, usize)> = scored
            .into_iter()
            .map(|other| {
                let score = std::mem::take(&mut scores[other]);
                let extra = if self.are_like(at, other) { score / 8 } else { 0 };
                (Reverse(score + extra), other)
            })
            .collect();
        if ranked.len() > MOST {
            ranked.select_nth_unstable(MOST);
            ranked.truncate(MOST);
        }
        ranked.sort_unstable();
        ranked.into_iter().map(|(_, other)| self.shared(at, other)).collect()
    }

    /// Whether the first cities of two practices are different and of similar size.
    fn are_like(&self, one: usize, other: usize) -> bool {
        match (self.people[one], self.people[other]) {
            (Some((city, a)), Some((another, b))) => {
                a <= 2.0 * b && b <= 2.0 * a && city != another
            }
            _ => false,
        }
    }

    /// What two practices have in common.
    fn shared(&self, at: usize, other: usize) -> Related {
        let (practice, record) = (&self.practices[at].record, &self.practices[other].record);
        let both = |ours: &[At<String>], theirs: &[At<String>]| {
            ours.iter()
                .filter(|slug| theirs.iter().any(|their| their.value == slug.value))
                .map(|slug| slug.value.clone())
                .collect()
        };
        let words = self.terms.rare(at).iter().filter(|word| {
            let theirs = self.terms.rare(other).iter().find(|their| their.number == word.number);
            theirs.is_some_and(|their| word.in_title || their.in_title)
        });
        Related {
            practice: other,
            topics: both(&practice.topics, &record.topics),
            mechanisms: both(&practice.mechanisms, &record.mechanisms),
            words: words.take(WORDS_SHOWN).map(|word| word.written.clone()).collect(),
            like_size: self.are_like(at, other),
        }
    }
}

/// The practices with each topic and mechanism of a practice that is not too common, and its weight.
fn lists<'a>(
    practice: &'a Practice,
    facets: &'a Facets,
) -> impl Iterator<Item = (&'a [usize], u64)> {
    let topics = practice.topics.iter().filter_map(|slug| facets.topics.get(&slug.value));
    let mechanisms = practice.mechanisms.iter();
    let mechanisms = mechanisms.filter_map(|slug| facets.mechanisms.get(&slug.value));
    let all = topics.map(|list| (list, 3)).chain(mechanisms.map(|list| (list, 1)));
    all.map(|(list, weight)| (list.as_slice(), weight)).filter(|(list, _)| list.len() <= TOO_COMMON)
}

/// The position of a practice's first city, and its population.
fn people(practice: &Practice, cities: &[Arc<Item<City>>]) -> Option<(usize, f64)> {
    let slug = practice.cities.first()?;
    let at = cities.binary_search_by(|city| city.meta.slug.as_str().cmp(&slug.value)).ok()?;
    cities.get(at)?.record.population.as_ref().map(|one| (at, one.value))
}
