//! The arguments of each tool. Their descriptions are what a client shows to a model.

use rmcp::schemars::{self, JsonSchema};
use search_index::Sort;
use serde::Deserialize;

/// Most hits of a search.
pub(super) const MOST_HITS: usize = 50;
/// Most letters of a query.
pub(super) const MOST_LETTERS: usize = 1000;
/// Most filters of a search.
pub(super) const MOST_FILTERS: usize = 50;

/// Arguments of `search`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SearchArguments {
    /// What to look for; empty to list all records that pass the filters. Quotation marks keep a
    /// phrase together, `-word` excludes a word, and `OR` gives a choice.
    #[serde(default)]
    pub(super) query: String,
    /// Only records with these values, each written `field=value`, like `sphere=capital`. Fields:
    /// topic, sphere, city, country, kind, stage, result, method; evidence for a least level from 0
    /// to 5; year, population, cost and months for a number or a range (`2013..2018`, `..100000`).
    /// Several values of one field are alternatives. `list_values` has the values.
    #[serde(default)]
    pub(super) filters: Vec<String>,
    /// Most hits to return, from 0 to 50.
    #[serde(default = "ten")]
    #[schemars(range(max = 50))]
    pub(super) limit: usize,
    /// Order of the hits.
    #[serde(default)]
    pub(super) sort: Order,
    /// Language of the reader, such as `es`: records are found in their translation, if there is one.
    #[serde(default)]
    pub(super) lang: Option<String>,
    /// Search for the words as they are spelt, without correcting them.
    #[serde(default)]
    pub(super) exact: bool,
}

fn ten() -> usize {
    10
}

/// Order of hits.
#[derive(Debug, Clone, Copy, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub(super) enum Order {
    /// Best match first.
    #[default]
    Relevance,
    /// Latest year first.
    Newest,
    /// Best evidence first.
    Evidence,
}

impl From<Order> for Sort {
    fn from(order: Order) -> Sort {
        match order {
            Order::Relevance => Sort::Relevance,
            Order::Newest => Sort::Newest,
            Order::Evidence => Sort::Evidence,
        }
    }
}

/// Arguments of `record`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RecordArguments {
    /// Id of the record, as in a hit of `search`: `practices/providence-talks`, or
    /// `es/practices/bogota-care-blocks` for a translation.
    pub(super) id: String,
    /// `json`: all fields, the text by section, and the ids of linked records. `markdown`: the
    /// source as published.
    #[serde(default)]
    pub(super) format: Format,
}

/// The form of a record.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub(super) enum Format {
    /// Its data.
    #[default]
    Json,
    /// Its source.
    Markdown,
}

/// Arguments of `compare`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CompareArguments {
    /// Ids of two to four practices, with or without `practices/` before them.
    #[schemars(length(min = 2, max = 4))]
    pub(super) practices: Vec<String>,
}

/// Arguments of `list_values`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ValuesArguments {
    /// A field to filter by.
    #[schemars(extend("enum" = crate::lookup::FIELDS))]
    pub(super) field: String,
}
