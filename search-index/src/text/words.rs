//! Word boundaries.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use super::fold::{fold_into, is_apostrophe, is_letter, is_mark, is_unspaced};
use super::stem::Language;

/// Longer words are cut: they are checksums or addresses.
const LONGEST: usize = 64;

/// A word: its byte range in the text, and its folded form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) folded: String,
}

/// The words of a text, in order.
pub(crate) fn words(text: &str) -> Words<'_> {
    Words { text, at: 0 }
}

/// See [`words`].
pub(crate) struct Words<'a> {
    text: &'a str,
    at: usize,
}

impl Words<'_> {
    /// The byte range of the next word, whose folded form replaces the content of `folded`.
    pub(crate) fn next_into(&mut self, folded: &mut String) -> Option<Range<usize>> {
        folded.clear();
        let start = self.start()?;
        let bytes = self.text.as_bytes();
        if bytes.get(start).is_some_and(|byte| !byte.is_ascii())
            && let Some(pair) = self.pair(start, folded)
        {
            return Some(pair);
        }
        let mut at = start;
        // Whether the word is a number with separated digits.
        let mut grouped = false;
        loop {
            // Most letters are ASCII, and are copied in runs.
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
            let rest = self.text.get(at..).unwrap_or_default();
            if (grouped || folded.len() <= 3)
                && let Some(separator) = separator(folded, rest, grouped)
            {
                grouped = true;
                at += separator;
                continue;
            }
            let Some(c) = rest.chars().next() else { break };
            if c.is_ascii() || is_unspaced(c) || !is_letter(c) && !is_mark(c) {
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

    /// The offset of the next word.
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
            if is_letter(c) {
                return Some(at);
            }
            at += c.len_utf8();
        }
    }

    /// The next two characters of a script without spaces, which stand for a word. Pairs overlap.
    fn pair(&mut self, start: usize, folded: &mut String) -> Option<Range<usize>> {
        let mut letters = self.text.get(start..)?.chars().take_while(|c| is_unspaced(*c));
        let first = letters.next()?;
        fold_into(first, folded);
        let mut end = start + first.len_utf8();
        self.at = end;
        if let Some(second) = letters.next() {
            fold_into(second, folded);
            end += second.len_utf8();
            if letters.next().is_none() {
                self.at = end;
            }
        }
        Some(start..end)
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

/// The length in bytes of a possessive `'s` at the start of `rest`: `city's` is the word `city`.
fn possessive(rest: &str) -> usize {
    let Some(after) = rest.strip_prefix(is_apostrophe) else { return 0 };
    let mut chars = after.chars();
    let is_s = matches!(chars.next(), Some('s' | 'S'));
    if is_s && !chars.next().is_some_and(char::is_alphanumeric) {
        rest.len() - after.len() + 1
    } else {
        0
    }
}

/// The length in bytes of a separator at the start of `rest`, after the digits of `before`:
/// `1,250,000` is the word `1250000`, and `9-1-1` is `911`.
fn separator(before: &str, rest: &str, grouped: bool) -> Option<usize> {
    let digits = before.as_bytes();
    if !digits.last()?.is_ascii_digit() {
        return None;
    }
    if let [b'-', one, after @ ..] = rest.as_bytes() {
        let goes_on = match after {
            [b'-', next, ..] => next.is_ascii_digit(),
            [next, ..] => grouped && !next.is_ascii_alphanumeric(),
            [] => grouped,
        };
        let single = digits.len() == 1 || grouped && digits.len() == 2;
        return (goes_on && single && one.is_ascii_digit()).then_some(1);
    }
    let after = rest.strip_prefix([',', '.', '\'', '’', '\u{a0}', '\u{202f}'])?.as_bytes();
    let groups = !digits.starts_with(b"0") && digits.iter().all(u8::is_ascii_digit);
    let follows = after.iter().take_while(|byte| byte.is_ascii_digit()).count() == 3;
    (groups && follows).then(|| rest.len() - after.len())
}

/// The length in bytes of a hyphen or apostrophe at the start of `rest`, which joins two words.
/// French writes apostrophes between words.
pub(crate) fn joiner(rest: &str, language: Language) -> usize {
    match rest.chars().next() {
        Some(c @ ('-' | '‐' | '‑')) => c.len_utf8(),
        Some(c) if is_apostrophe(c) && language != Language::French => c.len_utf8(),
        _ => 0,
    }
}

/// Separates the words in the term of a whole title. No word contains it.
const WHOLE: char = '\u{1}';

/// Sorts after the terms of whole titles and before all words.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) const AFTER_WHOLE: &str = "\u{2}";

/// The term for a title as a whole, by which records are found whose title is the query.
pub(crate) fn whole_title<'a>(folded: impl Iterator<Item = &'a str>) -> String {
    let mut term = String::new();
    for word in folded {
        term.push(WHOLE);
        term.push_str(word);
    }
    term
}

/// Whether the term of a [`whole_title`] has this word.
pub(crate) fn is_in_title(title: &str, folded: &str) -> bool {
    title.split(WHOLE).any(|word| word == folded)
}

/// A tantivy tokenizer for highlighting: splits into the same words, and stems them.
#[derive(Clone)]
pub(crate) struct WordTokenizer {
    language: Language,
    /// The first letters of the terms to highlight. A stem begins with the first letter of its
    /// word, so only words with these letters are stemmed.
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
            ["the", "city", "co", "design", "2000", "uber", "homes"]
        );
        assert_eq!(folded("l'école O'Shea's Hawaiʻi"), ["l", "ecole", "o", "shea", "hawai", "i"]);
        assert_eq!(folded(" … "), [""; 0]);
    }

    #[test]
    fn numbers_are_one_word_with_or_without_separators() {
        for number in ["1,250,000", "1.250.000", "1\u{202f}250\u{a0}000", "1’250’000"] {
            assert_eq!(folded(number), ["1250000"]);
        }
        assert_eq!(
            folded("9-1-1, 3-1-1. 1-2 2020-1-1 10-9-8"),
            ["911", "311", "1", "2", "2020", "1", "1", "10", "9", "8"]
        );
        assert_eq!(
            folded("0.125 1,25 12,3456 in 2013,100"),
            ["0", "125", "1", "25", "12", "3456", "in", "2013", "100"]
        );
    }

    #[test]
    fn scripts_without_spaces_are_split_into_pairs() {
        assert_eq!(folded("東京都2020の市"), ["東京", "京都", "2020", "の市"]);
        assert_eq!(folded("市、Tokyo市"), ["市", "tokyo", "市"]);
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
