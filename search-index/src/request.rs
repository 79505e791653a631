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

/// The values that a record must have: one of each list that is not empty, and a number in each
/// range.
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
    /// Methods of working.
    pub method: Vec<String>,
    /// The lowest level of evidence.
    pub evidence: Option<u8>,
    /// The year.
    pub year: Option<NumberRange>,
    /// The population of one of the cities.
    pub population: Option<NumberRange>,
    /// The cost, in US dollars.
    pub cost: Option<NumberRange>,
    /// The months from the start of the work until it could first be used.
    pub months: Option<NumberRange>,
}

impl Filters {
    /// The lists of slugs, in the order of [`FACETS`](crate::format::FACETS).
    pub(crate) fn lists(&self) -> [&[String]; 8] {
        [
            &self.topic,
            &self.sphere,
            &self.city,
            &self.country,
            &self.kind,
            &self.stage,
            &self.result,
            &self.method,
        ]
    }

    /// The ranges, in the order of [`MEASURES`](crate::format::MEASURES).
    pub(crate) fn ranges(&self) -> [Option<NumberRange>; 5] {
        let least = |level| NumberRange { from: Some(u64::from(level)), to: None };
        [self.evidence.map(least), self.year, self.population, self.cost, self.months]
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
