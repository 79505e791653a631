//! Makes the site out of records.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::body::{self, Places};
use super::facets::facets;
use super::graph::{Records, graph};
use super::item::{Body, Item, Meta, Translation};
use super::registry::{Registry, id, reference};
use super::{Audience, Site, country_name, files, references, routes, withhold};
use crate::diagnostic::{Diagnostic, Place, Span, nearest};
use crate::markdown::Doc;
use crate::model::{At, Attribution, Kind, SessionStatus};
use crate::source::{Content, Entry, Record};

/// What a build is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkOptions {
    /// For whom.
    pub audience: Audience,
    /// Whether records marked as drafts are in it.
    pub drafts: bool,
}

/// Joins records to a site. The site is whole only where no error was found.
#[must_use]
pub fn link(mut content: Content, options: LinkOptions) -> (Site, Vec<Diagnostic>) {
    let (registry, mut found) = Registry::new(&content, |entry| absent(entry, options));
    found.extend(routes::judge(&content));
    found.extend(
        content
            .entries
            .par_iter()
            .flat_map_iter(|entry| references::judge(entry, &registry))
            .collect::<Vec<_>>(),
    );
    found.extend(judge_languages(&content, &registry));
    found.extend(content.entries.iter().filter_map(judge_country));
    let all = std::mem::take(&mut content.entries);
    // The pictures of a record are published with it or not at all.
    let originals = all.iter().filter(|entry| entry.file.lang.is_none());
    let hidden = originals.filter(|entry| absent(entry, options).is_some());
    let hidden: Vec<String> = hidden.map(|entry| format!("{}/", id(entry))).collect();
    content.assets.retain(|asset| !hidden.iter().any(|folder| asset.to.starts_with(folder)));
    let pages =
        page_addresses(all.iter().filter(|entry| absent(entry, options).is_none()), &content);
    let assets: BTreeSet<String> = content.assets.iter().map(|asset| asset.to.clone()).collect();
    let base_path = content.config.base_path().to_owned();
    let default = content.config.default_language().to_owned();
    let places = Places {
        registry: &registry,
        base_path: &base_path,
        pages: &|url| pages.contains(url),
        assets: &|path| assets.contains(path),
    };
    let guarded = files::guarded_folders(&all);
    let published = all.into_iter().filter(|entry| absent(entry, options).is_none());
    let published: Vec<Entry> = published.collect();
    let own = files::own_folders(&published);
    let closed: Vec<Linked> =
        published.into_par_iter().map(|entry| item(entry, &default, &places)).collect();
    let mut items = Vec::with_capacity(closed.len());
    let mut shown = BTreeSet::new();
    for linked in closed {
        items.push(linked.item);
        shown.extend(linked.files);
        found.extend(linked.found);
    }
    let (assets, withheld) =
        files::published(std::mem::take(&mut content.assets), &guarded, &own, &shown);
    content.assets = assets;
    found.extend(withheld);
    (assemble(content, items), found)
}

/// A record that is linked, the files that its body shows, and what leads nowhere.
struct Linked {
    item: Item<Record>,
    files: Vec<String>,
    found: Vec<Diagnostic>,
}

/// Why a record is not in a build, if it is not.
fn absent(entry: &Entry, options: LinkOptions) -> Option<&'static str> {
    match &entry.record {
        Record::Practice(practice) if practice.draft && !options.drafts => Some("it is a draft"),
        Record::Session(session) => {
            if session.attribution.value == Attribution::CitiesOnly
                && options.audience != Audience::Cities
            {
                Some("its notes are for cities only")
            } else if session.status == Some(SessionStatus::Draft) && !options.drafts {
                Some("its notes are a draft")
            } else {
                None
            }
        }
        _ => None,
    }
}

