//! A query in terms of the index: words as terms, field values as tests.

use std::ops::Range;

use super::syntax::{FieldName, Word};
use crate::format::{Catalogue, Measure};
use crate::range::NumberRange;
use crate::response::{Note, Understood};
use crate::schema::SEARCHED;
use crate::text::Language;

/// All searched fields, as a bit set.
pub(super) const ALL_FIELDS: u16 = (1 << SEARCHED.len()) - 1;

/// A query.
#[derive(Debug, Default)]
pub(super) struct Query {
    /// All words and phrases searched for or excluded; [`Choice::Text`] is an index into them.
    pub(super) texts: Vec<Text>,
    /// What is searched for.
    pub(super) clauses: Vec<Clause>,
    /// What a record must not match.
    pub(super) excluded: Vec<Choice>,
    /// What a record must match, without affecting its score.
    pub(super) limits: Vec<Limit>,
    /// Title terms for titles that are the whole query.
    pub(super) titles: Vec<String>,
    /// Title terms for synonyms of topics that are a part of the query.
    pub(super) names: Vec<String>,
    pub(super) notes: Vec<Note>,
    pub(super) understood: Vec<Understood>,
    /// Whether it has so many words that no record has them all; it is then scored as a text.
    pub(super) is_long: bool,
    /// See [`Syntax::is_prose`](super::syntax::Syntax::is_prose).
    pub(super) is_prose: bool,
}

/// A part of the query that any of its choices matches.
#[derive(Debug)]
pub(super) struct Clause {
    pub(super) choices: Vec<Choice>,
    /// Without it a record does not match: it was quoted, joined by `OR` or has a field.
    pub(super) required: bool,
}

/// One way to match a clause.
#[derive(Debug, Clone)]
pub(super) enum Choice {
    /// An index into [`Query::texts`].
    Text(usize),
    Test(Test),
}

/// Words that must follow one another; usually only one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) words: Vec<QueryWord>,
    /// Not to be corrected: quoted or excluded.
    pub(super) exact: bool,
    /// A stop word in a query that has other words, too.
    pub(super) is_stop_word: bool,
    /// How often it occurs in the query.
    pub(super) count: u32,
}

/// A condition on a record's values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Test {
    /// Has one of these values of a facet.
    Facet(usize, Vec<u32>),
    /// Has a number in a range.
    Number(Measure, NumberRange),
}

/// Passed by a record that passes any of the tests.
#[derive(Debug)]
pub(super) struct Limit {
    pub(super) tests: Vec<Test>,
    /// The field, where further values of it are alternatives.
    pub(super) open: Option<FieldName>,
}

/// A word of the query.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct QueryWord {
    pub(super) terms: Vec<String>,
    /// Terms for the word and a neighbour written as one word: `hand off`, `handoff`.
    pub(super) joined: Vec<String>,
    /// Stems that the word may have once it is finished, shorter than what is typed.
    pub(super) stems: Vec<String>,
    /// The word, where it may be unfinished: terms with this prefix match, too.
    pub(super) beginning: Option<String>,
    /// The searched fields to look in, as a bit set.
    pub(super) fields: u16,
    pub(super) folded: String,
    /// As it was typed.
    pub(super) typed: String,
    /// Its byte range in the query.
    pub(super) span: Range<usize>,
}

impl Test {
    /// Whether a document passes the test.
    pub(super) fn passes(&self, catalogue: &Catalogue, document: u32) -> bool {
        match self {
            Self::Facet(facet, wanted) => {
                catalogue.ids(*facet, document).iter().any(|id| wanted.contains(id))
            }
            Self::Number(measure, numbers) => {
                catalogue.numbers(*measure, document).any(|number| numbers.contain(number))
            }
        }
    }
}

impl Text {
    /// Words that are searched for once.
    pub(super) fn of(words: Vec<QueryWord>) -> Self {
        Self { words, exact: false, is_stop_word: false, count: 1 }
    }
}

