//! What a reviewer of a change wants to know of each record: how complete it is, what it resembles,
//! which pages show it, and whether readers will find it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use search_index::{Index, Request};

use super::build::checked;
use super::changed;
use super::options::Options;
use super::report::{Report, SystemError};
use super::theme;
use crate::check::{Completeness, completeness};
use crate::history::Changed;
use crate::model::{Choice as _, Kind, Practice, RecordRef, Term, with_list};
use crate::output;
use crate::site::{Item, Meta, Site, related};
use crate::source::{Entry, past};
use crate::theme::views::Localized;

/// What is told of a changed record.
#[derive(Debug, Clone)]
pub struct Reviewed {
    /// Its file.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Its address from the root of the site; none if it is not published.
    pub url: Option<String>,
    /// How complete it is.
    pub complete: Completeness,
    /// How complete it was before the change, in percent; none if it is new.
    pub before: Option<usize>,
    /// Similar practices: title, address, and what both have in common.
    pub similar: Vec<Similar>,
    /// Addresses of other pages that show it.
    pub pages: Vec<String>,
    /// Queries, each with the position among their hits, from 1; none if it is not among the first
    /// [`HITS`].
    pub ranks: Vec<(String, Option<usize>)>,
}

/// A practice that is similar to a changed one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Similar {
    /// Its title.
    pub title: String,
    /// Its address from the root of the site.
    pub url: String,
    /// Topics, mechanisms and rare words that both have.
    pub both: Vec<String>,
}

/// The number of hits that are looked at.
pub const HITS: usize = 50;

/// The number of queries made from what a record is about, besides its title.
const QUERIES: usize = 5;

/// Judges the content, and tells what a reviewer wants to know of each changed record. Of a site
/// with errors, only how complete its records are.
///
/// # Errors
/// When the content cannot be read, or Git cannot be asked.
pub fn review(
    options: &Options,
    changed: &Changed,
) -> Result<(Report, Vec<Reviewed>), SystemError> {
    let (mut report, site) = checked(options)?;
    let content = super::content::content(&options.root)?;
    let before = changed.before(&options.root, content.config.limits.record());
    let before = before.map_err(|fault| changed::unasked("the texts before the change", fault))?;
    let of_change = content.entries.iter().filter(|entry| changed.has(&entry.file.path));
    let mut all: Vec<Reviewed> = of_change.map(|entry| reviewed(entry, &before)).collect();
    if !report.failed() && !all.is_empty() {
        let sights = Sights::of(options, &site, &mut report)?;
        for one in &mut all {
            sights.tell(one);
        }
    }
    report.keep_changed(changed);
    Ok((report, all))
}

/// What can be told from the files alone.
fn reviewed(entry: &Arc<Entry>, before: &BTreeMap<String, String>) -> Reviewed {
    let old = before.get(&entry.file.path).and_then(|text| past(&entry.file, text.clone()));
    Reviewed {
        path: entry.file.path.clone(),
        title: entry.record.title().to_owned(),
        url: None,
        complete: completeness(&entry.record),
        before: old.map(|old| completeness(&old.record).percent()),
        similar: Vec::new(),
        pages: Vec::new(),
        ranks: Vec::new(),
    }
}

/// What a reviewer learns from the finished site.
struct Sights<'a> {
    site: &'a Site,
    similar: BTreeMap<&'a str, Vec<(Similar, &'a Item<Practice>)>>,
    index: Option<Index>,
}

impl<'a> Sights<'a> {
    fn of(options: &Options, site: &'a Site, report: &mut Report) -> Result<Self, SystemError> {
        let rows = related(site, None);
        let mut similar = BTreeMap::new();
        for (item, row) in site.practices.iter().zip(rows.iter()) {
            let near = row.iter().filter_map(|near| {
                let other = site.practices.get(near.practice)?;
                let both = [&near.topics, &near.mechanisms, &near.words].into_iter().flatten();
                let (title, url) = (other.record.title.value.clone(), other.meta.url());
                Some((Similar { title, url, both: both.cloned().collect() }, other))
            });
            similar.insert(item.meta.path.as_str(), near.collect());
        }
        let index = match theme::load(options, site, None, report) {
            Some(theme) if site.config.search.enabled => {
                let own = Localized { site, words: theme.languages.own() };
                let records = output::records(own, &theme.languages);
                let index = search_index::build(&records).map_err(|error| failed(&error))?;
                Some(Index::open(index).map_err(|error| failed(&error))?)
            }
            _ => None,
        };
        Ok(Sights { site, similar, index })
    }

