//! Where words begin and end.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use super::fold::{fold_into, is_mark};
use super::stem::Language;

/// No word is longer in the index: what is longer is a checksum or an address.
const LONGEST: usize = 64;

/// A word of a text: where it stands, and how it reads in lower case without accents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) folded: String,
}

/// The words of a text in order.
pub(crate) fn words(text: &str) -> Words<'_> {
    Words { text, at: 0 }
}

/// See [`words`].
pub(crate) struct Words<'a> {
    text: &'a str,
    at: usize,
}

impl Words<'_> {
    /// The place of the next word; how it reads is put in `folded`, in the place of what was there.
    pub(crate) fn next_into(&mut self, folded: &mut String) -> Option<Range<usize>> {
        folded.clear();
        let start = self.start()?;
        let bytes = self.text.as_bytes();
        let mut at = start;
        loop {
            // Nearly all letters are ASCII; they are taken in runs.
            let rest = bytes.get(at..).unwrap_or_default();
            let run = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
            if run > 0 {
                let from = folded.len();
                let taken = run.min(LONGEST.saturating_sub(from));
                folded.push_str(self.text.get(at..at + taken).unwrap_or_default());
                if let Some(added) = folded.get_mut(from..) {
                    added.make_ascii_lowercase();
                }
                at += run;
            }
            match bytes.get(at) {
                Some(byte) if !byte.is_ascii() => {}
                _ => break,
            }
            let Some(c) = self.text.get(at..).and_then(|rest| rest.chars().next()) else { break };
            if !c.is_alphanumeric() && !is_mark(c) {
                break;
            }
            if folded.len() < LONGEST {
                fold_into(c, folded);
            }
            at += c.len_utf8();
        }
        self.at = at + possessive(self.text.get(at..).unwrap_or_default());
        Some(start..at)
    }

    /// Where the next word begins.
    fn start(&self) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut at = self.at;
        loop {
            let byte = bytes.get(at)?;
            if byte.is_ascii_alphanumeric() {
                return Some(at);
            }
            if byte.is_ascii() {
                at += 1;
                continue;
            }
            let c = self.text.get(at..)?.chars().next()?;
            if c.is_alphanumeric() && !is_mark(c) {
                return Some(at);
            }
            at += c.len_utf8();
        }
    }
}

impl Iterator for Words<'_> {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        let mut folded = String::new();
        let Range { start, end } = self.next_into(&mut folded)?;
        Some(Word { start, end, folded })
    }
}

/// The bytes of a possessive `'s` that `rest` begins with: `city's` is the word `city`.
fn possessive(rest: &str) -> usize {
    let Some(after) = rest.strip_prefix(['\'', '’']) else { return 0 };
    let mut chars = after.chars();
    let is_s = matches!(chars.next(), Some('s' | 'S'));
    if is_s && !chars.next().is_some_and(char::is_alphanumeric) {
        rest.len() - after.len() + 1
    } else {
        0
    }
}

/// Opens and joins the term that stands for a whole title: no word contains it.
const WHOLE: char = '\u{1}';

/// The single term by which a record is found when the whole title is typed.
pub(crate) fn whole_title<'a>(folded: impl Iterator<Item = &'a str>) -> String {
    let mut term = String::new();
    for word in folded {
        term.push(WHOLE);
        term.push_str(word);
    }
    term
}

/// The same words as a tantivy tokenizer, stemmed, for highlighting some terms in a text.
#[derive(Clone)]
pub(crate) struct WordTokenizer {
    language: Language,
    /// The first letters of the terms. A stem begins as its word does, so that only words that
    /// begin so are worth the time of stemming them.
    initials: Arc<BTreeSet<char>>,
}

impl WordTokenizer {
    pub(crate) fn new<'a>(language: Language, terms: impl Iterator<Item = &'a str>) -> Self {
        let initials = Arc::new(terms.filter_map(|term| term.chars().next()).collect());
        Self { language, initials }
    }
}

impl Tokenizer for WordTokenizer {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        let initials = Arc::clone(&self.initials);
        WordStream {
            words: words(text),
            language: self.language,
            initials,
            token: Token::default(),
        }
    }
}

/// See [`WordTokenizer`].
pub(crate) struct WordStream<'a> {
    words: Words<'a>,
    language: Language,
    initials: Arc<BTreeSet<char>>,
    token: Token,
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(word) = self.words.next() else { return false };
        self.token.offset_from = word.start;
        self.token.offset_to = word.end;
        self.token.position = self.token.position.wrapping_add(1);
        let likely = word.folded.chars().next().is_some_and(|one| self.initials.contains(&one));
        self.token.text =
            if likely { self.language.stem(&word.folded).into_owned() } else { word.folded };
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<String> {
        words(text).map(|word| word.folded).collect()
    }

    #[test]
    fn punctuation_parts_words_and_possessives_go() {
        assert_eq!(
            folded("The city’s co-design, 2,000 Über-homes"),
            ["the", "city", "co", "design", "2", "000", "uber", "homes"]
        );
        assert_eq!(folded("l'école O'Shea's"), ["l", "ecole", "o", "shea"]);
        assert_eq!(folded(" … "), [""; 0]);
    }

    #[test]
    fn long_words_are_cut() {
        assert_eq!(folded(&"Ab".repeat(50)), ["ab".repeat(32)]);
        assert_eq!(
            folded(&format!("{}éÉx y", "a".repeat(63))),
            [&format!("{}e", "a".repeat(63)), "y"]
        );
    }

    #[test]
    fn offsets_point_into_the_text() {
        let text = "– São Paulo";
        let found: Vec<&str> = words(text).map(|word| &text[word.start..word.end]).collect();
        assert_eq!(found, ["São", "Paulo"]);
    }
}
