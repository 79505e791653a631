//! Makes the site out of records.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::body::Places;
use super::facets::facets;
use super::graph::{Records, graph};
use super::item::{Item, Translation};
use super::memory::Memory;
use super::record::{Linked, Placed, item};
use super::registry::{Registry, id, reference};
use super::watched::{Items, Part, Rows, Whole};
use super::{Audience, Site, country_name, files, references, routes};
use crate::diagnostic::{Diagnostic, Place, nearest};
use crate::model::{
    At, Attribution, Challenge, City, Convening, Network, Page, Practice, Session, SessionStatus,
};
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
pub fn link(content: Content, options: LinkOptions) -> (Site, Vec<Diagnostic>) {
    link_again(content, options, None)
}

/// Like [`link()`], and takes from `memory` the records of which nothing has changed, neither they
/// themselves nor what their links mean.
#[must_use]
pub fn link_again(
    mut content: Content,
    options: LinkOptions,
    memory: Option<&mut Memory>,
) -> (Site, Vec<Diagnostic>) {
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
    found.extend(content.entries.iter().filter_map(|entry| judge_country(entry)));
    let all = std::mem::take(&mut content.entries);
    // The pictures of a record are published with it or not at all.
    let originals = all.iter().filter(|entry| entry.file.lang.is_none());
    let hidden = originals.filter(|entry| absent(entry, options).is_some());
    let hidden: Vec<String> = hidden.map(|entry| format!("{}/", id(entry))).collect();
    content.assets.retain(|asset| !hidden.iter().any(|folder| asset.to.starts_with(folder)));
    let pages = page_addresses(
        all.iter().filter(|entry| absent(entry, options).is_none()).map(|entry| &**entry),
        &content,
    );
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
    let published: Vec<Arc<Entry>> = published.collect();
    let own = files::own_folders(&published);
    let closed: Vec<Linked> = match memory {
        Some(memory) => memory.linked(published, &default, &places),
        None => published.into_par_iter().map(|entry| item(entry, &default, &places)).collect(),
    };
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

fn assemble(content: Content, items: Vec<Placed>) -> Site {
    let mut lists = Lists::default();
    for item in items {
        lists.place(item);
    }
    lists.order();
    let (translations, translated) = lists.translations();
    let cities: BTreeMap<&str, &City> =
        lists.cities.iter().map(|item| (item.meta.slug.as_str(), &item.record)).collect();
    let facets = facets(&lists.practices, |slug| cities.get(slug).copied());
    let graph = graph(&Records {
        practices: &lists.practices,
        convenings: &lists.convenings,
        sessions: &lists.sessions,
        cities: &lists.cities,
        networks: &lists.networks,
        challenges: &lists.challenges,
    });
    Site {
        config: content.config,
        vocabulary: content.vocabulary,
        practices: Items::new(Part::Practices, lists.practices),
        convenings: Items::new(Part::Convenings, lists.convenings),
        sessions: Items::new(Part::Sessions, lists.sessions),
        cities: Items::new(Part::Cities, lists.cities),
        networks: Items::new(Part::Networks, lists.networks),
        challenges: Items::new(Part::Challenges, lists.challenges),
        pages: Items::new(Part::Pages, lists.pages),
        translations: Rows::new(Part::Translations, translations),
        translated: Whole::new(Part::Translated, translated),
        graph,
        facets: Whole::new(Part::Facets, facets),
        assets: content.assets,
    }
}

/// The lists of a site while they grow.
#[derive(Default)]
struct Lists {
    practices: Vec<Arc<Item<Practice>>>,
    convenings: Vec<Arc<Item<Convening>>>,
    sessions: Vec<Arc<Item<Session>>>,
    cities: Vec<Arc<Item<City>>>,
    networks: Vec<Arc<Item<Network>>>,
    challenges: Vec<Arc<Item<Challenge>>>,
    pages: Vec<Arc<Item<Page>>>,
    translated: Vec<Arc<Item<Record>>>,
}

impl Lists {
    fn place(&mut self, item: Placed) {
        match item {
            Placed::Practice(item) => self.practices.push(item),
            Placed::Convening(item) => self.convenings.push(item),
            Placed::Session(item) => self.sessions.push(item),
            Placed::City(item) => self.cities.push(item),
            Placed::Network(item) => self.networks.push(item),
            Placed::Challenge(item) => self.challenges.push(item),
            Placed::Page(item) => self.pages.push(item),
            Placed::Translation(item) => self.translated.push(item),
        }
    }

    /// Puts each list into the order that pages and positions rely on.
    fn order(&mut self) {
        self.practices.sort_by(|a, b| a.meta.slug.cmp(&b.meta.slug));
        self.cities.sort_by(|a, b| a.meta.slug.cmp(&b.meta.slug));
        self.networks.sort_by(|a, b| a.meta.slug.cmp(&b.meta.slug));
        self.challenges
            .sort_by(|a, b| a.record.year.cmp(&b.record.year).then(a.meta.slug.cmp(&b.meta.slug)));
        self.pages.sort_by(|a, b| a.meta.slug.cmp(&b.meta.slug));
        self.convenings.sort_by(|a, b| {
            b.record.start.value.cmp(&a.record.start.value).then(a.meta.slug.cmp(&b.meta.slug))
        });
        self.sessions.sort_by(|a, b| {
            let key = |item: &Item<Session>| (item.record.date.value, item.record.start.clone());
            key(a).cmp(&key(b)).then(a.meta.id.cmp(&b.meta.id))
        });
    }

    /// Joins translations to their originals; and says where those of each original are.
    fn translations(&mut self) -> (Vec<Translation>, BTreeMap<String, Vec<usize>>) {
        let (mut all, mut by_original) = (Vec::new(), BTreeMap::<String, Vec<usize>>::new());
        if self.translated.is_empty() {
            return (all, by_original);
        }
        let mut originals: BTreeMap<&str, usize> = positions(&self.practices).collect();
        originals.extend(positions(&self.convenings));
        originals.extend(positions(&self.sessions));
        originals.extend(positions(&self.cities));
        originals.extend(positions(&self.networks));
        originals.extend(positions(&self.challenges));
        originals.extend(positions(&self.pages));
        for item in std::mem::take(&mut self.translated) {
            let Some((_, base)) = item.meta.id.split_once('/') else { continue };
            let Some(original) = originals.get(base) else { continue };
            by_original.entry(base.to_owned()).or_default().push(all.len());
            all.push(Translation { kind: item.meta.kind, original: *original, item });
        }
        (all, by_original)
    }
}

fn positions<T>(items: &[Arc<Item<T>>]) -> impl Iterator<Item = (&str, usize)> {
    items.iter().enumerate().map(|(at, item)| (item.meta.id.as_str(), at))
}
