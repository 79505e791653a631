//! `index.json`: the complete record, with its computed links.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use crate::markdown::Section;
use crate::model::{Datum, Described, Kind};
use crate::site::{Body, Items, Meta, Site};
use crate::theme::views::Urls;

/// The record at position `at` of its kind as JSON: its fields as contributed (without withheld and
/// empty ones), its identity, its text by section, and under `links` the ids of records that refer
/// to it or belong to it.
pub(super) fn record<T: Described>(
    site: &Site,
    at: usize,
    meta: &Meta,
    record: &T,
    body: &Body,
) -> Vec<u8> {
    let url = Urls::of(site).absolute(&meta.id);
    let texts: usize = body.sections.iter().map(|section| section.text.len() + 128).sum();
    let mut bytes = Vec::with_capacity(texts + 4096);
    // Writing to memory cannot fail, and all keys are strings.
    _ = serde_json::to_writer_pretty(&mut bytes, &whole(site, at, meta, &url, record, body));
    bytes.push(b'\n');
    bytes.shrink_to_fit();
    bytes
}

/// Adds the same as one line to others.
///
/// # Errors
/// Never: it is in memory, and all keys are strings.
pub(super) fn line<T: Described>(
    site: &Site,
    at: usize,
    meta: &Meta,
    record: &T,
    body: &Body,
    lines: &mut Vec<u8>,
) -> io::Result<()> {
    let url = Urls::of(site).absolute(&meta.id);
    serde_json::to_writer(&mut *lines, &whole(site, at, meta, &url, record, body))?;
    lines.push(b'\n');
    Ok(())
}

fn whole<'a, T: Described>(
    site: &Site,
    at: usize,
    meta: &'a Meta,
    url: &'a str,
    record: &'a T,
    body: &'a Body,
) -> BTreeMap<&'static str, FieldValue<'a>> {
    let mut whole = BTreeMap::new();
    whole.insert("id", FieldValue::Text(&meta.id));
    whole.insert("record_kind", FieldValue::Text(meta.kind.as_str()));
    whole.insert("url", FieldValue::Text(url));
    whole.insert("record_lang", FieldValue::Text(&meta.lang));
    let given = T::SCHEMA.names().zip(record.data()).filter(|(_, value)| !value.is_empty());
    whole.extend(given.map(|(name, value)| (name, FieldValue::Given(value))));
    // A network has a field with this name; for all other kinds it is the kind of record.
    if meta.kind != Kind::Network {
        whole.entry("kind").or_insert(FieldValue::Text(meta.kind.as_str()));
    }
    whole.insert("sections", FieldValue::Sections(Sections(&body.sections)));
    whole.insert("links", FieldValue::Links(links(site, meta.kind, at)));
    whole
}

/// The value of a field of the record as JSON.
#[derive(Serialize)]
#[serde(untagged)]
enum FieldValue<'a> {
    Text(&'a str),
    Given(Datum<'a>),
    Sections(Sections<'a>),
    Links(Value),
}

struct Sections<'a>(&'a [Section]);

impl Serialize for Sections<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct One<'a> {
            anchor: &'a str,
            heading: &'a str,
            text: Cow<'a, str>,
        }
        serializer.collect_seq(self.0.iter().map(|section| One {
            anchor: &section.anchor,
            heading: &section.heading,
            text: section.text.read(),
        }))
    }
}

fn links(site: &Site, kind: Kind, at: usize) -> Value {
    let graph = &site.graph;
    match kind {
        Kind::Practice => json!({
            "sessions": graph.practice_sessions[at].iter().map(|mention| json!({
                "session": site.sessions[mention.session].meta.id,
                "relation": mention.relation,
            })).collect::<Vec<_>>(),
            "adaptations": edges(site, &graph.practice_adaptations[at]),
            "adapted_from": edges(site, &graph.practice_origins[at]),
            "mentioned_by": graph.practice_backlinks[at].iter().map(|(id, _)| id).collect::<Vec<_>>(),
        }),
        Kind::Convening => {
            json!({ "sessions": ids(&site.sessions, &graph.convening_sessions[at]) })
        }
        Kind::Session => {
            json!({ "convening": graph.session_convening[at].map(|at| &site.convenings[at].meta.id) })
        }
        Kind::City => json!({
            "practices": ids(&site.practices, &graph.city_practices[at]),
            "adapted": edges(site, &graph.city_adaptations[at]),
            "convenings_hosted": ids(&site.convenings, &graph.city_hosted[at]),
            "convenings_attended": ids(&site.convenings, &graph.city_convenings[at]),
            "networks": ids(&site.networks, &graph.city_networks[at]),
        }),
        Kind::Network => json!({
            "practices": ids(&site.practices, &graph.network_practices[at]),
            "convenings": ids(&site.convenings, &graph.network_convenings[at]),
            "challenges": ids(&site.challenges, &graph.network_challenges[at]),
        }),
        Kind::Challenge => {
            json!({ "practices": ids(&site.practices, &graph.challenge_practices[at]) })
        }
        _ => json!({}),
    }
}

fn ids<'a, T>(items: &'a Items<T>, positions: &[usize]) -> Vec<&'a str> {
    positions.iter().map(|at| items[*at].meta.id.as_str()).collect()
}

fn edges(site: &Site, positions: &[usize]) -> Vec<Value> {
    let edge = |at: &usize| {
        let edge = &site.graph.adaptations[*at];
        json!({
            "origin": site.practices[edge.origin].meta.id,
            "city": site.cities[edge.city].meta.id,
            "practice": edge.practice.map(|at| &site.practices[at].meta.id),
            "relation": edge.relation,
        })
    };
    positions.iter().map(edge).collect()
}
