//! Atom feeds: of the whole site, and of each topic, sphere, city and country. With them a reader
//! follows one subject without an account and without being followed.
//!
//! A feed is made from the records alone. When an entry was updated is the latest date its record
//! gives, so that a build of the same content gives the same feed on any day.

mod atom;
mod dated;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io;

use rayon::prelude::*;

use super::{Artifact, Sink};
use crate::model::{Choice as _, Sphere};
use crate::theme::views::{In, Urls, sphere_title};
use atom::Feed;
use dated::{Dated, dated};

/// Most entries of one feed: what a reader who looks once in a while may have missed.
const MOST: usize = 50;

/// The path of a subject's feed; that of the whole site for the empty path.
fn feed_path(id: &str) -> String {
    if id.is_empty() { "feed.xml".to_owned() } else { format!("{id}/feed.xml") }
}

/// Writes all feeds.
///
/// # Errors
/// When the sink cannot keep a file.
pub fn feeds(view: In<'_>, sink: &dyn Sink) -> io::Result<()> {
    let site = view.site;
    let mut records = dated(site);
    let order = |record: &Dated<'_>| Reverse((record.updated, record.happened));
    records.sort_by(|a, b| order(a).cmp(&order(b)).then_with(|| a.meta.id.cmp(&b.meta.id)));
    let mut members: BTreeMap<&str, Vec<&Dated<'_>>> = BTreeMap::new();
    for record in &records {
        for subject in &record.subjects {
            let list = members.entry(subject).or_default();
            if list.len() < MOST {
                list.push(record);
            }
        }
    }
    let urls = Urls::of(site);
    subjects(view).into_par_iter().with_max_len(1).try_for_each(|(id, title)| {
        let entries = if id.is_empty() {
            records.iter().take(MOST).collect()
        } else {
            members.get(id.as_str()).cloned().unwrap_or_default()
        };
        let feed = Feed { site, urls, id: &id, title: &title, entries: &entries };
        sink.put(Artifact::new(feed_path(&id), feed.to_xml()))
    })
}

/// Every subject that has a feed: the path of its page, and its name.
fn subjects(site: In<'_>) -> Vec<(String, String)> {
    let mut all = vec![(String::new(), String::new())];
    let topics = site.site.vocabulary.topics.iter();
    all.extend(topics.map(|term| (format!("topics/{}", term.id.value), term.label.clone())));
    all.extend(
        Sphere::ALL
            .iter()
            .map(|(sphere, word)| (format!("spheres/{word}"), sphere_title(site, *sphere))),
    );
    let cities = site.cities.iter();
    all.extend(cities.map(|city| (city.meta.id.clone(), city.record.title.value.clone())));
    let mut codes: Vec<&str> =
        site.cities.iter().map(|city| city.record.country.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    all.extend(codes.into_iter().map(|code| {
        let name = site.country(code);
        (format!("countries/{}", code.to_lowercase()), name)
    }));
    all
}
