//! The query language. A query is parsed without looking at the index, and every text is a valid
//! query.
//!
//! ```text
//! query  = (group | "-" atom)*           AND between groups is allowed and ignored
//! group  = atom (("OR" | "|") atom)*
//! atom   = word | "\"" words "\"" | field ":" value ("," value)*
//! value  = word | "\"" words "\"" | range
//! range  = [">=" | ">" | "=" | "<" | "<="] number | [number] ".." [number]
//! number = ["$"] digits ["k" | "m" | "bn"]; thousands may be separated, as in 100,000
//! ```
//!
//! Parentheses are ignored: `OR` binds more tightly than the space between words, so
//! `(bus OR tram) fares` means the same without them. In a text of more than twelve words all of this
//! is punctuation. A parsed query prints as text that parses to the same query.

mod lex;
mod parse;
#[cfg(test)]
mod tests;

use std::fmt;
use std::ops::Range;

use crate::format::Measure;
use crate::range::NumberRange;

/// A parsed query.
#[derive(Debug, Clone, Default)]
pub(crate) struct Syntax {
    pub(crate) groups: Vec<Group>,
    /// Too many words for somebody to have typed them with care: a pasted text, in which no sign has
    /// a meaning.
    pub(crate) is_prose: bool,
    /// The length of the text in bytes: a word that ends there may be unfinished.
    pub(crate) length: usize,
}

/// Matches where any of its atoms does or, if it is negative, where its one atom does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    pub(crate) negative: bool,
    pub(crate) atoms: Vec<Atom>,
}

/// The smallest part of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Atom {
    /// A word.
    Word(Word),
    /// Words that must follow one another: quoted, or joined as in `co-design`.
    Phrase(Vec<Word>),
    /// A field with values, any of which match.
    Field { name: FieldName, values: Vec<Value> },
    /// Looks like a field, but there is none of that name.
    UnknownField { name: Word, words: Vec<Word> },
}

/// A value of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Words(Vec<Word>),
    NumberRange(NumberRange),
}

/// A word as typed, its folded form, and its byte range in the query. Words are equal that were
/// typed alike.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    pub(crate) typed: String,
    pub(crate) folded: String,
    pub(crate) span: Range<usize>,
}

/// The name of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FieldName {
    /// A facet, by its index in the catalogue.
    Facet(usize),
    Number(Measure),
    /// A searched field, by its index in the schema.
    Text(usize),
}

impl Syntax {
    /// The query without one value of an atom, and without so many groups after it.
    pub(crate) fn without(&self, group: usize, atom: usize, value: usize, after: usize) -> Self {
        let mut rest = self.clone();
        let end = rest.groups.len().min(group + 1 + after);
        rest.groups.drain((group + 1).min(end)..end);
        let Some(found) = rest.groups.get_mut(group) else { return rest };
        if let Some(Atom::Field { values, .. }) = found.atoms.get_mut(atom)
            && values.len() > 1
        {
            values.remove(value.min(values.len() - 1));
        } else if found.atoms.len() > 1 {
            found.atoms.remove(atom.min(found.atoms.len() - 1));
        } else {
            rest.groups.remove(group);
        }
        rest
    }
}

impl PartialEq for Word {
    fn eq(&self, other: &Self) -> bool {
        self.typed == other.typed
    }
}

impl Eq for Word {}

impl PartialEq for Syntax {
    fn eq(&self, other: &Self) -> bool {
        self.groups == other.groups
    }
}

impl Eq for Syntax {}

/// The fields by name.
const NAMES: [(&str, FieldName); 16] = [
    ("topic", FieldName::Facet(0)),
    ("sphere", FieldName::Facet(1)),
    ("city", FieldName::Facet(2)),
    ("country", FieldName::Facet(3)),
    ("kind", FieldName::Facet(4)),
    ("stage", FieldName::Facet(5)),
    ("result", FieldName::Facet(6)),
    ("method", FieldName::Facet(7)),
    ("evidence", FieldName::Number(Measure::Evidence)),
    ("year", FieldName::Number(Measure::Year)),
    ("population", FieldName::Number(Measure::Population)),
    ("cost", FieldName::Number(Measure::Cost)),
    ("months", FieldName::Number(Measure::Months)),
    ("title", FieldName::Text(0)),
    ("summary", FieldName::Text(1)),
    ("body", FieldName::Text(2)),
];

impl FieldName {
    /// Looks up a name, ignoring case.
    fn of(text: &str) -> Option<Self> {
        let named = |(name, _): &&(&str, Self)| name.eq_ignore_ascii_case(text);
        NAMES.iter().find(named).map(|(_, field)| *field)
    }

    /// The name as typed.
    pub(crate) fn text(self) -> &'static str {
        NAMES.iter().find(|(_, field)| *field == self).map_or("", |(name, _)| name)
    }
}

impl fmt::Display for Syntax {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        list(f, &self.groups, " ")
    }
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.negative {
            f.write_str("-")?;
        }
        list(f, &self.atoms, " OR ")
    }
}

impl fmt::Display for Atom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) => word.fmt(f),
            Self::Phrase(words) => quoted(f, words),
            Self::Field { name, values } => {
                write!(f, "{}:", name.text())?;
                list(f, values, ",")
            }
            Self::UnknownField { name, words } => {
                write!(f, "{name}:")?;
                list(f, words, "/")
            }
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Words(words) if words.len() == 1 => list(f, words, ""),
            Self::Words(words) => quoted(f, words),
            Self::NumberRange(numbers) => numbers.fmt(f),
        }
    }
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.typed)
    }
}

fn quoted(f: &mut fmt::Formatter<'_>, words: &[Word]) -> fmt::Result {
    f.write_str("\"")?;
    list(f, words, " ")?;
    f.write_str("\"")
}

fn list<T: fmt::Display>(f: &mut fmt::Formatter<'_>, items: &[T], separator: &str) -> fmt::Result {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            f.write_str(separator)?;
        }
        item.fmt(f)?;
    }
    Ok(())
}
