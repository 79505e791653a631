//! Exchange between cities: who adopted what from whom, and the sessions where they met.

use serde::Serialize;

use super::common::{Choice, city_link, link, practice_link};
use super::links::LinkView;
use super::localized::{DateView, Localized};
use super::sources::{CitedSource, SourceView, number_of};
use crate::model::Adaptation;
use crate::site::AdaptationEdge;

/// The adaptation of a practice by another city.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AdaptationView {
    /// The city that adapted it, or on that city's side the city that it comes from.
    pub city: LinkView,
    /// The record of the other side.
    pub practice: Option<LinkView>,
    /// The year.
    pub year: Option<u16>,
    /// How the two are related.
    pub relation: Choice,
    /// What was changed.
    pub what_changed: Option<String>,
    /// The result.
    pub result: Option<String>,
    /// The source of this information.
    pub source: Option<CitedSource>,
    /// The language of `what_changed` and `result`, if it is not the page's.
    pub text_lang: Option<String>,
}

/// A session in which a practice was mentioned.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MentionedAt {
    /// The session.
    pub session: LinkView,
    /// The title of its convening.
    pub convening: String,
    /// The language of that title, if it is not the page's.
    pub convening_lang: Option<String>,
    /// The date.
    pub date: DateView,
    /// How it was mentioned.
    pub relation: Choice,
}

/// A session that a city took part in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CitySession {
    /// The session.
    pub session: LinkView,
    /// The title of its convening.
    pub convening: String,
    /// The language of that title, if it is not the page's.
    pub convening_lang: Option<String>,
    /// The date.
    pub date: DateView,
    /// Whether someone from the city spoke, if that may be published.
    pub spoke: bool,
    /// The city's practices that were mentioned.
    pub practices: Vec<LinkView>,
}

/// The text of an adaptation and its language, if it is not the page's. It comes from the version
/// of the practice in the page's language if that lists as many adaptations as the original.
fn written<'a>(site: Localized<'a>, edge: &AdaptationEdge) -> (&'a Adaptation, Option<String>) {
    let item = &site.site.practices[edge.origin];
    let own = &item.record.adaptations;
    let version = site.version(&item.meta).and_then(|version| version.practice());
    let translated = version.map(|practice| &practice.adaptations);
    match translated.filter(|list| list.len() == own.len()) {
        Some(list) => (&list[edge.at], None),
        None => (&own[edge.at], site.other(&item.meta.lang)),
    }
}

/// An adaptation of a practice, for the page of that practice.
pub(super) fn adaptation(
    site: Localized<'_>,
    edge: usize,
    sources: &[SourceView],
) -> AdaptationView {
    let edge = &site.graph.adaptations[edge];
    let (written, text_lang) = written(site, edge);
    AdaptationView {
        city: city_link(site, edge.city),
        practice: edge.practice.map(|at| practice_link(site, at)),
        year: written.year,
        relation: Choice::of(site, edge.relation),
        what_changed: written.what_changed.clone(),
        result: written.result.clone(),
        source: number_of(sources, written.source.as_ref().map(|id| id.as_str())),
        text_lang,
    }
}

/// An adaptation of a city's practice by another city, for the page of the first.
fn given(site: Localized<'_>, edge: usize) -> AdaptationView {
    let origin = site.graph.adaptations[edge].origin;
    AdaptationView { practice: Some(practice_link(site, origin)), ..adaptation(site, edge, &[]) }
}

/// Adaptations of this city's practices by other cities.
pub(super) fn taken_from(site: Localized<'_>, city: usize) -> Vec<AdaptationView> {
    let edges = site.graph.city_practices[city]
        .iter()
        .flat_map(|practice| &site.graph.practice_adaptations[*practice]);
    edges
        .filter(|edge| site.graph.adaptations[**edge].city != city)
        .map(|edge| given(site, *edge))
        .collect()
}

/// The origin of an adaptation. Its source is listed on the page of the origin.
pub(super) fn origin(site: Localized<'_>, edge: usize) -> AdaptationView {
    let origin = site.graph.adaptations[edge].origin;
    let first = site.graph.practice_cities[origin].first();
    AdaptationView {
        city: first.map_or_else(|| practice_link(site, origin), |city| city_link(site, *city)),
        practice: Some(practice_link(site, origin)),
        source: None,
        ..adaptation(site, edge, &[])
    }
}

/// The title of the convening of a session, and its language if it is not the page's.
fn convening_of(site: Localized<'_>, session: usize) -> (String, Option<String>) {
    let Some(at) = site.graph.session_convening[session] else { return Default::default() };
    let item = &site.convenings[at];
    let link = site.link_to(&item.meta, &item.record.title);
    (link.title, link.lang)
}

/// Sessions in which a practice was mentioned.
pub(super) fn sessions(site: Localized<'_>, at: usize) -> Vec<MentionedAt> {
    let line = |mention: &crate::site::SessionMention| {
        let item = &site.sessions[mention.session];
        let (convening, convening_lang) = convening_of(site, mention.session);
        MentionedAt {
            session: link(site, item),
            convening,
            convening_lang,
            date: site.date(item.record.date.value),
            relation: Choice::of(site, mention.relation),
        }
    };
    site.graph.practice_sessions[at].iter().map(line).collect()
}

/// Sessions in which a city spoke or one of its practices was mentioned, latest first.
pub(super) fn city_sessions(site: Localized<'_>, city: usize) -> Vec<CitySession> {
    let slug = &site.cities[city].meta.slug;
    let mut found: Vec<(usize, bool, Vec<usize>)> = Vec::new();
    for (at, item) in site.sessions.iter().enumerate() {
        let spoke = item
            .record
            .speakers
            .iter()
            .any(|speaker| speaker.city.as_ref().is_some_and(|own| own.value == *slug));
        let own = |practice: &&usize| {
            let sessions = &site.graph.practice_sessions[**practice];
            sessions.iter().any(|mention| mention.session == at)
        };
        let practices: Vec<usize> =
            site.graph.city_practices[city].iter().filter(own).copied().collect();
        if spoke || !practices.is_empty() {
            found.push((at, spoke, practices));
        }
    }
    found.sort_by_key(|(at, ..)| std::cmp::Reverse((site.sessions[*at].record.date.value, *at)));
    let line = |(at, spoke, practices): (usize, bool, Vec<usize>)| {
        let item = &site.sessions[at];
        let (convening, convening_lang) = convening_of(site, at);
        CitySession {
            session: link(site, item),
            convening,
            convening_lang,
            date: site.date(item.record.date.value),
            spoke,
            practices: practices.into_iter().map(|at| practice_link(site, at)).collect(),
        }
    };
    found.into_iter().map(line).collect()
}
