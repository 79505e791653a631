//! The pages of a network and of a challenge.

use serde::Serialize;

use super::body::body_html;
use super::common::{Card, Choice, OutlineView, cards, city_link, link, network_links, outline};
use super::labels::role_title;
use super::linked_data::{self, Thing};
use super::links::LinkView;
use super::localized::Localized;
use super::record::{PageContext, Shown};
use super::social_card::SocialCard;
use super::sources::{SourceView, sources};
use crate::model::{Challenge, ChallengeRole, Choice as _, Network, Stage};
use crate::site::Meta;

/// A network, as `record`.
#[derive(Debug, Clone, Serialize)]
pub struct NetworkView {
    /// Its name.
    pub title: String,
    /// A summary of it.
    pub summary: String,
    /// Its kind of organisation.
    pub kind: Option<Choice>,
    /// The year it was founded.
    pub founded: Option<u16>,
    /// URL of its own site.
    pub website: Option<String>,
    /// Its member cities.
    pub members: Vec<LinkView>,
    /// Practices that belong to it.
    pub practices: Vec<Card>,
    /// Convenings it hosted.
    pub convenings: Vec<LinkView>,
    /// Challenges it hosts.
    pub challenges: Vec<LinkView>,
    /// Its sources.
    pub sources: Vec<SourceView>,
    /// The body as HTML.
    pub body: String,
    /// Headings of the body.
    pub outline: Vec<OutlineView>,
}

impl Shown for Network {
    type View = NetworkView;

    fn thing(&self, _: Localized<'_>, _: usize) -> Thing {
        linked_data::network(self)
    }

    fn social_card(&self, site: Localized<'_>, meta: &Meta, _: usize) -> SocialCard {
        let facts = self.kind.map(|kind| Choice::of(site, kind).label).into_iter().collect();
        SocialCard { facts, ..SocialCard::of(site, meta, self) }
    }

    fn view(&self, PageContext { site, at, body, .. }: PageContext<'_>) -> NetworkView {
        let member = |slug: &crate::model::At<String>| site.cities.with_slug(slug);
        NetworkView {
            title: self.title.value.clone(),
            summary: self.summary.value.clone(),
            kind: self.kind.map(|value| Choice::of(site, value)),
            founded: self.founded,
            website: self.url.clone(),
            members: self.members.iter().filter_map(member).map(|at| city_link(site, at)).collect(),
            practices: cards(site, &site.graph.network_practices[at]),
            convenings: site.graph.network_convenings[at]
                .iter()
                .map(|at| link(site, &site.convenings[*at]))
                .collect(),
            challenges: site.graph.network_challenges[at]
                .iter()
                .map(|at| link(site, &site.challenges[*at]))
                .collect(),
            sources: sources(site, &self.sources, &body.citations),
            body: body_html(site.words, body),
            outline: outline(&body.outline),
        }
    }
}

/// A challenge, as `record`.
#[derive(Debug, Clone, Serialize)]
pub struct ChallengeView {
    /// Its name.
    pub title: String,
    /// A summary of it.
    pub summary: String,
    /// The series of rounds that it belongs to.
    pub series: Option<String>,
    /// The year it was decided.
    pub year: u16,
    /// The part of the world whose cities could enter.
    pub region: Option<String>,
    /// Its host.
    pub host: Option<LinkView>,
    /// The number of cities that entered, as text.
    pub entries: Option<String>,
    /// The number of recorded entries at each stage.
    pub stages: Vec<StageCount>,
    /// Its entries, grouped by how far they got, the most successful first.
    pub groups: Vec<RoleGroup>,
    /// Its sources.
    pub sources: Vec<SourceView>,
    /// The body as HTML.
    pub body: String,
    /// Headings of the body.
    pub outline: Vec<OutlineView>,
}

/// The number of entries at a stage.
#[derive(Debug, Clone, Serialize)]
pub struct StageCount {
    /// The stage.
    pub stage: Choice,
    /// The number of entries.
    pub count: usize,
}

/// Entries that got equally far.
#[derive(Debug, Clone, Serialize)]
pub struct RoleGroup {
    /// How far they got.
    pub role: Choice,
    /// The same as a heading, singular or plural.
    pub title: String,
    /// The entries.
    pub practices: Vec<Card>,
}

impl Shown for Challenge {
    type View = ChallengeView;

    fn thing(&self, site: Localized<'_>, _: usize) -> Thing {
        linked_data::challenge(site, self)
    }

    fn social_card(&self, site: Localized<'_>, meta: &Meta, _: usize) -> SocialCard {
        let facts = vec![self.year.to_string()];
        SocialCard { facts, ..SocialCard::of(site, meta, self) }
    }

    fn view(&self, PageContext { site, at, body, .. }: PageContext<'_>) -> ChallengeView {
        let group = |role: ChallengeRole| {
            let in_role = |at: &&usize| {
                site.practices[**at].record.challenge.as_ref().is_some_and(|part| part.role == role)
            };
            let entries = site.graph.challenge_practices[at].iter();
            let practices = cards(site, &entries.filter(in_role).copied().collect::<Vec<_>>());
            (!practices.is_empty()).then(|| RoleGroup {
                role: Choice::of(site, role),
                title: role_title(site.words, role, practices.len()),
                practices,
            })
        };
        ChallengeView {
            title: self.title.value.clone(),
            summary: self.summary.value.clone(),
            series: self.series.clone(),
            year: self.year,
            region: self.region.clone(),
            host: self
                .host
                .as_ref()
                .and_then(|slug| network_links(site, std::slice::from_ref(slug)).pop()),
            #[expect(clippy::cast_precision_loss, reason = "a count of entries")]
            entries: self.entries.map(|entries| site.words.figure(entries as f64)),
            stages: stages(site, at),
            groups: ChallengeRole::ALL.iter().rev().filter_map(|(role, _)| group(*role)).collect(),
            sources: sources(site, &self.sources, &body.citations),
            body: body_html(site.words, body),
            outline: outline(&body.outline),
        }
    }
}

/// The number of entries of a challenge at each stage, stages of success first.
pub(super) fn stages(site: Localized<'_>, at: usize) -> Vec<StageCount> {
    use Stage::{Ended, Operating, Paused, Pilot, Proposed, Replaced, Scaled, Unknown};
    let count = |stage: Stage| {
        let entries = site.graph.challenge_practices[at].iter();
        let count = entries.filter(|at| site.practices[**at].record.stage.value == stage).count();
        (count > 0).then(|| StageCount { stage: Choice::of(site, stage), count })
    };
    [Scaled, Operating, Pilot, Paused, Replaced, Ended, Unknown, Proposed]
        .into_iter()
        .filter_map(count)
        .collect()
}
