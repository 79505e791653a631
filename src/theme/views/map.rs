//! The map of cities, and the table that says the same.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::common::city_link;
use super::links::{LinkView, Urls};
use super::localized::Localized;

/// The map, as `map`.
#[derive(Debug, Clone, Serialize)]
pub struct MapView {
    /// The world, and after it the parts that are drawn larger.
    pub charts: Vec<ChartView>,
    /// The same cities by country, and those that have no place on record.
    pub countries: Vec<MapCountry>,
    /// How many cities are on the map.
    pub placed: usize,
    /// How many cities are only in the table.
    pub unplaced: usize,
}

/// One drawing.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChartView {
    /// Its anchor, without `#`.
    pub id: &'static str,
    /// What it shows.
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
    /// Its cities, those with more practices first, so that small circles lie over large ones.
    pub dots: Vec<DotView>,
    /// Names of the largest few.
    pub labels: Vec<LabelView>,
}

/// The border of a part that is drawn larger further down.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FrameView {
    /// Anchor of the larger drawing, without `#`.
    pub id: &'static str,
    /// What it is called.
    pub title: String,
    /// How many cities it holds.
    pub cities: usize,
    /// The border, as an SVG path.
    pub path: String,
    /// Where its name begins.
    pub x: i32,
    /// Base line of its name.
    pub y: i32,
}

/// A city on a chart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DotView {
    /// The city's page.
    pub url: String,
    /// Its name and what is on record, in words.
    pub title: String,
    /// Whether it has no practice of its own.
    pub hollow: bool,
    /// Middle.
    pub x: i32,
    /// Middle.
    pub y: i32,
    /// Radius of the circle; its area grows with the number of practices.
    pub r: i32,
    /// Radius of the area that can be hit, where it is larger than the circle.
    pub hit: Option<i32>,
}

/// The name of a city on a chart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LabelView {
    /// The name.
    pub text: String,
    /// Where it begins, ends or has its middle.
    pub x: i32,
    /// Its base line.
    pub y: i32,
    /// What `x` is: `start`, `end` or `middle`.
    pub anchor: &'static str,
}

/// The cities of a country.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MapCountry {
    /// The country.
    pub link: LinkView,
    /// Its cities by name.
    pub cities: Vec<MapCity>,
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MapCity {
    /// The city.
    pub link: LinkView,
    /// How many practices it has.
    pub practices: usize,
    /// How many it took up from others.
    pub adapted: usize,
    /// Whether it is on the map.
    pub placed: bool,
}

/// The view of the map, with charts that are drawn already; `shown` are the cities on them, by
/// position.
#[must_use]
pub fn map(site: Localized<'_>, charts: Vec<ChartView>, shown: &BTreeSet<usize>) -> MapView {
    let mut countries: BTreeMap<String, MapCountry> = BTreeMap::new();
    for (at, city) in site.cities.iter().enumerate() {
        let code = &city.record.country;
        let name = site.country(code);
        let url = Urls::of(site).page(&format!("countries/{}", code.to_lowercase()));
        let row = MapCity {
            link: city_link(site, at),
            practices: site.graph.city_practices[at].len(),
            adapted: site.graph.city_adaptations[at].len(),
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
    MapView { charts, countries, placed: shown.len(), unplaced: site.cities.len() - shown.len() }
}
