//! Records with the date of their last update and the subjects of their feeds.

use rayon::prelude::*;

use crate::model::{At, Convening, Date, Kinded, Practice, Source, Sphere};
use crate::site::{Item, Items, Meta, Read, Site};

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
    let practices = count(site.practices.len()).filter_map(|at| practice(site, at));
    let convenings = count(site.convenings.len()).map(|at| {
        let record = &site.convenings[at].record;
        let end = record.end.as_ref().map_or(record.start.value, |end| end.value);
        on(&site.convenings, at, end, place(site, record))
    });
    let sessions = count(site.sessions.len()).map(|at| {
        let convening = site.graph.session_convening[at];
        let place = convening.map(|at| place(site, &site.convenings[at].record));
        on(&site.sessions, at, site.sessions[at].record.date.value, place.unwrap_or_default())
    });
    let challenges = count(site.challenges.len())
        .map(|at| on(&site.challenges, at, of_year(site.challenges[at].record.year), Vec::new()));
    practices.chain(convenings).chain(sessions).chain(challenges).collect()
}

/// A record about something that happened on a date.
fn on<'a, T: Kinded>(
    items: &'a Items<T>,
    at: usize,
    date: Date,
    place: Vec<Subject<'a>>,
) -> Dated<'a> {
    entry(items, at, date, Some(date), place)
}

fn entry<'a, T: Kinded>(
    items: &'a Items<T>,
    at: usize,
    updated: Date,
    happened: Option<Date>,
    places: Vec<Subject<'a>>,
) -> Dated<'a> {
    let Item { meta, record, .. } = &items[at];
    let topics = record.topics().iter().map(|slug| Subject::Topic(&slug.value));
    let spheres = record.spheres().iter().map(|sphere| Subject::Sphere(sphere.value));
    let mut subjects: Vec<_> = topics.chain(spheres).chain(places).collect();
    // A record that names something twice is in that feed once.
    subjects.sort_unstable();
    subjects.dedup();
    Dated {
        read: items.read(at),
        meta,
        title: record.title(),
        summary: record.summary(),
        updated,
        happened,
        topics: record.topics(),
        subjects,
    }
}

fn practice(site: &Site, at: usize) -> Option<Dated<'_>> {
    let record = &site.practices[at].record;
    let own = [&record.started, &record.launched, &record.ended];
    let mut dates: Vec<Date> = own.into_iter().flatten().map(|date| date.value).collect();
    dates.extend(record.timeline.iter().map(|event| event.date));
    dates.extend(record.outcomes.iter().filter_map(|outcome| outcome.as_of));
    dates.extend(record.evidence.as_ref().and_then(|evidence| evidence.rated_on));
    dates.extend(record.reached.as_ref().and_then(|reached| reached.as_of));
    let happened = latest(dates);
    let checked = happened.max(record.verified).or_else(|| read(&record.sources));
    let updated = checked.or_else(|| told(site, record))?;
    let cities = site.graph.practice_cities[at].iter().flat_map(|at| city(site, *at));
    Some(entry(&site.practices, at, updated, happened, cities.collect()))
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

/// A convening belongs to the city where it is held.
fn place<'a>(site: &'a Site, convening: &Convening) -> Vec<Subject<'a>> {
    let found = convening.city.as_ref().and_then(|slug| site.cities.with_slug(slug));
    found.map(|at| city(site, at).into()).unwrap_or_default()
}

fn city(site: &Site, at: usize) -> [Subject<'_>; 2] {
    [Subject::City(at), Subject::Country(&site.cities[at].record.country)]
}
