//! The telling words of a text, as the index has them: what makes two texts alike.

use std::collections::BTreeSet;

use super::{Language, is_common, words};

/// Shorter words tell little.
const SHORTEST: usize = 4;

/// The telling words of a text in a language, each stem once with the word it first stood in:
/// no numbers, no short words, none that only hold sentences together.
///
/// The stems are those of the search index, so words that are alike here are alike to it.
#[must_use]
pub fn telling_words(lang: &str, text: &str) -> Vec<(String, String)> {
    let language = Language::of_tag(lang);
    let mut seen = BTreeSet::new();
    let mut telling = Vec::new();
    for word in words(text) {
        let letters =
            word.folded.chars().count() >= SHORTEST && word.folded.chars().all(char::is_alphabetic);
        if !letters || is_common(language, &word.folded) {
            continue;
        }
        let stem = language.stem(&word.folded).into_owned();
        if seen.insert(stem.clone()) {
            let written = text.get(word.start..word.end).unwrap_or_default();
            telling.push((stem, written.to_lowercase()));
        }
    }
    telling
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_telling_word_stands_once() {
        let text = "The city’s recyclers: 12 recycling trucks that recycled in 2015.";
        let words: Vec<String> = telling_words("en", text).into_iter().map(|(_, w)| w).collect();
        assert_eq!(words, ["city", "recyclers", "trucks"]);
        assert!(telling_words("en", "how did they do it").is_empty());
    }
}
