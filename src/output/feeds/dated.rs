//! Records with the date of their last update and the subjects of their feeds.

use rayon::prelude::*;

use crate::model::{At, Challenge, Convening, Date, Practice, Session, Source, Sphere};
use crate::site::{Item, Meta, Read, Site};

/// The subject of a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Subject<'a> {
    /// The whole site.
    Site,
    /// A topic, by its slug.
    Topic(&'a str),
    /// A sphere.
    Sphere(Sphere),
    /// A city, by its position.
    City(usize),
    /// A country, by its code.
    Country(&'a str),
}

/// A record for feeds.
pub(super) struct Dated<'a> {
    /// Which record it is.
    pub(super) read: Read,
    pub(super) meta: &'a Meta,
    pub(super) title: &'a str,
    pub(super) summary: &'a str,
    /// The latest date in its record.
    pub(super) updated: Date,
    /// The latest date of its events, because many records are checked on the same day.
    pub(super) happened: Option<Date>,
    /// Slugs of its topics.
    pub(super) topics: &'a [At<String>],
    /// Its topics, spheres, cities and countries, each once.
    pub(super) subjects: Vec<Subject<'a>>,
}

/// All records about something that happened. Cities, networks and free pages are not, nor is a
/// practice without any date: a feed shows what is new, and nobody knows that of such a record.
pub(super) fn dated(site: &Site) -> Vec<Dated<'_>> {
    let count = |count| (0..count).into_par_iter();
    let practices =
        count(site.practices.len()).filter_map(|at| practice(site, at, &site.practices[at]));
    let convenings =
        count(site.convenings.len()).map(|at| convening(site, at, &site.convenings[at]));
    let sessions = count(site.sessions.len()).map(|at| session(site, at, &site.sessions[at]));
    let challenges =
        count(site.challenges.len()).map(|at| challenge(site, at, &site.challenges[at]));
    practices.chain(convenings).chain(sessions).chain(challenges).collect()
}

fn practice<'a>(site: &'a Site, at: usize, item: &'a Item<Practice>) -> Option<Dated<'a>> {
    let record = &item.record;
    let own = [&record.started, &record.launched, &record.ended];
    let mut dates: Vec<Date> = own.into_iter().flatten().map(|date| date.value).collect();
    dates.extend(record.timeline.iter().map(|event| event.date));
    dates.extend(record.outcomes.iter().filter_map(|outcome| outcome.as_of));
    dates.extend(record.evidence.as_ref().and_then(|evidence| evidence.rated_on));
    dates.extend(record.reached.as_ref().and_then(|reached| reached.as_of));
    let happened = latest(dates);
    let checked = happened.max(record.verified).or_else(|| read(&record.sources));
    let updated = checked.or_else(|| told(site, record))?;
    let mut subjects = words(&record.topics, &record.spheres);
    for city in &site.graph.practice_cities[at] {
        add_city(&mut subjects, site, *city);
    }
    Some(Dated {
        read: site.practices.read(at),
        meta: &item.meta,
        title: &record.title,
        summary: &record.summary,
        updated,
        happened,
        topics: &record.topics,
        subjects: once(subjects),
    })
}

fn convening<'a>(site: &'a Site, at: usize, item: &'a Item<Convening>) -> Dated<'a> {
    let record = &item.record;
    let mut subjects = words(&record.topics, &record.spheres);
    add_place(&mut subjects, site, record);
    let end = record.end.as_ref().map_or(record.start.value, |end| end.value);
    Dated {
        read: site.convenings.read(at),
        meta: &item.meta,
        title: &record.title,
        summary: &record.summary,
        updated: end,
        happened: Some(end),
        topics: &record.topics,
        subjects: once(subjects),
    }
}

fn session<'a>(site: &'a Site, at: usize, item: &'a Item<Session>) -> Dated<'a> {
    let record = &item.record;
    let mut subjects = words(&record.topics, &record.spheres);
    if let Some(convening) = site.graph.session_convening[at] {
        add_place(&mut subjects, site, &site.convenings[convening].record);
    }
    Dated {
        read: site.sessions.read(at),
        meta: &item.meta,
        title: &record.title,
        summary: &record.summary,
        updated: record.date.value,
        happened: Some(record.date.value),
        topics: &record.topics,
        subjects: once(subjects),
    }
}

fn challenge<'a>(site: &'a Site, at: usize, item: &'a Item<Challenge>) -> Dated<'a> {
    let record = &item.record;
    let year = of_year(record.year);
    Dated {
        read: site.challenges.read(at),
        meta: &item.meta,
        title: &record.title,
        summary: &record.summary,
        updated: year,
        happened: Some(year),
        topics: &[],
        subjects: Vec::new(),
    }
}

fn latest(dates: impl IntoIterator<Item = Date>) -> Option<Date> {
    dates.into_iter().max()
}

/// The latest year known of a practice without dates: of its adopters, of its competition, of its
/// prices.
fn told(site: &Site, record: &Practice) -> Option<Date> {
    let edition = record
        .challenge
        .as_ref()
        .and_then(|entry| site.challenges.iter().find(|item| item.meta.slug == *entry.edition));
    let adapted = record.adaptations.iter().filter_map(|one| one.year);
    let prices = record.cost.as_ref().and_then(|cost| cost.price_year);
    adapted.chain(edition.map(|item| item.record.year)).chain(prices).max().map(of_year)
}

fn of_year(year: u16) -> Date {
    Date { year, month: None, day: None }
}

/// When somebody last accessed the sources, which is better than no date.
fn read(sources: &[Source]) -> Option<Date> {
    latest(sources.iter().filter_map(|source| source.accessed.or(source.date)))
}

fn words<'a>(topics: &'a [At<String>], spheres: &[At<Sphere>]) -> Vec<Subject<'a>> {
    let topics = topics.iter().map(|slug| Subject::Topic(&slug.value));
    let spheres = spheres.iter().map(|sphere| Subject::Sphere(sphere.value));
    topics.chain(spheres).collect()
}

/// A convening belongs to the city where it is held.
fn add_place<'a>(subjects: &mut Vec<Subject<'a>>, site: &'a Site, convening: &Convening) {
    let Some(slug) = &convening.city else { return };
    let found = site.cities.with_slug(slug);
    if let Some(at) = found {
        add_city(subjects, site, at);
    }
}

fn add_city<'a>(subjects: &mut Vec<Subject<'a>>, site: &'a Site, at: usize) {
    subjects.extend([Subject::City(at), Subject::Country(&site.cities[at].record.country)]);
}

/// Removes duplicates: a record that names something twice is in that feed once.
fn once(mut subjects: Vec<Subject<'_>>) -> Vec<Subject<'_>> {
    subjects.sort_unstable();
    subjects.dedup();
    subjects
}
