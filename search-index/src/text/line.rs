//! Analysed texts: what of them stands in the index, by number and position.
//!
//! Analysis runs in parallel over records. Words come again and again, so each is stemmed once,
//! and a term is a number until the index is written.

use std::ops::RangeInclusive;

use rustc_hash::FxHashMap;
use tantivy::tokenizer::MAX_TOKEN_LEN;

use super::{Language, whole_title, words};

/// Positions between two passages that do not follow one another.
const GAP: u32 = 8;

/// So many words have an acronym.
const INITIALS: RangeInclusive<usize> = 3..=5;

/// A term at its position in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Placed {
    pub(crate) term: u32,
    pub(crate) position: u32,
}

/// What a field of a record holds. The next word steps to the next position, another form of a word
/// stays at its position, and between passages is a gap that no phrase can span.
#[derive(Debug, Default)]
pub(crate) struct Line {
    pub(crate) placed: Vec<Placed>,
}

impl Line {
    fn put(&mut self, term: u32, step: u32) {
        let position = self.placed.last().map_or(0, |last| last.position + step);
        self.placed.push(Placed { term, position });
    }
}

/// The words of one language that were met, since texts repeat their words.
#[derive(Debug)]
struct Spoken {
    language: Language,
    /// The number of each word in the list of stems. Nearly all words are short, and a short one is
    /// found without a look at another place in memory.
    short: FxHashMap<Short, u32>,
    long: FxHashMap<Box<str>, u32>,
}

/// A word of no more than sixteen bytes, filled up with zeros, which no word has in it. Two halves
/// take less room in a table than one number of that size.
type Short = (u64, u64);

/// A word as it is looked for.
fn short(word: &str) -> Option<Short> {
    let mut bytes = [0; 16];
    bytes.get_mut(..word.len())?.copy_from_slice(word.as_bytes());
    let both = u128::from_le_bytes(bytes);
    Some((both as u64, (both >> 64) as u64))
}

/// What is learnt of words in one run of records and is of use in the next.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    spoken: Vec<Spoken>,
    /// The stems of all words. Several words can have the same.
    stems: Vec<Box<str>>,
    /// For each stem its term in the run being written, or [`UNNUMBERED`].
    terms_of_stems: Vec<u32>,
    /// The terms of the run by their texts; between runs only the room for them.
    terms: FxHashMap<Box<str>, u32>,
}

/// No term has this number: there would have to be four thousand million.
const UNNUMBERED: u32 = u32::MAX;

impl Lexicon {
    fn place(&mut self, language: Language) -> usize {
        let known = self.spoken.iter().position(|spoken| spoken.language == language);
        known.unwrap_or_else(|| {
            let (short, long) = (FxHashMap::default(), FxHashMap::default());
            self.spoken.push(Spoken { language, short, long });
            self.spoken.len() - 1
        })
    }

