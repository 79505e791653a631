//! Records with the date of their last update and the subjects of their feeds.

use std::borrow::Cow;
use std::cmp::Reverse;

use rayon::prelude::*;

use super::super::series::Series;
use crate::model::{
    At, Convening, Date, Kind, Kinded, Practice, Record, RecordRef, Source, Sphere,
};
use crate::site::{Item, Items, Meta, Read, Site, Translation};
use crate::theme::views::{Localized, evidence_line};

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
    /// The list of a kind; sessions are on that of convenings.
    List(Kind),
    /// A series of convenings, by its position.
    Series(usize),
    /// Ratings of evidence.
    Evidence,
}

/// A record for feeds.
pub(super) struct Dated<'a> {
    /// Which record it is.
    pub(super) read: Read,
    pub(super) meta: &'a Meta,
    pub(super) title: Cow<'a, str>,
    pub(super) summary: Cow<'a, str>,
    /// The latest date in its record.
    pub(super) updated: Date,
    /// The latest date of its events, because many records are checked on the same day.
    pub(super) happened: Option<Date>,
    /// Slugs of its topics.
    pub(super) topics: &'a [At<String>],
    /// What it is about and belongs to, each once.
    pub(super) subjects: Vec<Subject<'a>>,
    /// Whether this is about the rating of its evidence on that day only.
    pub(super) is_rating: bool,
}

/// All records about something that happened. Cities, networks and free pages are not, nor is a
/// practice without any date: a feed shows what is new, which is not known of such a record.
pub(super) fn dated<'a>(site: &'a Site, series: &Series<'a>) -> Vec<Dated<'a>> {
    let count = |count| (0..count).into_par_iter();
    let practices = count(site.practices.len()).filter_map(|at| practice(site, at));
    let convenings = count(site.convenings.len()).map(|at| {
        let end = end(&site.convenings[at].record);
        on(&site.convenings, at, end, meeting(site, series, at))
    });
    let sessions = count(site.sessions.len()).map(|at| {
        let convening = site.graph.session_convening[at];
        let subjects = convening.map(|at| meeting(site, series, at));
        on(&site.sessions, at, site.sessions[at].record.date.value, subjects.unwrap_or_default())
    });
    let challenges = count(site.challenges.len())
        .map(|at| (at, of_year(site.challenges[at].record.year)))
        .map(|(at, year)| on(&site.challenges, at, year, vec![Subject::List(Kind::Challenge)]));
    practices.chain(convenings).chain(sessions).chain(challenges).collect()
}

/// A record about something that happened on a date.
fn on<'a, T: Kinded>(
    items: &'a Items<T>,
    at: usize,
    date: Date,
    subjects: Vec<Subject<'a>>,
) -> Dated<'a> {
    entry(of(items, at), (date, Some(date)), subjects)
}

/// A record with its identity, and the handle that notes that it was read.
type Of<'a> = (Read, &'a Meta, &'a dyn Kinded);

fn of<T: Kinded>(items: &Items<T>, at: usize) -> Of<'_> {
    let Item { meta, record, .. } = &items[at];
    (items.read(at), meta, record)
}

fn entry<'a>(
    (read, meta, record): Of<'a>,
    (updated, happened): (Date, Option<Date>),
    more: Vec<Subject<'a>>,
) -> Dated<'a> {
    let topics = record.topics().iter().map(|slug| Subject::Topic(&slug.value));
    let spheres = record.spheres().iter().map(|sphere| Subject::Sphere(sphere.value));
    let mut subjects: Vec<_> = topics.chain(spheres).chain(more).collect();
    // A record that names a subject twice is in the feed of that subject once.
    subjects.sort_unstable();
    subjects.dedup();
    Dated {
        read,
        meta,
        title: record.title().into(),
        summary: record.summary().into(),
        updated,
        happened,
        topics: record.topics(),
        subjects,
        is_rating: false,
    }
}

fn practice(site: &Site, at: usize) -> Option<Dated<'_>> {
    let dates = dates(site, &site.practices[at].record)?;
    let cities = site.graph.practice_cities[at].iter().flat_map(|at| city(site, *at));
    let list = Some(Subject::List(Kind::Practice));
    Some(entry(of(&site.practices, at), dates, cities.chain(list).collect()))
}

/// The date on which a practice was last updated, and the date of its latest event.
fn dates(site: &Site, record: &Practice) -> Option<(Date, Option<Date>)> {
    let own = [&record.started, &record.launched, &record.ended];
    let mut dates: Vec<Date> = own.into_iter().flatten().map(|date| date.value).collect();
    dates.extend(record.timeline.iter().map(|event| event.date));
    dates.extend(record.outcomes.iter().filter_map(|outcome| outcome.as_of));
    dates.extend(record.evidence.as_ref().and_then(|evidence| evidence.rated_on));
    dates.extend(record.reached.as_ref().and_then(|reached| reached.as_of));
    let happened = latest(dates);
    let checked = happened.max(record.verified).or_else(|| read(&record.sources));
    let updated = checked.or_else(|| told(site, record))?;
    Some((updated, happened))
}

