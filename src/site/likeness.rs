//! How similar two cities are, and why.
//!
//! Pages of cities use it when they are built. For a city that a reader chooses or describes, the
//! browser repeats the sum (`themes/civic/static/lists/like.js`) with the weights and traits that a
//! build writes as data; a browser test compares the two.

use super::Site;

/// The weight of each trait, in points.
#[derive(Debug, Clone, Copy)]
pub struct Weights {
    /// Percent by which the larger city may have more people, and the points for that.
    pub size: [(u32, u32); 3],
    /// Kilometres between the cities, and the points for being no further apart.
    pub distance: [(u32, u32); 3],
    /// Being in the same country.
    pub country: u32,
    /// Each network that both belong to.
    pub network: u32,
    /// The most networks that count.
    pub most_networks: usize,
}

/// Size counts most: mayors look to cities of similar size.
pub const WEIGHTS: Weights = Weights {
    size: [(20, 4), (50, 3), (100, 2)],
    distance: [(100, 3), (300, 2), (1000, 1)],
    country: 2,
    network: 1,
    most_networks: 3,
};

/// The traits that similarity depends on.
#[derive(Debug, Clone, Copy)]
pub struct Traits<'a> {
    /// Number of people, if known.
    pub people: Option<f64>,
    /// Country code.
    pub country: &'a str,
    /// Latitude and longitude in degrees, if known.
    pub place: Option<(f64, f64)>,
    /// Positions of its networks, ascending.
    pub networks: &'a [usize],
}

/// Something that two cities have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The larger one has at most this many percent more people.
    Size(u32),
    /// They are in the same country.
    Country,
    /// They are at most this many kilometres apart.
    Distance(u32),
    /// Both belong to the network at this position.
    Network(usize),
}

/// The traits of the city at a position.
#[must_use]
pub fn traits(site: &Site, at: usize) -> Traits<'_> {
    let city = &site.cities[at].record;
    Traits {
        people: city.population.as_ref().map(|people| people.value),
        country: &city.country,
        place: city.lat.zip(city.lon),
        networks: &site.graph.city_networks[at],
    }
}

/// How alike two cities are, in points.
#[must_use]
pub fn points(a: &Traits<'_>, b: &Traits<'_>) -> u32 {
    let size = size(a, b).map_or(0, |(_, points)| points);
    let distance = distance(a, b).map_or(0, |(_, points)| points);
    let country = if a.country == b.country { WEIGHTS.country } else { 0 };
    let networks = shared(a, b).map(|_| WEIGHTS.network);
    size + distance + country + networks.sum::<u32>()
}

/// What two cities have in common.
#[must_use]
pub fn reasons(a: &Traits<'_>, b: &Traits<'_>) -> Vec<Reason> {
    let size = size(a, b).map(|(percent, _)| Reason::Size(percent));
    let country = (a.country == b.country).then_some(Reason::Country);
    let distance = distance(a, b).map(|(km, _)| Reason::Distance(km));
    let networks = shared(a, b).map(Reason::Network);
    size.into_iter().chain(country).chain(distance).chain(networks).collect()
}

/// The number of people of the larger city by that of the smaller; infinite where it is not known.
#[must_use]
pub fn ratio(a: &Traits<'_>, b: &Traits<'_>) -> f64 {
    let known = a.people.zip(b.people).filter(|(a, b)| a.min(*b) > 0.0);
    known.map_or(f64::INFINITY, |(a, b)| a.max(b) / a.min(b))
}

fn size(a: &Traits<'_>, b: &Traits<'_>) -> Option<(u32, u32)> {
    let percent = (ratio(a, b) - 1.0) * 100.0;
    WEIGHTS.size.into_iter().find(|(most, _)| percent <= f64::from(*most))
}

fn shared<'a>(a: &Traits<'a>, b: &Traits<'a>) -> impl Iterator<Item = usize> + use<'a> {
    let others = b.networks;
    let both = a.networks.iter().copied().filter(|one| others.binary_search(one).is_ok());
    both.take(WEIGHTS.most_networks)
}

