//! Spelling: which words of a query are likely slips, and what they were meant to be.
//!
//! The index knows words by their stems. A slip is therefore first replaced by the nearest term;
//! the records found so show how the word is written, and the query in those words is answered.

use std::ops::Range;

use super::near::{distance_between, is_spelt, nearest};
use super::opened::Opened;
use super::score::Scoring;
use crate::error::SearchError;
use crate::format::Fragment;
use crate::response::Correction;
use crate::text::{Language, words};

/// A query that finds fewer records than this may hold a slip that a record shares.
pub(super) const FEW: usize = 3;

/// A word in no more records may be such a slip,
const RARE: u32 = 2;
/// if it has as many letters,
const LONG: usize = 6;
/// and the word it is like stands in so many times as many records.
const TIMES: u32 = 10;

/// A word likely misspelt.
pub(super) struct Slip {
    /// Where it stands in the query.
    pub(super) span: Range<usize>,
    pub(super) folded: String,
    /// It was not typed with a capital.
    is_small: bool,
    /// The term it is replaced by: a word, or the stem of one.
    pub(super) term: String,
    /// Some record has the word as typed.
    known: bool,
}

/// The likely slips of a query: words that no record has or, if it finds `few`, that hardly any
/// has.
pub(super) fn slips(
    opened: &Opened,
    typed: &str,
    scoring: Scoring<'_>,
    few: bool,
) -> Result<Vec<Slip>, SearchError> {
    let mut fault = None;
    let mut slips = Vec::new();
    for (text, here) in scoring.query.texts.iter().zip(scoring.texts) {
        let ([word], [known]) = (text.words.as_slice(), here.words.as_slice()) else { continue };
        let frequency = known.frequency.max(known.completed_frequency);
        let absent = frequency == 0;
        let rare = few && frequency <= RARE && word.folded.chars().count() >= LONG;
        if text.exact || !(absent || rare) || !is_spelt(word) {
            continue;
        }
        match nearest(opened, word) {
            Ok(Some(near)) if absent || near.frequency.0 >= TIMES * frequency.max(1) => {
                let written = typed.get(word.span.clone()).unwrap_or_default();
                slips.push(Slip {
                    span: word.span.clone(),
                    folded: word.folded.clone(),
                    is_small: written.starts_with(char::is_lowercase),
                    term: near.term,
                    known: !absent,
                });
            }
            Ok(_) => {}
            Err(error) => fault = Some(error),
        }
    }
    slips.sort_by_key(|slip| slip.span.start);
    fault.map_or(Ok(slips), Err)
}

/// The query with each slip replaced.
pub(super) fn replace(query: &str, slips: &[Slip], words: &[String]) -> String {
    let mut out = String::new();
    let mut at = 0;
    for (slip, word) in slips.iter().zip(words) {
        out.push_str(query.get(at..slip.span.start).unwrap_or_default());
        out.push_str(word);
        at = slip.span.end;
    }
    out.push_str(query.get(at..).unwrap_or_default());
    out
}

/// How the records found with a slip's term write the word: the spelling nearest to the slip,
/// among equals the most frequent. The term itself where they do not tell.
pub(super) fn spelling<'a>(
    slip: &Slip,
    fragments: impl Iterator<Item = &'a Fragment>,
    labels: impl Iterator<Item = &'a str>,
    languages: &[Language],
) -> String {
    // Each spelling with its distance and how often it stands.
    let mut counts: Vec<(&str, usize, usize)> = Vec::new();
    let mut count = |text: &'a str, languages: &[Language]| {
        for word in words(text) {
            let stems =
                || languages.iter().any(|language| language.stem(&word.folded) == slip.term);
            if word.folded == slip.term || stems() {
                let written = text.get(word.start..word.end).unwrap_or_default();
                match counts.iter_mut().find(|(known, ..)| *known == written) {
                    Some((_, _, count)) => *count += 1,
                    None => {
                        counts.push((written, distance_between(&slip.folded, &word.folded), 1));
                    }
                }
            }
        }
    };
    for fragment in fragments {
        let language = [Language::of_tag(&fragment.lang)];
        count(&fragment.title, &language);
        count(&fragment.summary, &language);
        for passage in &fragment.sections {
            count(&passage.heading, &language);
            count(&passage.text, &language);
        }
    }
    labels.for_each(|label| count(label, languages));
    let small = |word: &str| word.starts_with(char::is_lowercase);
    let best = counts.into_iter().min_by_key(|(written, distance, count)| {
        let capital = slip.is_small && !small(written);
        (*distance, capital, std::cmp::Reverse(*count), !small(written), *written)
    });
    best.map_or_else(|| slip.term.clone(), |(written, ..)| written.to_owned())
}

/// Whether a spelling may stand for a slip: one for a word that some record has must lie a single
/// mistake from it.
pub(super) fn is_likely(slip: &Slip, word: &str) -> bool {
    !slip.known || distance_between(&slip.folded, &fold(word)) == 1
}

fn fold(word: &str) -> String {
    words(word).map(|word| word.folded).collect()
}

/// What was replaced, to be shown.
pub(super) fn corrections(query: &str, slips: &[Slip], words: &[String]) -> Vec<Correction> {
    let from = |slip: &Slip| query.get(slip.span.clone()).unwrap_or_default().to_owned();
    slips
        .iter()
        .zip(words)
        .map(|(slip, word)| Correction { from: from(slip), to: word.clone() })
        .collect()
}
