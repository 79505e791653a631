//! What a page tells machines about itself: JSON-LD in the vocabulary of schema.org.
//!
//! It repeats what readers see, from the site as published, and names no person.

use serde_json::{Value, json};

use super::common::{PageView, place_name, topics};
use super::data::{DATA_FOLDER, DataView};
use super::links::Urls;
use super::localized::Localized;
use crate::escape;
use crate::model::{At, Challenge, City, Convening, Network, Practice, Session};
use crate::site::Item;

/// What a page is about: a type of schema.org and its properties besides name and address. A
/// property that is `null` is left out.
pub type Thing = (&'static str, Value);

/// A page as JSON, ready for a `<script>` element; none for a page that is shown at any address.
#[must_use]
pub fn linked_data(site: Localized<'_>, page: &PageView, thing: Thing) -> Option<String> {
    let (of, more) = thing;
    let mut whole = json!({
        "@context": "https://schema.org",
        "@type": of,
        "name": page.title,
        "url": page.canonical.as_ref()?,
    });
    // These three types do not have the properties below.
    if !matches!(of, "City" | "Event" | "Organization") {
        whole["inLanguage"] = page.lang.as_str().into();
        if of != "WebSite" {
            whole["isPartOf"] = site.config.base_url.as_str().into();
        }
    }
    if let (Value::Object(whole), Value::Object(more)) = (&mut whole, more) {
        whole.extend(more);
    }
    Some(escape::json_in_html(&without_nothing(whole).to_string()))
}

/// What a page that belongs to no record is about, by its kind.
pub(crate) fn plain(site: Localized<'_>, kind: &str) -> Thing {
    let of = match kind {
        "home" => return web_site(site),
        "collection" | "facet" => "CollectionPage",
        "search" => "SearchResultsPage",
        _ => "WebPage",
    };
    (of, Value::Null)
}

/// The site, and how to search it.
fn web_site(site: Localized<'_>) -> Thing {
    let search = Urls::of(site).absolute(&site.own("search"));
    let action = site.config.search.enabled.then(|| {
        json!({
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": format!("{search}?q={{search_term_string}}"),
            },
            "query-input": "required name=search_term_string",
        })
    });
    ("WebSite", json!({ "potentialAction": action }))
}

/// The whole base as files.
#[must_use]
pub fn dataset(site: Localized<'_>, data: &DataView, description: &str) -> Thing {
    let base = Urls::of(site).base_url;
    let files = data.formats.iter().flat_map(|format| {
        format.files.iter().map(|file| {
            json!({
                "@type": "DataDownload",
                "contentUrl": format!("{base}{DATA_FOLDER}/{}", file.name),
                "encodingFormat": format.media_type,
            })
        })
    });
    let more = json!({
        "description": description,
        "creator": publisher(site),
        "license": site.config.license_address(),
        "distribution": files.collect::<Vec<_>>(),
    });
    ("Dataset", more)
}

/// A practice is a report about it, by the site.
pub(super) fn practice(site: Localized<'_>, at: usize, practice: &Practice) -> Thing {
    let cities = site.graph.practice_cities[at].iter().map(|at| city_of(site, *at));
    let topics = topics(site, &practice.topics).into_iter().map(|topic| topic.title);
    let more = json!({
        "author": publisher(site),
        "dateModified": practice.verified.map(|date| date.to_string()),
        "keywords": topics.collect::<Vec<_>>(),
        "spatialCoverage": cities.collect::<Vec<_>>(),
    });
    ("Report", more)
}

pub(super) fn city(site: Localized<'_>, city: &City) -> Thing {
    let position = city
        .lat
        .zip(city.lon)
        .map(|(lat, lon)| json!({ "@type": "GeoCoordinates", "latitude": lat, "longitude": lon }));
    let wikidata = city.wikidata.as_ref().map(|id| format!("http://www.wikidata.org/entity/{id}"));
    let geonames = city.geonames.map(|id| format!("https://sws.geonames.org/{id}/"));
    let more = json!({
        "alternateName": city.local_names,
        "containedInPlace": { "@type": "Country", "name": site.country(&city.country) },
        "geo": position,
        "sameAs": wikidata.into_iter().chain(geonames).collect::<Vec<_>>(),
    });
    ("City", more)
}

