//! What is answered.

use serde::Serialize;

/// The answer to a search.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Response {
    /// The words asked for, as given.
    pub query: String,
    /// How many records match.
    pub total: usize,
    /// The first of them, in the order asked for.
    pub hits: Vec<Hit>,
    /// How many of them bear each value.
    pub facets: Facets,
    /// Set where the hits are those of a query spelt otherwise than asked. A request with
    /// [`exact`](crate::Request::exact) turns that off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corrected: Option<Corrected>,
    /// What of the query was taken otherwise than it was written.
    pub notes: Vec<Note>,
    /// What of the query was taken as a restriction to a value of a field, in the order written.
    pub understood: Vec<Understood>,
}

/// The query that was answered in place of the one typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Corrected {
    /// The whole query, with the words replaced.
    pub query: String,
    /// The words replaced.
    pub words: Vec<Correction>,
}

/// A word replaced by one spelt much like it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Correction {
    /// The word as typed.
    pub from: String,
    /// The word searched for.
    pub to: String,
}

/// A remark on a query, for the reader: data only, the interface has the words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// What happened.
    pub kind: NoteKind,
    /// The field as typed.
    pub field: String,
    /// The value as typed.
    pub value: String,
}

/// What a [`Note`] says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum NoteKind {
    /// There is no such field: name and value were searched as words.
    UnknownField,
    /// No record bears the value: it was searched as words.
    UnknownValue,
}

/// A value of a field to which the query restricts the hits. Several of one field are choices.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Understood {
    /// The field: `topic`, `sphere`, `city`, `country`, `kind`, `stage`, `result`, `evidence` or
    /// `year`.
    pub field: String,
    /// The slug; for evidence and year `3`, `3..5`, `3..` or `..5`.
    pub value: String,
    /// The label; for evidence and year the same as the value.
    pub label: String,
    /// Whether the hits are those without it.
    pub negative: bool,
    /// The query without this restriction.
    pub without: String,
}

/// A record found.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Hit {
    /// The record's identity.
    pub id: String,
    /// The kind of record.
    pub kind: String,
    /// The title.
    pub title: String,
    /// The page's address from the root of the site.
    pub url: String,
    /// How well it matches; comparable within one answer only, 0 without words.
    pub score: f64,
    /// An excerpt as HTML: escaped text, the words found in `<mark>`.
    pub snippet: String,
    /// The summary, plain text.
    pub summary: String,
    /// The section the excerpt is from, if it is not from the summary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<HitSection>,
    /// The stage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<Value>,
    /// The level of evidence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<u8>,
    /// Which way the evidence points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<Value>,
    /// The cities.
    pub cities: Vec<Value>,
    /// The year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
}

/// Where in a record an excerpt is from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct HitSection {
    /// The heading's anchor on the page.
    pub anchor: String,
    /// The heading's text.
    pub heading: String,
}

/// A value of a facet on a hit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Value {
    /// The slug.
    pub value: String,
    /// The label.
    pub label: String,
}

/// The counts of every facet. Those of a field take all filters into account but the field's own,
/// so that they say what choosing another value would give.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Facets {
    /// By topic.
    pub topic: Vec<Count>,
    /// By sphere.
    pub sphere: Vec<Count>,
    /// By city.
    pub city: Vec<Count>,
    /// By country.
    pub country: Vec<Count>,
    /// By kind.
    pub kind: Vec<Count>,
    /// By stage.
    pub stage: Vec<Count>,
    /// By which way the evidence points.
    pub result: Vec<Count>,
    /// By level of evidence: records at exactly that level.
    pub evidence: Vec<Count>,
}

/// How many records bear a value. Values nobody bears are left out, unless they are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// The slug, or the level of evidence as a digit.
    pub value: String,
    /// The label.
    pub label: String,
    /// The number of records.
    pub count: usize,
}
