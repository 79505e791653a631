//! Search requests.

use serde::{Deserialize, Serialize};

use crate::range::NumberRange;

/// A search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Request {
    /// The query; empty to list all records that pass the filters.
    pub query: String,
    /// The filters.
    pub filters: Filters,
    /// The most hits to return.
    pub limit: usize,
    /// The order of the hits.
    pub sort: Sort,
    /// The reader's language, such as `pt`. Of a record in several languages the version in this
    /// one is returned, or else the original.
    pub lang: Option<String>,
    /// Whether to count facets. In a large index counting needs another file.
    pub counts: bool,
    /// Do not correct the spelling.
    pub exact: bool,
}

impl Default for Request {
    fn default() -> Self {
        Self {
            query: String::new(),
            filters: Filters::default(),
            limit: 20,
            sort: Sort::Relevance,
            lang: None,
            counts: true,
            exact: false,
        }
    }
}

/// The values that a record must have: one of each list that is not empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filters {
    /// Topics.
    pub topic: Vec<String>,
    /// Spheres of city life.
    pub sphere: Vec<String>,
    /// Cities.
    pub city: Vec<String>,
    /// Countries.
    pub country: Vec<String>,
    /// Kinds of record.
    pub kind: Vec<String>,
    /// Stages.
    pub stage: Vec<String>,
    /// Directions of evidence.
    pub result: Vec<String>,
    /// The lowest level of evidence.
    pub evidence: Option<u8>,
    /// The years.
    pub year: Option<Years>,
}

/// An inclusive range of years; `None` leaves an end open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Years {
    /// The first year.
    pub from: Option<u16>,
    /// The last year.
    pub to: Option<u16>,
}

impl Filters {
    /// The lists of slugs, in the order of [`FACETS`](crate::format::FACETS).
    pub(crate) fn lists(&self) -> [&[String]; 7] {
        [
            &self.topic,
            &self.sphere,
            &self.city,
            &self.country,
            &self.kind,
            &self.stage,
            &self.result,
        ]
    }
}

impl Years {
    /// Parses `2013`, `2013..2018`, `2013..`, `..2018` or a comparison such as `>=2013`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        NumberRange::parse(text).map(|numbers| Self { from: numbers.from, to: numbers.to })
    }

    /// Whether `year` is in the range.
    pub(crate) fn contain(&self, year: u16) -> bool {
        self.from.is_none_or(|from| from <= year) && self.to.is_none_or(|to| year <= to)
    }
}

/// The order of hits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// The best matches first; without a query, as [`Sort::Newest`].
    #[default]
    Relevance,
    /// The latest year first, then by title.
    Newest,
    /// The strongest evidence first, then by title.
    Evidence,
}
