//! The parts of a query that no record answers: words that no record has, and pairs of words that
//! no record has near each other.

use std::collections::BTreeMap;

use super::engine::{Engine, QueryResult};
use super::query::QueryWord;
use super::scoring::Match;
use crate::format::{Catalogue, FACETS, Fragment};
use crate::response::{Note, NoteKind, Value};
use crate::text::{Language, words};

/// Two words are near each other if no more words lie between them.
const NEAR: usize = 12;

/// A word being typed is not missed before it has so many letters.
const TYPED: usize = 3;

/// The most topics offered.
const MOST_TOPICS: usize = 3;

impl Engine {
    /// Notes on words that no record has, or on two words that none of the best records has
    /// together.
    pub(super) fn unanswered(
        &self,
        catalogue: &Catalogue,
        found: &QueryResult,
        shown: &[Match],
    ) -> Vec<Note> {
        let QueryResult { query, texts, .. } = found;
        let note =
            |kind, words: &[&str]| Note { kind, field: String::new(), value: words.join(" ") };
        if query.is_prose {
            return Vec::new();
        }
        let known = |at: usize| {
            texts.get(at).and_then(|text| text.words.first()).is_some_and(|word| word.is_known())
        };
        let is_begun =
            |word: &QueryWord| word.beginning.is_some() && word.folded.chars().count() < TYPED;
        let content: Vec<(usize, &QueryWord)> = query.content().collect();
        // A field that does not exist already has its note.
        let is_noted = |word: &QueryWord| query.notes.iter().any(|note| note.field == word.typed);
        let missing =
            content.iter().filter(|(at, word)| !known(*at) && !is_begun(word) && !is_noted(word));
        let missing: Vec<Note> =
            missing.map(|(_, word)| note(NoteKind::UnknownWord, &[&word.typed])).collect();
        let [(_, one), (_, other)] = content.as_slice() else { return missing };
        let is_finished = |(at, word): &(usize, &QueryWord)| {
            let found = texts.get(*at).and_then(|text| text.words.first());
            word.beginning.is_none() || found.is_some_and(|found| found.frequency > 0)
        };
        let is_asked = missing.is_empty()
            && query.notes.is_empty()
            && query.clauses.iter().all(|clause| !clause.required)
            && content.iter().all(is_finished)
            && shown.first().is_some_and(|best| best.score < self.weights.weak)
            && catalogue.documents() > 0;
        let together = |found: &Match| {
            let Ok(places) = self.fetched(&[*found]) else { return true };
            let labels =
                (0..FACETS.len()).flat_map(|facet| catalogue.labels(facet, found.document));
            let labels: Vec<&str> = labels.map(|value| value.label.as_str()).collect();
            let fragment = places.first().and_then(|place| self.fragment(place));
            fragment.is_none_or(|fragment| has_both(fragment, &labels, [one, other]))
        };
        if is_asked && !shown.iter().any(together) {
            return vec![note(NoteKind::Apart, &[&one.typed, &other.typed])];
        }
        missing
    }

    /// The topics of the best records.
    pub(super) fn best_topics(catalogue: &Catalogue, shown: &[Match]) -> Vec<Value> {
        let mut scores: BTreeMap<&str, (f32, &str)> = BTreeMap::new();
        for found in shown {
            for topic in catalogue.labels(0, found.document) {
                scores.entry(&topic.slug).or_insert((0.0, &topic.label)).0 += found.score;
            }
        }
        let mut best: Vec<(&str, (f32, &str))> = scores.into_iter().collect();
        best.sort_by(|(_, a), (_, b)| b.0.total_cmp(&a.0));
        let value = |(slug, (_, label)): (&str, (f32, &str))| Value {
            value: slug.to_owned(),
            label: label.to_owned(),
        };
        best.into_iter().take(MOST_TOPICS).map(value).collect()
    }
}

/// Whether a record has two words near each other. One that is in its title or a label is near
/// all others.
fn has_both(fragment: &Fragment, labels: &[&str], both: [&QueryWord; 2]) -> bool {
    let language = Language::of_tag(&fragment.lang);
    let mut last: [Option<usize>; 2] = [None, None];
    let mut named = [false; 2];
    let is = |folded: &str, word: &QueryWord| {
        let all = || word.terms.iter().chain(&word.joined);
        all().any(|term| term.starts_with(folded.get(..1).unwrap_or(folded)))
            && all().any(|term| *term == folded || **term == *language.stem(folded))
    };
    for word in labels.iter().copied().chain([fragment.title.as_str()]).flat_map(words) {
        for (named, other) in named.iter_mut().zip(both) {
            *named |= is(&word.folded, other);
        }
    }
    let sections = fragment.sections.iter();
    let texts = sections.flat_map(|one| [&one.heading, &one.text]).chain([&fragment.summary]);
    let mut met = named;
    for (place, word) in texts.flat_map(|text| words(text)).enumerate() {
        for at in 0..both.len() {
            if is(&word.folded, both[at]) {
                (last[at], met[at]) = (Some(place), true);
            }
        }
        if let [Some(one), Some(other)] = last
            && one.abs_diff(other) <= NEAR
        {
            return true;
        }
    }
    // A word and its neighbour written as one are at the same place.
    (named[0] || named[1]) && met[0] && met[1]
}