fn judge_languages(content: &Content, registry: &Registry) -> Vec<Diagnostic> {
    let languages = &content.config.languages;
    let mut found = Vec::new();
    for entry in &content.entries {
        let Some(lang) = &entry.file.lang else { continue };
        let place = || Place::file(&entry.file.path);
        if !languages.contains(lang) {
            let message = format!("`{lang}` is not a language of this site");
            let diagnostic = Diagnostic::error("unknown-language", place(), message);
            let near = nearest(lang, languages.iter().map(String::as_str));
            found.push(match near {
                Some(near) => diagnostic.did_you_mean(Some(near)),
                None => {
                    diagnostic.help(format!("add `{lang}` to the `languages` of content/site.yaml"))
                }
            });
        } else if registry.get(entry.file.kind.as_str(), &reference(entry)).is_none() {
            let message = format!("there is no original `{}` of this translation", entry.file.slug);
            let near = nearest(&reference(entry), registry.slugs(entry.file.kind.as_str()))
                .map(str::to_owned);
            found.push(
                Diagnostic::error("missing-original", place(), message)
                    .did_you_mean(near.as_deref()),
            );
        }
    }
    found
}

fn judge_country(entry: &Entry) -> Option<Diagnostic> {
    let Record::City(city) = &entry.record else { return None };
    let code: &At<String> = &city.country;
    let shaped = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    if !shaped || country_name(code).is_some() {
        return None;
    }
    let found = Diagnostic::error(
        "bad-country",
        entry.file.place(code.span),
        format!("no country has the code `{}`", code.value),
    );
    Some(found.label("expected a code of ISO 3166-1, like `US` or `GB`"))
}

/// Addresses that a link of a body may lead to.
fn page_addresses<'a>(
    entries: impl Iterator<Item = &'a Entry> + Clone,
    content: &Content,
) -> BTreeSet<String> {
    let mut pages: BTreeSet<String> =
        entries.clone().map(|entry| format!("/{}/", id(entry))).collect();
    let fixed = [
        "",
        "search/",
        "map/",
        "practices/",
        "convenings/",
        "cities/",
        "networks/",
        "challenges/",
        "topics/",
        "mechanisms/",
        "spheres/",
        "countries/",
        "stages/",
        "pages/",
    ];
    pages.extend(fixed.iter().map(|path| format!("/{path}")));
    let vocabulary = &content.vocabulary;
    for (folder, terms) in [("topics", &vocabulary.topics), ("mechanisms", &vocabulary.mechanisms)]
    {
        pages.extend(terms.iter().map(|term| format!("/{folder}/{}/", term.id.value)));
    }
    pages.extend(
        ["operations", "capital", "collective-impact"].map(|sphere| format!("/spheres/{sphere}/")),
    );
    for entry in entries {
        if let Record::City(city) = &entry.record {
            pages.insert(format!("/countries/{}/", city.country.to_lowercase()));
        }
    }
    pages
}

fn item(mut entry: Entry, default: &str, places: &Places<'_>) -> Linked {
    let base = id(&entry);
    let id = match &entry.file.lang {
        Some(lang) => format!("{lang}/{base}"),
        None => base,
    };
    let withholds = entry.record.withholds();
    let markdown = match &mut entry.record {
        Record::Session(session) if withholds => {
            withhold::strip(session);
            let session = session.clone();
            withhold::markdown(&entry, &session)
        }
        _ => entry.file.text.clone(),
    };
    let lang = entry
        .file
        .lang
        .clone()
        .or_else(|| own_language(&entry.record))
        .unwrap_or_else(|| default.to_owned());
    let doc: Doc = std::mem::take(&mut entry.doc);
    let url = format!("/{id}/");
    let body::Closed { body, mentions, mut files, mut found } =
        body::close(&entry.file, doc, &url, places);
    if let Record::Session(session) = &mut entry.record {
        body::close_materials(&entry.file, session, &url, places, &mut files, &mut found);
    }
    let meta =
        Meta { kind: entry.file.kind, id, slug: entry.file.slug, lang, path: entry.file.path };
    let item = Item { meta, record: entry.record, body, markdown, mentions };
    Linked { item, files, found }
}

fn own_language(record: &Record) -> Option<String> {
    match record {
        Record::Practice(practice) => practice.lang.as_ref().map(|lang| lang.value.clone()),
        _ => None,
    }
}

