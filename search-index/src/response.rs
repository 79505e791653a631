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
    pub score: f32,
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
