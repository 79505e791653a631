//! The page of a city.

use serde::Serialize;

use super::body::body_html;
use super::common::{
    Card, OutlineView, cards, city_link, link, outline, practice_link, question_links,
};
use super::exchange::{AdaptationView, CitySession, city_sessions, origin, taken_from};
use super::feeds::{FeedView, feeds};
use super::linked_data::{self, Thing};
use super::links::{LinkView, Urls};
use super::localized::Localized;
use super::record::{PageContext, Shown};
use super::social_card::SocialCard;
use super::sources::{SourceView, sources};
use crate::model::City;
use crate::site::{Meta, Reason, Traits, points, ratio, reasons, traits};
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
    /// The cities with practices that are most like it.
    pub peers: Vec<PeerLine>,
    /// Its practices.
    pub practices: Vec<Card>,
    /// Practices of other cities that it adapted.
    pub adapted: Vec<AdaptationView>,
    /// Its practices that other cities adapted.
    pub given: Vec<AdaptationView>,
    /// Sessions in which it spoke or one of its practices was mentioned, latest first.
    pub sessions: Vec<CitySession>,
    /// Questions that it asked.
    pub questions: Vec<LinkView>,
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

/// A city like the one of the page.
#[derive(Debug, Clone, Serialize)]
pub struct PeerLine {
    /// The city.
    pub city: LinkView,
    /// Its country.
    pub country: String,
    /// Its population as text.
    pub population: String,
    /// What both have in common.
    pub reasons: Vec<String>,
    /// Its practices, at most three.
    pub practices: Vec<LinkView>,
    /// The number of its other practices.
    pub more: usize,
}

/// The number of peers shown.
const PEERS: usize = 6;

/// The number of practices shown of each.
const PRACTICES: usize = 3;

/// The cities with practices that are most like the one at a position; of those equally alike the
/// closest in size first.
fn peers(site: Localized<'_>, at: usize) -> Vec<PeerLine> {
    let own = traits(site.site, at);
    let others = (0..site.cities.len()).filter(|other| *other != at);
    let mut near: Vec<(u32, f64, usize)> = others
        .filter(|other| !site.graph.city_practices[*other].is_empty())
        .map(|other| {
            let traits = traits(site.site, other);
            (points(&own, &traits), ratio(&own, &traits), other)
        })
        .filter(|(points, ..)| *points > 0)
        .collect();
    let order = |a: &(u32, f64, usize), b: &(u32, f64, usize)| {
        b.0.cmp(&a.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2))
    };
    if near.len() > PEERS {
        near.select_nth_unstable_by(PEERS, order);
        near.truncate(PEERS);
    }
    near.sort_by(order);
    near.into_iter().map(|(_, _, other)| peer(site, &own, other)).collect()
}

fn peer(site: Localized<'_>, own: &Traits<'_>, other: usize) -> PeerLine {
    let record = &site.cities[other].record;
    let population = record.population.as_ref().map(|people| site.words.figure(people.value));
    let practices = &site.graph.city_practices[other];
    let common = reasons(own, &traits(site.site, other));
    PeerLine {
        city: city_link(site, other),
        country: site.country(&record.country),
        population: population.unwrap_or_default(),
        reasons: common.into_iter().map(|reason| in_words(site, reason)).collect(),
        practices: practices.iter().take(PRACTICES).map(|at| practice_link(site, *at)).collect(),
        more: practices.len().saturating_sub(PRACTICES),
    }
}

/// What two cities have in common, as text.
fn in_words(site: Localized<'_>, reason: Reason) -> String {
    let number = |key, name, number: u32| {
        site.words.fill(key, &[(name, &site.words.figure(f64::from(number)))])
    };
    match reason {
        Reason::Size(percent) => number("like.size", "percent", percent),
        Reason::Country => site.words.translate("like.country"),
        Reason::Distance(km) => number("like.distance", "km", km),
        Reason::Network(at) => {
            let network = &site.networks[at];
            let title = link(site, network).title;
            site.words.fill("like.network", &[("network", &title)])
        }
    }
}

impl Shown for City {
    type View = CityView;

    fn thing(&self, site: Localized<'_>, _: usize) -> Thing {
        linked_data::city(site, self)
    }

    fn feeds(&self, site: Localized<'_>, at: usize) -> Vec<FeedView> {
        feeds(site, &site.cities[at].meta.id, &self.title)
    }

    fn social_card(&self, site: Localized<'_>, meta: &Meta, at: usize) -> SocialCard {
        let practices = site.graph.city_practices[at].len();
        let count = site.words.count("city.practices", practices);
        SocialCard {
            text: if practices == 0 { String::new() } else { count },
            facts: vec![site.country(&self.country)],
            ..SocialCard::of(site, meta, self)
        }
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
            peers: peers(site, at),
            practices: cards(site, &graph.city_practices[at]),
            adapted: graph.city_adaptations[at].iter().map(|edge| origin(site, *edge)).collect(),
            given: taken_from(site, at),
            sessions: city_sessions(site, at),
            questions: question_links(site, &site.graph.city_questions[at]),
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
