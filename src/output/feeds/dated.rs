//! Records with the date they were updated on and the subjects whose feeds they are in.

use std::collections::BTreeSet;

use crate::model::{At, Challenge, Convening, Date, Practice, Session, Source, Sphere};
use crate::site::{Item, Meta, Site};

/// A record as feeds show it.
pub(super) struct Dated<'a> {
    pub(super) meta: &'a Meta,
    pub(super) title: &'a str,
    pub(super) summary: &'a str,
    /// The latest date of the record, absent where it gives none.
    pub(super) updated: Option<Date>,
    /// The latest date of what it tells of; many records are checked on one day.
    pub(super) happened: Option<Date>,
    /// Labels of its topics.
    pub(super) topics: Vec<&'a str>,
    /// Paths of the pages of its topics, spheres, cities and countries.
    pub(super) subjects: BTreeSet<String>,
}

/// All records that tell of something that happened. Cities, networks and free pages do not.
pub(super) fn dated(site: &Site) -> Vec<Dated<'_>> {
    let practices = site.practices.iter().enumerate().map(|(at, item)| practice(site, at, item));
    let convenings = site.convenings.iter().map(|item| convening(site, item));
    let sessions = site.sessions.iter().enumerate().map(|(at, item)| session(site, at, item));
    let challenges = site.challenges.iter().map(challenge);
    practices.chain(convenings).chain(sessions).chain(challenges).collect()
}

fn practice<'a>(site: &'a Site, at: usize, item: &'a Item<Practice>) -> Dated<'a> {
    let record = &item.record;
    let own = [&record.started, &record.launched, &record.ended];
    let mut dates: Vec<Date> = own.into_iter().flatten().map(|date| date.value).collect();
    dates.extend(record.timeline.iter().map(|event| event.date));
    dates.extend(record.outcomes.iter().filter_map(|outcome| outcome.as_of));
    dates.extend(record.evidence.as_ref().and_then(|evidence| evidence.rated_on));
    dates.extend(record.reached.as_ref().and_then(|reached| reached.as_of));
    let happened = latest(dates);
    let mut subjects = BTreeSet::new();
    add_words(&mut subjects, &record.topics, &record.spheres);
    for city in &site.graph.practice_cities[at] {
        add_city(&mut subjects, site, *city);
    }
    Dated {
        meta: &item.meta,
        title: &record.title,
        summary: &record.summary,
        updated: happened.max(record.verified).or_else(|| read(&record.sources)),
        happened,
        topics: labels(site, &record.topics),
        subjects,
    }
}

fn convening<'a>(site: &'a Site, item: &'a Item<Convening>) -> Dated<'a> {
    let record = &item.record;
    let mut subjects = BTreeSet::new();
    add_words(&mut subjects, &record.topics, &record.spheres);
    add_place(&mut subjects, site, record);
    let end = record.end.as_ref().map_or(record.start.value, |end| end.value);
    Dated {
        meta: &item.meta,
        title: &record.title,
        summary: &record.summary,
        updated: Some(end),
        happened: Some(end),
        topics: labels(site, &record.topics),
        subjects,
    }
}

fn session<'a>(site: &'a Site, at: usize, item: &'a Item<Session>) -> Dated<'a> {
    let record = &item.record;
    let mut subjects = BTreeSet::new();
    add_words(&mut subjects, &record.topics, &record.spheres);
    if let Some(convening) = site.graph.session_convening[at] {
        add_place(&mut subjects, site, &site.convenings[convening].record);
    }
    Dated {
        meta: &item.meta,
        title: &record.title,
        summary: &record.summary,
        updated: Some(record.date.value),
        happened: Some(record.date.value),
        topics: labels(site, &record.topics),
        subjects,
    }
}

fn challenge(item: &Item<Challenge>) -> Dated<'_> {
    let record = &item.record;
    let year = Some(Date { year: record.year, month: None, day: None });
    Dated {
        meta: &item.meta,
        title: &record.title,
        summary: &record.summary,
        updated: year,
        happened: year,
        topics: Vec::new(),
        subjects: BTreeSet::new(),
    }
}

fn latest(dates: impl IntoIterator<Item = Date>) -> Option<Date> {
    dates.into_iter().max()
}

/// When somebody last looked into the sources: better than no date at all.
fn read(sources: &[Source]) -> Option<Date> {
    latest(sources.iter().filter_map(|source| source.accessed.or(source.date)))
}

fn labels<'a>(site: &'a Site, topics: &[At<String>]) -> Vec<&'a str> {
    let found = topics.iter().filter_map(|slug| site.vocabulary.topic(slug));
    found.map(|term| term.label.as_str()).collect()
}

fn add_words(subjects: &mut BTreeSet<String>, topics: &[At<String>], spheres: &[At<Sphere>]) {
    subjects.extend(topics.iter().map(|slug| format!("topics/{}", slug.value)));
    subjects.extend(spheres.iter().map(|sphere| format!("spheres/{}", sphere.as_str())));
}

/// A convening belongs to the city that it is held in.
fn add_place(subjects: &mut BTreeSet<String>, site: &Site, convening: &Convening) {
    let Some(slug) = &convening.city else { return };
    let found = site.cities.binary_search_by(|item| item.meta.slug.as_str().cmp(slug));
    if let Ok(at) = found {
        add_city(subjects, site, at);
    }
}

fn add_city(subjects: &mut BTreeSet<String>, site: &Site, at: usize) {
    let city = &site.cities[at];
    subjects.insert(city.meta.id.clone());
    subjects.insert(format!("countries/{}", city.record.country.to_lowercase()));
}