impl Query {
    /// The indices of the texts searched for.
    pub(super) fn wanted(&self) -> impl Iterator<Item = usize> {
        self.clauses.iter().flat_map(|clause| &clause.choices).filter_map(|choice| match choice {
            Choice::Text(at) => Some(*at),
            Choice::Test(_) => None,
        })
    }

    /// The words searched for in any field, without stop words.
    pub(super) fn content(&self) -> impl Iterator<Item = (usize, &QueryWord)> {
        self.wanted().filter_map(|at| match self.texts.get(at)? {
            Text { words, is_stop_word: false, .. } => match words.as_slice() {
                [word] if word.fields == ALL_FIELDS => Some((at, word)),
                _ => None,
            },
            _ => None,
        })
    }

    /// Drops words typed twice. The last one is kept, since it may be unfinished.
    pub(super) fn drop_repeats(&mut self) {
        let mut seen: Vec<&[QueryWord]> = Vec::new();
        let texts = &self.texts;
        self.clauses.reverse();
        self.clauses.retain(|clause| {
            let [Choice::Text(at)] = clause.choices.as_slice() else { return true };
            let Some(text) = texts.get(*at) else { return true };
            let same = |other: &&[QueryWord]| {
                let pairs = || other.iter().zip(&text.words);
                other.len() == text.words.len() && pairs().all(|(one, two)| one.is_same(two))
            };
            let repeated = !clause.required && seen.iter().any(same);
            seen.push(&text.words);
            !repeated
        });
        self.clauses.reverse();
    }
}

impl QueryWord {
    /// Whether both words match the same.
    fn is_same(&self, other: &Self) -> bool {
        self.fields == other.fields && self.terms == other.terms
    }

    pub(super) fn new(word: &Word, languages: &[Language], fields: u16, unfinished: bool) -> Self {
        let folded = &word.folded;
        let stems = if unfinished { finished_stems(folded, languages) } else { Vec::new() };
        Self {
            terms: terms(folded, languages),
            joined: Vec::new(),
            stems,
            beginning: unfinished.then(|| folded.clone()),
            fields,
            folded: folded.clone(),
            typed: word.typed.clone(),
            span: word.span.clone(),
        }
    }
}

/// The terms of a word: its stem in each language, and the word itself.
pub(crate) fn terms(folded: &str, languages: &[Language]) -> Vec<String> {
    let stems = languages.iter().map(|language| language.stem(folded).into_owned());
    let mut terms: Vec<String> = stems.chain([folded.to_owned()]).collect();
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// Ends of words that stemmers remove, or ends of those: what may be missing from a word that is
/// being typed.
#[rustfmt::skip]
const ENDINGS: [&str; 44] = [
    "s", "es", "d", "ed", "g", "ng", "ing", "y", "ty", "ity", "lity", "ility", "bility",
    "n", "on", "ion", "tion", "ation", "ization", "ss", "ess", "ness", "t", "nt", "ent", "ment",
    "e", "le", "ble", "able", "r", "er", "al", "ly", "ive", "ize", "sm", "ism", "ance", "ence",
    "dad", "dade", "ade", "ente",
];

/// The stems, shorter than an unfinished word, that it may have once it is finished.
fn finished_stems(folded: &str, languages: &[Language]) -> Vec<String> {
    let mut stems = Vec::new();
    for ending in ENDINGS {
        let finished = format!("{folded}{ending}");
        for language in languages {
            let stem = language.stem(&finished);
            if stem.len() >= SHORTEST_STEM
                && stem.len() < folded.len()
                && folded.starts_with(&*stem)
                && !stems.iter().any(|known| *known == *stem)
            {
                stems.push(stem.into_owned());
            }
        }
    }
    stems
}

/// Shorter stems of unfinished words are not looked up: they mean too many things.
const SHORTEST_STEM: usize = 3;