/// The records that are translated into the language of `view`, which has lists of them.
pub(super) fn translated<'a>(view: Localized<'a>) -> Vec<Dated<'a>> {
    let translated = |(at, kind, record): (usize, Kind, &'a Record)| {
        let site = view.site;
        let (dates, list) = match RecordRef::from(record) {
            RecordRef::Practice(record) => (dates(site, record)?, kind),
            RecordRef::Convening(record) => (day(end(record)), kind),
            RecordRef::Session(record) => (day(record.date.value), Kind::Convening),
            RecordRef::Challenge(record) => (day(of_year(record.year)), kind),
            _ => return None,
        };
        let meta = &site.translations[at].item.meta;
        let of = (site.translations.read(at), meta, &**record);
        Some(entry(of, dates, vec![Subject::List(list)]))
    };
    translations(view).filter_map(translated).collect()
}

/// The translations into the language of `view`, by their positions.
fn translations(view: Localized<'_>) -> impl Iterator<Item = (usize, Kind, &Record)> {
    let all = view.site.translations.iter().enumerate();
    let of = move |(_, one): &(usize, &Translation)| one.item.meta.lang == view.lang();
    all.filter(of).map(|(at, one)| (at, one.kind, &one.item.record))
}

fn day(date: Date) -> (Date, Option<Date>) {
    (date, Some(date))
}

/// The last day of a convening.
fn end(convening: &Convening) -> Date {
    convening.end.as_ref().map_or(convening.start.value, |end| end.value)
}

/// The latest ratings of evidence. Of those of one day, the strongest come first.
pub(super) fn ratings(view: Localized<'_>) -> Vec<Dated<'_>> {
    let practices = &view.site.practices;
    let all = (0..practices.len()).map(|at| (of(practices, at), &practices[at].record));
    strongest_first(view, all)
}

/// The latest ratings of the practices that are translated into the language of `view`.
pub(super) fn rated<'a>(view: Localized<'a>) -> Vec<Dated<'a>> {
    let rows = &view.site.translations;
    let practice = |(at, _, record): (usize, Kind, &'a Record)| match RecordRef::from(record) {
        RecordRef::Practice(practice) => {
            Some(((rows.read(at), &rows[at].item.meta, &**record), practice))
        }
        _ => None,
    };
    strongest_first(view, translations(view).filter_map(practice))
}

fn strongest_first<'a>(
    view: Localized<'a>,
    practices: impl Iterator<Item = (Of<'a>, &'a Practice)>,
) -> Vec<Dated<'a>> {
    let rating = |(of, record): (Of<'a>, &'a Practice)| {
        let rated = record.evidence.as_ref()?.rated_on?;
        let (level, direction) = (record.evidence_level(), record.direction());
        let about = evidence_line(view.words, level, direction);
        let entry = entry(of, (rated, None), Vec::new());
        let title = format!("{} · {about}", record.title.value).into();
        Some((Reverse((rated, level)), Dated { title, is_rating: true, ..entry }))
    };
    let mut all: Vec<_> = practices.filter_map(rating).collect();
    // Practices are in order of their slugs, which the sort keeps.
    all.sort_by_key(|(order, _)| *order);
    all.into_iter().map(|(_, entry)| entry).collect()
}

fn latest(dates: impl IntoIterator<Item = Date>) -> Option<Date> {
    dates.into_iter().max()
}

/// For a practice without dates, the latest year that is known from its adaptations, its challenge
/// or the price year of its cost.
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

/// The latest day on which a source was accessed or else published, which is better than no date.
fn read(sources: &[Source]) -> Option<Date> {
    latest(sources.iter().filter_map(|source| source.accessed.or(source.date)))
}

/// What a convening and its sessions belong to.
fn meeting<'a>(site: &'a Site, series: &Series<'a>, at: usize) -> Vec<Subject<'a>> {
    let mut subjects = place(site, &site.convenings[at].record);
    subjects.push(Subject::List(Kind::Convening));
    subjects.extend(series.with(site, at).map(Subject::Series));
    subjects
}

/// A convening belongs to the city where it is held.
fn place<'a>(site: &'a Site, convening: &Convening) -> Vec<Subject<'a>> {
    let found = convening.city.as_ref().and_then(|slug| site.cities.with_slug(slug));
    found.map(|at| city(site, at).into()).unwrap_or_default()
}

fn city(site: &Site, at: usize) -> [Subject<'_>; 2] {
    [Subject::City(at), Subject::Country(&site.cities[at].record.country)]
}
