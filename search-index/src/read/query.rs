//! What a reader types, taken apart. Nothing typed is an error.

use std::collections::BTreeSet;

use crate::text::{Language, words};

/// More words than this in one query are ignored.
const MOST_CLAUSES: usize = 24;

/// A query.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Query {
    pub(super) clauses: Vec<Clause>,
    /// All words folded, to be compared with whole titles.
    pub(super) folded: Vec<String>,
}

/// A part of a query: a word, or the words of a quoted phrase.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Clause {
    pub(super) words: Vec<QueryWord>,
    /// Quoted: without it nothing matches.
    pub(super) quoted: bool,
}

/// A word as typed, and the terms it may stand as in the index.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct QueryWord {
    pub(super) terms: Vec<String>,
    /// The beginning of a word still being typed.
    pub(super) beginning: Option<String>,
}

impl Query {
    /// Takes a query apart, stemming its words in each of the index's languages.
    pub(super) fn parse(text: &str, languages: &[Language]) -> Self {
        let text = text.replace(['“', '”', '„', '«', '»'], "\"");
        let mut query = Self::default();
        let mut parts: Vec<&str> = text.split('"').collect();
        // Quotes come in pairs; the text after a last odd one is still being typed.
        let unpaired = parts.len().is_multiple_of(2);
        let last = parts.len() - 1;
        for (index, part) in parts.drain(..).enumerate() {
            let quoted = index % 2 == 1 && !(unpaired && index == last);
            let mut found: Vec<QueryWord> = Vec::new();
            for word in words(part) {
                found.push(QueryWord::new(&word.folded, languages));
                query.folded.push(word.folded);
            }
            if quoted && !found.is_empty() {
                query.clauses.push(Clause { words: found, quoted });
            } else {
                let single = |word| Clause { words: vec![word], quoted: false };
                query.clauses.extend(found.into_iter().map(single));
            }
        }
        query.clauses.truncate(MOST_CLAUSES);
        query.begin(&text);
        query.drop_repeats();
        query
    }

    /// Marks the last word as one being typed, when nothing follows it.
    fn begin(&mut self, text: &str) {
        if !text.ends_with(char::is_alphanumeric) {
            return;
        }
        let last = self.clauses.last_mut().filter(|clause| !clause.quoted);
        if let (Some(clause), Some(folded)) = (last, self.folded.last())
            && let Some(word) = clause.words.last_mut()
        {
            word.beginning = Some(folded.clone());
        }
    }

    /// A word typed twice counts once; the last stays, since it may be a beginning.
    fn drop_repeats(&mut self) {
        let mut seen = BTreeSet::new();
        let mut kept: Vec<Clause> = Vec::new();
        for clause in self.clauses.drain(..).rev() {
            let terms: Vec<Vec<String>> =
                clause.words.iter().map(|word| word.terms.clone()).collect();
            if seen.insert((clause.quoted, terms)) {
                kept.push(clause);
            }
        }
        kept.reverse();
        self.clauses = kept;
    }
}

impl QueryWord {
    fn new(folded: &str, languages: &[Language]) -> Self {
        let stems = languages.iter().map(|language| language.stem(folded).into_owned());
        let terms: BTreeSet<String> = stems.chain([folded.to_owned()]).collect();
        Self { terms: terms.into_iter().collect(), beginning: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Query {
        Query::parse(text, &[Language::English])
    }

    fn shape(text: &str) -> Vec<(usize, bool)> {
        parse(text).clauses.iter().map(|clause| (clause.words.len(), clause.quoted)).collect()
    }

    #[test]
    fn words_and_phrases_are_told_apart() {
        assert_eq!(shape("home visits"), [(1, false), (1, false)]);
        assert_eq!(shape("\"home visits\" Łódź"), [(2, true), (1, false)]);
        assert_eq!(shape("“home visits”"), [(2, true)]);
        assert_eq!(shape("open \"home vis"), [(1, false); 3]);
        assert_eq!(shape("talk Talk talk"), [(1, false)]);
    }

    #[test]
    fn only_an_unfinished_last_word_is_a_beginning() {
        let beginning = |text: &str| {
            parse(text).clauses.pop().and_then(|mut clause| clause.words.pop()?.beginning)
        };
        assert_eq!(beginning("early lit").as_deref(), Some("lit"));
        assert_eq!(beginning("early literacy "), None);
        assert_eq!(beginning("\"early lit\""), None);
    }

    #[test]
    fn nothing_typed_is_an_error() {
        for text in
            ["", "\"", "\"\"", "AND OR (", "title:^~*?[", "\u{0}\u{1}", "🏙️", "-", "a\"b\"c\""]
        {
            parse(text);
        }
        assert!(parse(&"word ".repeat(10_000)).clauses.len() <= 1);
    }
}
