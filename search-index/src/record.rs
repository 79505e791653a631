//! What is searched. Plain data: this crate knows nothing of Markdown, front matter or templates,
//! so that records can come from any source.

use std::sync::Arc;

/// A searchable record, with everything that a hit shows and every value it is filtered by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    /// The id, for example `practices/providence-talks`.
    pub id: String,
    /// The kind, for example `practice`.
    pub kind: String,
    /// The path of the page from the root of the site, for example `/practices/providence-talks/`.
    pub url: String,
    /// The language tag, for example `en`, by which the stemmer is chosen.
    pub lang: String,
    /// The id of the original, if this record is a translation.
    pub original: Option<String>,
    /// The title.
    pub title: String,
    /// One or two sentences, shown under the title.
    pub summary: String,
    /// The body, a section for each heading.
    pub sections: Vec<Section>,
    /// Cities the record is about.
    pub cities: Vec<Term>,
    /// Countries of those cities.
    pub countries: Vec<Term>,
    /// Spheres of city life.
    pub spheres: Vec<Term>,
    /// Topics.
    pub topics: Vec<Term>,
    /// Methods of working.
    pub methods: Vec<Term>,
    /// The stage that the practice has reached.
    pub stage: Option<Term>,
    /// The level of evidence, 0 to 5.
    pub evidence: Option<u8>,
    /// The direction in which its evidence points: `positive`, `mixed`, `none`, `negative` or
    /// `unknown`.
    pub result: Option<Term>,
    /// The year by which the record is sorted.
    pub year: Option<u16>,
    /// What it cost once, in US dollars.
    pub cost: Option<u64>,
    /// The months from the start of the work until it could first be used.
    pub months: Option<u64>,
    /// Terms for which it is one of the records to begin with: a search for the label, in any of its
    /// `translations`, begins with it, and one for a synonym, too, unless a title has the words.
    pub starts: Vec<Term>,
    /// How far it is raised above records that match alike, from 0 to 3.
    pub prior: u8,
}

/// A part of the body under one heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// The heading's anchor on the page; empty for the text before the first heading.
    pub anchor: String,
    /// The heading's text; empty for the text before the first heading.
    pub heading: String,
    /// Whether the heading is a word of the interface, which many records share: an excerpt shows
    /// it, but it is not searched.
    pub is_label: bool,
    /// The plain text, shared with the site's page.
    pub text: Arc<str>,
}

/// A value of a facet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Term {
    /// The value in addresses and filters.
    pub slug: String,
    /// The value as readers see it.
    pub label: String,
    /// Synonyms: searched, at low weight, and never shown.
    pub synonyms: Vec<String>,
    /// Labels and synonyms in other languages: searched, at low weight, and never shown.
    pub translations: Vec<String>,
    /// The number of people who live there, if it is a city.
    pub population: Option<u64>,
}
