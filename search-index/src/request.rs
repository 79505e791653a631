//! What is asked.

use serde::{Deserialize, Serialize};

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
    /// Whether facets are counted. In a large index counting takes a file more.
    pub counts: bool,
}

impl Default for Request {
    fn default() -> Self {
        Self {
            query: String::new(),
            filters: Filters::default(),
            limit: 20,
            sort: Sort::Relevance,
            counts: true,
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
    /// The least level of evidence.
    pub evidence: Option<u8>,
}

impl Filters {
    /// The lists of slugs, in the order of the catalogue's facets.
    pub(crate) fn lists(&self) -> [&[String]; 6] {
        [&self.topic, &self.sphere, &self.city, &self.country, &self.kind, &self.stage]
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
