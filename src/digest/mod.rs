//! What is new on a site since a given day, to send to people who do not visit it regularly.
//!
//! Days and changes are the ones that pages show: from the Git history of the content or, without a
//! repository, from the dates in the records. Notes that are not public are not mentioned, and of
//! those under the Chatham House Rule only the fact that they have changed.

mod write;

pub use write::{atom, html, markdown};

use std::collections::BTreeMap;

use crate::history::Change;
use crate::model::{Choice as _, Date, Kind, Kinded as _, with_list};
use crate::output::last_updates;
use crate::site::Meta;
use crate::theme::views::{Localized, Urls, change_lines};

/// A record that is new or has changed.
#[derive(Debug, Clone, PartialEq)]
pub struct News {
    /// The name of its kind, for readers.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// Its summary; empty if it has none.
    pub summary: String,
    /// Its address.
    pub url: String,
    /// The day of its last change.
    pub date: Date,
    /// Whether it was added on or after that day.
    pub is_new: bool,
    /// How it has changed since that day, one line for each change; empty if that must not be told.
    pub changes: Vec<String>,
}

/// The records that are new or have changed since a day, the latest first. `told` says whether the
/// site has a history; otherwise the dates in the records count, and nothing is known to be new.
#[must_use]
pub fn news(view: Localized<'_>, since: Date, told: bool) -> Vec<News> {
    let site = view.site;
    let dates = if told { BTreeMap::new() } else { last_updates(site) };
    let date_in_record = |meta: &Meta| Some((*dates.get(&meta.id)?, false, Vec::new()));
    let mut found = Vec::new();
    for (kind, word) in Kind::ALL {
        with_list!(kind, site, list => for item in list.iter() {
            let meta = &item.meta;
            let known = if told { from_history(view, meta, since) } else { date_in_record(meta) };
            let Some((date, is_new, changes)) = known.filter(|(date, ..)| *date >= since) else {
                continue;
            };
            found.push(News {
                kind: view.words.translate(&format!("kind.{word}")),
                title: item.record.title().to_owned(),
                summary: item.record.summary().to_owned(),
                url: Urls::of(view).absolute(&meta.id),
                date,
                is_new,
                changes,
            });
        });
    }
    found.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| a.url.cmp(&b.url)));
    found
}

/// The day of the last change of a record, whether it was added since a day, and what has changed
/// since then. For notes of which only the day of the last change is public, there are no changes.
fn from_history(
    view: Localized<'_>,
    meta: &Meta,
    since: Date,
) -> Option<(Date, bool, Vec<String>)> {
    let history = view.site.history.of(&meta.path)?;
    let recent = history.versions.iter().filter(|version| version.date >= since);
    let is_new = recent.clone().any(|version| version.changes.contains(&Change::Added));
    let mut changes = Vec::new();
    if !is_new {
        for version in recent {
            for line in change_lines(view, version) {
                if !changes.contains(&line) {
                    changes.push(line);
                }
            }
        }
    }
    Some((history.last, is_new, changes))
}