/// Kilometres in a degree of latitude.
const DEGREE: f64 = 111.2;

fn distance(a: &Traits<'_>, b: &Traits<'_>) -> Option<(u32, u32)> {
    let ((north, east), (other_north, other_east)) = a.place.zip(b.place)?;
    let furthest = f64::from(WEIGHTS.distance[WEIGHTS.distance.len() - 1].0);
    // Most pairs are told apart without trigonometry.
    if (north - other_north).abs() * DEGREE > furthest {
        return None;
    }
    let (from, to) = (north.to_radians(), other_north.to_radians());
    let half = |degrees: f64| (degrees.to_radians() / 2.0).sin().powi(2);
    let chord = half(north - other_north) + from.cos() * to.cos() * half(east - other_east);
    let km = 2.0 * chord.sqrt().min(1.0).asin().to_degrees() * DEGREE;
    WEIGHTS.distance.into_iter().find(|(most, _)| km <= f64::from(*most))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Reason, Traits, points, ratio, reasons};

    const DENVER: Traits<'_> = Traits {
        people: Some(715_522.0),
        country: "US",
        place: Some((39.74, -104.98)),
        networks: &[1, 4],
    };

    #[test]
    fn likeness_has_reasons() {
        let boulder = Traits { people: Some(105_898.0), place: Some((40.01, -105.27)), ..DENVER };
        let common =
            [Reason::Country, Reason::Distance(100), Reason::Network(1), Reason::Network(4)];
        assert_eq!(reasons(&DENVER, &boulder), common);
        let leeds = Traits { people: Some(812_000.0), country: "GB", place: None, networks: &[4] };
        assert_eq!(reasons(&DENVER, &leeds), [Reason::Size(20), Reason::Network(4)]);
        assert_eq!(points(&DENVER, &leeds), 5);
    }

    #[test]
    fn what_is_unknown_is_no_likeness() {
        let unknown = Traits { people: None, country: "GB", place: None, networks: &[] };
        assert_eq!(reasons(&unknown, &unknown), [Reason::Country]);
        assert_eq!(reasons(&DENVER, &unknown), []);
        let empty = Traits { people: Some(0.0), ..unknown };
        assert_eq!(reasons(&empty, &empty), [Reason::Country]);
    }

    #[test]
    fn places_on_both_sides_of_the_date_line_are_near() {
        let [west, east] = [-179.9, 179.9].map(|east| Traits {
            people: None,
            country: "FJ",
            place: Some((-16.8, east)),
            networks: &[],
        });
        assert_eq!(reasons(&west, &east), [Reason::Country, Reason::Distance(100)]);
    }

    /// People, whether in the first of two countries, place, and networks.
    type Drawn = (Option<f64>, bool, Option<(f64, f64)>, Vec<usize>);

    fn any_city() -> impl Strategy<Value = Drawn> {
        let people = proptest::option::of(0.0..2e7);
        let place = proptest::option::of((-90.0..90.0, -180.0..180.0));
        let networks = proptest::collection::btree_set(0_usize..8, 0..6);
        (people, any::<bool>(), place, networks.prop_map(|all| all.into_iter().collect()))
    }

    proptest! {
        #[test]
        fn likeness_is_mutual_and_counts_its_reasons(a in any_city(), b in any_city()) {
            let [a, b] = [&a, &b].map(|(people, us, place, networks)| Traits {
                people: *people,
                country: if *us { "US" } else { "GB" },
                place: *place,
                networks,
            });
            prop_assert_eq!(points(&a, &b), points(&b, &a));
            prop_assert_eq!(reasons(&a, &b), reasons(&b, &a));
            prop_assert_eq!(points(&a, &b) == 0, reasons(&a, &b).is_empty());
            prop_assert!(ratio(&a, &b) >= 1.0);
        }
    }
}
