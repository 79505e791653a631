//! What passes between cities: who took what up from whom, and the sessions where they met.

use serde::Serialize;

use super::common::{Choice, city_link, link, practice_link};
use super::links::LinkView;
use super::localized::{DateView, Localized};
use super::sources::{CitedSource, SourceView, number_of};
use crate::model::Adaptation;
use crate::site::AdaptationEdge;

/// One city's use of another's practice.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AdaptationView {
    /// The city that took it up, or on the other side the cities it comes from.
    pub city: LinkView,
    /// The record on the other side.
    pub practice: Option<LinkView>,
    /// When.
    pub year: Option<u16>,
    /// How the two relate.
    pub relation: Choice,
    /// What was changed.
    pub what_changed: Option<String>,
    /// What came of it.
    pub result: Option<String>,
    /// Where it comes from.
    pub source: Option<CitedSource>,
    /// The language of what was changed and what came of it, where it is not the page's.
    pub text_lang: Option<String>,
}

/// A session at which it came up.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MentionedAt {
    /// The session.
    pub session: LinkView,
    /// Its convening's title.
    pub convening: String,
    /// The language of that title, where it is not the page's.
    pub convening_lang: Option<String>,
    /// When.
    pub date: DateView,
    /// How it came up.
    pub relation: Choice,
}

/// A session that a city had a part in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CitySession {
    /// The session.
    pub session: LinkView,
    /// Its convening's title.
    pub convening: String,
    /// The language of that title, where it is not the page's.
    pub convening_lang: Option<String>,
    /// When.
    pub date: DateView,
    /// Whether somebody of the city spoke, as far as that may be published.
    pub spoke: bool,
    /// The city's practices that came up.
    pub practices: Vec<LinkView>,
}

/// What is written of an edge: in the practice where it stands, or in its version in the language
/// of the page, which lists the same uses in the same order; with the language of that.
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

/// A use of a practice, as its own page lists it.
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

/// A use of a city's practice by another city, as the page of the first lists it.
fn given(site: Localized<'_>, edge: usize) -> AdaptationView {
    let origin = site.graph.adaptations[edge].origin;
    AdaptationView { practice: Some(practice_link(site, origin)), ..adaptation(site, edge, &[]) }
}

/// What other cities took up from this one.
pub(super) fn taken_from(site: Localized<'_>, city: usize) -> Vec<AdaptationView> {
    let edges = site.graph.city_practices[city]
        .iter()
        .flat_map(|practice| &site.graph.practice_adaptations[*practice]);
    edges
        .filter(|edge| site.graph.adaptations[**edge].city != city)
        .map(|edge| given(site, *edge))
        .collect()
}

/// The other side of an adaptation: where it comes from. Its source is listed there.
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

/// The title of the convening of a session, and its language where that is not the page's.
fn convening_of(site: Localized<'_>, session: usize) -> (String, Option<String>) {
    let Some(at) = site.graph.session_convening[session] else { return Default::default() };
    let item = &site.convenings[at];
    let link = site.link_to(&item.meta, &item.record.title);
    (link.title, link.lang)
}

/// Sessions at which a practice came up.
pub(super) fn sessions(site: Localized<'_>, at: usize) -> Vec<MentionedAt> {
    let line = |mention: &crate::site::SessionMention| {
        let item = &site.sessions[mention.session];
        let (convening, convening_lang) = convening_of(site, mention.session);
        MentionedAt {
            session: link(site, item, &item.record.title),
            convening,
            convening_lang,
            date: site.date(item.record.date.value),
            relation: Choice::of(site, mention.relation),
        }
    };
    site.graph.practice_sessions[at].iter().map(line).collect()
}

/// Sessions at which a city spoke or one of its practices came up, the latest first.
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
            session: link(site, item, &item.record.title),
            convening,
            convening_lang,
            date: site.date(item.record.date.value),
            spoke,
            practices: practices.into_iter().map(|at| practice_link(site, at)).collect(),
        }
    };
    found.into_iter().map(line).collect()
}
