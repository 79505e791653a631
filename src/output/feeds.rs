//! Feeds: of the whole site, of each topic, sphere, city, country and series of convenings, of some
//! lists, and of changed evidence. With them a reader follows one subject without an account and
//! without being followed. Each is written as Atom and as JSON Feed.
//!
//! A feed is made from the records alone. When an entry was updated is the latest date its record
//! gives, so that a build of the same content gives the same feed on any day; a record that gives
//! none is in no feed.

mod atom;
mod dated;
mod feed;
mod json_feed;

use std::cmp::Reverse;
use std::collections::HashMap;

use blake3::{Hash, Hasher};
use rayon::prelude::*;

use super::renderer::Renderer;
use super::series::Series;
use super::unit::{Contents, Context, Output, Reads, Units};
use crate::model::{Choice as _, Kind, Sphere};
use crate::theme::views::{EVIDENCE_FOLDER, Localized, Urls, sphere_title};
use dated::{Dated, Subject, dated, ratings};
use feed::{Feed, feed_path, timestamp};

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
    series: Series<'a>,
    described: Vec<Described<'a>>,
    /// Names of topics by their slugs.
    labels: HashMap<&'a str, &'a str>,
    /// All records that feeds show, the latest first.
    records: Vec<Dated<'a>>,
    /// The latest ratings of evidence, the latest first.
    ratings: Vec<Dated<'a>>,
    /// By subject, the positions of its latest records.
    members: HashMap<Subject<'a>, Vec<usize>>,
}

/// A subject, with the folder of its feed, the path of its page, and its name.
struct Described<'a> {
    subject: Subject<'a>,
    folder: String,
    page: String,
    title: String,
}

impl<'a> Described<'a> {
    /// A subject that has a page, beside which its feed is.
    fn new(subject: Subject<'a>, page: impl Into<String>, title: impl Into<String>) -> Self {
        let page = page.into();
        Described { subject, folder: page.clone(), page, title: title.into() }
    }
}

impl<'a> Feeds<'a> {
    fn new(context: Context<'a>) -> Feeds<'a> {
        let view = context.own;
        let topics = view.site.vocabulary.topics.iter();
        let series = Series::of(view.site);
        Feeds {
            view,
            described: described(view, &series),
            series,
            labels: topics.map(|term| (term.id.value.as_str(), term.label.as_str())).collect(),
            records: Vec::new(),
            ratings: Vec::new(),
            members: HashMap::new(),
        }
    }

    fn entries(&self, unit: usize) -> Vec<&Dated<'a>> {
        let subject = self.described[unit].subject;
        if subject == Subject::Evidence {
            return self.ratings.iter().take(MOST).collect();
        }
        let members = self.members.get(&subject);
        members.into_iter().flatten().filter_map(|at| self.records.get(*at)).collect()
    }

    fn feed<'f>(&'f self, unit: usize, entries: &'f [&'f Dated<'f>]) -> Feed<'f> {
        let Described { folder, page, title, .. } = &self.described[unit];
        let latest = self.records.first().map(|record| record.updated);
        let (site, urls) = (self.view.site, Urls::of(self.view));
        Feed { site, urls, labels: &self.labels, folder, page, title, entries, latest }
    }
}

impl<'a> Units<'a> for Feeds<'a> {
    fn count(&self) -> usize {
        self.described.len()
    }

    fn paths(&self, unit: usize) -> Vec<String> {
        let folder = &self.described[unit].folder;
        vec![feed_path(folder, atom::FILE), feed_path(folder, json_feed::FILE)]
    }

    fn prepare(&mut self) {
        let mut records = dated(self.view.site, &self.series);
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
        self.ratings = ratings(self.view);
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
            note(&timestamp(*updated));
        }
        Some(hasher.finalize())
    }

    fn contents(&self, _: &Renderer<'_>, unit: usize) -> Contents {
        let entries = self.entries(unit);
        // They were looked up for all feeds at once.
        entries.iter().for_each(|record| record.read.note());
        let feed = self.feed(unit, &entries);
        Ok(vec![feed.to_atom().into(), feed.to_json().into()])
    }
}

/// The lists of records that have a feed.
const LISTS: [Kind; 3] = [Kind::Practice, Kind::Convening, Kind::Challenge];

/// Every subject that has a feed.
fn described<'a>(site: Localized<'a>, series: &Series<'a>) -> Vec<Described<'a>> {
    let mut all = vec![Described::new(Subject::Site, "", "")];
    all.extend(site.site.vocabulary.topics.iter().map(|term| {
        let slug = term.id.value.as_str();
        Described::new(Subject::Topic(slug), format!("topics/{slug}"), &*term.label)
    }));
    all.extend(Sphere::ALL.iter().map(|(sphere, word)| {
        let title = sphere_title(site, *sphere);
        Described::new(Subject::Sphere(*sphere), format!("spheres/{word}"), title)
    }));
    let cities = site.site.cities.iter();
    all.extend(cities.clone().enumerate().map(|(at, city)| {
        Described::new(Subject::City(at), &*city.meta.id, &*city.record.title.value)
    }));
    let mut codes: Vec<&str> = cities.map(|city| city.record.country.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    all.extend(codes.into_iter().map(|code| {
        let path = format!("countries/{}", code.to_lowercase());
        Described::new(Subject::Country(code), path, site.country(code))
    }));
    all.extend(LISTS.into_iter().map(|kind| {
        let title = site.words.translate(&format!("section.{}", kind.plural()));
        Described::new(Subject::List(kind), kind.folder(), title)
    }));
    all.extend(series.all.iter().enumerate().map(|(at, (folder, name))| Described {
        folder: folder.clone(),
        ..Described::new(Subject::Series(at), Kind::Convening.folder(), *name)
    }));
    let title = site.words.translate("feed.evidence");
    all.push(Described {
        folder: EVIDENCE_FOLDER.to_owned(),
        ..Described::new(Subject::Evidence, Kind::Practice.folder(), title)
    });
    all
}
