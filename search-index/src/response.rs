//! Search responses.

use serde::Serialize;

/// The answer to a search.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Response {
    /// The query, as in the request.
    pub query: String,
    /// The number of records that match.
    pub total: usize,
    /// The first of them.
    pub hits: Vec<Hit>,
    /// The number of matching records for each value.
    pub facets: Facets,
    /// The corrected query, where the hits are those of one with other spelling.
    /// [`Request::exact`](crate::Request::exact) turns corrections off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corrected: Option<Corrected>,
    /// Remarks on parts of the query that were not understood.
    pub notes: Vec<Note>,
    /// The parts of the query that filter by a field, in the order written.
    pub understood: Vec<Understood>,
    /// Where no record has a word or two words together: the topics of the best records.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<Value>,
}

/// A corrected query, which was answered instead of the one typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Corrected {
    /// The corrected query.
    pub query: String,
    /// The words replaced.
    pub words: Vec<Correction>,
}

/// A word replaced by a similar one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Correction {
    /// The word as typed.
    pub from: String,
    /// The word searched for.
    pub to: String,
}

/// A remark on the query. The interface has the words for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// What it is about.
    pub kind: NoteKind,
    /// The field as typed; empty for words.
    pub field: String,
    /// The value or the words as typed.
    pub value: String,
}

/// The kinds of [`Note`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum NoteKind {
    /// No field has this name. Name and value were searched for as words.
    UnknownField,
    /// No record has this value, so the field matches none.
    UnknownValue,
    /// No record has this word.
    UnknownWord,
    /// No record has these two words near each other.
    Apart,
}

/// A value by which the query filters. Several values of one field are alternatives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Understood {
    /// The field: `topic`, `sphere`, `city`, `country`, `kind`, `stage`, `result`, `method`,
    /// `evidence`, `year`, `population`, `cost` or `months`.
    pub field: String,
    /// The slug; of numbers `3`, `3..5`, `3..` or `..5`.
    pub value: String,
    /// The label; of numbers the same as the value.
    pub label: String,
    /// Whether records with the value are excluded.
    pub negative: bool,
    /// The query without this filter.
    pub without: String,
}

/// A record found.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Hit {
    /// The record's id.
    pub id: String,
    /// The kind.
    pub kind: String,
    /// The title.
    pub title: String,
    /// The path of the page from the root of the site.
    pub url: String,
    /// The score: comparable only within one response, and 0 where the query has no words.
    pub score: f64,
    /// The sentence of the body that matches best as HTML: escaped text, with search words in
    /// `<mark>`. Where none says more than the summary, the summary.
    pub snippet: String,
    /// The summary in the same form.
    pub summary: String,
    /// The section that the sentence is from; none where it is the summary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<HitSection>,
    /// The stage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<Value>,
    /// The level of evidence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<u8>,
    /// The direction of the evidence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<Value>,
    /// The cities.
    pub cities: Vec<Value>,
    /// The year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
}

/// The section of an excerpt.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct HitSection {
    /// The heading's anchor on the page.
    pub anchor: String,
    /// The heading's text.
    pub heading: String,
}

/// A value of a facet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Value {
    /// The slug.
    pub value: String,
    /// The label.
    pub label: String,
}

/// The counts for all facets. Those of a facet ignore its own filter, so that they say what
/// choosing another value would give.
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
    /// By direction of the evidence.
    pub result: Vec<Count>,
    /// By method of working.
    pub method: Vec<Count>,
    /// By exact level of evidence.
    pub evidence: Vec<Count>,
    /// The years.
    pub year: Extent,
    /// The populations of the cities.
    pub population: Extent,
    /// The costs, in US dollars.
    pub cost: Extent,
    /// The months from the start of the work until it could first be used.
    pub months: Extent,
}

/// The numbers of records, such as their years. A range leaves out records without one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Extent {
    /// The number of records that have one.
    pub count: usize,
    /// The least of their numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub least: Option<u64>,
    /// The greatest of their numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<u64>,
}

/// The number of records with a value. Values without any are left out unless a filter has them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// The slug, or the level of evidence.
    pub value: String,
    /// The label.
    pub label: String,
    /// The number of records.
    pub count: usize,
}
