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

use blake3::{Hash, Hasher};
use rayon::prelude::*;

use super::renderer::Renderer;
use super::unit::{Contents, Context, Output, Reads, Units};
use crate::model::{Choice as _, Sphere};
use crate::theme::views::{Localized, Urls, sphere_title};
use atom::{Feed, feed_path};
use dated::{Dated, Subject, dated};

/// A feed for each subject.
pub(super) const OUTPUT: Output = Output {
    name: "feeds",
    reads: Reads::Fields,
    uses_templates: false,
    units: |context| Box::new(Feeds::new(context)),
};

/// Most entries of one feed: what a reader who looks once in a while may have missed.
const MOST: usize = 50;

struct Feeds<'a> {
    view: Localized<'a>,
    /// Each subject, with the path of its page and its name.
    subjects: Vec<(Subject<'a>, String, String)>,
    /// Names of topics by their slugs.
    labels: HashMap<&'a str, &'a str>,
    /// All records that feeds show, the latest first.
    records: Vec<Dated<'a>>,
    /// By subject, the positions of its latest records.
    members: HashMap<Subject<'a>, Vec<usize>>,
}

impl<'a> Feeds<'a> {
    fn new(context: Context<'a>) -> Feeds<'a> {
        let view = context.own;
        let topics = view.site.vocabulary.topics.iter();
        Feeds {
            view,
            subjects: subjects(view),
            labels: topics.map(|term| (term.id.value.as_str(), term.label.as_str())).collect(),
            records: Vec::new(),
            members: HashMap::new(),
        }
    }

    fn entries(&self, unit: usize) -> Vec<&Dated<'a>> {
        let members = self.members.get(&self.subjects[unit].0);
        members.into_iter().flatten().filter_map(|at| self.records.get(*at)).collect()
    }

    fn feed<'f>(&'f self, unit: usize, entries: &'f [&'f Dated<'f>]) -> Feed<'f> {
        let (_, id, title) = &self.subjects[unit];
        let latest = self.records.first().map(|record| record.updated);
        let (site, urls) = (self.view.site, Urls::of(self.view));
        Feed { site, urls, labels: &self.labels, id, title, entries, latest }
    }
}

impl<'a> Units<'a> for Feeds<'a> {
    fn count(&self) -> usize {
        self.subjects.len()
    }

    fn paths(&self, unit: usize) -> Vec<String> {
        vec![feed_path(&self.subjects[unit].1)]
    }

    fn prepare(&mut self) {
        let mut records = dated(self.view.site);
        let order = |record: &Dated<'_>| Reverse((record.updated, record.happened));
        records.par_sort_by(|a, b| order(a).cmp(&order(b)).then_with(|| a.meta.id.cmp(&b.meta.id)));
        self.members.insert(Subject::Site, (0..records.len().min(MOST)).collect());
        for (at, record) in records.iter().enumerate() {
            for subject in &record.subjects {
                let list = self.members.entry(*subject).or_default();
                if list.len() < MOST {
                    list.push(at);
                }
            }
        }
        self.records = records;
    }

    /// The title of the feed, and its records.
    fn digest(&self, unit: usize) -> Option<Hash> {
        let entries = self.entries(unit);
        let feed = self.feed(unit, &entries);
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
        Some(hasher.finalize())
    }

    fn contents(&self, _: &Renderer<'_>, unit: usize) -> Contents {
        let entries = self.entries(unit);
        // They were looked up for all feeds at once.
        entries.iter().for_each(|record| record.read.note());
        Ok(vec![self.feed(unit, &entries).to_xml().into()])
    }
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
