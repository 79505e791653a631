//! Analyses texts into numbered terms with their positions.
//!
//! Records are analysed in parallel. Each word is stemmed only once, and terms are numbers until
//! the index is written.

use std::ops::RangeInclusive;

use rustc_hash::FxHashMap;
use tantivy::tokenizer::MAX_TOKEN_LEN;

use super::{Language, joiner, whole_title, words};
use crate::record::Term;
use crate::schema::MOST_NAME_WORDS;

/// The positions between two passages, so that no phrase spans both.
const GAP: u32 = 8;

/// The lengths of acronyms that are indexed, in words.
const INITIALS: RangeInclusive<usize> = 3..=5;

/// The second words of verbs that are also written as one word: `hand off`, `handoff`.
const PARTICLES: [&str; 6] = ["off", "up", "out", "down", "over", "back"];

/// A term at its position in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TokenPosition {
    pub(crate) term: u32,
    pub(crate) position: u32,
}

/// The tokens of a field of a record. Each word has the next position, other forms of a word have
/// the same, and between passages is a gap that no phrase can span.
#[derive(Debug, Default)]
pub(crate) struct TokenList {
    pub(crate) tokens: Vec<TokenPosition>,
}

impl TokenList {
    fn put(&mut self, term: u32, step: u32) {
        let position = self.tokens.last().map_or(0, |last| last.position + step);
        self.tokens.push(TokenPosition { term, position });
    }
}

/// The words of one language seen so far.
#[derive(Debug)]
struct LanguageWords {
    language: Language,
    /// The number of each word's stem. Nearly all words are short, and a short one is found without
    /// following a pointer.
    short: FxHashMap<Short, u32>,
    long: FxHashMap<Box<str>, u32>,
}

/// A word of at most sixteen bytes, padded with zeros. Two halves take less room in a table than
/// one `u128`.
type Short = (u64, u64);

/// The key of a word, if it is short.
fn short(word: &str) -> Option<Short> {
    let mut bytes = [0; 16];
    bytes.get_mut(..word.len())?.copy_from_slice(word.as_bytes());
    let both = u128::from_le_bytes(bytes);
    Some((both as u64, (both >> 64) as u64))
}

/// What is remembered of words from one run of records to the next.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    languages: Vec<LanguageWords>,
    /// The stems of all words, with duplicates.
    stems: Vec<Box<str>>,
    /// The term of each stem in the current run, or [`UNNUMBERED`].
    terms_of_stems: Vec<u32>,
    /// The terms of the current run by their texts. Between runs it is empty but keeps its
    /// capacity.
    terms: FxHashMap<Box<str>, u32>,
}

/// Not the number of any term.
const UNNUMBERED: u32 = u32::MAX;

impl Lexicon {
    fn place(&mut self, language: Language) -> usize {
        let known = self.languages.iter().position(|known| known.language == language);
        known.unwrap_or_else(|| {
            let (short, long) = (FxHashMap::default(), FxHashMap::default());
            self.languages.push(LanguageWords { language, short, long });
            self.languages.len() - 1
        })
    }

    /// The number of a word's stem.
    fn stem(&mut self, language: usize, word: &str) -> Option<usize> {
        let known = self.languages.get_mut(language)?;
        let short = short(word);
        let found = match &short {
            Some(word) => known.short.get(word),
            None => known.long.get(word),
        };
        if let Some(found) = found {
            return Some(*found as usize);
        }
        let next = self.stems.len();
        match short {
            Some(word) => known.short.insert(word, next as u32),
            None => known.long.insert(word.into(), next as u32),
        };
        self.stems.push(known.language.stem(word).into());
        self.terms_of_stems.push(UNNUMBERED);
        Some(next)
    }

    /// The term of a stem.
    fn term(&mut self, stem: usize) -> Option<u32> {
        let Self { stems, terms_of_stems, terms, .. } = self;
        let known = terms_of_stems.get_mut(stem)?;
        if *known == UNNUMBERED {
            *known = number(terms, stems.get(stem)?);
        }
        Some(*known)
    }
}

/// Words of a passage that are looked up together. Analysis spends most of its time on such
/// look-ups, waiting for memory; many at once wait together.
#[derive(Debug, Default)]
struct PendingWords {
    /// Each word, and its index in the list of tokens.
    words: Vec<(Short, u32)>,
    /// The numbers of their stems, as far as they are known.
    found: Vec<Option<u32>>,
}

