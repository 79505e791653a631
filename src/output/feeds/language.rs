//! The feeds in one language. The site's own has one for each subject. Any other has them for its
//! home page and its lists, of the records that are translated into it: each is an entry of its
//! own, with the address of the translation, because feed readers treat two entries with the same
//! id as one.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use blake3::{Hash, Hasher};
use rayon::prelude::*;

use super::super::series::Series;
use super::dated::{Dated, Subject, dated, rated, ratings, translated};
use super::feed::{Feed, timestamp};
use crate::model::{Choice as _, Kind, Sphere};
use crate::theme::views::{EVIDENCE_FOLDER, Localized, Urls, sphere_title};

/// Maximum number of entries of a feed: enough for somebody who looks only once in a while.
const MOST: usize = 50;

/// The lists of records that have a feed.
pub(super) const LISTS: [Kind; 3] = [Kind::Practice, Kind::Convening, Kind::Challenge];

/// The feeds in one language.
pub(super) struct LanguageFeeds<'a> {
    view: Localized<'a>,
    series: Series<'a>,
    pub(super) described: Vec<Described<'a>>,
    /// Names of topics by their slugs.
    labels: HashMap<&'a str, String>,
    /// All records that feeds show, the latest first.
    records: Vec<Dated<'a>>,
    /// The latest ratings of evidence, the latest first.
    ratings: Vec<Dated<'a>>,
    /// By subject, the positions of its latest records.
    members: HashMap<Subject<'a>, Vec<usize>>,
}

/// A subject, with the folder of its feed, the path of its page, and its name.
pub(super) struct Described<'a> {
    subject: Subject<'a>,
    pub(super) folder: String,
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

impl<'a> LanguageFeeds<'a> {
    /// The feeds in the site's own language.
    pub(super) fn own(view: Localized<'a>) -> LanguageFeeds<'a> {
        let series = Series::of(view.site);
        let described = subjects(view, &series);
        LanguageFeeds::new(view, series, described)
    }

    /// The feeds in another language, which has lists of these `folders`.
    pub(super) fn other(
        view: Localized<'a>,
        folders: &BTreeSet<&'static str>,
    ) -> LanguageFeeds<'a> {
        let title = view.words.translate("language.name");
        let mut described = vec![Described::new(Subject::Site, view.own(""), title)];
        described.extend(lists(view, |kind| folders.contains(kind.folder())));
        LanguageFeeds::new(view, Series::default(), described)
    }

    fn new(
        view: Localized<'a>,
        series: Series<'a>,
        described: Vec<Described<'a>>,
    ) -> LanguageFeeds<'a> {
        let topics = view.site.vocabulary.topics.iter();
        let labels = topics.map(|term| (term.id.value.as_str(), view.label(term).0)).collect();
        let (records, ratings, members) = Default::default();
        LanguageFeeds { view, series, described, labels, records, ratings, members }
    }

    /// Finds the records of all its feeds at once.
    pub(super) fn prepare(&mut self) {
        let is_own = self.view.words.is_default();
        let mut records =
            if is_own { dated(self.view.site, &self.series) } else { translated(self.view) };
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
        self.ratings = if is_own { ratings(self.view) } else { rated(self.view) };
    }

    /// The entries of a feed.
    pub(super) fn entries(&self, at: usize) -> Vec<&Dated<'a>> {
        let subject = self.described[at].subject;
        if subject == Subject::Evidence {
            return self.ratings.iter().take(MOST).collect();
        }
        let members = self.members.get(&subject);
        members.into_iter().flatten().filter_map(|at| self.records.get(*at)).collect()
    }

    /// A feed with its entries.
    pub(super) fn feed<'f>(&'f self, at: usize, entries: &'f [&'f Dated<'f>]) -> Feed<'f> {
        let Described { folder, page, title, .. } = &self.described[at];
        let latest = self.records.first().map(|record| record.updated);
        let urls = Urls::of(self.view);
        Feed { view: self.view, urls, labels: &self.labels, folder, page, title, entries, latest }
    }

    /// A digest of the title of a feed, and of its records.
    pub(super) fn digest(&self, at: usize) -> Hash {
        let entries = self.entries(at);
        let feed = self.feed(at, &entries);
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
        hasher.finalize()
    }
}

/// Every subject that has a feed in the site's own language.
fn subjects<'a>(site: Localized<'a>, series: &Series<'a>) -> Vec<Described<'a>> {
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
    all.extend(lists(site, |_| true));
    all.extend(series.all.iter().enumerate().map(|(at, (folder, name))| Described {
        folder: folder.clone(),
        ..Described::new(Subject::Series(at), Kind::Convening.folder(), *name)
    }));
    all
}

/// The lists among `has`, and changed evidence if practices have one.
fn lists<'a>(site: Localized<'a>, has: impl Fn(Kind) -> bool) -> Vec<Described<'a>> {
    let list = |kind: Kind| {
        let title = site.words.translate(&format!("section.{}", kind.plural()));
        Described::new(Subject::List(kind), site.own(kind.folder()), title)
    };
    let mut all: Vec<Described<'a>> =
        LISTS.into_iter().filter(|kind| has(*kind)).map(list).collect();
    if has(Kind::Practice) {
        let title = site.words.translate("feed.evidence");
        let page = site.own(Kind::Practice.folder());
        all.push(Described {
            folder: site.own(EVIDENCE_FOLDER),
            ..Described::new(Subject::Evidence, page, title)
        });
    }
    all
}
