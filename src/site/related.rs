//! Practices that are like one another, and why.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::watched::{Part, Rows};
use super::{Facets, Item, Site};
use crate::model::{At, Practice};

/// A practice like another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Its position.
    pub practice: usize,
    /// Topic slugs that both have.
    pub topics: Vec<String>,
    /// Mechanism slugs that both have.
    pub mechanisms: Vec<String>,
}

/// How many are shown.
const MOST: usize = 4;

/// A word under which more practices stand than this tells nothing about any two of them.
const TOO_COMMON: usize = 400;

/// Like [`related`], and takes over what an earlier site had where nothing differs on which it
/// depends: the topics and mechanisms of all practices.
#[must_use]
pub fn related_again(
    site: &Site,
    before: Option<(&Site, &Arc<Rows<Vec<Related>>>)>,
) -> Arc<Rows<Vec<Related>>> {
    match before {
        Some((old, known)) => {
            let (old, new) = (old.practices.unwatched(), site.practices.unwatched());
            if old.len() == new.len() && old.iter().zip(new).all(|(old, new)| same(old, new)) {
                return Arc::clone(known);
            }
            Arc::new(related(site))
        }
        None => Arc::new(related(site)),
    }
}

fn same(old: &Arc<Item<Practice>>, new: &Arc<Item<Practice>>) -> bool {
    fn slugs(list: &[At<String>]) -> impl Iterator<Item = &str> {
        list.iter().map(|slug| slug.value.as_str())
    }
    let (one, other) = (&old.record, &new.record);
    Arc::ptr_eq(old, new)
        || slugs(&one.topics).eq(slugs(&other.topics))
            && slugs(&one.mechanisms).eq(slugs(&other.mechanisms))
}

/// For each practice the most alike others, by the words they share, rarer words counting more.
pub fn related(site: &Site) -> Rows<Vec<Related>> {
    let (practices, facets) = (site.practices.unwatched(), site.facets.unwatched());
    let related = practices
        .par_iter()
        .enumerate()
        .map(|(at, item)| nearest(at, &item.record, practices, facets))
        .collect();
    Rows::new(Part::Related, related)
}

fn nearest(
    at: usize,
    practice: &Practice,
    practices: &[Arc<Item<Practice>>],
    facets: &Facets,
) -> Vec<Related> {
    let mut scores: BTreeMap<usize, u64> = BTreeMap::new();
    let topics = practice.topics.iter().filter_map(|slug| facets.topics.get(&slug.value));
    let mechanisms =
        practice.mechanisms.iter().filter_map(|slug| facets.mechanisms.get(&slug.value));
    let weighted = topics.map(|list| (list, 3)).chain(mechanisms.map(|list| (list, 1)));
    for (list, weight) in weighted.filter(|(list, _)| list.len() <= TOO_COMMON) {
        let rarity = weight * 1_000_000 / (list.len() as u64 + 4);
        for other in list.iter().filter(|other| **other != at) {
            *scores.entry(*other).or_default() += rarity;
        }
    }
    let mut ranked: Vec<(usize, u64)> = scores.into_iter().collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    ranked.into_iter().take(MOST).map(|(other, _)| shared(practice, other, practices)).collect()
}

fn shared(practice: &Practice, other: usize, practices: &[Arc<Item<Practice>>]) -> Related {
    let record = &practices[other].record;
    let both = |ours: &[At<String>], theirs: &[At<String>]| {
        ours.iter()
            .filter(|slug| theirs.iter().any(|their| their.value == slug.value))
            .map(|slug| slug.value.clone())
            .collect()
    };
    Related {
        practice: other,
        topics: both(&practice.topics, &record.topics),
        mechanisms: both(&practice.mechanisms, &record.mechanisms),
    }
}
