//! Keywords of a text, by which similar texts are found.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{Language, is_stop_word, words};

/// Shorter words are no keywords.
const SHORTEST: usize = 4;

/// The stem of each word seen so far.
type Stems = FxHashMap<Box<str>, Arc<str>>;

/// Extracts keywords. Stems are kept from one text to the next.
#[derive(Debug, Default)]
pub struct KeywordExtractor {
    known: Vec<(Language, Stems)>,
}

/// A keyword.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keyword {
    /// Its stem, as in the search index.
    pub stem: Arc<str>,
    /// The byte range of the first word with the stem.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
}

impl Keyword {
    /// The word as written in its text, in lower case.
    #[must_use]
    pub fn written(&self, text: &str) -> String {
        text.get(self.start as usize..self.end as usize).unwrap_or_default().to_lowercase()
    }
}

impl KeywordExtractor {
    /// The keywords of a text, each stem once: no numbers, short words or stop words.
    pub fn words(&mut self, lang: &str, text: &str) -> Vec<Keyword> {
        let language = Language::of_tag(lang);
        let at = self.known.iter().position(|(known, _)| *known == language);
        let at = at.unwrap_or_else(|| {
            self.known.push((language, FxHashMap::default()));
            self.known.len() - 1
        });
        let mut telling: Vec<Keyword> = Vec::new();
        let Some((_, known)) = self.known.get_mut(at) else { return telling };
        let (mut words, mut folded) = (words(text), String::new());
        while let Some(Range { start, end }) = words.next_into(&mut folded) {
            let letters =
                folded.chars().count() >= SHORTEST && folded.chars().all(char::is_alphabetic);
            if !letters || is_stop_word(language, &folded) {
                continue;
            }
            let stem = match known.get(folded.as_str()) {
                Some(stem) => stem,
                None => {
                    let stem = language.stem(&folded).into();
                    known.entry(folded.as_str().into()).or_insert(stem)
                }
            };
            // Titles and summaries are short: a linear search is fastest.
            if telling.iter().all(|word| word.stem != *stem) {
                let (start, end) = (start as u32, end as u32);
                telling.push(Keyword { stem: Arc::clone(stem), start, end });
            }
        }
        telling
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_telling_word_stands_once() {
        let text = "The city’s recyclers: 12 recycling trucks that recycled in 2015.";
        let mut telling = KeywordExtractor::default();
        let found = telling.words("en", text);
        let words: Vec<String> = found.iter().map(|word| word.written(text)).collect();
        assert_eq!(words, ["city", "recyclers", "trucks"]);
        let start = text.find("recyclers").unwrap() as u32;
        assert_eq!((&*found[1].stem, found[1].start), ("recycl", start));
        assert!(telling.words("en", "how did they do it").is_empty());
        assert_eq!(telling.words("en", text), found);
    }
}
