//! What became of the entries of each challenge: their stage today, when that was last checked, and
//! the latest source.

use serde::Serialize;

use super::common::{Choice, link, place, practice_link, stage};
use super::labels::role_title;
use super::links::LinkView;
use super::localized::{DateView, Localized};
use super::network::{StageCount, stages};
use crate::model::{ChallengeRole, Choice as _, Practice, Source, Stage};

/// The page on what happened to challenge entries, as `follow_up`.
#[derive(Debug, Clone, Serialize)]
pub struct FollowUpView {
    /// The challenges, in the order of their list.
    pub challenges: Vec<FollowedChallenge>,
    /// The number of entries on record.
    pub total: usize,
    /// The number of entries of which nothing is known after the competition.
    pub unknown: usize,
}

/// A challenge and its entries.
#[derive(Debug, Clone, Serialize)]
pub struct FollowedChallenge {
    /// The challenge.
    pub link: LinkView,
    /// Its anchor, without `#`.
    pub id: String,
    /// The number of its entries at each stage.
    pub stages: Vec<StageCount>,
    /// Its entries, those that got furthest first.
    pub entries: Vec<FollowedEntry>,
    /// The number of entries of which nothing is known after the competition.
    pub unknown: usize,
}

/// An entry and what became of it.
#[derive(Debug, Clone, Serialize)]
pub struct FollowedEntry {
    /// The record.
    pub practice: LinkView,
    /// Names of its cities.
    pub place: String,
    /// How far it got in the competition.
    pub role: String,
    /// Its stage today.
    pub stage: Choice,
    /// When it was last checked.
    pub checked: Option<DateView>,
    /// The source with the latest date.
    pub source: Option<LinkView>,
    /// The year of that source.
    pub source_year: Option<u16>,
}

/// The view of the page.
#[must_use]
pub fn follow_up(site: Localized<'_>) -> FollowUpView {
    let has_entries = |at: &usize| !site.graph.challenge_practices[*at].is_empty();
    let challenges: Vec<FollowedChallenge> = (0..site.challenges.len())
        .rev()
        .filter(has_entries)
        .map(|at| challenge(site, at))
        .collect();
    FollowUpView {
        total: challenges.iter().map(|one| one.entries.len()).sum(),
        unknown: challenges.iter().map(|one| one.unknown).sum(),
        challenges,
    }
}

fn challenge(site: Localized<'_>, at: usize) -> FollowedChallenge {
    let mut practices = site.graph.challenge_practices[at].clone();
    let role = |at: usize| site.practices[at].record.challenge.as_ref().map(|part| part.role);
    practices.sort_by_key(|at| (std::cmp::Reverse(role(*at).map(rank)), *at));
    let unknown = |at: &&usize| {
        matches!(site.practices[**at].record.stage.value, Stage::Proposed | Stage::Unknown)
    };
    let item = &site.challenges[at];
    FollowedChallenge {
        link: link(site, item),
        id: item.meta.slug.clone(),
        stages: stages(site, at),
        unknown: practices.iter().filter(unknown).count(),
        entries: practices.iter().map(|at| entry(site, *at, role(*at))).collect(),
    }
}

/// How far an entry got, higher being further.
fn rank(role: ChallengeRole) -> usize {
    ChallengeRole::ALL.iter().position(|(one, _)| *one == role).unwrap_or(0)
}

fn entry(site: Localized<'_>, at: usize, role: Option<ChallengeRole>) -> FollowedEntry {
    let record: &Practice = &site.practices[at].record;
    let latest = record.sources.iter().filter(|source| source.url.is_some());
    let latest = latest.max_by_key(|source| source.date);
    let to = |source: &Source| {
        source.url.as_ref().map(|url| LinkView::new(&source.title, url.value.clone()))
    };
    FollowedEntry {
        practice: practice_link(site, at),
        place: place(site, at),
        role: role.map(|role| role_title(site.words, role, 1)).unwrap_or_default(),
        stage: stage(site, record),
        checked: record.verified.map(|date| site.date(date)),
        source: latest.and_then(to),
        source_year: latest.and_then(|source| source.date).map(|date| date.year),
    }
}
