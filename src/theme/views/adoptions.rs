//! Adoptions of practices by other cities, as charts and as a table with the same facts.

use std::collections::BTreeSet;

use serde::Serialize;

use super::common::{city_link, practice_link};
use super::exchange::{AdaptationView, adaptation};
use super::links::LinkView;
use super::localized::Localized;
use super::sources::sources;

/// The page of all adoptions, as `adoptions`.
#[derive(Debug, Clone, Serialize)]
pub struct AdoptionsView {
    /// The world, followed by the parts that are drawn larger.
    pub charts: Vec<RoutesView>,
    /// Practices that other cities adopted, those with the most adoptions first.
    pub practices: Vec<AdoptedView>,
    /// The number of adoptions.
    pub total: usize,
    /// The number of cities that adopted something.
    pub cities: usize,
    /// The number of adoptions whose result is recorded.
    pub with_result: usize,
}

/// A chart of adoptions from city to city.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RoutesView {
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
    /// The adoptions, as one SVG path of curves.
    pub routes: String,
    /// The cities in which they end, as an SVG path of lines without length.
    pub ends: String,
    /// The cities in which they begin, likewise.
    pub starts: String,
}

/// A practice and the cities that adopted it.
#[derive(Debug, Clone, Serialize)]
pub struct AdoptedView {
    /// The practice.
    pub practice: LinkView,
    /// The cities that it comes from.
    pub cities: Vec<LinkView>,
    /// Its adoptions; their sources are listed on its page.
    pub adoptions: Vec<AdaptationView>,
}

/// The view of the page, with the finished charts.
#[must_use]
pub fn adoptions(site: Localized<'_>, charts: Vec<RoutesView>) -> AdoptionsView {
    let edges = &site.graph.adaptations;
    let mut origins: Vec<usize> = (0..site.practices.len())
        .filter(|at| !site.graph.practice_adaptations[*at].is_empty())
        .collect();
    origins.sort_by_key(|at| (std::cmp::Reverse(site.graph.practice_adaptations[*at].len()), *at));
    let practices: Vec<AdoptedView> = origins.into_iter().map(|at| adopted(site, at)).collect();
    let rows = practices.iter().flat_map(|practice| &practice.adoptions);
    AdoptionsView {
        charts,
        total: edges.len(),
        cities: edges.iter().map(|edge| edge.city).collect::<BTreeSet<_>>().len(),
        with_result: rows.filter(|row| row.result.is_some()).count(),
        practices,
    }
}

fn adopted(site: Localized<'_>, at: usize) -> AdoptedView {
    let listed = sources(site, &site.practices[at].record.sources, &[]);
    let edges = site.graph.practice_adaptations[at].iter();
    AdoptedView {
        practice: practice_link(site, at),
        cities: site.graph.practice_cities[at].iter().map(|at| city_link(site, *at)).collect(),
        adoptions: edges.map(|edge| adaptation(site, *edge, &listed)).collect(),
    }
}
