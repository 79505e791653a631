//! The dictionary term nearest to a misspelt word, by edit distance.
//!
//! Only terms with the same first letter are compared: most misspellings keep it, and only a
//! twentieth of a dictionary is read.

use std::cmp::Reverse;

use super::opened::{Opened, OpenedField, failure};
use super::query::QueryWord;
use crate::error::SearchError;
use crate::schema::SEARCHED;

/// An unfinished word is compared with beginnings of terms from this length on.
const UNFINISHED: usize = 5;

/// A word that may replace another is in one of so many records,
const ENOUGH: u32 = 200;
/// or in this number of a large index.
const MOST_NEEDED: u32 = 3;

/// In words of this length only swapped letters are taken for a mistake: any other change makes
/// another word (`toll`, `tool`). Shorter ones have no mistakes.
const SHORT: usize = 4;

/// The edits allowed in a word of this length.
fn tolerance(letters: usize) -> usize {
    match letters {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

/// A term similar to a word.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Neighbour {
    pub(super) distance: usize,
    /// The word is unfinished and similar to the beginning of the term.
    begins: bool,
    /// The number of records with it; sorts the most frequent first.
    pub(super) frequency: Reverse<u32>,
    pub(super) term: String,
    /// It is part of a label or a title.
    pub(super) is_label: bool,
}

/// Whether a word can be misspelt. Numbers cannot: another number means something else.
pub(super) fn is_spelt(word: &QueryWord) -> bool {
    word.folded.chars().all(char::is_alphabetic) && word.folded.chars().count() >= SHORT
}

/// The nearest term that is a label's or in several records, the most frequent among equals. All
/// fields are read before a missing page ends the attempt.
pub(super) fn nearest(opened: &Opened, word: &QueryWord) -> Result<Option<Neighbour>, SearchError> {
    let mut best = None;
    let mut fault = None;
    for (at, (spec, field)) in SEARCHED.iter().zip(&opened.fields).enumerate() {
        if spec.prefix > 0
            && word.fields & 1 << at != 0
            && let Err(error) = neighbours(field, word, least(at, opened), &mut best)
        {
            fault = Some(error);
        }
    }
    fault.map_or(Ok(best), Err)
}

/// The least number of records with a word of prose that may replace another; `None` in a field of
/// labels.
fn least(field: usize, opened: &Opened) -> Option<u32> {
    let is_prose = SEARCHED.get(field).is_some_and(|spec| spec.by_length) && field > 0;
    is_prose.then_some((opened.documents() / ENOUGH).min(MOST_NEEDED))
}

/// Replaces `best` by any term of a field that is nearer to one of the word's forms.
fn neighbours(
    field: &OpenedField,
    word: &QueryWord,
    least: Option<u32>,
    best: &mut Option<Neighbour>,
) -> Result<(), SearchError> {
    let Some(first) = word.folded.chars().next() else { return Ok(()) };
    let forms: Vec<Vec<char>> = word
        .terms
        .iter()
        .filter(|form| form.starts_with(first))
        .map(|form| form.chars().collect())
        .collect();
    let unfinished: Option<Vec<char>> = word.beginning.as_ref().map(|word| word.chars().collect());
    let unfinished = unfinished.filter(|letters| letters.len() >= UNFINISHED);
    let mut stream = field
        .index
        .terms()
        .range()
        .ge(first.to_string())
        .lt(format!("{first}\u{10ffff}"))
        .into_stream()
        .map_err(failure)?;
    let is_short = word.folded.chars().count() <= SHORT;
    let mut rows = Rows::default();
    while let Some((term, info)) = stream.next() {
        let Ok(term) = std::str::from_utf8(term) else { continue };
        let mut nearest = forms
            .iter()
            .filter_map(|form| {
                let distance = rows.distance(form, term, tolerance(form.len()), false)?;
                (!is_short || is_swapped(form, term)).then_some(distance)
            })
            .min()
            .map(|distance| (distance, false));
        if nearest.is_none()
            && let Some(form) = &unfinished
        {
            nearest = rows.distance(form, term, 1, true).map(|distance| (distance, true));
        }
        let Some((distance, begins)) = nearest.filter(|(distance, _)| *distance > 0) else {
            continue;
        };
        if least.is_some_and(|least| info.doc_freq < least) {
            continue;
        }
        let (frequency, is_label) = (Reverse(info.doc_freq), least.is_none());
        let near = Neighbour { distance, begins, frequency, term: term.to_owned(), is_label };
        if best.as_ref().is_none_or(|best| near < *best) {
            *best = Some(near);
        }
    }
    Ok(())
}

/// Whether both have the same letters.
fn is_swapped(letters: &[char], term: &str) -> bool {
    let (mut letters, mut other) = (letters.to_vec(), term.chars().collect::<Vec<_>>());
    letters.sort_unstable();
    other.sort_unstable();
    letters == other
}

/// Whether a word is within the edits allowed of another or, if it is begun, of a beginning of it.
pub(super) fn are_near(word: &str, other: &str, is_begun: bool) -> bool {
    let letters: Vec<char> = word.chars().collect();
    Rows::default().distance(&letters, other, tolerance(letters.len()), is_begun).is_some()
}

/// The edit distance between two words.
pub(super) fn distance_between(one: &str, other: &str) -> usize {
    let letters: Vec<char> = one.chars().collect();
    let most = letters.len() + other.len();
    Rows::default().distance(&letters, other, most, false).unwrap_or(most)
}

/// Buffers for computing distances (optimal string alignment).
#[derive(Default)]
struct Rows {
    term: Vec<char>,
    before: Vec<usize>,
    above: Vec<usize>,
    current: Vec<usize>,
}

impl Rows {
    /// The number of letters to be changed, inserted, deleted or swapped with a neighbour to turn
    /// `letters` into `term`, or with `begins` into any beginning of it; `None` if there are more
    /// than `most`.
    fn distance(
        &mut self,
        letters: &[char],
        term: &str,
        most: usize,
        begins: bool,
    ) -> Option<usize> {
        let Self { term: other, before, above, current } = self;
        if term.len() + most < letters.len() {
            return None;
        }
        other.clear();
        other.extend(term.chars());
        if begins {
            other.truncate(letters.len() + most);
        }
        if other.len().abs_diff(letters.len()) > most {
            return None;
        }
        above.clear();
        above.extend(0..=other.len());
        for (row, letter) in letters.iter().enumerate() {
            current.clear();
            current.push(row + 1);
            for (column, term) in other.iter().enumerate() {
                let change = above[column] + usize::from(letter != term);
                let mut least = change.min(above[column + 1] + 1).min(current[column] + 1);
                let swapped = row > 0
                    && column > 0
                    && letters[row - 1] == *term
                    && other[column - 1] == *letter;
                if swapped {
                    least = least.min(before[column - 1] + 1);
                }
                current.push(least);
            }
            if current.iter().all(|distance| *distance > most) {
                return None;
            }
            std::mem::swap(before, above);
            std::mem::swap(above, current);
        }
        let least = if begins { above.iter().min() } else { above.last() };
        least.copied().filter(|distance| *distance <= most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_count_single_mistakes() {
        let between = |word: &str, term: &str| {
            let letters: Vec<char> = word.chars().collect();
            Rows::default().distance(&letters, term, 2, false)
        };
        assert_eq!(between("literacy", "literacy"), Some(0));
        assert_eq!(between("litracy", "literacy"), Some(1));
        assert_eq!(between("literasy", "literacy"), Some(1));
        assert_eq!(between("litearcy", "literacy"), Some(1));
        assert_eq!(between("lliteraccy", "literacy"), Some(2));
        assert_eq!(between("łodź", "łódź"), Some(1));
        assert_eq!(between("lighting", "literacy"), None);
        assert_eq!(between("", "abc"), None);
    }

    #[test]
    fn an_unfinished_word_is_compared_with_beginnings() {
        let begins = |word: &str, term: &str| {
            let letters: Vec<char> = word.chars().collect();
            Rows::default().distance(&letters, term, 1, true)
        };
        assert_eq!(begins("recidv", "recidivism"), Some(1));
        assert_eq!(begins("recdi", "recidivism"), Some(1));
        assert_eq!(begins("recid", "recidivism"), Some(0));
        assert_eq!(begins("rcdvi", "recidivism"), None);
        assert_eq!(begins("recid", "rec"), None);
    }
}
