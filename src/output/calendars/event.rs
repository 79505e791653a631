//! Events from convenings and sessions.
//!
//! They are made from the records of the site, which have already lost what must not be published,
//! and name no person.

use jiff::civil;
use jiff::tz::{Offset, TimeZoneDatabase};

use crate::model::{At, Date, Kinded, Session, Source};
use crate::site::{Item, Meta};
use crate::theme::views::{Localized, Urls};

/// An event of a calendar.
#[derive(Debug, PartialEq)]
pub(super) struct Event {
    /// Its permanent identifier.
    pub(super) uid: String,
    /// The event it is part of.
    pub(super) parent: Option<String>,
    /// When the record was last brought up to date.
    pub(super) stamp: civil::Date,
    pub(super) when: When,
    pub(super) title: String,
    pub(super) description: String,
    pub(super) location: String,
    /// Labels of its topics.
    pub(super) topics: Vec<String>,
    pub(super) url: String,
}

/// When an event takes place.
#[derive(Debug, PartialEq)]
pub(super) enum When {
    /// All day, from the first day to the one after the last.
    Days(civil::Date, civil::Date),
    /// From one moment to another. Without a time zone they are local times of wherever it is.
    Times { start: civil::DateTime, end: Option<civil::DateTime>, is_utc: bool },
}

/// The events of the convening at a position: itself, and its sessions.
pub(super) fn events(view: Localized<'_>, at: usize) -> Vec<Event> {
    let item = &view.site.convenings[at];
    let Item { meta, record, .. } = item;
    let mut found = Vec::new();
    if let Some(first) = day(record.start.value) {
        let last = record.end.as_ref().and_then(|end| day(end.value));
        let when = days(first, last.unwrap_or(first));
        found.push(event(view, at, (meta, record), first, when));
    }
    let parent = found.first().map(|event: &Event| event.uid.clone());
    for session in &view.site.graph.convening_sessions[at] {
        let Item { meta, record, .. } = &view.site.sessions[*session];
        if let Some(date) = day(record.date.value) {
            let when = hours(record, date).unwrap_or_else(|| days(date, date));
            let event = event(view, at, (meta, record), date, when);
            found.push(Event { parent: parent.clone(), ..event });
        }
    }
    found
}

/// The event of a convening, or of a session of the convening at `at`.
fn event<T: Kinded>(
    view: Localized<'_>,
    at: usize,
    (meta, record): (&Meta, &T),
    first: civil::Date,
    when: When,
) -> Event {
    let urls = Urls::of(view);
    let topic = |slug: &At<String>| Some(view.label(view.site.vocabulary.topic(slug)?).0);
    Event {
        uid: format!("{}@{}", meta.id, host(urls.base_url)),
        parent: None,
        stamp: updated(record.sources()).unwrap_or(first),
        when,
        title: record.title().to_owned(),
        description: record.summary().to_owned(),
        location: location(view, at),
        topics: record.topics().iter().filter_map(topic).collect(),
        url: urls.absolute(&meta.id),
    }
}

fn host(base_url: &str) -> &str {
    let behind = base_url.split_once("://").map_or(base_url, |(_, behind)| behind);
    behind.split('/').next().unwrap_or(behind)
}

fn day(date: Date) -> Option<civil::Date> {
    let year = i16::try_from(date.year).ok()?;
    civil::Date::new(year, i8::try_from(date.month?).ok()?, i8::try_from(date.day?).ok()?).ok()
}

/// The day on which the sources were last read.
fn updated(sources: &[Source]) -> Option<civil::Date> {
    sources.iter().filter_map(|source| day(source.accessed?)).max()
}

fn days(first: civil::Date, last: civil::Date) -> When {
    let last = last.max(first);
    // There is no day after 31 December 9999.
    When::Days(first, last.tomorrow().unwrap_or(last))
}

/// The hours of a session, if it has a start.
fn hours(session: &Session, date: civil::Date) -> Option<When> {
    let start = date.to_datetime(time(session.start.as_deref())?);
    let end = time(session.end.as_deref()).and_then(|end| {
        // What ends before it starts ends on the next day.
        let day = if end < start.time() { date.tomorrow().ok()? } else { date };
        Some(day.to_datetime(end)).filter(|end| *end > start)
    });
    let zone = session.timezone.as_deref();
    let zone = zone.and_then(|name| TimeZoneDatabase::bundled().get(name).ok());
    let Some(zone) = zone else { return Some(When::Times { start, end, is_utc: false }) };
    let utc = |local| Some(Offset::UTC.to_datetime(zone.to_timestamp(local).ok()?));
    Some(When::Times { start: utc(start)?, end: end.and_then(utc), is_utc: true })
}

fn time(text: Option<&str>) -> Option<civil::Time> {
    let (hour, minute) = text?.split_once(':')?;
    civil::Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

/// Where a convening is held: venue, city and country.
fn location(view: Localized<'_>, at: usize) -> String {
    let record = &view.site.convenings[at].record;
    let mut parts: Vec<String> = record.venue.iter().cloned().collect();
    if let Some(at) = record.city.as_ref().and_then(|slug| view.site.cities.with_slug(slug)) {
        let city = &view.site.cities[at].record;
        parts.push(city.title.value.clone());
        parts.extend(view.words.country(&city.country).filter(|name| *name != *city.title));
    }
    if record.online {
        let key = if parts.is_empty() { "convening.online" } else { "list.online" };
        parts.push(view.words.translate(key));
    }
    parts.join(", ")
}
