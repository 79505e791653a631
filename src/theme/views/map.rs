//! The map of cities, and the table with the same facts.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::common::city_link;
use super::links::{LinkView, Urls};
use super::localized::Localized;

/// The map, as `map`.
#[derive(Debug, Clone, Serialize)]
pub struct MapView {
    /// The world, followed by the parts that are drawn larger.
    pub charts: Vec<ChartView>,
    /// The topics of their practices, to filter by, sorted by name.
    pub topics: Vec<MapTopic>,
    /// The same cities by country, and those whose position is not recorded.
    pub countries: Vec<MapCountry>,
    /// The number of cities on the map.
    pub placed: usize,
    /// The number of cities that are only in the table.
    pub unplaced: usize,
}

/// A topic to filter by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MapTopic {
    /// Its number, by which cities name it.
    pub number: usize,
    /// Its label.
    pub title: String,
}

/// A chart of the map.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChartView {
    /// Its anchor, without `#`.
    pub id: &'static str,
    /// Its title.
    pub title: String,
    /// Width of its view box.
    pub width: i32,
    /// Height of its view box.
    pub height: i32,
    /// The land, as an SVG path.
    pub land: String,
    /// Cities that have a link on another chart, as an SVG path of lines without length: their
    /// round caps are the dots.
    pub elsewhere: String,
    /// Parts of it that are drawn larger further down.
    pub frames: Vec<FrameView>,
    /// Its cities, those with more practices first, so that small circles are drawn over large ones.
    pub dots: Vec<DotView>,
    /// Names of the largest few.
    pub labels: Vec<LabelView>,
}

/// The border of a part that is drawn larger further down.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FrameView {
    /// Anchor of the larger drawing, without `#`.
    pub id: &'static str,
    /// Its title.
    pub title: String,
    /// The number of cities in it.
    pub cities: usize,
    /// The border, as an SVG path.
    pub path: String,
    /// Where its title begins.
    pub x: i32,
    /// The baseline of its title.
    pub y: i32,
}

/// A city on a chart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DotView {
    /// The city's page.
    pub url: String,
    /// Its name and what is recorded about it, as text.
    pub title: String,
    /// Numbers of the topics of its practices, separated by spaces.
    pub topics: String,
    /// Whether it has no practice of its own.
    pub hollow: bool,
    /// The x coordinate of its centre.
    pub x: i32,
    /// The y coordinate of its centre.
    pub y: i32,
    /// Radius of the circle; its area grows with the number of practices.
    pub r: i32,
    /// Radius of the clickable area, if it is larger than the circle.
    pub hit: Option<i32>,
}

/// The name of a city on a chart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LabelView {
    /// The name.
    pub text: String,
    /// Numbers of the topics of its practices, separated by spaces.
    pub topics: String,
    /// The x coordinate of its start, end or middle.
    pub x: i32,
    /// Its baseline.
    pub y: i32,
    /// What `x` is: `start`, `end` or `middle`.
    pub anchor: &'static str,
}

/// The cities of a country.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MapCountry {
    /// The country.
    pub link: LinkView,
    /// Its cities, sorted by name.
    pub cities: Vec<MapCity>,
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MapCity {
    /// The city.
    pub link: LinkView,
    /// The number of its practices.
    pub practices: usize,
    /// The number of practices it adapted from other cities.
    pub adapted: usize,
    /// Numbers of the topics of its practices, separated by spaces.
    pub topics: String,
    /// Whether it is on the map.
    pub placed: bool,
}

/// The numbers of the topics of each city's practices, in one text. A topic's number is its
/// position in the vocabulary, which keeps the page small.
#[must_use]
pub fn map_topics(site: Localized<'_>) -> Vec<String> {
    let terms = site.site.vocabulary.topics.iter().enumerate();
    let numbers: BTreeMap<&str, usize> =
        terms.map(|(number, term)| (term.id.value.as_str(), number)).collect();
    let of = |practices: &Vec<usize>| {
        let slugs = practices.iter().flat_map(|at| &site.site.practices[*at].record.topics);
        let topics: BTreeSet<usize> =
            slugs.filter_map(|slug| numbers.get(slug.as_str()).copied()).collect();
        topics.iter().map(usize::to_string).collect::<Vec<_>>().join(" ")
    };
    site.site.graph.city_practices.iter().map(of).collect()
}

/// The topics that the map can be filtered by.
#[must_use]
pub fn map_filter(site: Localized<'_>) -> Vec<MapTopic> {
    let terms = site.site.vocabulary.topics.iter().enumerate();
    let used = terms.filter(|(_, term)| site.facets.topics.contains_key(&term.id.value));
    let mut topics: Vec<MapTopic> =
        used.map(|(number, term)| MapTopic { number, title: site.label(term).0 }).collect();
    topics.sort_by(|a, b| a.title.cmp(&b.title));
    topics
}

/// The view of the map, with the finished charts; `shown` are the positions of the cities on
/// them.
#[must_use]
pub fn map(
    site: Localized<'_>,
    charts: Vec<ChartView>,
    shown: &BTreeSet<usize>,
    topics: &[String],
) -> MapView {
    let mut countries: BTreeMap<String, MapCountry> = BTreeMap::new();
    for (at, city) in site.cities.iter().enumerate() {
        let code = &city.record.country;
        let name = site.country(code);
        let url = Urls::of(site).page(&format!("countries/{}", code.to_lowercase()));
        let row = MapCity {
            link: city_link(site, at),
            practices: site.graph.city_practices[at].len(),
            adapted: site.graph.city_adaptations[at].len(),
            topics: topics[at].clone(),
            placed: shown.contains(&at),
        };
        countries
            .entry(name.clone())
            .or_insert_with(|| MapCountry { link: LinkView::new(name, url), cities: Vec::new() })
            .cities
            .push(row);
    }
    let mut countries: Vec<MapCountry> = countries.into_values().collect();
    for country in &mut countries {
        country.cities.sort_by(|a, b| a.link.title.cmp(&b.link.title));
    }
    MapView {
        charts,
        topics: map_filter(site),
        countries,
        placed: shown.len(),
        unplaced: site.cities.len() - shown.len(),
    }
}