    /// The number of a word's stem.
    fn stem(&mut self, language: usize, word: &str) -> Option<usize> {
        let spoken = self.spoken.get_mut(language)?;
        let short = short(word);
        let found = match &short {
            Some(word) => spoken.short.get(word),
            None => spoken.long.get(word),
        };
        if let Some(found) = found {
            return Some(*found as usize);
        }
        let next = self.stems.len();
        match short {
            Some(word) => spoken.short.insert(word, next as u32),
            None => spoken.long.insert(word.into(), next as u32),
        };
        self.stems.push(spoken.language.stem(word).into());
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

/// Words of a passage whose terms are looked for together. One look-up for each word of a site is
/// where analysis spends its time, waiting for memory; many at once wait together.
#[derive(Debug, Default)]
struct Waiting {
    /// Each word, and its place in the line.
    words: Vec<(Short, u32)>,
    /// The numbers of their stems, as far as they are known.
    found: Vec<Option<u32>>,
}

/// Analyses the texts of a run of records, and numbers their terms.
#[derive(Debug)]
pub(crate) struct LineWriter {
    lexicon: Lexicon,
    /// The place of the language that is written.
    language: usize,
    waiting: Waiting,
    folded: String,
    joined: String,
}

impl LineWriter {
    /// A writer that begins to number, with what others have learnt. It writes English.
    pub(crate) fn new(mut lexicon: Lexicon) -> Self {
        let language = lexicon.place(Language::English);
        let (folded, joined) = (String::new(), String::new());
        Self { lexicon, language, waiting: Waiting::default(), folded, joined }
    }

    /// What was learnt, and the terms by their numbers.
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

    /// From here on texts are in this language.
    pub(crate) fn speak(&mut self, language: Language) {
        self.language = self.lexicon.place(language);
    }

    /// Adds a passage. With `forms`, words stand beside their stems, so that a word being typed
    /// is met by its beginning.
    pub(crate) fn passage(&mut self, text: &str, forms: bool, line: &mut Line) {
        let bytes = text.as_bytes();
        let mut step = GAP;
        // The parts of a word written with hyphens, met one after the other.
        let (mut parts, mut part_end) = (0, 0);
        let mut words = words(text);
        let mut folded = std::mem::take(&mut self.folded);
        while let Some(at) = words.next_into(&mut folded) {
            let goes_on = parts > 0 && at.start == part_end + 1;
            if parts > 0 && !goes_on {
                self.whole(parts, line);
                parts = 0;
            }
            if !forms {
                self.put(&folded, step, line);
            } else {
                let stem = self.stem(&folded);
                line.put(stem, step);
                let form = self.term(&folded);
                if form != stem {
                    line.put(form, 0);
                }
            }
            step = 1;
            // Only a word before or behind a hyphen can be a part.
            if goes_on || bytes.get(at.end) == Some(&b'-') {
                self.joined.push_str(&folded);
                parts += 1;
                part_end = at.end;
            }
            if parts > 0 && bytes.get(at.end) != Some(&b'-') {
                self.whole(parts, line);
                parts = 0;
            }
        }
        if parts > 0 {
            self.whole(parts, line);
        }
        self.folded = folded;
        self.settle(line);
    }

    /// Adds a word whose term is looked for when the passage ends.
    fn put(&mut self, word: &str, step: u32, line: &mut Line) {
        let term = match short(word) {
            Some(word) => {
                self.waiting.words.push((word, line.placed.len() as u32));
                UNNUMBERED
            }
            None => self.stem(word),
        };
        line.put(term, step);
    }

    /// Gives the words that wait their terms.
    fn settle(&mut self, line: &mut Line) {
        let Waiting { words, found } = &mut self.waiting;
        found.clear();
        if let Some(Spoken { short, .. }) = self.lexicon.spoken.get(self.language) {
            found.extend(words.iter().map(|(word, _)| short.get(word).copied()));
        }
        for ((word, at), known) in self.waiting.words.iter().zip(&self.waiting.found) {
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
            if let Some((place, term)) = line.placed.get_mut(*at as usize).zip(term) {
                place.term = term;
            }
        }
        self.waiting.words.clear();
    }

    /// Adds a word of several parts at the place of its last part. Numbers, as in dates, make none.
    fn whole(&mut self, parts: usize, line: &mut Line) {
        let joined = std::mem::take(&mut self.joined);
        if parts > 1 && joined.chars().any(char::is_alphabetic) {
            let stem = self.stem(&joined);
            line.put(stem, 0);
        }
        self.joined = joined;
        self.joined.clear();
    }

    /// Adds the initials of some words, for those who search by them.
    pub(crate) fn initials(&mut self, text: &str, line: &mut Line) {
        let letters: Vec<char> =
            words(text).filter_map(|word| word.folded.chars().next()).collect();
        for length in INITIALS {
            for run in letters.windows(length) {
                if run.iter().all(|letter| letter.is_alphabetic()) {
                    let term = self.term(&run.iter().collect::<String>());
                    line.put(term, GAP);
                }
            }
        }
    }

    /// Adds the term for a whole title.
    pub(crate) fn whole_title(&mut self, text: &str, line: &mut Line) {
        let words: Vec<String> = words(text).map(|word| word.folded).collect();
        if !words.is_empty() {
            self.verbatim(&whole_title(words.iter().map(String::as_str)), line);
        }
    }

    /// Adds a text that is one term as it stands, unless it is longer than a term can be.
    pub(crate) fn verbatim(&mut self, text: &str, line: &mut Line) {
        if text.len() <= MAX_TOKEN_LEN {
            let term = self.term(text);
            line.put(term, GAP);
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

    fn written(write: impl Fn(&mut LineWriter, &mut Line)) -> Vec<(String, u32)> {
        let mut writer = LineWriter::new(Lexicon::default());
        writer.speak(Language::English);
        let mut line = Line::default();
        write(&mut writer, &mut line);
        let (_, terms) = writer.finish();
        let term = |number: u32| terms[number as usize].to_string();
        line.placed.iter().map(|placed| (term(placed.term), placed.position)).collect()
    }

    fn shown(placed: &[(String, u32)]) -> Vec<(&str, u32)> {
        placed.iter().map(|(term, position)| (term.as_str(), *position)).collect()
    }

    #[test]
    fn words_step_and_passages_leave_a_gap() {
        let placed = written(|writer, line| {
            writer.passage("Providence Talks", true, line);
            writer.passage("a city", false, line);
            writer.passage("…", false, line);
            writer.whole_title("Providence Talks", line);
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
        assert_eq!(shown(&placed), expected);
    }

    #[test]
    fn words_of_several_parts_stand_at_their_last() {
        let placed = written(|writer, line| {
            writer.passage("co-design's up-to-date, a- b 2020-12-01", false, line);
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
        ];
        assert_eq!(shown(&placed), expected);
    }

    #[test]
    fn what_others_have_learnt_changes_nothing() {
        let text = "Neighbourhoods organise; neighborhoods organized.";
        let mut lexicon = Lexicon::default();
        let mut before = None;
        for _ in 0..3 {
            let mut writer = LineWriter::new(lexicon);
            let mut line = Line::default();
            for language in [Language::English, Language::French] {
                writer.speak(language);
                writer.passage(text, true, &mut line);
            }
            let (learnt, terms) = writer.finish();
            lexicon = learnt;
            let now = (line.placed, terms);
            assert_eq!(*before.get_or_insert_with(|| now.clone()), now);
        }
    }
}
