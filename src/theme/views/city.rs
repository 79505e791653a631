//! The page of a city.

use serde::Serialize;

use super::body::body_html;
use super::common::{Card, OutlineView, cards, city_link, link, outline};
use super::exchange::{AdaptationView, CitySession, city_sessions, origin, taken_from};
use super::feeds::{FeedView, feeds};
use super::linked_data::{self, Thing};
use super::links::{LinkView, Urls};
use super::localized::Localized;
use super::record::{PageContext, Shown};
use super::sources::{SourceView, sources};
use crate::model::City;
use crate::theme::words::Words;

/// A city, as `record`.
#[derive(Debug, Clone, Serialize)]
pub struct CityView {
    /// Its name.
    pub title: String,
    /// Names in the languages spoken there.
    pub local_names: Vec<String>,
    /// Its country.
    pub country: LinkView,
    /// Its state, province or region.
    pub region: Option<String>,
    /// Its population as text.
    pub population: Option<String>,
    /// The year of that figure.
    pub population_year: Option<u16>,
    /// Latitude in degrees.
    pub lat: Option<f64>,
    /// Longitude in degrees.
    pub lon: Option<f64>,
    /// Its position as text: `41.82° N, 71.41° W`.
    pub position: Option<String>,
    /// Its Wikidata item.
    pub wikidata: Option<String>,
    /// Cities with practices whose population is closest to its own, by ratio.
    pub peers: Vec<PeerLine>,
    /// Its practices.
    pub practices: Vec<Card>,
    /// Practices of other cities that it adapted.
    pub adapted: Vec<AdaptationView>,
    /// Its practices that other cities adapted.
    pub given: Vec<AdaptationView>,
    /// Sessions in which it spoke or one of its practices was mentioned, latest first.
    pub sessions: Vec<CitySession>,
    /// Convenings held there.
    pub hosted: Vec<LinkView>,
    /// Convenings that it attended.
    pub attended: Vec<LinkView>,
    /// Networks that it is a member of.
    pub networks: Vec<LinkView>,
    /// Its sources.
    pub sources: Vec<SourceView>,
    /// The body as HTML.
    pub body: String,
    /// Headings of the body.
    pub outline: Vec<OutlineView>,
}

/// A city of similar size.
#[derive(Debug, Clone, Serialize)]
pub struct PeerLine {
    /// The city.
    pub city: LinkView,
    /// Its country.
    pub country: String,
    /// Its population as text.
    pub population: String,
    /// The number of its practices.
    pub practices: usize,
}

/// The number of peers shown.
const PEERS: usize = 6;

/// Cities with practices, the closest by ratio of population first; twice the size is as far as
/// half of it. Mayors look to cities of similar size (domain research, N13a).
fn peers(site: Localized<'_>, at: usize, city: &City) -> Vec<PeerLine> {
    let Some(own) = city.population.as_ref().map(|population| population.value.max(1.0)) else {
        return Vec::new();
    };
    let mut near: Vec<(f64, usize)> = site
        .cities
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != at && !site.graph.city_practices[*other].is_empty())
        .filter_map(|(other, item)| {
            let population = item.record.population.as_ref()?.value.max(1.0);
            Some(((population / own).ln().abs(), other))
        })
        .collect();
    let order = |a: &(f64, usize), b: &(f64, usize)| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1));
    if near.len() > PEERS {
        near.select_nth_unstable_by(PEERS, order);
        near.truncate(PEERS);
    }
    near.sort_by(order);
    let line = |(_, other): (f64, usize)| {
        let record = &site.cities[other].record;
        PeerLine {
            city: city_link(site, other),
            country: site.country(&record.country),
            population: record
                .population
                .as_ref()
                .map(|people| site.words.figure(people.value))
                .unwrap_or_default(),
            practices: site.graph.city_practices[other].len(),
        }
    };
    near.into_iter().map(line).collect()
}

impl Shown for City {
    type View = CityView;

    fn thing(&self, site: Localized<'_>, _: usize) -> Thing {
        linked_data::city(site, self)
    }

    fn feeds(&self, site: Localized<'_>, at: usize) -> Vec<FeedView> {
        feeds(site, &site.cities[at].meta.id, &self.title)
    }

    fn view(&self, PageContext { site, at, body, .. }: PageContext<'_>) -> CityView {
        let graph = &site.graph;
        let convening = |at: &usize| {
            let item = &site.convenings[*at];
            link(site, item)
        };
        let network = |at: &usize| {
            let item = &site.networks[*at];
            link(site, item)
        };
        CityView {
            title: self.title.value.clone(),
            local_names: self.local_names.clone(),
            country: LinkView::new(
                site.country(&self.country),
                Urls::of(site).page(&format!("countries/{}", self.country.to_lowercase())),
            ),
            region: self.region.clone(),
            population: self
                .population
                .as_ref()
                .map(|population| site.words.figure(population.value)),
            population_year: self.population.as_ref().and_then(|population| population.year),
            lat: self.lat,
            lon: self.lon,
            position: self.lat.zip(self.lon).map(|(lat, lon)| position(site.words, lat, lon)),
            wikidata: self.wikidata.clone(),
            peers: peers(site, at, self),
            practices: cards(site, &graph.city_practices[at]),
            adapted: graph.city_adaptations[at].iter().map(|edge| origin(site, *edge)).collect(),
            given: taken_from(site, at),
            sessions: city_sessions(site, at),
            hosted: graph.city_hosted[at].iter().map(convening).collect(),
            attended: graph.city_convenings[at].iter().map(convening).collect(),
            networks: graph.city_networks[at].iter().map(network).collect(),
            sources: sources(site, &self.sources, &body.citations),
            body: body_html(site.words, body),
            outline: outline(&body.outline),
        }
    }

    fn description(&self, site: Localized<'_>) -> String {
        site.words.fill("city.description", &[("city", &self.title)])
    }
}

fn position(words: &Words, lat: f64, lon: f64) -> String {
    let degrees = |value: f64| words.decimal_mark(&format!("{:.2}", value.abs()));
    let north = words.translate(if lat < 0.0 { "city.south" } else { "city.north" });
    let east = words.translate(if lon < 0.0 { "city.west" } else { "city.east" });
    format!("{}° {north}, {}° {east}", degrees(lat), degrees(lon))
}
