//! A query as the index understands it: words as terms, values of fields as tests.

use std::ops::Range;

use super::syntax::{Name, Numbers, Word};
use crate::format::Catalogue;
use crate::response::{Note, Understood};
use crate::text::Language;

/// A query.
#[derive(Debug, Default)]
pub(super) struct Query {
    /// All words and phrases looked for or shunned; clauses name them by their places.
    pub(super) texts: Vec<Text>,
    /// What is asked for.
    pub(super) clauses: Vec<Clause>,
    /// What must not be.
    pub(super) excluded: Vec<Choice>,
    /// What must be, and says nothing on the order.
    pub(super) limits: Vec<Limit>,
    /// Terms of the titles that would be the whole query.
    pub(super) titles: Vec<String>,
    pub(super) notes: Vec<Note>,
    pub(super) understood: Vec<Understood>,
}

/// A thing asked for: any of its choices.
#[derive(Debug)]
pub(super) struct Clause {
    pub(super) choices: Vec<Choice>,
    /// Written with a sign of the language: without it nothing matches.
    pub(super) required: bool,
}

/// One way to meet a clause.
#[derive(Debug, Clone)]
pub(super) enum Choice {
    /// The text at this place of [`Query::texts`].
    Text(usize),
    Test(Test),
}

/// Words to be found one after another; mostly a single one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) words: Vec<QueryWord>,
    /// Meant as it is spelt: quoted, or unwanted.
    pub(super) exact: bool,
    /// A word that only holds the question together, beside words that are asked for.
    pub(super) light: bool,
}

/// What a record's values must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Test {
    /// One of some values of a facet.
    Facet(usize, Vec<u32>),
    Evidence(Numbers),
    Year(Numbers),
}

/// Tests, one of which a record must pass.
#[derive(Debug)]
pub(super) struct Limit {
    pub(super) tests: Vec<Test>,
    /// The field of which more values may be added: repeated fields are choices.
    pub(super) open: Option<Name>,
}

/// A word as typed, and the terms it may stand as in the index.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct QueryWord {
    pub(super) terms: Vec<String>,
    /// The beginning of a word still being typed.
    pub(super) beginning: Option<String>,
    /// The searched fields it is looked for in, as bits.
    pub(super) fields: u16,
    pub(super) folded: String,
    /// Where it stands in the query.
    pub(super) span: Range<usize>,
}

impl Test {
    /// Whether a document passes.
    pub(super) fn passes(&self, catalogue: &Catalogue, document: u32) -> bool {
        match self {
            Self::Facet(facet, wanted) => {
                catalogue.ids(*facet, document).iter().any(|id| wanted.contains(id))
            }
            Self::Evidence(numbers) => {
                catalogue.evidence(document).is_some_and(|level| numbers.contain(u16::from(level)))
            }
            Self::Year(numbers) => {
                catalogue.year(document).is_some_and(|year| numbers.contain(year))
            }
        }
    }
}

impl Query {
    /// The texts looked for, in order.
    pub(super) fn wanted(&self) -> impl Iterator<Item = usize> {
        self.clauses.iter().flat_map(|clause| &clause.choices).filter_map(|choice| match choice {
            Choice::Text(at) => Some(*at),
            Choice::Test(_) => None,
        })
    }

    /// A word typed twice counts once; the last stays, since it may be a beginning.
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
    /// Whether it finds the same.
    fn is_same(&self, other: &Self) -> bool {
        self.fields == other.fields && self.terms == other.terms
    }

    pub(super) fn new(word: &Word, languages: &[Language], fields: u16, unfinished: bool) -> Self {
        let folded = &word.folded;
        let stems = languages.iter().map(|language| language.stem(folded).into_owned());
        let mut terms: Vec<String> = stems.chain([folded.clone()]).collect();
        terms.sort_unstable();
        terms.dedup();
        Self {
            terms,
            beginning: unfinished.then(|| folded.clone()),
            fields,
            folded: folded.clone(),
            span: word.span.clone(),
        }
    }
}
