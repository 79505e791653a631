//! An index of the words in titles and summaries: the words of each practice, and the practices
//! that have a word.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;
use search_index::{Keyword, KeywordExtractor};

use crate::model::Practice;
use crate::site::Item;

/// Maximum number of words of a practice that are compared, the rarest ones.
const MOST_WORDS: usize = 12;

/// A word in the titles and summaries of more practices than this is not compared; nor, in a small
/// site, one that more than a twentieth of them has.
const TOO_COMMON_WORD: usize = 60;

/// The words of all practices.
#[derive(Debug)]
pub(super) struct TermIndex {
    extractor: KeywordExtractor,
    /// A number for each stem.
    numbers: HashMap<Arc<str>, usize>,
    /// By number, the practices that have the word, in order.
    lists: Vec<Vec<usize>>,
    /// By practice.
    words: Vec<Words>,
    /// By practice, the words that few others have, the rarest first.
    rare: Vec<Vec<RareWord>>,
    /// Maximum number of practices that a rare word occurs in.
    most: usize,
}

/// The words of a practice in the order of its text.
#[derive(Debug, Default)]
struct Words {
    /// The number of each word, and its place in the text.
    all: Vec<(usize, Keyword)>,
    /// How many of them, at the beginning, come from the title.
    titled: usize,
}

/// A word of a practice that few others have.
#[derive(Debug)]
pub(super) struct RareWord {
    /// Its number.
    pub(super) number: usize,
    /// As written in the text.
    pub(super) written: String,
    pub(super) in_title: bool,
}

/// The text by which a practice is compared.
fn text(practice: &Practice) -> String {
    format!("{}\n{}", practice.title.value, practice.summary.value)
}

fn keywords(extractor: &mut KeywordExtractor, item: &Item<Practice>) -> Vec<Keyword> {
    let mut words = extractor.words(&item.meta.lang, &text(&item.record));
    words.shrink_to_fit();
    words
}

impl TermIndex {
    /// The words of all practices.
    pub(super) fn of(practices: &[Arc<Item<Practice>>]) -> TermIndex {
        let all: Vec<Vec<Keyword>> = practices
            .par_iter()
            .map_init(KeywordExtractor::default, |extractor, item| keywords(extractor, item))
            .collect();
        let mut terms = TermIndex {
            extractor: KeywordExtractor::default(),
            numbers: HashMap::new(),
            lists: Vec::new(),
            words: Vec::with_capacity(practices.len()),
            rare: Vec::new(),
            most: (practices.len() / 20).clamp(3, TOO_COMMON_WORD),
        };
        for ((at, item), words) in practices.iter().enumerate().zip(all) {
            let words = terms.numbered(item, words);
            for (number, _) in &words.all {
                if let Some(list) = terms.lists.get_mut(*number) {
                    list.push(at);
                }
            }
            terms.words.push(words);
        }
        let rare = practices.par_iter().zip(&terms.words);
        terms.rare = rare.map(|(item, words)| terms.rare_of(item, words)).collect();
        terms
    }

    fn numbered(&mut self, item: &Item<Practice>, words: Vec<Keyword>) -> Words {
        let title = item.record.title.len();
        let titled = words.partition_point(|word| (word.start as usize) < title);
        let number = |word: Keyword| {
            let number = *self.numbers.entry(Arc::clone(&word.stem)).or_insert_with(|| {
                self.lists.push(Vec::new());
                self.lists.len() - 1
            });
            (number, word)
        };
        Words { all: words.into_iter().map(number).collect(), titled }
    }

    fn rare_of(&self, item: &Item<Practice>, words: &Words) -> Vec<RareWord> {
        let length = |number: usize| self.lists.get(number).map_or(0, Vec::len);
        let mut rare: Vec<(usize, usize)> = words
            .all
            .iter()
            .enumerate()
            .filter(|(_, (number, _))| self.is_shared_by_few(length(*number)))
            .map(|(at, (number, _))| (at, *number))
            .collect();
        rare.sort_by_key(|(_, number)| length(*number));
        rare.truncate(MOST_WORDS);
        let text = text(&item.record);
        let rare = rare.into_iter().filter_map(|(at, number)| {
            let written = words.all.get(at)?.1.written(&text);
            Some(RareWord { number, written, in_title: at < words.titled })
        });
        rare.collect()
    }

    fn is_shared_by_few(&self, practices: usize) -> bool {
        (2..=self.most).contains(&practices)
    }

    /// The rare words of a practice.
    pub(super) fn rare(&self, at: usize) -> &[RareWord] {
        self.rare.get(at).map(Vec::as_slice).unwrap_or_default()
    }

    /// For each rare word of a practice, the practices that have it.
    pub(super) fn rare_lists(&self, at: usize) -> impl Iterator<Item = &[usize]> {
        self.rare(at).iter().filter_map(|word| self.lists.get(word.number)).map(Vec::as_slice)
    }

    /// For each word of a practice that only a few practices share, the practices that have it.
    pub(super) fn lists(&self, at: usize) -> impl Iterator<Item = &[usize]> {
        let words = self.words.get(at).into_iter().flat_map(|words| &words.all);
        let lists = words.filter_map(|(number, _)| self.lists.get(*number)).map(Vec::as_slice);
        lists.filter(|list| self.is_shared_by_few(list.len()))
    }

    /// Reads a changed practice again. Adds to `touched` the practices that share a rare word which it
    /// has gained or lost; their rare words, and its own, have to be selected again.
    pub(super) fn update(&mut self, at: usize, item: &Item<Practice>, touched: &mut Vec<usize>) {
        let words = keywords(&mut self.extractor, item);
        let words = self.numbered(item, words);
        let Some(place) = self.words.get_mut(at) else { return };
        let before = std::mem::replace(place, words);
        let numbers = |words: &Words| words.all.iter().map(|(number, _)| *number).collect();
        let after: Vec<usize> = self.words.get(at).map(numbers).unwrap_or_default();
        let before: Vec<usize> = numbers(&before);
        for number in before.iter().filter(|number| !after.contains(number)) {
            self.change(*number, touched, |list| list.retain(|other| *other != at));
        }
        for number in after.iter().filter(|number| !before.contains(number)) {
            self.change(*number, touched, |list| {
                list.insert(list.partition_point(|other| *other < at), at);
            });
        }
    }

    fn change(&mut self, number: usize, touched: &mut Vec<usize>, how: impl Fn(&mut Vec<usize>)) {
        let most = self.most;
        let Some(list) = self.lists.get_mut(number) else { return };
        let before = list.len();
        how(list);
        // The list has grown or shrunk by one, so the word is rare before or after.
        if (1..=most).contains(&before.min(list.len())) {
            touched.extend_from_slice(list);
        }
    }

    /// Selects the rare words of a practice again.
    pub(super) fn look_again(&mut self, at: usize, item: &Item<Practice>) {
        let Some(words) = self.words.get(at) else { return };
        let rare = self.rare_of(item, words);
        if let Some(place) = self.rare.get_mut(at) {
            *place = rare;
        }
    }
}
