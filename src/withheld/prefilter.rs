//! Quick checks of long texts, most of which contain no name.

use std::collections::BTreeSet;
use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use super::fold::letters;

/// Finds words in the bytes of a text, at least one of which is part of every name. A text without
/// any contains no name, unless it may disguise one (see [`has_disguise`]).
#[derive(Debug, Clone)]
pub(super) struct Prefilter {
    search: AhoCorasick,
    /// Length of the shortest and of the longest word in bytes.
    lengths: (usize, usize),
}

impl Prefilter {
    /// A filter for folded words; `None` without words or with too many to search for.
    pub(super) fn new<'w>(words: impl Iterator<Item = &'w str>) -> Option<Prefilter> {
        let words: BTreeSet<&str> = words.collect();
        // A search for `quimby` also finds `zeldaquimby`, and fewer words are searched for faster.
        let within =
            |word: &&&str| !words.iter().any(|other| other != *word && word.contains(other));
        let fewest: Vec<&str> = words.iter().filter(within).copied().collect();
        let lengths = fewest.iter().map(|word| word.len());
        let lengths = (lengths.clone().min()?, lengths.max()?);
        let search = AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(fewest);
        Some(Prefilter { search: search.ok()?, lengths })
    }

    /// Where the words occur, in any case and with any accents, in order.
    pub(super) fn places(&self, bytes: &[u8]) -> Vec<Range<usize>> {
        /// Bytes that are searched at once: small enough for the fastest cache of a processor.
        const CHUNK: usize = 8192;
        let mut places = Vec::new();
        let mut lower = Vec::with_capacity(bytes.len().min(CHUNK));
        let (mut start, step) = (0, CHUNK.saturating_sub(self.lengths.1).max(1));
        while start < bytes.len() {
            let chunk = &bytes[start..bytes.len().min(start + CHUNK)];
            lower.clear();
            lower.extend(chunk.iter().map(u8::to_ascii_lowercase));
            let found = self.search.find_iter(&lower);
            places.extend(found.map(|found| start + found.start()..start + found.end()));
            start += if chunk.len() < CHUNK { CHUNK } else { step };
        }
        // What is not UTF-8 is no text, and most of its bytes would be taken for accented letters.
        if let Ok(text) = str::from_utf8(bytes) {
            let accented = accented_words(bytes).filter(|word| word.len() >= self.lengths.0);
            places
                .extend(accented.filter(|word| self.search.is_match(&plain(&text[word.clone()]))));
        }
        places.sort_unstable_by_key(|place| (place.start, place.end));
        places.dedup();
        places
    }

    /// Whether any of the words occurs.
    pub(super) fn is_in(&self, text: &str) -> bool {
        !self.places(text.as_bytes()).is_empty()
    }
}

/// The words with characters beyond ASCII, which may be accented letters or invisible.
fn accented_words(bytes: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let at = from + first_not_ascii(&bytes[from..])?;
            let sign = sign(&bytes[at..]);
            if sign > 0 {
                from = at + sign;
                continue;
            }
            let before = bytes[from..at].iter().rev().take_while(|byte| is_word(byte)).count();
            let after = bytes[at..].iter().take_while(|byte| is_word(byte)).count();
            let word = at - before..at + after;
            from = word.end;
            return Some(word);
        }
    })
}

fn first_not_ascii(bytes: &[u8]) -> Option<usize> {
    /// Bytes that are tested at once.
    const BLOCK: usize = 64;
    let ascii: usize =
        bytes.chunks(BLOCK).take_while(|block| block.is_ascii()).map(<[u8]>::len).sum();
    Some(ascii + bytes[ascii..].iter().position(|byte| !byte.is_ascii())?)
}

