//! What is asked.

use serde::{Deserialize, Serialize};

use crate::read::Numbers;

/// A search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Request {
    /// The words typed; empty to list every record the filters leave.
    pub query: String,
    /// What the records must be.
    pub filters: Filters,
    /// The number of hits wanted.
    pub limit: usize,
    /// The order of the hits.
    pub sort: Sort,
    /// The reader's language, as `pt`: of a record in several, the version in it is found, and
    /// else the original.
    pub lang: Option<String>,
    /// Whether facets are counted. In a large index counting takes a file more.
    pub counts: bool,
    /// Search for the words as typed, however they are spelt: what "search instead for …" asks.
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

/// Slugs a record must bear: one of each list that is not empty.
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
    /// Which way the evidence points.
    pub result: Vec<String>,
    /// The least level of evidence.
    pub evidence: Option<u8>,
    /// The years, first and last included.
    pub year: Option<Years>,
}

/// A stretch of years; without an end it is open there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Years {
    /// The first.
    pub from: Option<u16>,
    /// The last.
    pub to: Option<u16>,
}

impl Filters {
    /// The lists of slugs, in the order of the catalogue's facets.
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
    /// Reads `2013`, `2013..2018`, `2013..`, `..2018` or a comparison such as `>=2013`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Numbers::parse(text).map(|numbers| Self { from: numbers.from, to: numbers.to })
    }

    /// Whether `year` is one of them.
    pub(crate) fn contain(&self, year: u16) -> bool {
        self.from.is_none_or(|from| from <= year) && self.to.is_none_or(|to| year <= to)
    }
}

/// The order of hits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// The best matches first; without words, as [`Sort::Newest`].
    #[default]
    Relevance,
    /// The latest year first, then by title.
    Newest,
    /// The strongest evidence first, then by title.
    Evidence,
}
