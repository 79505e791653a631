//! A city's profile.

use serde::Serialize;

use super::{At, Source};

/// How many people live there.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Population {
    /// People.
    pub value: f64,
    /// Year of the count or estimate.
    pub year: Option<u16>,
    /// Id of the source, or words about it.
    pub source: Option<String>,
}

/// The record.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct City {
    /// Name.
    pub title: At<String>,
    /// Names in the languages spoken there.
    pub local_names: Vec<String>,
    /// ISO 3166-1 alpha-2 code, upper case.
    pub country: At<String>,
    /// State, province or region.
    pub region: Option<String>,
    /// Latitude in degrees.
    pub lat: Option<f64>,
    /// Longitude in degrees.
    pub lon: Option<f64>,
    /// How many people live there.
    pub population: Option<Population>,
    /// Wikidata item, like `Q18383`.
    pub wikidata: Option<String>,
    /// GeoNames id.
    pub geonames: Option<u64>,
    /// Where the claims come from.
    pub sources: Vec<Source>,
}
