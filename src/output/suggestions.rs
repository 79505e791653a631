//! Search suggestions before the engine has loaded: names of topics, cities and records, in one
//! small file that is fetched when a search box gets the focus.
//!
//! The file never exceeds what a slow connection delivers within a few keystrokes. If a site has
//! more names than fit, each kind loses the same share of its names, the least important first; the
//! engine, which is loading meanwhile, knows all of them.

use std::io::{self, Write};

use flate2::{Compression, GzBuilder};
use serde::Serialize;

use super::Artifact;
use crate::model::{Choice as _, Sphere, Stage};
use crate::site::Items;
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
        // Names are similar, so a share of them takes about the same share of the bytes.
        count = (count * MOST_PACKED / packed.len() * 49 / 50).min(count - 1);
    }
}

/// Compresses without a timestamp or name, and with the same system byte on all systems.
fn pack(content: &[u8]) -> io::Result<Vec<u8>> {
    let to = Vec::with_capacity(MOST_PACKED);
    let mut encoder =
        GzBuilder::new().mtime(0).operating_system(255).write(to, Compression::new(9));
    encoder.write_all(content)?;
    encoder.finish()
}

/// All names: the vocabulary first, then records, the most important of each kind first.
fn ordered(site: Localized<'_>) -> Vec<Suggestion> {
    let kinds = [
        cities(site),
        practices(site),
        convenings(site),
        sessions(site),
        networks(site),
        challenges(site),
        pages(site),
    ];
    let mut ranked = Vec::new();
    for (kind, mut named) in kinds.into_iter().enumerate() {
        named.sort_by(|(a, one), (b, other)| b.cmp(a).then_with(|| one.2.cmp(&other.2)));
        let all = named.len().max(1);
        let place = |at: usize| (at + 1) * 1_000_000 / all;
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
        let mut others = term.synonyms.clone();
        if let Some(words) = term.translations.get(site.home()) {
            others.extend(words.synonyms.iter().cloned().chain([term.label.clone()]));
        }
        Suggestion("topic", site.label(term).0, path, String::new(), others.join(", "))
    };
    let sphere = |(sphere, word): &(Sphere, &str)| {
        let (title, path) = (sphere_title(site, *sphere), format!("spheres/{word}"));
        Suggestion("sphere", title, path, String::new(), String::new())
    };
    Sphere::ALL.iter().map(sphere).chain(topics.into_iter().map(topic)).collect()
}

type Ranked = Vec<(usize, Suggestion)>;

fn named<T>(
    site: Localized<'_>,
    items: &Items<T>,
    title: impl Fn(&T) -> &str,
    rank: impl Fn(usize, &T) -> usize,
    words: impl Fn(usize, &T) -> (String, String),
) -> Ranked {
    let one = |(at, item): (usize, &crate::site::Item<T>)| {
        let (what, others) = words(at, &item.record);
        let version = site.version(&item.meta);
        let title = version.map_or_else(|| title(&item.record), |version| version.title());
        let path = version.map_or(&item.meta, |version| &version.item.meta).id.clone();
        let kind = item.meta.kind.as_str();
        let suggestion = Suggestion(kind, title.to_owned(), path, what, others);
        (rank(at, &item.record), suggestion)
    };
    items.iter().enumerate().map(one).collect()
}

/// A practice shows its stage, so that a proposal does not look like a proven practice.
fn practices(site: Localized<'_>) -> Ranked {
    let graph = &site.graph;
    named(
        site,
        &site.practices,
        |record| &record.title,
        |at, record| {
            let taken_up = graph.practice_adaptations[at].len() + graph.practice_origins[at].len();
            let told = graph.practice_sessions[at].len() + graph.practice_backlinks[at].len();
            let done = usize::from(record.stage.value != Stage::Proposed);
            4 * usize::from(record.evidence_level()) + 2 * (taken_up + done) + told
        },
        |at, record| {
            let cities = graph.practice_cities[at].iter().take(2);
            let names: Vec<&str> =
                cities.map(|city| site.cities[*city].record.title.as_str()).collect();
            let what =
                format!("{} · {}", names.join(", "), stage_label(site.words, record.stage.value));
            (what, String::new())
        },
    )
}

fn cities(site: Localized<'_>) -> Ranked {
    let graph = &site.graph;
    named(
        site,
        &site.cities,
        |record| &record.title,
        |at, _| {
            2 * graph.city_practices[at].len()
                + graph.city_adaptations[at].len()
                + graph.city_convenings[at].len()
        },
        |_, record| (site.country(&record.country), record.local_names.join(", ")),
    )
}

fn convenings(site: Localized<'_>) -> Ranked {
    named(
        site,
        &site.convenings,
        |record| &record.title,
        |at, _| site.graph.convening_sessions[at].len(),
        |_, record| (record.start.year.to_string(), String::new()),
    )
}

fn sessions(site: Localized<'_>) -> Ranked {
    named(
        site,
        &site.sessions,
        |record| &record.title,
        |_, record| record.practices.len(),
        |_, record| (record.date.year.to_string(), String::new()),
    )
}

fn networks(site: Localized<'_>) -> Ranked {
    named(
        site,
        &site.networks,
        |record| &record.title,
        |at, record| record.members.len() + site.graph.network_practices[at].len(),
        |_, _| Default::default(),
    )
}

fn challenges(site: Localized<'_>) -> Ranked {
    named(
        site,
        &site.challenges,
        |record| &record.title,
        |at, _| site.graph.challenge_practices[at].len(),
        |_, _| Default::default(),
    )
}

fn pages(site: Localized<'_>) -> Ranked {
    named(site, &site.pages, |record| &record.title, |_, _| 0, |_, _| Default::default())
}