/// Analyses the texts of a run of records and numbers their terms.
#[derive(Debug)]
pub(crate) struct Analyzer {
    lexicon: Lexicon,
    /// The index of the current language.
    language: usize,
    pending: PendingWords,
    folded: String,
    joined: String,
    verb: String,
    /// The distinct terms of values that many records share, by language.
    values: Vec<FxHashMap<Term, Vec<u32>>>,
}

impl Analyzer {
    /// An analyzer for a new run, in English.
    pub(crate) fn new(mut lexicon: Lexicon) -> Self {
        let language = lexicon.place(Language::English);
        let (folded, joined, verb, values) = Default::default();
        Self { lexicon, language, pending: PendingWords::default(), folded, joined, verb, values }
    }

    /// The lexicon for the next run, and the terms by their numbers.
    pub(crate) fn finish(mut self) -> (Lexicon, Vec<Box<str>>) {
        let Lexicon { terms, terms_of_stems, .. } = &mut self.lexicon;
        let mut texts: Vec<Box<str>> = vec![Box::default(); terms.len()];
        terms.drain().for_each(|(text, number)| {
            if let Some(place) = texts.get_mut(number as usize) {
                *place = text;
            }
        });
        terms_of_stems.fill(UNNUMBERED);
        (self.lexicon, texts)
    }

    /// Sets the language of the following texts.
    pub(crate) fn set_language(&mut self, language: Language) {
        self.language = self.lexicon.place(language);
    }

    /// Adds a passage. With `forms`, words are indexed beside their stems, so that unfinished words
    /// match, and so are the parts of words such as `NYC311`.
    pub(crate) fn passage(&mut self, text: &str, forms: bool, list: &mut TokenList) {
        let language = self.lexicon.languages.get(self.language);
        let language = language.map_or(Language::Other, |known| known.language);
        let mut step = GAP;
        // The parts of a word with hyphens or apostrophes so far, and where the next one begins.
        let (mut parts, mut next_part) = (0, 0);
        // The word before, if it may be the beginning of a verb such as `hand off`.
        let mut verb = std::mem::take(&mut self.verb);
        verb.clear();
        let mut verb_end = 0;
        let mut words = words(text);
        let mut folded = std::mem::take(&mut self.folded);
        while let Some(at) = words.next_into(&mut folded) {
            let goes_on = parts > 0 && at.start == next_part;
            if parts > 0 && !goes_on {
                self.join_parts(parts, list);
                parts = 0;
            }
            if !forms {
                self.put(&folded, step, list);
            } else {
                self.put_forms(&folded, step, list);
                self.parts_of(text.get(at.clone()).unwrap_or_default(), list);
            }
            step = 1;
            let follows = at.start == verb_end + 1 && text.as_bytes().get(verb_end) == Some(&b' ');
            if follows && PARTICLES.contains(&folded.as_str()) {
                verb.push_str(&folded);
                let joined = self.stem(&verb);
                list.put(joined, 0);
            }
            verb.clear();
            verb.push_str(&folded);
            verb_end = at.end;
            // Only a word next to a hyphen or an apostrophe can be a part.
            let joiner = joiner(text.get(at.end..).unwrap_or_default(), language);
            if goes_on || joiner > 0 {
                self.joined.push_str(&folded);
                parts += 1;
                next_part = at.end + joiner;
            }
            if parts > 0 && joiner == 0 {
                self.join_parts(parts, list);
                parts = 0;
            }
        }
        if parts > 0 {
            self.join_parts(parts, list);
        }
        (self.folded, self.verb) = (folded, verb);
        self.look_up_pending(list);
    }

    /// Adds a word and its stem.
    fn put_forms(&mut self, word: &str, step: u32, list: &mut TokenList) {
        let (stem, form) = (self.stem(word), self.term(word));
        list.put(stem, step);
        if form != stem {
            list.put(form, 0);
        }
    }

