//! Looks up the words of a query in the dictionaries of all fields.
//!
//! All dictionaries are read before missing pages end the attempt, so that one round trip fetches
//! them all.

use std::collections::BTreeMap;

use tantivy::postings::TermInfo;

use super::opened::{Opened, failure};
use super::query::{Query, QueryWord, Text};
use crate::error::SearchError;
use crate::schema::SEARCHED;

/// The most terms of a dictionary that are read for a prefix.
const MOST_SCANNED: u64 = 256;

/// Of those, so many of the most frequent are used.
const MOST_COMPLETIONS: usize = 24;

/// A term of a field that matches a word.
pub(super) struct FoundTerm {
    /// Index into [`SEARCHED`].
    pub(super) field: usize,
    pub(super) info: TermInfo,
    pub(super) term: String,
    /// Whether it is a completion of the word.
    pub(super) completed: bool,
}

/// A word of the query, looked up.
#[derive(Default)]
pub(super) struct FoundWord {
    pub(super) terms: Vec<FoundTerm>,
    /// Upper bounds of the documents with the word itself, and with any of its completions.
    pub(super) frequency: u32,
    pub(super) completed_frequency: u32,
}

impl FoundWord {
    /// Whether some record has the word, or a word that begins with it.
    pub(super) fn is_known(&self) -> bool {
        self.frequency.max(self.completed_frequency) > 0
    }
}

/// A text of the query, looked up.
pub(super) struct FoundClause {
    pub(super) words: Vec<FoundWord>,
    /// See [`Text::is_stop_word`](super::query::Text::is_stop_word).
    pub(super) is_stop_word: bool,
    /// See [`Text::count`](super::query::Text::count).
    pub(super) count: u32,
}

/// Looks up all words.
pub(super) fn look_up(opened: &Opened, query: &Query) -> Result<Vec<FoundClause>, SearchError> {
    let mut fault = None;
    let mut clauses = Vec::with_capacity(query.texts.len());
    for text in &query.texts {
        let words = text.words.iter().map(|word| look_up_word(opened, word, &mut fault));
        let (words, Text { is_stop_word, count, .. }) = (words.collect(), text);
        clauses.push(FoundClause { words, is_stop_word: *is_stop_word, count: *count });
    }
    // Titles are looked up later, but their pages are asked for now.
    for title in &query.titles {
        if let Err(error) = find_term(opened, 0, title) {
            fault = Some(error);
        }
    }
    match fault {
        Some(error) => Err(error),
        None => Ok(clauses),
    }
}

/// The info of a term of a field.
pub(super) fn find_term(
    opened: &Opened,
    field: usize,
    term: &str,
) -> Result<Option<TermInfo>, SearchError> {
    let Some(opened) = opened.fields.get(field) else { return Ok(None) };
    opened.index.terms().get(term).map_err(failure)
}

fn look_up_word(opened: &Opened, word: &QueryWord, fault: &mut Option<SearchError>) -> FoundWord {
    let mut found = FoundWord::default();
    let mut completions: BTreeMap<String, u32> = BTreeMap::new();
    for (field, spec) in SEARCHED.iter().enumerate() {
        if word.fields & 1 << field == 0 {
            continue;
        }
        for term in word.terms.iter().chain(&word.joined) {
            match find_term(opened, field, term) {
                Ok(Some(info)) => {
                    found.frequency = found.frequency.max(info.doc_freq);
                    found.terms.push(FoundTerm {
                        field,
                        info,
                        term: term.clone(),
                        completed: false,
                    });
                }
                Ok(None) => {}
                Err(error) => *fault = Some(error),
            }
        }
        let Some(beginning) = &word.beginning else { continue };
        if spec.prefix == 0 || beginning.chars().count() < spec.prefix {
            continue;
        }
        match complete(opened, field, beginning) {
            Ok(terms) => {
                for (term, info) in terms {
                    if word.terms.contains(&term) {
                        continue;
                    }
                    let frequency = completions.entry(term.clone()).or_default();
                    *frequency = info.doc_freq.max(*frequency);
                    found.terms.push(FoundTerm { field, info, term, completed: true });
                }
            }
            Err(error) => *fault = Some(error),
        }
    }
    if found.frequency == 0 {
        find_stems(opened, word, &mut found, &mut completions, fault);
    }
    let completed: u32 = completions.values().fold(0, |sum, count| sum.saturating_add(*count));
    found.completed_frequency = completed.max(found.frequency).min(opened.documents());
    found
}

/// Finds an unfinished word that is longer than its stem, such as `reachin`.
fn find_stems(
    opened: &Opened,
    word: &QueryWord,
    found: &mut FoundWord,
    completions: &mut BTreeMap<String, u32>,
    fault: &mut Option<SearchError>,
) {
    for (field, _) in SEARCHED.iter().enumerate().filter(|(at, _)| word.fields & 1 << at != 0) {
        for term in &word.stems {
            match find_term(opened, field, term) {
                Ok(Some(info)) => {
                    let frequency = completions.entry(term.clone()).or_default();
                    *frequency = info.doc_freq.max(*frequency);
                    found.terms.push(FoundTerm {
                        field,
                        info,
                        term: term.clone(),
                        completed: true,
                    });
                }
                Ok(None) => {}
                Err(error) => *fault = Some(error),
            }
        }
    }
}

/// The most frequent terms of a field with a prefix.
fn complete(
    opened: &Opened,
    field: usize,
    beginning: &str,
) -> Result<Vec<(String, TermInfo)>, SearchError> {
    let Some(opened) = opened.fields.get(field) else { return Ok(Vec::new()) };
    let end = format!("{beginning}\u{10ffff}");
    let mut stream = opened
        .index
        .terms()
        .range()
        .ge(beginning)
        .lt(end)
        .limit(MOST_SCANNED)
        .into_stream()
        .map_err(failure)?;
    let mut terms = Vec::new();
    while let Some((term, info)) = stream.next() {
        if let Ok(term) = std::str::from_utf8(term) {
            terms.push((term.to_owned(), info.clone()));
        }
    }
    terms.sort_by(|a, b| b.1.doc_freq.cmp(&a.1.doc_freq).then_with(|| a.0.cmp(&b.0)));
    terms.truncate(MOST_COMPLETIONS);
    Ok(terms)
}
