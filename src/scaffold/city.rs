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

/// A place is taken to be the one that is meant if it has at least this many times the population
/// of the next place of the same name.
const LARGER: u64 = 10;

/// The place that is meant if nothing more is said: the only one, or one that is much larger than
/// all others.
#[must_use]
pub fn pick(places: &[Place]) -> Option<&Place> {
    match places {
        [] => None,
        [only] => Some(only),
        [first, second, ..] => (first.population >= LARGER * second.population).then_some(first),
    }
}

/// Adds what is known of a place, with its source. Values that were given stay, except for the
/// title, which becomes the place's name with its accents. A test shows that every value is valid
/// for a city.
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