    /// Adds what the site tells of a record.
    fn tell(&self, one: &mut Reviewed) {
        let Some((meta, record)) = find(self.site, &one.path) else { return };
        one.url = Some(meta.url());
        if let Some(near) = self.similar.get(one.path.as_str()) {
            one.similar = near.iter().map(|(similar, _)| similar.clone()).collect();
        }
        one.pages = self.pages(meta, record);
        if let Some(index) = &self.index {
            let rank = |query: String| {
                let rank = rank(index, &query, &meta.id);
                (query, rank)
            };
            one.ranks = self.queries(record).into_iter().map(rank).collect();
        }
    }

    /// The addresses of other pages that show a record: those of what it names, and those of
    /// practices that it is similar to.
    fn pages(&self, meta: &Meta, record: RecordRef<'_>) -> Vec<String> {
        let mut pages = BTreeSet::from([format!("/{}/", meta.kind.folder())]);
        pages.extend(record.topics().iter().map(|topic| format!("/topics/{}/", topic.value)));
        pages.extend(
            record.spheres().iter().map(|sphere| format!("/spheres/{}/", sphere.value.as_str())),
        );
        if let RecordRef::Practice(practice) = record {
            let cities = practice.cities.iter().map(|city| format!("/cities/{}/", city.value));
            let methods =
                practice.mechanisms.iter().map(|slug| format!("/mechanisms/{}/", slug.value));
            let edition = practice.challenge.iter();
            let edition = edition.map(|part| format!("/challenges/{}/", part.edition.value));
            pages.extend(cities.chain(methods).chain(edition));
            let near = self.site.practices.iter().filter(|item| {
                let near = self.similar.get(item.meta.path.as_str());
                near.is_some_and(|near| near.iter().any(|(_, other)| other.meta.id == meta.id))
            });
            pages.extend(near.map(|item| item.meta.url()));
        }
        if let (Kind::Session, Some((convening, _))) = (meta.kind, meta.id.rsplit_once('/')) {
            pages.insert(format!("/{convening}/"));
        }
        pages.into_iter().collect()
    }

    /// Its title, and up to [`QUERIES`] queries as readers type them: topics with its city, two
    /// topics, synonyms of topics, methods, and each of them alone.
    fn queries(&self, record: RecordRef<'_>) -> Vec<String> {
        let vocabulary = &self.site.vocabulary;
        let topics = record.topics().iter().filter_map(|topic| vocabulary.topic(&topic.value));
        let topics: Vec<&Term> = topics.collect();
        let labels: Vec<String> = topics.iter().map(|term| term.label.to_lowercase()).collect();
        let (mut city, mut methods) = (None, Vec::new());
        if let RecordRef::Practice(practice) = record {
            let at = practice.cities.first().and_then(|city| {
                let at = self.site.cities.with_slug(&city.value)?;
                self.site.cities.get(at)
            });
            city = at.map(|city| city.record.title.value.clone());
            let terms = practice.mechanisms.iter();
            let terms = terms.filter_map(|method| vocabulary.mechanism(&method.value));
            methods = terms.map(|term| term.label.to_lowercase()).collect();
        }
        let with_city = labels.iter().zip(city.iter().cycle());
        let with_city = with_city.map(|(label, city)| format!("{label} {city}"));
        let pairs = labels.windows(2).map(|pair| pair.join(" "));
        let synonyms = topics.iter().flat_map(|term| term.synonyms.iter().cloned());
        let alone = methods.into_iter().chain(labels.iter().cloned()).chain(city.clone());
        let mut queries = vec![record.title().to_owned()];
        for query in with_city.chain(pairs).chain(synonyms).chain(alone) {
            if queries.len() <= QUERIES && !queries.contains(&query) {
                queries.push(query);
            }
        }
        queries
    }
}

/// The published record that a file holds, if it is no translation.
fn find<'a>(site: &'a Site, path: &str) -> Option<(&'a Meta, RecordRef<'a>)> {
    Kind::ALL.iter().find_map(|(kind, _)| {
        with_list!(*kind, site, list => {
            let item = list.iter().find(|item| item.meta.path == path)?;
            Some((&item.meta, RecordRef::from(&item.record)))
        })
    })
}

/// The position of a record among the hits of a query, from 1.
fn rank(index: &Index, query: &str, id: &str) -> Option<usize> {
    let request =
        Request { query: query.to_owned(), limit: HITS, counts: false, ..Request::default() };
    let response = index.search(&request).ok()?;
    response.hits.iter().position(|hit| hit.id == id).map(|at| at + 1)
}

fn failed(error: &dyn std::fmt::Display) -> SystemError {
    let doing = "making the search index".to_owned();
    SystemError { doing, reason: error.to_string() }
}
