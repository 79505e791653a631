//! The page of a practice.

use serde::Serialize;

use super::common::{
    Card, Choice, DateView, EvidenceView, LinkView, OutlineView, card, city_link, evidence, link,
    network_links, outline, place, practice_link, sphere_links, topics,
};
use super::format::{figure, money, scalar};
use super::sources::{CitedSource, SourceView, number_of, sources};
use crate::model::{Cost, Outcome, OutcomeKind, Practice};
use crate::site::{Body, Related, Site, country_name};

/// A practice, as `record`.
#[derive(Debug, Clone, Serialize)]
pub struct PracticeView {
    /// Name.
    pub title: String,
    /// What it is.
    pub summary: String,
    /// Practice, entry or adaptation.
    pub record_type: Choice,
    /// Whether it is only a proposal, which the page must say first.
    pub is_proposal: bool,
    /// How far it has come.
    pub stage: Choice,
    /// How well its effect is known.
    pub evidence: EvidenceView,
    /// Names of its cities with their countries.
    pub place: String,
    /// Its cities.
    pub cities: Vec<CityLine>,
    /// Its spheres.
    pub spheres: Vec<LinkView>,
    /// Its topics.
    pub topics: Vec<LinkView>,
    /// Its mechanisms.
    pub mechanisms: Vec<LinkView>,
    /// Work began.
    pub started: Option<DateView>,
    /// The public could use it.
    pub launched: Option<DateView>,
    /// It ended.
    pub ended: Option<DateView>,
    /// The process that it changes.
    pub plugs_into: Option<String>,
    /// What makes it work.
    pub core: Vec<String>,
    /// What may change.
    pub adaptable: Vec<String>,
    /// What has to be there first.
    pub preconditions: Vec<PreconditionLine>,
    /// Measured effects and activity.
    pub results: Vec<OutcomeView>,
    /// Baselines and the size of the problem.
    pub context: Vec<OutcomeView>,
    /// Goals and forecasts.
    pub targets: Vec<OutcomeView>,
    /// Cost, funding, terms.
    pub money: Vec<OutcomeView>,
    /// What it costs, a line each.
    pub cost: Vec<Fact>,
    /// How many people it reached.
    pub reached: Option<String>,
    /// Its history.
    pub timeline: Vec<EventLine>,
    /// What was learned, where the body has no heading for it.
    pub lessons: Vec<String>,
    /// What failed, where the body has no heading for it.
    pub did_not_work: Vec<String>,
    /// What its makers tell others, where the body has no heading for it.
    pub advice: Vec<String>,
    /// Other cities' uses of it.
    pub adaptations: Vec<AdaptationView>,
    /// Practices that it comes from.
    pub origins: Vec<AdaptationView>,
    /// Its part in a competition.
    pub challenge: Option<ChallengeLine>,
    /// Who took part.
    pub partners: Vec<String>,
    /// Networks it belongs to.
    pub networks: Vec<LinkView>,
    /// Whom to ask.
    pub contacts: Vec<crate::model::Contact>,
    /// Sessions at which it came up.
    pub sessions: Vec<SessionLine>,
    /// Records whose texts link to it.
    pub mentioned_by: Vec<LinkView>,
    /// Practices like it.
    pub related: Vec<RelatedLine>,
    /// Where the claims come from.
    pub sources: Vec<SourceView>,
    /// The body as HTML.
    pub body: String,
    /// Headings of the body.
    pub outline: Vec<OutlineView>,
    /// Who wrote the record.
    pub authors: Vec<String>,
    /// Who reviewed it.
    pub reviewers: Vec<String>,
    /// Last checked against its sources.
    pub verified: Option<DateView>,
    /// Next check.
    pub review_due: Option<DateView>,
}

/// A name and a value.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fact {
    /// What it is.
    pub label: &'static str,
    /// The value in words.
    pub value: String,
}

/// A city of the practice.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CityLine {
    /// The city.
    pub city: LinkView,
    /// Its country.
    pub country: String,
    /// Address of the country's page.
    pub country_url: String,
    /// Its population in words.
    pub population: Option<String>,
}

/// Something that has to be there first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PreconditionLine {
    /// What sort of thing.
    pub kind: Choice,
    /// What exactly.
    pub text: String,
}

/// A step of the history.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventLine {
    /// When.
    pub date: DateView,
    /// What happened.
    pub event: String,
}

/// A result row in words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OutcomeView {
    /// What was measured.
    pub metric: String,
    /// What was found, with its unit.
    pub value: Option<String>,
    /// What it was before.
    pub baseline: Option<String>,
    /// The unit.
    pub unit: Option<String>,
    /// When.
    pub as_of: Option<DateView>,
    /// What the row says.
    pub kind: Choice,
    /// What it was compared with.
    pub comparator: Option<String>,
    /// Who or what was measured.
    pub sample: Option<String>,
    /// Where it comes from.
    pub source: Option<CitedSource>,
}

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
}

