//! The page of a city.

use serde::Serialize;

use super::common::{Card, LinkView, OutlineView, Urls, card, link, outline};
use super::format::figure;
use super::practice::{AdaptationView, origin};
use super::sources::{SourceView, sources};
use crate::model::City;
use crate::site::{Body, Site, country_name};

/// A city, as `record`.
#[derive(Debug, Clone, Serialize)]
pub struct CityView {
    /// Name.
    pub title: String,
    /// Names in the languages spoken there.
    pub local_names: Vec<String>,
    /// Its country.
    pub country: LinkView,
    /// State, province or region.
    pub region: Option<String>,
    /// Its population in words.
    pub population: Option<String>,
    /// Year of that count.
    pub population_year: Option<u16>,
    /// Latitude in degrees.
    pub lat: Option<f64>,
    /// Longitude in degrees.
    pub lon: Option<f64>,
    /// Wikidata item.
    pub wikidata: Option<String>,
    /// Its practices.
    pub practices: Vec<Card>,
    /// What it took up from others.
    pub adapted: Vec<AdaptationView>,
    /// Convenings held there.
    pub hosted: Vec<LinkView>,
    /// Convenings at which it was present.
    pub attended: Vec<LinkView>,
    /// Networks it is a member of.
    pub networks: Vec<LinkView>,
    /// Where the claims come from.
    pub sources: Vec<SourceView>,
    /// The body as HTML.
    pub body: String,
    /// Headings of the body.
    pub outline: Vec<OutlineView>,
}

/// The view of a city (or of a translation of the one at `at`).
#[must_use]
pub fn city(site: &Site, at: usize, city: &City, body: &Body) -> CityView {
    let graph = &site.graph;
    let convening = |at: &usize| {
        let item = &site.convenings[*at];
        link(site, item, &item.record.title)
    };
    let network = |at: &usize| {
        let item = &site.networks[*at];
        link(site, item, &item.record.title)
    };
    CityView {
        title: city.title.value.clone(),
        local_names: city.local_names.clone(),
        country: LinkView {
            title: country_name(&city.country).unwrap_or_else(|| city.country.value.clone()),
            url: Urls::of(site).page(&format!("countries/{}", city.country.to_lowercase())),
        },
        region: city.region.clone(),
        population: city.population.as_ref().map(|population| figure(population.value)),
        population_year: city.population.as_ref().and_then(|population| population.year),
        lat: city.lat,
        lon: city.lon,
        wikidata: city.wikidata.clone(),
        practices: graph.city_practices[at].iter().map(|practice| card(site, *practice)).collect(),
        adapted: graph.city_adaptations[at].iter().map(|edge| origin(site, *edge)).collect(),
        hosted: graph.city_hosted[at].iter().map(convening).collect(),
        attended: graph.city_convenings[at].iter().map(convening).collect(),
        networks: graph.city_networks[at].iter().map(network).collect(),
        sources: sources(&city.sources, &body.citations),
        body: body.html.clone(),
        outline: outline(&body.outline),
    }
}