fn assemble(content: Content, items: Vec<Item<Record>>) -> Site {
    let mut site = Site {
        config: content.config,
        vocabulary: content.vocabulary,
        practices: Vec::new(),
        convenings: Vec::new(),
        sessions: Vec::new(),
        cities: Vec::new(),
        networks: Vec::new(),
        challenges: Vec::new(),
        pages: Vec::new(),
        translations: Vec::new(),
        translated: BTreeMap::new(),
        graph: super::Graph::default(),
        facets: super::Facets::default(),
        assets: content.assets,
    };
    let mut translated = Vec::new();
    for item in items {
        let first = item.meta.id.split('/').next().unwrap_or_default();
        if first == item.meta.kind.folder() {
            place(&mut site, item)
        } else {
            translated.push(item)
        }
    }
    order(&mut site);
    translations(&mut site, translated);
    let cities: BTreeMap<&str, &crate::model::City> =
        site.cities.iter().map(|item| (item.meta.slug.as_str(), &item.record)).collect();
    site.facets = facets(&site.practices, |slug| cities.get(slug).copied());
    site.graph = graph(&Records {
        practices: &site.practices,
        convenings: &site.convenings,
        sessions: &site.sessions,
        cities: &site.cities,
        networks: &site.networks,
        challenges: &site.challenges,
    });
    site
}

fn place(site: &mut Site, item: Item<Record>) {
    fn with<T>(
        meta: Meta,
        record: T,
        body: Body,
        markdown: String,
        mentions: Vec<(String, Span)>,
    ) -> Item<T> {
        Item { meta, record, body, markdown, mentions }
    }
    let Item { meta, record, body, markdown, mentions } = item;
    match record {
        Record::Practice(record) => {
            site.practices.push(with(meta, *record, body, markdown, mentions))
        }
        Record::Convening(record) => {
            site.convenings.push(with(meta, *record, body, markdown, mentions))
        }
        Record::Session(record) => {
            site.sessions.push(with(meta, *record, body, markdown, mentions))
        }
        Record::City(record) => site.cities.push(with(meta, *record, body, markdown, mentions)),
        Record::Network(record) => {
            site.networks.push(with(meta, *record, body, markdown, mentions))
        }
        Record::Challenge(record) => {
            site.challenges.push(with(meta, *record, body, markdown, mentions))
        }
        Record::Page(record) => site.pages.push(with(meta, *record, body, markdown, mentions)),
    }
}

/// Puts each list into the order that pages and positions rely on.
fn order(site: &mut Site) {
    site.practices.sort_by(|a, b| a.meta.slug.cmp(&b.meta.slug));
    site.cities.sort_by(|a, b| a.meta.slug.cmp(&b.meta.slug));
    site.networks.sort_by(|a, b| a.meta.slug.cmp(&b.meta.slug));
    site.challenges
        .sort_by(|a, b| a.record.year.cmp(&b.record.year).then(a.meta.slug.cmp(&b.meta.slug)));
    site.pages.sort_by(|a, b| a.meta.slug.cmp(&b.meta.slug));
    site.convenings.sort_by(|a, b| {
        b.record.start.value.cmp(&a.record.start.value).then(a.meta.slug.cmp(&b.meta.slug))
    });
    site.sessions.sort_by(|a, b| {
        let key = |item: &Item<crate::model::Session>| {
            (item.record.date.value, item.record.start.clone())
        };
        key(a).cmp(&key(b)).then(a.meta.id.cmp(&b.meta.id))
    });
}

/// Joins translations to their originals.
fn translations(site: &mut Site, items: Vec<Item<Record>>) {
    if items.is_empty() {
        return;
    }
    fn positions<T>(items: &[Item<T>]) -> impl Iterator<Item = (String, usize)> {
        items.iter().enumerate().map(|(at, item)| (item.meta.id.clone(), at))
    }
    let mut originals: BTreeMap<String, usize> = positions(&site.practices).collect();
    originals.extend(positions(&site.convenings));
    originals.extend(positions(&site.sessions));
    originals.extend(positions(&site.cities));
    originals.extend(positions(&site.networks));
    originals.extend(positions(&site.challenges));
    originals.extend(positions(&site.pages));
    for item in items {
        let Some((_, base)) = item.meta.id.split_once('/') else { continue };
        let Some(original) = originals.get(base) else { continue };
        site.translated.entry(base.to_owned()).or_default().push(site.translations.len());
        site.translations.push(Translation { kind: item.meta.kind, original: *original, item });
    }
}
