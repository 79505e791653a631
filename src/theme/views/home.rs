//! The home page.

use serde::Serialize;

use super::common::{Card, card, link};
use super::links::LinkView;
use super::list::FacetLink;
use super::localized::Localized;
use super::meeting::{ConveningView, convening_item};
use crate::model::{ConveningStatus, Direction, Kinded};

/// The content of the home page, as `home`.
#[derive(Debug, Clone, Serialize)]
pub struct HomeView {
    /// Practices that worked, the strongest evidence first.
    pub strongest: Vec<Card>,
    /// Practices that were measured and had no effect or did harm, the strongest evidence first.
    pub without_effect: Vec<Card>,
    /// The latest practices by year.
    pub newest: Vec<Card>,
    /// Practices that the most cities adapted, with the number of cities.
    pub most_adapted: Vec<Adapted>,
    /// The next planned convening.
    pub next: Option<ConveningView>,
    /// Its link.
    pub next_link: Option<LinkView>,
    /// The latest convening that was held.
    pub convening: Option<ConveningView>,
    /// Its link.
    pub convening_link: Option<LinkView>,
    /// Topics with the most practices.
    pub topics: Vec<FacetLink>,
}

/// A practice and the number of cities that adapted it.
#[derive(Debug, Clone, Serialize)]
pub struct Adapted {
    /// The practice.
    pub card: Card,
    /// The number of cities.
    pub cities: usize,
}

/// The number of practices in each list.
const SHOWN: usize = 6;

/// The view of the home page.
#[must_use]
pub fn home(site: Localized<'_>) -> HomeView {
    let ranked = |key: &dyn Fn(usize) -> usize| {
        let mut all: Vec<usize> = (0..site.practices.len()).filter(|at| key(*at) > 0).collect();
        all.sort_by_cached_key(|at| (std::cmp::Reverse(key(*at)), *at));
        all.truncate(SHOWN);
        all
    };
    // The level of the evidence, 0 if it points elsewhere.
    let level = |at: usize, directions: &[Direction]| {
        let practice = &site.practices[at].record;
        usize::from(practice.evidence_level())
            * usize::from(directions.contains(&practice.direction()))
    };
    let evidence = |at: usize| level(at, &[Direction::Positive]);
    let without_effect = |at: usize| level(at, &[Direction::None, Direction::Negative]);
    let year = |at: usize| usize::from(site.practices[at].record.year().unwrap_or(0));
    let adapted = |at: usize| site.graph.practice_adaptations[at].len();
    let planned = |at: &usize| site.convenings[*at].record.status == Some(ConveningStatus::Planned);
    // Convenings are listed with the latest first.
    let next = (0..site.convenings.len()).rev().find(planned);
    let held = (0..site.convenings.len()).find(|at| !planned(at));
    let convening_link = |at: usize| {
        let item = &site.convenings[at];
        link(site, item)
    };
    HomeView {
        next: next.map(|at| convening_item(site, at)),
        next_link: next.map(convening_link),
        strongest: ranked(&evidence).into_iter().map(|at| card(site, at)).collect(),
        without_effect: ranked(&without_effect).into_iter().map(|at| card(site, at)).collect(),
        newest: ranked(&year).into_iter().map(|at| card(site, at)).collect(),
        most_adapted: ranked(&adapted)
            .into_iter()
            .map(|at| Adapted { card: card(site, at), cities: adapted(at) })
            .collect(),
        convening: held.map(|at| convening_item(site, at)),
        convening_link: held.map(convening_link),
        topics: topics(site),
    }
}

fn topics(site: Localized<'_>) -> Vec<FacetLink> {
    let mut links: Vec<FacetLink> = site
        .vocabulary
        .topics
        .iter()
        .map(|term| {
            let count = site.facets.topics.get(&term.id.value).map_or(0, Vec::len);
            FacetLink::new(site.term_link("topics", term), count, site.definition(term))
        })
        .filter(|link| link.count > 0)
        .collect();
    links.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.title.cmp(&b.title)));
    links.truncate(16);
    links
}
