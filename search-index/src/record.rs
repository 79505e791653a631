//! What the site hands over to be searched. Plain data: this crate knows nothing of Markdown,
//! front matter or templates, so that any other source of records can use the same index.

use std::sync::Arc;

/// One searchable record of the site, with everything a hit shows and every value it filters by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    /// The record's identity, for example `practices/providence-talks`.
    pub id: String,
    /// The kind of record, for example `practice`.
    pub kind: String,
    /// The page's address from the root of the site, for example `/practices/providence-talks/`.
    pub url: String,
    /// The language of the text, for example `en`; it selects the stemmer.
    pub lang: String,
    /// The id of the record that this one is a translation of; absent for an original.
    pub original: Option<String>,
    /// The title shown and searched with the greatest weight.
    pub title: String,
    /// One or two sentences, shown under the title.
    pub summary: String,
    /// The body in order, a section for each heading.
    pub sections: Vec<Section>,
    /// Cities the record is about.
    pub cities: Vec<Term>,
    /// Countries of those cities.
    pub countries: Vec<Term>,
    /// Spheres of city life.
    pub spheres: Vec<Term>,
    /// Topics.
    pub topics: Vec<Term>,
    /// How far the practice has come.
    pub stage: Option<Term>,
    /// Level of evidence, 0 to 5.
    pub evidence: Option<u8>,
    /// Which way its evidence points, by the slugs `positive`, `mixed`, `none`, `negative` and
    /// `unknown`.
    pub result: Option<Term>,
    /// The year the record is dated by.
    pub year: Option<u16>,
}

/// A part of a record's body under one heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// The heading's anchor on the page; empty for the text before the first heading.
    pub anchor: String,
    /// The heading's text; empty for the text before the first heading.
    pub heading: String,
    /// The section's plain text, which the page of the record has, too.
    pub text: Arc<str>,
}

/// A value of a facet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Term {
    /// The value as it stands in addresses and filters.
    pub slug: String,
    /// The value as readers see it.
    pub label: String,
    /// Other words for the same thing: searched with the record, at low weight, never shown.
    pub synonyms: Vec<String>,
}