pub(super) fn convening(site: Localized<'_>, at: usize, convening: &Convening) -> Thing {
    let attendance = if convening.online { "Online" } else { "Offline" };
    let more = json!({
        "startDate": convening.start.to_string(),
        "endDate": convening.end.as_ref().map(|end| end.to_string()),
        "eventAttendanceMode": format!("https://schema.org/{attendance}EventAttendanceMode"),
        "location": location(site, at),
        "organizer": hosts(site, &convening.hosts),
        "superEvent": convening.series.as_ref().map(|name| {
            json!({ "@type": "EventSeries", "name": name })
        }),
    });
    ("Event", more)
}

/// Nobody who spoke is named, whatever the session's attribution.
pub(super) fn session(site: Localized<'_>, at: usize, session: &Session) -> Thing {
    let time =
        |time: &Option<String>| time.as_ref().map_or_else(String::new, |at| format!("T{at}"));
    let convening = site.graph.session_convening[at];
    let part_of = convening.map(|at| event(site, &site.site.convenings[at]));
    let more = json!({
        "startDate": format!("{}{}", session.date.value, time(&session.start)),
        "endDate": session.end.as_ref().map(|_| format!("{}{}", session.date.value, time(&session.end))),
        "location": convening.and_then(|at| location(site, at)),
        "superEvent": part_of,
    });
    ("Event", more)
}

pub(super) fn challenge(site: Localized<'_>, challenge: &Challenge) -> Thing {
    let more = json!({
        "startDate": challenge.year.to_string(),
        "organizer": hosts(site, challenge.host.as_slice()),
        "superEvent": challenge.series.as_ref().map(|name| {
            json!({ "@type": "EventSeries", "name": name })
        }),
    });
    ("Event", more)
}

pub(super) fn network(network: &Network) -> Thing {
    let founded = network.founded.map(|year| year.to_string());
    ("Organization", json!({ "foundingDate": founded, "sameAs": network.url }))
}

/// The site as the author of what it says.
fn publisher(site: Localized<'_>) -> Value {
    json!({ "@type": "Organization", "name": site.config.title })
}

fn city_of(site: Localized<'_>, at: usize) -> Value {
    let city = &site.site.cities[at];
    json!({
        "@type": "City",
        "name": place_name(site, city),
        "url": Urls::of(site).absolute(&city.meta.id),
    })
}

fn event(site: Localized<'_>, item: &Item<Convening>) -> Value {
    json!({
        "@type": "Event",
        "name": item.record.title.value,
        "startDate": item.record.start.to_string(),
        "url": Urls::of(site).absolute(&item.meta.id),
    })
}

/// Where the convening at a position is held.
fn location(site: Localized<'_>, at: usize) -> Option<Value> {
    let Item { meta, record, .. } = &site.site.convenings[at];
    if record.online {
        let url = Urls::of(site).absolute(&meta.id);
        return Some(json!({ "@type": "VirtualLocation", "url": url }));
    }
    let city = record.city.as_ref().and_then(|slug| site.site.cities.with_slug(slug))?;
    Some(match &record.venue {
        None => city_of(site, city),
        Some(venue) => {
            let address = place_name(site, &site.site.cities[city]);
            json!({ "@type": "Place", "name": venue, "address": address })
        }
    })
}

fn hosts(site: Localized<'_>, slugs: &[At<String>]) -> Vec<Value> {
    let networks = slugs.iter().filter_map(|slug| site.site.networks.with_slug(slug));
    let name = |at| {
        let item: &Item<Network> = &site.site.networks[at];
        json!({ "@type": "Organization", "name": item.record.title.value })
    };
    networks.map(name).collect()
}

/// A value without members that are null or an empty list.
#[must_use]
pub fn without_nothing(value: Value) -> Value {
    let says =
        |value: &Value| !value.is_null() && value.as_array().is_none_or(|all| !all.is_empty());
    match value {
        Value::Object(members) => members
            .into_iter()
            .filter(|(_, value)| says(value))
            .map(|(name, value)| (name, without_nothing(value)))
            .collect(),
        Value::Array(items) => items.into_iter().map(without_nothing).collect(),
        other => other,
    }
}