    /// Adds the parts of a word in which letters and digits, or capitals after small letters, meet:
    /// `NYC311`, `BigApps`.
    fn parts_of(&mut self, word: &str, list: &mut TokenList) {
        let meet = |one: char, two: char| {
            one.is_alphabetic() && two.is_numeric()
                || one.is_numeric() && two.is_alphabetic()
                || one.is_lowercase() && two.is_uppercase()
        };
        let mut start = 0;
        let letters = || word.char_indices().zip(word.chars().skip(1));
        let cuts = letters().filter(|((_, one), two)| meet(*one, *two));
        for end in cuts.map(|((at, one), _)| at + one.len_utf8()).chain([word.len()]) {
            if start > 0 || end < word.len() {
                for part in words(word.get(start..end).unwrap_or_default()) {
                    // Twice, because the other forms make the text longer.
                    self.put_forms(&part.folded, 0, list);
                    self.put_forms(&part.folded, 0, list);
                }
            }
            start = end;
        }
    }

    /// Adds a word that is looked up at the end of the passage.
    fn put(&mut self, word: &str, step: u32, list: &mut TokenList) {
        let term = match short(word) {
            Some(word) => {
                self.pending.words.push((word, list.tokens.len() as u32));
                UNNUMBERED
            }
            None => self.stem(word),
        };
        list.put(term, step);
    }

    /// Looks up the pending words.
    fn look_up_pending(&mut self, list: &mut TokenList) {
        let PendingWords { words, found } = &mut self.pending;
        found.clear();
        if let Some(LanguageWords { short, .. }) = self.lexicon.languages.get(self.language) {
            found.extend(words.iter().map(|(word, _)| short.get(word).copied()));
        }
        for ((word, at), known) in self.pending.words.iter().zip(&self.pending.found) {
            let term = match known {
                Some(stem) => self.lexicon.term(*stem as usize),
                None => {
                    let bytes = [word.0.to_le_bytes(), word.1.to_le_bytes()].concat();
                    let text = std::str::from_utf8(&bytes).unwrap_or_default();
                    let text = text.trim_end_matches('\0');
                    let stem = self.lexicon.stem(self.language, text);
                    stem.and_then(|stem| self.lexicon.term(stem))
                }
            };
            if let Some((place, term)) = list.tokens.get_mut(*at as usize).zip(term) {
                place.term = term;
            }
        }
        self.pending.words.clear();
    }

    /// Adds a word with hyphens or apostrophes, joined, at the position of its last part. Numbers, as
    /// in dates, are not joined.
    fn join_parts(&mut self, parts: usize, list: &mut TokenList) {
        let joined = std::mem::take(&mut self.joined);
        if parts > 1 && joined.chars().any(char::is_alphabetic) {
            let stem = self.stem(&joined);
            list.put(stem, 0);
        }
        self.joined = joined;
        self.joined.clear();
    }

    /// Adds the acronyms of some words.
    pub(crate) fn initials(&mut self, text: &str, list: &mut TokenList) {
        let letters: Vec<char> =
            words(text).filter_map(|word| word.folded.chars().next()).collect();
        for length in INITIALS {
            for run in letters.windows(length) {
                if run.iter().all(|letter| letter.is_alphabetic()) {
                    let term = self.term(&run.iter().collect::<String>());
                    list.put(term, GAP);
                }
            }
        }
    }

    /// Adds the distinct terms that `add` makes of a value of a facet, in any order. They are made
    /// once in a run, since many records share the value.
    pub(crate) fn value(
        &mut self,
        value: &Term,
        list: &mut TokenList,
        add: impl FnOnce(&mut Self, &mut TokenList),
    ) {
        let known = self.values.get(self.language).and_then(|values| values.get(value));
        if let Some(terms) = known {
            terms.iter().for_each(|term| list.put(*term, GAP));
            return;
        }
        let mut made = TokenList::default();
        add(self, &mut made);
        let mut terms: Vec<u32> = made.tokens.iter().map(|token| token.term).collect();
        terms.sort_unstable();
        terms.dedup();
        terms.iter().for_each(|term| list.put(*term, GAP));
        if self.values.len() <= self.language {
            self.values.resize_with(self.language + 1, FxHashMap::default);
        }
        if let Some(values) = self.values.get_mut(self.language) {
            values.insert(value.clone(), terms);
        }
    }

    /// Adds a name as one term, unless it has too many words.
    pub(crate) fn name(&mut self, text: &str, list: &mut TokenList) {
        let words: Vec<String> = words(text).map(|word| word.folded).collect();
        if (1..=MOST_NAME_WORDS).contains(&words.len()) {
            self.put_forms(&words.concat(), GAP, list);
        }
    }

