//! A city's profile.

use super::kinded::kinded;
use super::record::record;
use super::{Allowance, At, Date, Source};

record! {
    /// The population of a city.
    Population, "`population`" {
        /// Number of people.
        value: f64 as Amount => required, "190934";
        /// Year of the count or estimate.
        year: Option<u16> as Whole(1000, 9999) => optional, "2020";
        /// Id of the source, or its name.
        source: Option<String> => optional, "United States Census";
    }
}

record! {
    /// A city, or a wider area for practices that belong to no single city.
    City, "a city" {
        /// Name of the city.
        title: At<String> => required, "Providence";
        /// Names in the languages spoken there.
        local_names: Vec<String> => optional, "Providence Plantations";
        /// Country, as two capitals (ISO 3166-1 alpha-2).
        country: At<String> as Country => required, "US";
        /// State, province or region.
        region: Option<String> => optional, "Rhode Island";
        /// Latitude in degrees; south is negative.
        lat: Option<f64> as Degrees(90.0) => optional, "41.82";
        /// Longitude in degrees; west is negative.
        lon: Option<f64> as Degrees(180.0) => optional, "-71.41";
        /// Its population.
        population: Option<Population> => optional;
        /// Wikidata item.
        wikidata: Option<String> as Wikidata => optional, "Q18383";
        /// GeoNames id.
        geonames: Option<u64> as Whole(1, 999_999_999) => optional, "5224151";
        /// Where the claims come from.
        sources: Vec<Source> => optional;
        /// People who helped with this record and have agreed to be named on its page.
        contributors: Vec<At<String>> => optional, "Ada Example";
        /// When it was last checked against its sources.
        verified: Option<Date> => optional, "2026-01-15";
        /// When it should be checked again.
        review_due: Option<Date> => optional, "2027-01";
        /// Old slugs, or old paths that begin with `/`, which redirect here.
        aliases: Vec<At<String>> => optional, "providence-ri";
        /// Checks whose findings are accepted in this record, each with the reason. Checks that protect people and the meaning of evidence cannot be named.
        allow: Vec<Allowance> => optional;
    }
}

kinded!(City: sources, aliases);
