//! `index.json`: the record, whole, with the links that are computed.

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::model::Kind;
use crate::site::{Body, Items, Meta, Site};
use crate::theme::views::Urls;

/// The record at position `at` of its kind as JSON: its fields as contributed (less what is
/// withheld, and without empty ones), its identity, its text by section, and under `links` the
/// ids of records that refer to it or belong to it.
pub(super) fn record<T: Serialize>(
    site: &Site,
    at: usize,
    meta: &Meta,
    record: &T,
    body: &Body,
) -> Vec<u8> {
    let mut whole = Map::new();
    whole.insert("id".into(), Value::from(meta.id.as_str()));
    whole.insert("record_kind".into(), Value::from(meta.kind.as_str()));
    whole.insert("url".into(), Value::from(Urls::of(site).absolute(&meta.id)));
    whole.insert("record_lang".into(), Value::from(meta.lang.as_str()));
    if let Ok(Value::Object(fields)) = serde_json::to_value(record) {
        let given = fields.into_iter().filter(|(_, value)| !is_empty(value));
        whole.extend(given.map(|(name, value)| (name, plain_numbers(value))));
    }
    let sections = body.sections.iter().map(|section| {
        json!({"anchor": section.anchor, "heading": section.heading, "text": section.text})
    });
    // A network has a field of this name; everywhere else it is the kind of record.
    if !whole.contains_key("kind") && meta.kind != Kind::Network {
        whole.insert("kind".into(), Value::from(meta.kind.as_str()));
    }
    whole.insert("sections".into(), Value::Array(sections.collect()));
    whole.insert("links".into(), links(site, meta.kind, at));
    let mut bytes = serde_json::to_vec_pretty(&Value::Object(whole)).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// Sums and counts without a decimal point, as they were written.
fn plain_numbers(value: Value) -> Value {
    match value {
        Value::Number(number) => match number.as_f64() {
            #[expect(clippy::cast_possible_truncation, reason = "whole and far below 2^53")]
            Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() < 9e15 => {
                Value::from(float as i64)
            }
            _ => Value::Number(number),
        },
        Value::Array(items) => Value::Array(items.into_iter().map(plain_numbers).collect()),
        Value::Object(fields) => Value::Object(
            fields.into_iter().map(|(name, value)| (name, plain_numbers(value))).collect(),
        ),
        other => other,
    }
}

fn is_empty(value: &Value) -> bool {
    matches!(value, Value::Null) || value.as_array().is_some_and(Vec::is_empty)
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
        Kind::Page => json!({}),
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
