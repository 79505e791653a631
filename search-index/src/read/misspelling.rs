//! Which words of a query are likely misspelt, and how they should be spelt.
//!
//! Only a word that no record has can be misspelt, and only a word that is a label or in several
//! records replaces it. A word that records write with a capital within sentences is a name, and
//! replaces no other word unless it is a label.
//!
//! Dictionaries hold stems. A misspelt word is therefore replaced by the nearest term first; the
//! records found with it show how the word is written.

use std::borrow::Cow;
use std::ops::Range;

use super::edit_distance::{are_near, distance_between, is_spelt, nearest};
use super::opened::Opened;
use super::scoring::Scoring;
use crate::error::SearchError;
use crate::format::Fragment;
use crate::response::Correction;
use crate::text::{Language, words};

/// A word that is likely misspelt.
pub(super) struct Misspelling {
    /// Its byte range in the query.
    pub(super) span: Range<usize>,
    pub(super) folded: String,
    /// It was typed in lower case.
    is_small: bool,
    /// The term that replaces it: a word or a stem.
    pub(super) term: String,
    /// Whether the word may be unfinished.
    is_begun: bool,
    /// The term is part of a label or a title.
    is_label: bool,
}

/// The words likely misspelt.
pub(super) fn misspellings(
    opened: &Opened,
    typed: &str,
    scoring: Scoring<'_>,
) -> Result<Vec<Misspelling>, SearchError> {
    let mut fault = None;
    let mut misspellings = Vec::new();
    for (text, here) in scoring.query.texts.iter().zip(scoring.texts) {
        let ([word], [known]) = (text.words.as_slice(), here.words.as_slice()) else { continue };
        if text.exact || known.is_known() || !is_spelt(word) {
            continue;
        }
        match nearest(opened, word) {
            Ok(Some(near)) => {
                let written = typed.get(word.span.clone()).unwrap_or_default();
                misspellings.push(Misspelling {
                    span: word.span.clone(),
                    folded: word.folded.clone(),
                    is_small: written.starts_with(char::is_lowercase),
                    term: near.term,
                    is_begun: word.beginning.is_some(),
                    is_label: near.is_label,
                });
            }
            Ok(None) => {}
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
/// among equals. The term itself where the records do not have it; `None` for a name.
pub(super) fn spelling<'a>(
    misspelling: &Misspelling,
    fragments: impl Iterator<Item = &'a Fragment>,
    labels: impl Iterator<Item = &'a str>,
    languages: &[Language],
) -> Option<String> {
    let small = |word: &str| word.starts_with(char::is_lowercase);
    let mut is_name = misspelling.is_small && !misspelling.is_label;
    // Each spelling with its edit distance and number of occurrences.
    let mut counts: Vec<(&str, usize, usize)> = Vec::new();
    let mut count = |text: &'a str, languages: &[Language]| {
        for word in words(text) {
            let stems =
                || languages.iter().any(|language| language.stem(&word.folded) == misspelling.term);
            if word.folded == misspelling.term || stems() {
                let written = text.get(word.start..word.end).unwrap_or_default();
                let before = text.get(..word.start).unwrap_or_default().trim_end();
                if small(written) || before.is_empty() || before.ends_with(['.', '?', '!']) {
                    is_name = false;
                }
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
    if is_name && !counts.is_empty() {
        return None;
    }
    let best = counts.into_iter().min_by_key(|(written, distance, count)| {
        let capital = misspelling.is_small && !small(written);
        (*distance, capital, std::cmp::Reverse(*count), !small(written), *written)
    });
    match best {
        Some((written, ..)) if is_near(misspelling, written) => Some(written.to_owned()),
        Some(_) => None,
        None => Some(misspelling.term.clone()),
    }
}

/// Whether a word is near the one typed, inflections aside. The stems of two words can be near when
/// the words are not, as with `congestion` and `contest`.
fn is_near(misspelling: &Misspelling, written: &str) -> bool {
    let Misspelling { folded, is_begun, .. } = misspelling;
    let written: String = words(written).map(|word| word.folded).collect();
    are_near(folded, &written, *is_begun)
        || are_near(&uninflected(folded), &uninflected(&written), false)
}

/// An English word without its ending as a plural or as a form of a verb.
fn uninflected(word: &str) -> Cow<'_, str> {
    let endings = ["es", "s", "ed", "ing"];
    match word.strip_suffix("ies") {
        Some(start) => format!("{start}y").into(),
        None => endings.iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word).into(),
    }
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
