//! What did not work, and why: the practices that report it, grouped by outcome.

use serde::Serialize;

use super::common::{Choice, place, practice_link, stage, strongest_first};
use super::links::LinkView;
use super::localized::Localized;
use crate::model::{Direction, Practice, Stage};

/// The page of what did not work, as `failures`.
#[derive(Debug, Clone, Serialize)]
pub struct FailuresView {
    /// Practices grouped by outcome; empty groups are left out.
    pub groups: Vec<FailureGroup>,
    /// The number of practices.
    pub total: usize,
}

/// Practices with the same outcome.
#[derive(Debug, Clone, Serialize)]
pub struct FailureGroup {
    /// Its anchor is `failures-<id>`.
    pub id: &'static str,
    /// Its title.
    pub title: String,
    /// The practices, the strongest evidence first.
    pub practices: Vec<FailureView>,
    /// The number of those that are not shown.
    pub more: usize,
}

/// A practice and what did not work in it.
#[derive(Debug, Clone, Serialize)]
pub struct FailureView {
    /// The practice.
    pub practice: LinkView,
    /// Names of its cities.
    pub place: String,
    /// Its stage.
    pub stage: Choice,
    /// What did not work.
    pub failures: Vec<String>,
    /// The language of these texts, if it is not the page's.
    pub text_lang: Option<String>,
}

/// Groups in the order of the page, with the key of each title.
const GROUPS: [(&str, &str); 4] = [
    ("no-effect", "failures.no-effect"),
    ("mixed", "failures.mixed"),
    ("stopped", "failures.stopped"),
    ("parts", "failures.parts"),
];

/// Maximum number of practices that a group shows, so that the page does not grow with the site.
const SHOWN: usize = 100;

/// The position of a practice's group.
fn group_of(practice: &Practice) -> usize {
    match (practice.direction(), practice.stage.value) {
        (Direction::None | Direction::Negative, _) => 0,
        (Direction::Mixed, _) => 1,
        (_, Stage::Ended | Stage::Paused | Stage::Replaced) => 2,
        _ => 3,
    }
}

/// The view of the page.
#[must_use]
pub fn failures(site: Localized<'_>) -> FailuresView {
    let says = |at: &usize| !site.practices[*at].record.did_not_work.is_empty();
    let all: Vec<usize> = (0..site.practices.len()).filter(says).collect();
    let all = strongest_first(site, &all);
    let group = |(position, (id, key)): (usize, &(&'static str, &str))| {
        let own = all.iter().filter(|at| group_of(&site.practices[**at].record) == position);
        let own: Vec<usize> = own.copied().collect();
        (!own.is_empty()).then(|| FailureGroup {
            id,
            title: site.words.translate(key),
            more: own.len().saturating_sub(SHOWN),
            practices: own.into_iter().take(SHOWN).map(|at| failure(site, at)).collect(),
        })
    };
    FailuresView { groups: GROUPS.iter().enumerate().filter_map(group).collect(), total: all.len() }
}

fn failure(site: Localized<'_>, at: usize) -> FailureView {
    let item = &site.practices[at];
    FailureView {
        practice: practice_link(site, at),
        place: place(site, at),
        stage: stage(site, &item.record),
        failures: item.record.did_not_work.clone(),
        text_lang: site.other(&item.meta.lang),
    }
}
