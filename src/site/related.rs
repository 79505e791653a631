//! Practices that are like one another, and why.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;
use search_index::{Telling, TellingWord};

use super::watched::{Part, Rows};
use super::{Facets, Item, Site};
use crate::model::{At, City, Practice};

/// A practice like another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Its position.
    pub practice: usize,
    /// Topic slugs that both have.
    pub topics: Vec<String>,
    /// Mechanism slugs that both have.
    pub mechanisms: Vec<String>,
    /// Rare words of one title that the other's title or summary has, too, the rarest first.
    pub words: Vec<String>,
    /// Whether their first cities are of a like size: neither twice as large as the other.
    pub like_size: bool,
}

/// How many are shown.
const MOST: usize = 4;

/// A word under which more practices stand than this tells nothing about any two of them.
const TOO_COMMON: usize = 400;

/// So many of a practice's words, the rarest, are compared.
const MOST_WORDS: usize = 12;

/// A word in the titles and summaries of more practices than this is not compared; nor, in a small
/// site, one that more than a twentieth of them has.
const TOO_COMMON_WORD: usize = 60;

/// Words shown as a reason.
const WORDS_SHOWN: usize = 2;

/// Like [`related`], and takes over what an earlier site had where nothing differs on which it
/// depends: the topics, mechanisms and summaries of all practices, and the sizes of cities.
#[must_use]
pub fn related_again(
    site: &Site,
    before: Option<(&Site, &Arc<Rows<Vec<Related>>>)>,
) -> Arc<Rows<Vec<Related>>> {
    match before {
        Some((old, known)) => {
            let practices = old.practices.unwatched().iter().zip(site.practices.unwatched());
            let cities = old.cities.unwatched().iter().zip(site.cities.unwatched());
            if old.practices.unwatched().len() == site.practices.unwatched().len()
                && old.cities.unwatched().len() == site.cities.unwatched().len()
                && practices.into_iter().all(|(old, new)| same(old, new))
                && cities.into_iter().all(|(old, new)| same_city(old, new))
            {
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
            && slugs(&one.cities).eq(slugs(&other.cities))
            && (&one.title, &one.summary, &one.lang) == (&other.title, &other.summary, &other.lang)
}

fn same_city(old: &Arc<Item<City>>, new: &Arc<Item<City>>) -> bool {
    let people = |city: &Arc<Item<City>>| city.record.population.as_ref().map(|one| one.value);
    Arc::ptr_eq(old, new) || old.meta.slug == new.meta.slug && people(old) == people(new)
}

/// For each practice the most alike others, by the topics, mechanisms and words they share, rarer
/// ones counting more, and by the size of their cities.
pub fn related(site: &Site) -> Rows<Vec<Related>> {
    let sights = Sights::of(site);
    let count = sights.practices.len();
    let related = (0..count)
        .into_par_iter()
        .map_init(|| vec![0; count], |scores, at| sights.nearest(at, scores))
        .collect();
    Rows::new(Part::Related, related)
}

/// The text by which a practice is compared.
fn told(practice: &Practice) -> String {
    format!("{}\n{}", practice.title.value, practice.summary.value)
}

/// What is seen of the practices when they are compared.
struct Sights<'a> {
    practices: &'a [Arc<Item<Practice>>],
    facets: &'a Facets,
    /// For each practice the words that few others have, the rarest first.
    words: Vec<Vec<RareWord>>,
    /// The practices that have each word.
    lists: Vec<Vec<usize>>,
    /// The first city of each practice, and its population.
    people: Vec<Option<(usize, f64)>>,
}

/// A word of a practice that few others have.
struct RareWord {
    /// Its place in [`Sights::lists`].
    number: usize,
    written: String,
    in_title: bool,
}

impl<'a> Sights<'a> {
    fn of(site: &'a Site) -> Self {
        let (practices, facets) = (site.practices.unwatched(), site.facets.unwatched());
        // The words of each title and summary, and how many of them are the title's.
        let all: Vec<(Vec<TellingWord>, usize)> = practices
            .par_iter()
            .map_init(Telling::default, |telling, item| {
                let mut words = telling.words(&item.meta.lang, &told(&item.record));
                words.shrink_to_fit();
                let title = item.record.title.len();
                let titled = words.partition_point(|word| (word.start as usize) < title);
                (words, titled)
            })
            .collect();
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        let mut lists: Vec<Vec<usize>> = Vec::new();
        for (at, TellingWord { stem, .. }) in all
            .iter()
            .enumerate()
            .flat_map(|(at, (words, _))| words.iter().map(move |word| (at, word)))
        {
            let number = *numbers.entry(stem).or_insert_with(|| {
                lists.push(Vec::new());
                lists.len() - 1
            });
            if let Some(list) = lists.get_mut(number) {
                list.push(at);
            }
        }
        let most = (practices.len() / 20).clamp(3, TOO_COMMON_WORD);
        let rare = |(item, (words, titled)): (&Arc<Item<Practice>>, &(Vec<TellingWord>, usize))| {
            let text = told(&item.record);
            let numbered = words.iter().enumerate().filter_map(|(at, word)| {
                let number = *numbers.get(&*word.stem)?;
                let shared = (2..=most).contains(&lists.get(number)?.len());
                shared.then(|| {
                    let written = word.written(&text);
                    RareWord { number, written, in_title: at < *titled }
                })
            });
            let mut rare: Vec<RareWord> = numbered.collect();
            rare.sort_by_key(|word| lists.get(word.number).map_or(0, Vec::len));
            rare.truncate(MOST_WORDS);
            rare
        };
        let words = practices.iter().zip(&all).map(rare).collect();
        let cities = site.cities.unwatched();
        let people = practices
            .iter()
            .map(|item| {
                let slug = item.record.cities.first()?;
                let at = cities
                    .binary_search_by(|city| city.meta.slug.as_str().cmp(&slug.value))
                    .ok()?;
                cities.get(at)?.record.population.as_ref().map(|one| (at, one.value))
            })
            .collect();
        Self { practices, facets, words, lists, people }
    }

    /// The practices most like one. All of `scores` are nothing, and are so again in the end.
    fn nearest(&self, at: usize, scores: &mut [u64]) -> Vec<Related> {
        let practice = &self.practices[at].record;
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
        for (slugs, facet, weight) in [
            (&practice.topics, &self.facets.topics, 3),
            (&practice.mechanisms, &self.facets.mechanisms, 1),
        ] {
            let lists = slugs.iter().filter_map(|slug| facet.get(&slug.value));
            lists.filter(|list| list.len() <= TOO_COMMON).for_each(|list| count(list, weight));
        }
        let lists = self.words[at].iter().filter_map(|word| self.lists.get(word.number));
        lists.for_each(|list| count(list, 1));
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

    /// Whether the first cities of two practices are of a like size, and not the same.
    fn are_like(&self, one: usize, other: usize) -> bool {
        match (self.people[one], self.people[other]) {
            (Some((city, a)), Some((another, b))) => {
                a <= 2.0 * b && b <= 2.0 * a && city != another
            }
            _ => false,
        }
    }

    fn shared(&self, at: usize, other: usize) -> Related {
        let (practice, record) = (&self.practices[at].record, &self.practices[other].record);
        let both = |ours: &[At<String>], theirs: &[At<String>]| {
            ours.iter()
                .filter(|slug| theirs.iter().any(|their| their.value == slug.value))
                .map(|slug| slug.value.clone())
                .collect()
        };
        let words = self.words[at].iter().filter(|word| {
            let theirs = self.words[other].iter().find(|their| their.number == word.number);
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
