//! Fragments: the texts of a record that a hit shows. Bodies are not stored in the index; only the
//! texts of the hits on screen are fetched. A file has the fragment of one record, or of several
//! neighbours with short texts.

use serde::{Deserialize, Serialize};

use super::FacetValue;

/// What a hit shows of its record.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Fragment {
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) url: String,
    pub(crate) lang: String,
    pub(crate) title: String,
    pub(crate) summary: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) stage: Option<FacetValue>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) evidence: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) result: Option<FacetValue>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) year: Option<u16>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) cities: Vec<FacetValue>,
    pub(crate) sections: Vec<Passage>,
}

/// A section of the record's body.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Passage {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) anchor: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) heading: String,
    pub(crate) text: String,
}
