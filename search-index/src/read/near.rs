//! Misspelt words: the terms nearest to a word that stands nowhere in the index.
//!
//! Only terms with the same first letter are compared. Most misspellings keep it, and a
//! twentieth of a dictionary is read in place of all of it.

use tantivy::postings::TermInfo;

use super::opened::{OpenedField, failure};
use crate::error::SearchError;

/// So many neighbours stand in for the word.
const MOST_NEIGHBOURS: usize = 3;

/// The letters that may be wrong in a word of so many.
fn tolerance(letters: usize) -> usize {
    match letters {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

/// The terms of a field nearest to any form of a word, the nearest and most frequent first.
pub(super) fn neighbours(
    field: &OpenedField,
    forms: &[String],
) -> Result<Vec<(usize, String, TermInfo)>, SearchError> {
    let mut found: Vec<(usize, String, TermInfo)> = Vec::new();
    for form in forms {
        let letters: Vec<char> = form.chars().collect();
        // Another number is another thing.
        let spelt = letters.iter().all(|letter| letter.is_alphabetic());
        let most = if spelt { tolerance(letters.len()) } else { 0 };
        let Some(first) = letters.first().filter(|_| most > 0) else { continue };
        let mut stream = field
            .index
            .terms()
            .range()
            .ge(first.to_string())
            .lt(format!("{first}\u{10ffff}"))
            .into_stream()
            .map_err(failure)?;
        while let Some((term, info)) = stream.next() {
            let Ok(term) = std::str::from_utf8(term) else { continue };
            let Some(distance) = distance(&letters, term, most) else { continue };
            if !found.iter().any(|(_, known, _)| known == term) {
                found.push((distance, term.to_owned(), info.clone()));
            }
        }
    }
    found.sort_by(|a, b| {
        a.0.cmp(&b.0).then(b.2.doc_freq.cmp(&a.2.doc_freq)).then_with(|| a.1.cmp(&b.1))
    });
    found.truncate(MOST_NEIGHBOURS);
    Ok(found)
}

/// How many letters must be changed, added, left out or swapped with their neighbour to make
/// `term` of `letters`; `None` beyond `most`.
fn distance(letters: &[char], term: &str, most: usize) -> Option<usize> {
    let term: Vec<char> = term.chars().collect();
    if term.len().abs_diff(letters.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=term.len()).collect();
    for (row, letter) in letters.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, other) in term.iter().enumerate() {
            let change = above[column] + usize::from(letter != other);
            let mut least = change.min(above[column + 1] + 1).min(current[column] + 1);
            if row > 0 && column > 0 && letters[row - 1] == *other && term[column - 1] == *letter {
                least = least.min(before[column - 1] + 1);
            }
            current.push(least);
        }
        if current.iter().all(|distance| *distance > most) {
            return None;
        }
        before = std::mem::replace(&mut above, current);
    }
    above.last().copied().filter(|distance| *distance <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_count_single_mistakes() {
        let between = |word: &str, term: &str| distance(&word.chars().collect::<Vec<_>>(), term, 2);
        assert_eq!(between("literacy", "literacy"), Some(0));
        assert_eq!(between("litracy", "literacy"), Some(1));
        assert_eq!(between("literasy", "literacy"), Some(1));
        assert_eq!(between("litearcy", "literacy"), Some(1));
        assert_eq!(between("lliteraccy", "literacy"), Some(2));
        assert_eq!(between("łodź", "łódź"), Some(1));
        assert_eq!(between("lighting", "literacy"), None);
        assert_eq!(between("", "abc"), None);
    }
}