    /// Adds the term for the whole title.
    pub(crate) fn whole_title(&mut self, text: &str, list: &mut TokenList) {
        let words: Vec<String> = words(text).map(|word| word.folded).collect();
        if !words.is_empty() {
            self.verbatim(&whole_title(words.iter().map(String::as_str)), list);
        }
    }

    /// Adds a text as a single term, unless it is too long for one.
    pub(crate) fn verbatim(&mut self, text: &str, list: &mut TokenList) {
        if text.len() <= MAX_TOKEN_LEN {
            let term = self.term(text);
            list.put(term, GAP);
        }
    }

    fn term(&mut self, text: &str) -> u32 {
        number(&mut self.lexicon.terms, text)
    }

    fn stem(&mut self, word: &str) -> u32 {
        let stem = self.lexicon.stem(self.language, word);
        let term = stem.and_then(|stem| self.lexicon.term(stem));
        term.unwrap_or_else(|| number(&mut self.lexicon.terms, word))
    }
}

fn number(terms: &mut FxHashMap<Box<str>, u32>, text: &str) -> u32 {
    if let Some(number) = terms.get(text) {
        return *number;
    }
    let next = terms.len() as u32;
    terms.insert(text.into(), next);
    next
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl Fn(&mut Analyzer, &mut TokenList)) -> Vec<(String, u32)> {
        let mut analyzer = Analyzer::new(Lexicon::default());
        analyzer.set_language(Language::English);
        let mut list = TokenList::default();
        write(&mut analyzer, &mut list);
        let (_, terms) = analyzer.finish();
        let term = |number: u32| terms[number as usize].to_string();
        list.tokens.iter().map(|tokens| (term(tokens.term), tokens.position)).collect()
    }

    fn shown(tokens: &[(String, u32)]) -> Vec<(&str, u32)> {
        tokens.iter().map(|(term, position)| (term.as_str(), *position)).collect()
    }

    #[test]
    fn words_step_and_passages_leave_a_gap() {
        let tokens = written(|analyzer, list| {
            analyzer.passage("Providence Talks", true, list);
            analyzer.passage("a city", false, list);
            analyzer.passage("…", false, list);
            analyzer.whole_title("Providence Talks", list);
        });
        let expected = [
            ("provid", 0),
            ("providence", 0),
            ("talk", 1),
            ("talks", 1),
            ("a", 9),
            ("citi", 10),
            ("\u{1}providence\u{1}talks", 18),
        ];
        assert_eq!(shown(&tokens), expected);
    }

    #[test]
    fn words_of_several_parts_stand_at_their_last() {
        let tokens = written(|analyzer, list| {
            analyzer.passage("co-design's up-to-date, a- b 2020-12-01", false, list);
            analyzer.passage("9-1-1 Hawaiʻi hand off", false, list);
            analyzer.passage("NYC311", true, list);
        });
        let expected = [
            ("co", 0),
            ("design", 1),
            ("codesign", 1),
            ("up", 2),
            ("to", 3),
            ("date", 4),
            ("uptod", 4),
            ("a", 5),
            ("b", 6),
            ("2020", 7),
            ("12", 8),
            ("01", 9),
            ("911", 17),
            ("hawai", 18),
            ("i", 19),
            ("hawaii", 19),
            ("hand", 20),
            ("off", 21),
            ("handoff", 21),
            ("nyc311", 29),
            ("nyc", 29),
            ("nyc", 29),
            ("311", 29),
            ("311", 29),
        ];
        assert_eq!(shown(&tokens), expected);
    }

    #[test]
    fn what_others_have_learnt_changes_nothing() {
        let text = "Neighbourhoods organise; neighborhoods organized.";
        let mut lexicon = Lexicon::default();
        let mut before = None;
        for _ in 0..3 {
            let mut analyzer = Analyzer::new(lexicon);
            let mut list = TokenList::default();
            for language in [Language::English, Language::French] {
                analyzer.set_language(language);
                analyzer.passage(text, true, &mut list);
            }
            let (learnt, terms) = analyzer.finish();
            lexicon = learnt;
            let now = (list.tokens, terms);
            assert_eq!(*before.get_or_insert_with(|| now.clone()), now);
        }
    }
}
