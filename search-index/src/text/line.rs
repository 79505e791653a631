//! Analysed text on one line, the form in which a field's value is handed to tantivy.
//!
//! Analysis runs in parallel over records, tantivy's writer does not: it only has to cut these
//! lines at white space. A space steps to the next position, a tab stays at the position (a second
//! form of the same word), a line break leaves a gap no phrase can span.

use rustc_hash::FxHashMap;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use super::{Language, Word, whole_title, words};

/// Positions between two passages that do not follow one another.
const GAP: usize = 8;

/// So many words have an acronym.
const INITIALS: std::ops::RangeInclusive<usize> = 3..=5;

/// The parts of a word written with hyphens, met one after the other.
#[derive(Default)]
struct Hyphenated {
    joined: String,
    parts: usize,
    end: usize,
}

impl Hyphenated {
    /// Takes the next word of a text; returns the word of several parts that ended before it.
    fn before(&mut self, text: &str, word: &Word) -> Option<String> {
        let goes_on = self.parts > 0 && text.get(self.end..word.start) == Some("-");
        let ended = if goes_on { None } else { self.end() };
        self.joined.push_str(&word.folded);
        self.parts += 1;
        self.end = word.end;
        ended
    }

    /// The word of several parts that ends here. Numbers, as in dates, make none.
    fn end(&mut self) -> Option<String> {
        let parts = std::mem::take(&mut self.parts);
        let joined = std::mem::take(&mut self.joined);
        (parts > 1 && joined.chars().any(char::is_alphabetic)).then_some(joined)
    }
}

/// Writes lines; keeps the stems it has met, since texts repeat their words.
pub(crate) struct LineWriter {
    language: Language,
    /// Where the stem of a word is in the list.
    known: FxHashMap<String, usize>,
    stems: Vec<String>,
}

impl LineWriter {
    /// A writer of lines in one language.
    pub(crate) fn new(language: Language) -> Self {
        Self { language, known: FxHashMap::default(), stems: Vec::new() }
    }

    /// Adds a passage. With `forms`, words stand beside their stems, so that a word being typed
    /// is met by its beginning.
    pub(crate) fn passage(&mut self, text: &str, forms: bool, line: &mut String) {
        let mut separator = if line.is_empty() { "" } else { "\n" };
        let mut hyphenated = Hyphenated::default();
        for word in words(text) {
            self.whole(hyphenated.before(text, &word), line);
            line.push_str(separator);
            separator = " ";
            let stem = self.stem(word.folded.as_str());
            line.push_str(stem);
            if forms && stem != word.folded {
                line.push('\t');
                line.push_str(&word.folded);
            }
        }
        self.whole(hyphenated.end(), line);
    }

    /// Adds a word of several parts at the place of its last part.
    fn whole(&mut self, word: Option<String>, line: &mut String) {
        if let Some(word) = word {
            line.push('\t');
            line.push_str(self.stem(&word));
        }
    }

    /// Adds the initials of some words, for those who search by them.
    pub(crate) fn initials(text: &str, line: &mut String) {
        let letters: Vec<char> =
            words(text).filter_map(|word| word.folded.chars().next()).collect();
        for length in INITIALS {
            for run in letters.windows(length) {
                if run.iter().all(|letter| letter.is_alphabetic()) {
                    line.push_str(if line.is_empty() { "" } else { "\n" });
                    line.extend(run);
                }
            }
        }
    }

    /// Adds the term for a whole title.
    pub(crate) fn whole_title(text: &str, line: &mut String) {
        let words: Vec<Word> = words(text).collect();
        if words.is_empty() {
            return;
        }
        line.push('\n');
        line.push_str(&whole_title(words.iter().map(|word| word.folded.as_str())));
    }

    fn stem(&mut self, word: &str) -> &str {
        // One look-up for each word of a site: this is where analysis spends its time.
        let at = match self.known.get(word) {
            Some(at) => *at,
            None => {
                self.stems.push(self.language.stem(word).into_owned());
                self.known.insert(word.to_owned(), self.stems.len() - 1);
                self.stems.len() - 1
            }
        };
        self.stems.get(at).map_or("", String::as_str)
    }
}

/// Reads lines.
#[derive(Clone)]
pub(crate) struct LineTokenizer;

impl Tokenizer for LineTokenizer {
    type TokenStream<'a> = LineStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> LineStream<'a> {
        LineStream { rest: text, step: 1, token: Token::default() }
    }
}

/// See [`LineTokenizer`].
pub(crate) struct LineStream<'a> {
    rest: &'a str,
    step: usize,
    token: Token,
}

impl TokenStream for LineStream<'_> {
    fn advance(&mut self) -> bool {
        if self.rest.is_empty() {
            return false;
        }
        let end = self.rest.find([' ', '\t', '\n']).unwrap_or(self.rest.len());
        let (term, rest) = self.rest.split_at(end);
        self.token.position = self.token.position.wrapping_add(self.step);
        self.token.text.clear();
        self.token.text.push_str(term);
        self.step = match rest.as_bytes().first() {
            Some(b'\t') => 0,
            Some(b'\n') => GAP,
            _ => 1,
        };
        self.rest = rest.get(1..).unwrap_or_default();
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

    #[test]
    fn positions_follow_the_separators() {
        let mut writer = LineWriter::new(Language::English);
        let mut line = String::new();
        writer.passage("Providence Talks", true, &mut line);
        writer.passage("a city", false, &mut line);
        LineWriter::whole_title("Providence Talks", &mut line);
        assert_eq!(line, "provid\tprovidence talk\ttalks\na citi\n\u{1}providence\u{1}talks");
        let mut tokenizer = LineTokenizer;
        let mut stream = tokenizer.token_stream(&line);
        let mut found = Vec::new();
        while let Some(token) = stream.next() {
            found.push((token.text.clone(), token.position));
        }
        let positions: Vec<usize> = found.iter().map(|(_, position)| *position).collect();
        assert_eq!(positions, [0, 0, 1, 1, 9, 10, 18]);
    }
}