/// Its part in a competition.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChallengeLine {
    /// The round.
    pub challenge: LinkView,
    /// How far it came.
    pub role: Choice,
    /// Prize money in words.
    pub award: Option<String>,
}

/// A session at which it came up.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SessionLine {
    /// The session.
    pub session: LinkView,
    /// Its convening's title.
    pub convening: String,
    /// When.
    pub date: DateView,
    /// How it came up.
    pub relation: Choice,
}

/// A practice like this one, and why.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RelatedLine {
    /// The practice.
    pub card: Card,
    /// The reason in words.
    pub reason: String,
}

/// The view of a practice (or of a translation of the one at `at`).
#[must_use]
pub fn practice(
    site: &Site,
    at: usize,
    practice: &Practice,
    body: &Body,
    related: &[Related],
) -> PracticeView {
    let sources = sources(&practice.sources, &body.citations);
    let rows = |kinds: &[OutcomeKind]| -> Vec<OutcomeView> {
        practice
            .outcomes
            .iter()
            .filter(|row| kinds.contains(&row.kind))
            .map(|row| outcome(row, &sources))
            .collect()
    };
    let unless = |headings: &[&str], list: &[String]| {
        let said = body
            .outline
            .iter()
            .any(|heading| headings.contains(&heading.text.to_lowercase().as_str()));
        if said { Vec::new() } else { list.to_vec() }
    };
    PracticeView {
        title: practice.title.value.clone(),
        summary: practice.summary.value.clone(),
        record_type: Choice::of(practice.record_type.value),
        is_proposal: practice.stage.value == crate::model::Stage::Proposed,
        stage: Choice::of(practice.stage.value),
        evidence: evidence(practice.evidence.as_ref()),
        place: place(site, at),
        cities: cities(site, at),
        spheres: sphere_links(site, &practice.spheres),
        topics: topics(site, &practice.topics),
        mechanisms: mechanisms(site, practice),
        started: practice.started.as_ref().map(|date| date.value.into()),
        launched: practice.launched.as_ref().map(|date| date.value.into()),
        ended: practice.ended.as_ref().map(|date| date.value.into()),
        plugs_into: practice.plugs_into.clone(),
        core: practice.core.clone(),
        adaptable: practice.adaptable.clone(),
        preconditions: preconditions(practice),
        results: rows(&[OutcomeKind::Outcome, OutcomeKind::Output]),
        context: rows(&[OutcomeKind::Context]),
        targets: rows(&[OutcomeKind::Target]),
        money: rows(&[OutcomeKind::Money]),
        cost: practice.cost.as_ref().map(cost).unwrap_or_default(),
        reached: practice.reached.as_ref().map(|reached| {
            let when =
                reached.as_of.map(|date| format!(" ({})", date.in_words())).unwrap_or_default();
            format!("{} people{when}", figure(reached.people))
        }),
        timeline: practice
            .timeline
            .iter()
            .map(|step| EventLine { date: step.date.into(), event: step.event.clone() })
            .collect(),
        lessons: unless(&["advice", "lessons", "what was learned"], &practice.lessons),
        did_not_work: unless(&["what did not work"], &practice.did_not_work),
        advice: unless(&["advice"], &practice.advice),
        adaptations: site.graph.practice_adaptations[at]
            .iter()
            .map(|edge| adaptation(site, *edge, &sources))
            .collect(),
        origins: site.graph.practice_origins[at].iter().map(|edge| origin(site, *edge)).collect(),
        challenge: challenge(site, practice),
        partners: practice.partners.clone(),
        networks: network_links(site, &practice.networks),
        contacts: practice.contacts.clone(),
        sessions: sessions(site, at),
        mentioned_by: mentioned_by(site, at),
        related: related.iter().map(|one| related_line(site, one)).collect(),
        sources,
        body: body.html.clone(),
        outline: outline(&body.outline),
        authors: practice.authors.clone(),
        reviewers: practice.reviewers.clone(),
        verified: practice.verified.map(DateView::from),
        review_due: practice.review_due.map(DateView::from),
    }
}

fn mechanisms(site: &Site, practice: &Practice) -> Vec<LinkView> {
    let urls = super::Urls::of(site);
    let terms = practice.mechanisms.iter().filter_map(|slug| site.vocabulary.mechanism(slug));
    terms
        .map(|term| LinkView {
            title: term.label.clone(),
            url: urls.page(&format!("mechanisms/{}", term.id.value)),
        })
        .collect()
}

fn preconditions(practice: &Practice) -> Vec<PreconditionLine> {
    let line = |one: &crate::model::Precondition| PreconditionLine {
        kind: Choice::of(one.kind),
        text: one.text.clone(),
    };
    practice.preconditions.iter().map(line).collect()
}

