//! Which words of a query are likely misspelt, and how they should be spelt.
//!
//! Dictionaries hold stems. A misspelt word is therefore replaced by the nearest term first; the
//! records found with it show how the word is written.

use std::ops::Range;

use super::edit_distance::{distance_between, is_spelt, nearest};
use super::opened::Opened;
use super::scoring::Scoring;
use crate::error::SearchError;
use crate::format::Fragment;
use crate::response::Correction;
use crate::text::{Language, words};

/// Where a query finds fewer records, even a word that a record has may be misspelt:
pub(super) const FEW: usize = 3;

/// one that is in no more records than this,
const RARE: u32 = 2;
/// has at least so many letters,
const LONG: usize = 6;
/// and is similar to a word in at least so many times as many records.
const TIMES: u32 = 10;

/// A word that is likely misspelt.
pub(super) struct Misspelling {
    /// Its byte range in the query.
    pub(super) span: Range<usize>,
    pub(super) folded: String,
    /// It was typed in lower case.
    is_small: bool,
    /// The term that replaces it: a word or a stem.
    pub(super) term: String,
    /// Some record has the word as typed.
    known: bool,
}

/// The words likely misspelt: those that no record has and, with `few`, those that hardly any
/// record has.
pub(super) fn misspellings(
    opened: &Opened,
    typed: &str,
    scoring: Scoring<'_>,
    few: bool,
) -> Result<Vec<Misspelling>, SearchError> {
    let mut fault = None;
    let mut misspellings = Vec::new();
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
                misspellings.push(Misspelling {
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
    misspellings.sort_by_key(|misspelling| misspelling.span.start);
    fault.map_or(Ok(misspellings), Err)
}

/// The query with its misspellings replaced.
pub(super) fn replace(query: &str, misspellings: &[Misspelling], words: &[String]) -> String {
    let mut out = String::new();
    let mut at = 0;
    for (misspelling, word) in misspellings.iter().zip(words) {
        out.push_str(query.get(at..misspelling.span.start).unwrap_or_default());
        out.push_str(word);
        at = misspelling.span.end;
    }
    out.push_str(query.get(at..).unwrap_or_default());
    out
}

/// How the records found write the word: the spelling nearest to the one typed, the most frequent
/// among equals. The term itself where the records do not have it.
pub(super) fn spelling<'a>(
    misspelling: &Misspelling,
    fragments: impl Iterator<Item = &'a Fragment>,
    labels: impl Iterator<Item = &'a str>,
    languages: &[Language],
) -> String {
    // Each spelling with its edit distance and number of occurrences.
    let mut counts: Vec<(&str, usize, usize)> = Vec::new();
    let mut count = |text: &'a str, languages: &[Language]| {
        for word in words(text) {
            let stems =
                || languages.iter().any(|language| language.stem(&word.folded) == misspelling.term);
            if word.folded == misspelling.term || stems() {
                let written = text.get(word.start..word.end).unwrap_or_default();
                match counts.iter_mut().find(|(known, ..)| *known == written) {
                    Some((_, _, count)) => *count += 1,
                    None => {
                        counts.push((
                            written,
                            distance_between(&misspelling.folded, &word.folded),
                            1,
                        ));
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
        let capital = misspelling.is_small && !small(written);
        (*distance, capital, std::cmp::Reverse(*count), !small(written), *written)
    });
    best.map_or_else(|| misspelling.term.clone(), |(written, ..)| written.to_owned())
}

/// Whether a spelling may replace a misspelling. A word that some record has is replaced only where
/// the edit distance is 1.
pub(super) fn is_likely(misspelling: &Misspelling, word: &str) -> bool {
    !misspelling.known || distance_between(&misspelling.folded, &fold(word)) == 1
}

fn fold(word: &str) -> String {
    words(word).map(|word| word.folded).collect()
}

/// The replacements, for the response.
pub(super) fn corrections(
    query: &str,
    misspellings: &[Misspelling],
    words: &[String],
) -> Vec<Correction> {
    let from = |misspelling: &Misspelling| {
        query.get(misspelling.span.clone()).unwrap_or_default().to_owned()
    };
    misspellings
        .iter()
        .zip(words)
        .map(|(misspelling, word)| Correction { from: from(misspelling), to: word.clone() })
        .collect()
}
