//! Atom feeds: of the whole site, and of each topic, sphere, city and country. With them a reader
//! follows one subject without an account and without being followed.
//!
//! A feed is made from the records alone. When an entry was updated is the latest date its record
//! gives, so that a build of the same content gives the same feed on any day; a record that gives
//! none is in no feed.

mod atom;
mod dated;

use std::cmp::Reverse;
use std::collections::HashMap;
use std::io;
use std::sync::Arc;

use blake3::{Hash, Hasher};
use rayon::prelude::*;

use super::memory::{Made, PageMemory};
use super::{Artifact, Sink};
use crate::model::{Choice as _, Sphere};
use crate::site::Changes;
use crate::theme::views::{Localized, Urls, sphere_title};
use atom::Feed;
use dated::{Dated, Subject, dated};

/// Most entries of one feed: what a reader who looks once in a while may have missed.
const MOST: usize = 50;

/// The path of a subject's feed; that of the whole site for the empty path.
fn feed_path(id: &str) -> String {
    if id.is_empty() { "feed.xml".to_owned() } else { format!("{id}/feed.xml") }
}

/// The paths of all feeds.
pub(super) fn paths(view: Localized<'_>) -> Vec<String> {
    subjects(view).iter().map(|(_, id, _)| feed_path(id)).collect()
}

/// Writes all feeds.
///
/// # Errors
/// When the sink cannot keep a file.
pub fn feeds(view: Localized<'_>, sink: &dyn Sink) -> io::Result<()> {
    with_all(view, |feeds| {
        feeds.par_iter().with_max_len(1).try_for_each(|feed| sink.put(file(feed)))
    })
}

/// Like [`feeds`], and has the sink keep those that say what they said in the build `before`.
/// Without changes nothing is known, and all are written.
///
/// # Errors
/// When the sink cannot keep a file.
pub fn feeds_again(
    view: Localized<'_>,
    sink: &dyn Sink,
    before: &PageMemory,
    changes: Option<&Changes>,
) -> io::Result<PageMemory> {
    if changes.is_some_and(Changes::are_of_bodies_only)
        && let Some(kept) = before.all_kept(sink)
    {
        return Ok(kept);
    }
    with_all(view, |feeds| {
        let named = feeds.par_iter().map(|feed| (feed_path(feed.id), Some(mark(feed))));
        let named: Vec<_> = named.collect();
        let kept = before.kept(&named, changes, sink);
        let made = feeds.par_iter().zip(named).zip(kept).with_max_len(1);
        let made = made.map(|((feed, (path, mark)), kept)| {
            if let Some(made) = kept {
                return Ok((path, made));
            }
            sink.put(file(feed))?;
            let reads = feed.entries.iter().map(|record| record.read).collect();
            let made = Made { mark, reads, paths: vec![path.as_str().into()] };
            Ok((path, Arc::new(made)))
        });
        Ok(made.collect::<io::Result<Vec<_>>>()?.into_iter().collect())
    })
}

fn file(feed: &Feed<'_>) -> Artifact {
    Artifact::new(feed_path(feed.id), feed.to_xml())
}

/// Does something with all feeds.
fn with_all<T>(view: Localized<'_>, work: impl FnOnce(&[Feed<'_>]) -> T) -> T {
    let site = view.site;
    let mut records = dated(site);
    let order = |record: &Dated<'_>| Reverse((record.updated, record.happened));
    records.par_sort_by(|a, b| order(a).cmp(&order(b)).then_with(|| a.meta.id.cmp(&b.meta.id)));
    let mut members: HashMap<Subject<'_>, Vec<&Dated<'_>>> = HashMap::new();
    members.insert(Subject::Site, records.iter().take(MOST).collect());
    for record in &records {
        for subject in &record.subjects {
            let list = members.entry(*subject).or_default();
            if list.len() < MOST {
                list.push(record);
            }
        }
    }
    let latest = records.first().map(|record| record.updated);
    let (urls, subjects) = (Urls::of(site), subjects(view));
    let topics = site.vocabulary.topics.iter();
    let labels = topics.map(|term| (term.id.value.as_str(), term.label.as_str())).collect();
    let feeds = subjects.iter().map(|(subject, id, title)| {
        let entries = members.get(subject).map(Vec::as_slice).unwrap_or_default();
        Feed { site, urls, labels: &labels, id, title, entries, latest }
    });
    work(&feeds.collect::<Vec<_>>())
}

/// A mark of what a feed is called, and of which records are in it.
fn mark(feed: &Feed<'_>) -> Hash {
    let mut hasher = Hasher::new();
    let mut note = |text: &str| {
        hasher.update(&text.len().to_le_bytes());
        hasher.update(text.as_bytes());
    };
    note(feed.title);
    note(&format!("{:?}", feed.latest));
    for Dated { meta, updated, .. } in feed.entries {
        note(&meta.id);
        note(&atom::timestamp(*updated));
    }
    hasher.finalize()
}

/// Every subject that has a feed, with the path of its page and its name.
fn subjects<'a>(site: Localized<'a>) -> Vec<(Subject<'a>, String, String)> {
    let mut all = vec![(Subject::Site, String::new(), String::new())];
    all.extend(site.site.vocabulary.topics.iter().map(|term| {
        let slug = term.id.value.as_str();
        (Subject::Topic(slug), format!("topics/{slug}"), term.label.clone())
    }));
    all.extend(Sphere::ALL.iter().map(|(sphere, word)| {
        (Subject::Sphere(*sphere), format!("spheres/{word}"), sphere_title(site, *sphere))
    }));
    let cities = site.site.cities.iter();
    all.extend(cities.clone().enumerate().map(|(at, city)| {
        (Subject::City(at), city.meta.id.clone(), city.record.title.value.clone())
    }));
    let mut codes: Vec<&str> = cities.map(|city| city.record.country.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    all.extend(codes.into_iter().map(|code| {
        let path = format!("countries/{}", code.to_lowercase());
        (Subject::Country(code), path, site.country(code))
    }));
    all
}