fn outcome(row: &Outcome, sources: &[SourceView]) -> OutcomeView {
    OutcomeView {
        metric: row.metric.clone(),
        value: row.value.as_ref().map(scalar),
        baseline: row.baseline.as_ref().map(scalar),
        unit: row.unit.clone(),
        as_of: row.as_of.map(DateView::from),
        kind: Choice::of(row.kind),
        comparator: row.comparator.clone(),
        sample: row.sample.clone(),
        source: number_of(sources, row.source.as_ref().map(|id| id.as_str())),
    }
}

fn cities(site: &Site, at: usize) -> Vec<CityLine> {
    let urls = super::Urls::of(site);
    let line = |city: &usize| {
        let record = &site.cities[*city].record;
        CityLine {
            city: city_link(site, *city),
            country: country_name(&record.country).unwrap_or_else(|| record.country.value.clone()),
            country_url: urls.page(&format!("countries/{}", record.country.to_lowercase())),
            population: record.population.as_ref().map(|population| match population.year {
                Some(year) => format!("{} people ({year})", figure(population.value)),
                None => format!("{} people", figure(population.value)),
            }),
        }
    };
    site.graph.practice_cities[at].iter().map(line).collect()
}

fn cost(cost: &Cost) -> Vec<Fact> {
    let currency = cost.currency.as_deref();
    let mut facts = Vec::new();
    let mut add =
        |label, value: Option<String>| facts.extend(value.map(|value| Fact { label, value }));
    let year = cost.price_year.map(|year| format!(" ({year})")).unwrap_or_default();
    add("Once", cost.one_off.map(|sum| money(sum, currency) + &year));
    add("Each year", cost.annual.map(|sum| money(sum, currency) + &year));
    add("Cost band", cost.band.map(|band| format!("{band} of 5")));
    add("Staff", cost.fte.map(|fte| format!("{} full-time equivalents", figure(fte))));
    add("Paid by", (!cost.funders.is_empty()).then(|| cost.funders.join(", ")));
    facts
}

fn adaptation(site: &Site, edge: usize, sources: &[SourceView]) -> AdaptationView {
    let edge = &site.graph.adaptations[edge];
    let written = &site.practices[edge.origin].record.adaptations[edge.at];
    AdaptationView {
        city: city_link(site, edge.city),
        practice: edge.practice.map(|at| practice_link(site, at)),
        year: written.year,
        relation: Choice::of(edge.relation),
        what_changed: written.what_changed.clone(),
        result: written.result.clone(),
        source: number_of(sources, written.source.as_ref().map(|id| id.as_str())),
    }
}

/// The other side of an adaptation: where it comes from. Its source is listed there.
pub(super) fn origin(site: &Site, edge: usize) -> AdaptationView {
    let edge = &site.graph.adaptations[edge];
    let written = &site.practices[edge.origin].record.adaptations[edge.at];
    let first = site.graph.practice_cities[edge.origin].first();
    AdaptationView {
        city: first.map_or_else(|| practice_link(site, edge.origin), |city| city_link(site, *city)),
        practice: Some(practice_link(site, edge.origin)),
        year: written.year,
        relation: Choice::of(edge.relation),
        what_changed: written.what_changed.clone(),
        result: written.result.clone(),
        source: None,
    }
}

fn challenge(site: &Site, practice: &Practice) -> Option<ChallengeLine> {
    let part = practice.challenge.as_ref()?;
    let item = site.challenges.iter().find(|item| item.meta.slug == part.edition.value)?;
    Some(ChallengeLine {
        challenge: link(site, item, &item.record.title),
        role: Choice::of(part.role),
        award: part.award.map(|sum| money(sum, part.currency.as_deref())),
    })
}

fn sessions(site: &Site, at: usize) -> Vec<SessionLine> {
    let line = |mention: &crate::site::SessionMention| {
        let item = &site.sessions[mention.session];
        let convening = site.graph.session_convening[mention.session];
        SessionLine {
            session: link(site, item, &item.record.title),
            convening: convening
                .map(|at| site.convenings[at].record.title.value.clone())
                .unwrap_or_default(),
            date: item.record.date.value.into(),
            relation: Choice::of(mention.relation),
        }
    };
    site.graph.practice_sessions[at].iter().map(line).collect()
}

fn mentioned_by(site: &Site, at: usize) -> Vec<LinkView> {
    let urls = super::Urls::of(site);
    let backlinks = site.graph.practice_backlinks[at].iter();
    backlinks.map(|(id, title)| LinkView { title: title.clone(), url: urls.page(id) }).collect()
}

fn related_line(site: &Site, related: &Related) -> RelatedLine {
    let topics = related
        .topics
        .iter()
        .filter_map(|slug| site.vocabulary.topic(slug))
        .map(|term| term.label.to_lowercase());
    let mechanisms = related
        .mechanisms
        .iter()
        .filter_map(|slug| site.vocabulary.mechanism(slug))
        .map(|term| term.label.to_lowercase());
    let words: Vec<String> = topics.chain(mechanisms).take(3).collect();
    RelatedLine {
        card: card(site, related.practice),
        reason: format!("Both: {}", words.join(", ")),
    }
}
