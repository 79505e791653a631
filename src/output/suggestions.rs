//! Search suggestions before the engine has loaded: names of topics, cities and records, in one
//! small file that is fetched when a search box gets the focus.
//!
//! The file never exceeds what a slow connection delivers within a few keystrokes. If a site has
//! more names than fit, sessions are left out first, then each kind loses the same share of its
//! names, the least important first; the engine, which is loading meanwhile, knows all of them.

use std::io;

use serde::Serialize;

use super::Artifact;
use super::gzip::pack;
use super::search::names;
use crate::model::{Choice as _, Kind, RecordRef, Sphere, Stage, with_list};
use crate::site::{Item, Items};
use crate::theme::views::{Localized, sphere_title, stage_label};

/// The path of the file: one for the site's own language, and one for each other language with
/// pages.
fn path(site: Localized<'_>) -> String {
    match site.home() {
        "" => "search-index/suggestions.json.gz".to_owned(),
        lang => format!("search-index/suggestions.{lang}.json.gz"),
    }
}

/// Maximum bytes of the compressed file.
const MOST_PACKED: usize = 28_000;

/// Maximum bytes of the names before compression, more than can ever fit.
const MOST_PLAIN: usize = 8 * MOST_PACKED;

/// An entry: `[kind, title, path, description, synonyms]`.
#[derive(Debug, Clone, Serialize)]
struct Suggestion(&'static str, String, String, String, String);

/// The file of a language. Entries are sorted by importance.
///
/// # Errors
/// When it cannot be compressed.
pub fn suggestions(site: Localized<'_>) -> io::Result<Artifact> {
    let mut lines = Vec::new();
    let mut plain = 0;
    for suggestion in ordered(site) {
        let line = serde_json::to_string(&suggestion)?;
        plain += line.len();
        if plain > MOST_PLAIN {
            break;
        }
        lines.push(line);
    }
    let mut count = lines.len();
    loop {
        let packed = pack(format!("[{}]", lines[..count].join(",\n")).as_bytes())?;
        if packed.len() <= MOST_PACKED {
            return Ok(Artifact::new(path(site), packed));
        }
        // Names compress about equally well, so a share of them takes about the same share of the
        // bytes.
        count = (count * MOST_PACKED / packed.len() * 49 / 50).min(count - 1);
    }
}

/// All names: the vocabulary first, then records, the most important of each kind first, sessions
/// after all others. Of records that are equally important in their kind, cities come first.
/// Questions are left out: they are sentences, which nobody types as a name, and would take up the
/// space of names.
fn ordered(site: Localized<'_>) -> Vec<Suggestion> {
    let kinds = Kind::ALL.iter().map(|(kind, _)| *kind);
    let mut kinds: Vec<Kind> = kinds.filter(|kind| *kind != Kind::Question).collect();
    kinds.sort_by_key(|kind| *kind != Kind::City);
    let mut ranked = Vec::new();
    for (kind, of) in kinds.into_iter().enumerate() {
        let mut named = with_list!(of, site.site, list => named(site, list));
        named.sort_by(|(a, one), (b, other)| b.cmp(a).then_with(|| one.2.cmp(&other.2)));
        let all = named.len().max(1);
        // Readers look for a practice or a city by name; sessions are the most numerous kind.
        let after = if of == Kind::Session { 1_000_000 } else { 0 };
        let place = |at: usize| after + (at + 1) * 1_000_000 / all;
        ranked.extend(named.into_iter().enumerate().map(|(at, (_, one))| (place(at), kind, one)));
    }
    // A stable sort keeps the order of importance within a kind.
    ranked.sort_by_key(|(place, kind, _)| (*place, *kind));
    let mut all = vocabulary(site);
    all.extend(ranked.into_iter().map(|(_, _, one)| one));
    all
}

fn vocabulary(site: Localized<'_>) -> Vec<Suggestion> {
    let mut topics: Vec<_> = site.vocabulary.topics.iter().collect();
    topics.sort_by_key(|term| {
        std::cmp::Reverse(site.facets.topics.get(&term.id.value).map_or(0, Vec::len))
    });
    let topic = |term: &crate::model::Term| {
        let path = format!("topics/{}", term.id.value);
        let label = site.label(term).0;
        let others: Vec<&str> = names(term).filter(|name| *name != label).collect();
        let others = others.join(", ");
        Suggestion("topic", label, path, String::new(), others)
    };
    let sphere = |(sphere, word): &(Sphere, &str)| {
        let (title, path) = (sphere_title(site, *sphere), format!("spheres/{word}"));
        Suggestion("sphere", title, path, String::new(), String::new())
    };
    Sphere::ALL.iter().map(sphere).chain(topics.into_iter().map(topic)).collect()
}

fn named<'a, T>(site: Localized<'_>, items: &'a Items<T>) -> Vec<(usize, Suggestion)>
where
    RecordRef<'a>: From<&'a T>,
{
    let one = |(at, item): (usize, &'a Item<T>)| {
        let record = RecordRef::from(&item.record);
        let (rank, what, others) = about(site, at, record);
        let version = site.version(&item.meta);
        let title = version.map_or_else(|| record.title(), |version| version.title());
        let path = version.map_or(&item.meta, |version| &version.item.meta).id.clone();
        let kind = item.meta.kind.as_str();
        (rank, Suggestion(kind, title.to_owned(), path, what, others))
    };
    items.iter().enumerate().map(one).collect()
}

/// The importance of a record among its kind, its description and its synonyms.
fn about(site: Localized<'_>, at: usize, record: RecordRef<'_>) -> (usize, String, String) {
    let graph = &site.graph;
    let (rank, what) = match record {
        RecordRef::Practice(practice) => {
            let taken_up = graph.practice_adaptations[at].len() + graph.practice_origins[at].len();
            let told = graph.practice_sessions[at].len() + graph.practice_backlinks[at].len();
            let done = usize::from(practice.stage.value != Stage::Proposed);
            let rank = 4 * usize::from(practice.evidence_level()) + 2 * (taken_up + done) + told;
            let cities = graph.practice_cities[at].iter().take(2);
            let names: Vec<&str> =
                cities.map(|city| site.cities[*city].record.title.as_str()).collect();
            // The stage is shown so that a proposal does not look like a proven practice.
            let stage = stage_label(site.words, practice.stage.value);
            (rank, format!("{} · {stage}", names.join(", ")))
        }
        RecordRef::City(city) => {
            let rank = 2 * graph.city_practices[at].len()
                + graph.city_adaptations[at].len()
                + graph.city_convenings[at].len();
            return (rank, site.country(&city.country), city.local_names.join(", "));
        }
        RecordRef::Convening(convening) => {
            (graph.convening_sessions[at].len(), convening.start.year.to_string())
        }
        RecordRef::Session(session) => (session.practices.len(), session.date.year.to_string()),
        RecordRef::Network(network) => {
            (network.members.len() + graph.network_practices[at].len(), String::new())
        }
        RecordRef::Challenge(_) => (graph.challenge_practices[at].len(), String::new()),
        _ => (0, String::new()),
    };
    (rank, what, String::new())
}
