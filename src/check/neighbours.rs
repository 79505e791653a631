//! Which practices say nearly the same in their titles and summaries.

use std::collections::{BTreeMap, BTreeSet};

use super::words::words;
use crate::letters::plain;
use crate::model::Practice;
use crate::source::{Content, Entry, Record};

/// Words with fewer letters distinguish nothing.
const SHORTEST: usize = 4;

/// A word that more practices have is no reason to compare two of them.
const TOO_COMMON: usize = 60;

/// Share of the words of the shorter of two texts that the other has, in percent, from which they
/// are probably about the same.
const ALIKE: usize = 50;

/// The words of all practices.
#[derive(Debug, Default)]
pub(super) struct Neighbours<'a> {
    practices: Vec<(&'a Entry, &'a Practice, BTreeSet<String>)>,
    /// The positions of the practices with a word.
    having: BTreeMap<String, Vec<usize>>,
}

impl<'a> Neighbours<'a> {
    /// Reads the titles and summaries of all practices that are no translations.
    pub(super) fn of(content: &'a Content) -> Neighbours<'a> {
        let originals = content.entries.iter().filter(|entry| entry.file.lang.is_none());
        let practices: Vec<_> = originals
            .filter_map(|entry| match &entry.record {
                Record::Practice(practice) => Some((&**entry, &**practice, said(practice))),
                _ => None,
            })
            .collect();
        let mut having: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, (_, _, words)) in practices.iter().enumerate() {
            for word in words {
                having.entry(word.clone()).or_default().push(at);
            }
        }
        Neighbours { practices, having }
    }

    /// The practices that say nearly the same as one of them, with the share of words in percent,
    /// the most similar first.
    pub(super) fn like(
        &self,
        practice: &Practice,
        entry: &Entry,
    ) -> Vec<(&'a Entry, &'a Practice, usize)> {
        let own = said(practice);
        let lists = own.iter().filter_map(|word| self.having.get(word));
        let rare = lists.filter(|list| list.len() <= TOO_COMMON);
        let candidates: BTreeSet<usize> = rare.flatten().copied().collect();
        let mut alike: Vec<(&Entry, &Practice, usize)> = candidates
            .into_iter()
            .filter_map(|at| self.practices.get(at))
            .filter(|(other, _, _)| other.file.path != entry.file.path)
            .map(|(other, theirs, words)| (*other, *theirs, share(&own, words)))
            .filter(|(_, _, share)| *share >= ALIKE)
            .collect();
        alike.sort_by_key(|(other, _, share)| (std::cmp::Reverse(*share), &other.file.path));
        alike
    }
}

/// The words of a practice's title and summary that distinguish it.
fn said(practice: &Practice) -> BTreeSet<String> {
    let text = format!("{} {}", practice.title.value, practice.summary.value);
    let text: String = text.chars().flat_map(plain).collect();
    let long = words(&text).filter(|(_, word)| word.chars().count() >= SHORTEST);
    long.map(|(_, word)| word.to_lowercase()).collect()
}

fn share(one: &BTreeSet<String>, other: &BTreeSet<String>) -> usize {
    let both = one.intersection(other).count();
    (100 * both).checked_div(one.len().min(other.len())).unwrap_or_default()
}
