//! The query language: what a reader typed, taken apart by its signs alone, before anything is
//! known of the index. Nothing typed is an error.
//!
//! ```text
//! query  = (group | "-" atom)*           AND between groups may be written, and says nothing
//! group  = atom (("OR" | "|") atom)*
//! atom   = word | "\"" words "\"" | field ":" value ("," value)*
//! value  = word | "\"" words "\"" | range
//! range  = [">=" | ">" | "=" | "<" | "<="] number | [number] ".." [number]
//! ```
//!
//! Parentheses are ignored: `OR` binds more tightly than the space between words, so that
//! `(bus OR tram) fares` means the same without them. A query prints as text that parses to the
//! same query again.

mod lex;
mod parse;
mod range;
#[cfg(test)]
mod tests;

use std::fmt;
use std::ops::Range;

pub(crate) use range::Numbers;

/// A query taken apart.
#[derive(Debug, Clone, Default)]
pub(crate) struct Syntax {
    pub(crate) groups: Vec<Group>,
    /// Bytes of the text: a word that ends there may be unfinished.
    pub(crate) length: usize,
}

/// One of the things asked for: any of its atoms, or, if it is negative, not its one atom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    pub(crate) negative: bool,
    pub(crate) atoms: Vec<Atom>,
}

/// The smallest thing one can ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Atom {
    /// A word.
    Word(Word),
    /// Words that follow one another: quoted, or joined as in `co-design`.
    Phrase(Vec<Word>),
    /// Values of a field, any of them.
    Field { name: Name, values: Vec<Value> },
    /// What looks like a field, and is none.
    Foreign { name: Word, words: Vec<Word> },
}

/// A value of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Words(Vec<Word>),
    Numbers(Numbers),
}

/// A word as typed, as it is compared, and where it was typed. Equal words are typed alike.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    pub(crate) typed: String,
    pub(crate) folded: String,
    pub(crate) span: Range<usize>,
}

/// A field that can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Name {
    /// A facet, by its place in the catalogue.
    Facet(usize),
    Evidence,
    Year,
    /// A text, by its place among the searched fields.
    Text(usize),
}

impl Syntax {
    /// The query without one value of one atom, and without so many groups after it.
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

/// The fields by name; those of a facet have its place in the catalogue, texts theirs in the
/// schema.
const NAMES: [(&str, Name); 12] = [
    ("topic", Name::Facet(0)),
    ("sphere", Name::Facet(1)),
    ("city", Name::Facet(2)),
    ("country", Name::Facet(3)),
    ("kind", Name::Facet(4)),
    ("stage", Name::Facet(5)),
    ("result", Name::Facet(6)),
    ("evidence", Name::Evidence),
    ("year", Name::Year),
    ("title", Name::Text(0)),
    ("summary", Name::Text(1)),
    ("body", Name::Text(2)),
];

impl Name {
    /// The field called so, in whatever case.
    fn of(text: &str) -> Option<Self> {
        let named = |(name, _): &&(&str, Self)| name.eq_ignore_ascii_case(text);
        NAMES.iter().find(named).map(|(_, field)| *field)
    }

    /// What it is called.
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
            Self::Foreign { name, words } => {
                write!(f, "{name}:")?;
                list(f, words, "-")
            }
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Words(words) if words.len() == 1 => list(f, words, ""),
            Self::Words(words) => quoted(f, words),
            Self::Numbers(numbers) => numbers.fmt(f),
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