/// The length of the symbol at the start of `bytes`, 0 for a letter or an invisible character.
/// Symbols of Latin 1, dashes, quotation marks and arrows are almost everything beyond ASCII in most
/// texts.
fn sign(bytes: &[u8]) -> usize {
    match bytes {
        // U+00A0 to U+00BF, but for ª, the soft hyphen, µ and º.
        [0xc2, second, ..] if !matches!(second, 0xaa | 0xad | 0xb5 | 0xba) => 2,
        // U+2010 to U+2029, U+2030 to U+203F, U+2190 to U+21FF.
        [0xe2, 0x80, 0x90..=0xa9 | 0xb0..=0xbf, ..] | [0xe2, 0x86, 0x90..=0xbf, ..] => 3,
        [0xe2, 0x87, _, ..] => 3,
        _ => 0,
    }
}

/// A word in lower case, without accents.
fn plain(word: &str) -> String {
    word.chars().flat_map(letters).collect()
}

/// Whether anything could disguise a name so that its letters are not consecutive: an entity, an
/// escape, a percent code, or emphasis, a tag or a link within a word.
pub(super) fn has_disguise(bytes: &[u8]) -> bool {
    let letter =
        |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte > 127);
    let disguises = |at: usize| {
        let (before, after) = (at.checked_sub(1).and_then(|at| bytes.get(at)), bytes.get(at + 1));
        match bytes[at] {
            b'&' => after.is_some_and(|byte| *byte == b'#' || byte.is_ascii_alphabetic()),
            b'%' => after.is_some_and(|byte| b"4567cCeE".contains(byte)),
            b'<' => {
                letter(before)
                    && after.is_some_and(|byte| b"/!?".contains(byte) || byte.is_ascii_alphabetic())
            }
            b'[' | b']' => letter(before) && letter(after),
            b')' => letter(after),
            b'*' | b'~' | b'`' => {
                let rest = bytes[at..].iter().find(|next| **next != bytes[at]);
                letter(before) && letter(rest)
            }
            _ => true,
        }
    };
    let marks = bytes.iter().enumerate().filter(|(_, byte)| MARKS[usize::from(**byte)]);
    marks.map(|(at, _)| at).any(disguises)
}

/// Whether a byte may begin such a disguise.
const MARKS: [bool; 256] = {
    let (marks, mut table, mut at) = (b"&%\\<[])*~`", [false; 256], 0);
    while at < marks.len() {
        table[marks[at] as usize] = true;
        at += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::{Prefilter, Range, has_disguise};

    #[test]
    fn a_word_is_found_in_any_case_and_with_any_accents() {
        let prefilter = Prefilter::new(["quimby", "zeldaquimby", "bjork"].into_iter()).unwrap();
        for text in
            ["said QuImBy", "Qu\u{ad}imb\u{fd}", "zelda-quimby", "“Bj\u{f8}rk”", "\u{ff31}uimby"]
        {
            assert!(prefilter.is_in(text), "{text}");
        }
        for text in ["quim—by", "quim", "\u{e9}t\u{e9} · 50 %"] {
            assert!(!prefilter.is_in(text), "{text}");
        }
        let long = format!("{}Quimby{}", "é x".repeat(4093), "y".repeat(9000));
        assert_eq!(prefilter.places(long.as_bytes()), vec![Range { start: 16_372, end: 16_378 }]);
        for before in 8180..8200 {
            let text = format!("{}quimby", " ".repeat(before));
            assert_eq!(
                prefilter.places(text.as_bytes()),
                vec![Range { start: before, end: before + 6 }]
            );
        }
    }

    #[test]
    fn ordinary_text_disguises_nothing() {
        assert!(!has_disguise(
            b"The *bin* is emptied[^report], see [it](https://example.org/a_b?c=d%20e). 50 %"
        ));
        for text in [
            "&#81;uimby",
            "Q&uacute;imby",
            "Qu*im*by",
            "Qu**im**by",
            "Qu<!-- -->imby",
            "<b>Q</b>uimby",
            "[Qu](x)imby",
            "Qu[im](x)by",
            "Q%75imby",
            "\\x51uimby",
            "Qu`im`by",
            "Qu~~im~~by",
        ] {
            assert!(has_disguise(text.as_bytes()), "{text}");
        }
    }
}
