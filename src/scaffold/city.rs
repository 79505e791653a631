//! A city's profile, filled in from the gazetteer.

use super::Answers;
use super::gazetteer::{Place, SOURCE, SOURCE_DATE, places};
use crate::model::{Kind, slugify};

/// The places that a new profile can be about: those with the name, the country, the region and the
/// GeoNames id that were given. The largest is first.
#[must_use]
pub fn choose(slug: &str, answers: &Answers) -> Vec<Place> {
    let same = |path: &str, value: &str| {
        answers.get(path).iter().all(|given| given.eq_ignore_ascii_case(value))
    };
    let fits = |place: &Place| {
        same("country", &place.country)
            && (place.state.is_empty() || same("region", &place.state))
            && same("geonames", &place.geonames.to_string())
    };
    places(slug).into_iter().filter(fits).collect()
}

/// How many times as many people a place has as the next of its name, if it is meant without more.
const LARGER: u64 = 10;

/// The place that is meant without more: the only one, or one that is much larger than all others.
#[must_use]
pub fn pick(places: &[Place]) -> Option<&Place> {
    match places {
        [] => None,
        [only] => Some(only),
        [first, second, ..] => (first.population >= LARGER * second.population).then_some(first),
    }
}

/// Adds what is known of a place, with its source. What was given stays, but the title is the
/// place's name, with its accents. All of it is what a city
/// takes, as a test shows.
pub fn fill_in(answers: &mut Answers, place: &Place) {
    let (population, id) = (place.population.to_string(), place.geonames.to_string());
    if answers.get("title").iter().all(|given| slugify(given) == slugify(&place.name)) {
        _ = answers.set(Kind::City.schema(), "title", &place.name);
    }
    let known = [
        ("country", place.country.as_str()),
        ("region", &place.state),
        ("lat", &place.lat),
        ("lon", &place.lon),
        ("population.value", &population),
        ("population.source", "geonames"),
        ("geonames", &id),
        ("sources.id", "geonames"),
        ("sources.title", SOURCE),
        ("sources.url", "https://www.geonames.org/"),
        ("sources.publisher", "GeoNames"),
        ("sources.date", SOURCE_DATE),
    ];
    for (path, value) in known {
        if !value.is_empty() && answers.get(path).is_empty() {
            _ = answers.set(Kind::City.schema(), path, value);
        }
    }
}
