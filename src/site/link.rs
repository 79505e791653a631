//! Makes the site out of records.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::body::Places;
use super::facets::{Facets, facets};
use super::graph::{Graph, Records, graph};
use super::item::{Item, Translation};
use super::lead::Lead;
use super::link_cache::LinkCache;
use super::names::Names;
use super::read_tracking::{Items, Part, Rows, Whole};
use super::record::{Linked, Placed, item};
use super::{Audience, Site, files, references};
use crate::address::{Address, judge};
use crate::diagnostic::Diagnostic;
use crate::model::{
    Challenge, City, Convening, NavigationItem, Network, Page, Practice, Session, each_kind,
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

/// Joins records to a site, which is whole only if no error was found. Records of the previous
/// build are taken from `cache` if neither they nor what their links mean has changed.
#[must_use]
pub fn link(
    mut content: Content,
    options: LinkOptions,
    mut cache: Option<&mut LinkCache>,
) -> (Site, Vec<Diagnostic>) {
    let same = cache.as_mut().and_then(|cache| cache.names(&content, options));
    let names = match (&same, &mut cache) {
        (Some(same), _) => Arc::clone(&same.names),
        (None, cache) => {
            let names = Arc::new(Names::new(&content, options));
            if let Some(cache) = cache {
                cache.note(&names, &content, options);
            }
            names
        }
    };
    let differ = same.as_ref().map(|same| &*same.differ);
    let mut found = names.found.clone();
    let dangling = judge_references(&content, &names, differ, cache.as_deref_mut());
    found.extend(dangling);
    let entries = std::mem::take(&mut content.entries).into_iter().zip(&names.published);
    let published = entries.filter(|(_, published)| **published).map(|(entry, _)| entry).collect();
    let default = content.config.default_language();
    let closed: Vec<Linked> = match &mut cache {
        Some(cache) => cache.linked(published, default, &names.places(), same.as_ref()),
        None => link_all(published, default, &names.places()),
    };
    let mut items = Vec::with_capacity(closed.len());
    let mut shown = BTreeMap::new();
    let (mut leads, mut redirects) = (navigation(&content), Vec::new());
    for linked in closed {
        let path = linked.item.path();
        for file in linked.files {
            shown.entry(file).or_insert_with(|| path.to_owned());
        }
        items.push(linked.item);
        leads.extend(Some(linked.leads).filter(|leads| !leads.is_empty()));
        redirects.extend(Some(linked.redirects).filter(|redirects| !redirects.is_empty()));
        found.extend(linked.found);
    }
    let (assets, left) = files::published(&content.assets, &names.held, &shown);
    content.assets = assets;
    found.extend(left);
    let unsure = names.registry.unsure(&content);
    let site = Site { leads, redirects, unsure, ..assemble(content, items, cache) };
    (site, found)
}

/// What the navigation leads to.
fn navigation(content: &Content) -> Vec<Arc<[Lead]>> {
    let Some(file) = content.config_file.clone().map(Arc::new) else { return Vec::new() };
    let lead = |item: &NavigationItem| match judge(&item.url) {
        Ok(Address::Here(local)) => Some(Lead {
            file: Arc::clone(&file),
            span: item.url.span,
            written: item.url.value.clone(),
            path: local.path.trim_start_matches('/').to_owned(),
            fragment: local.fragment,
            near: None,
        }),
        _ => None,
    };
    let leads: Arc<[Lead]> = content.config.navigation.iter().filter_map(lead).collect();
    if leads.is_empty() { Vec::new() } else { vec![leads] }
}

fn link_all(entries: Vec<Arc<Entry>>, default: &str, places: &Places<'_>) -> Vec<Linked> {
    entries.into_par_iter().map(|entry| item(entry, default, places)).collect()
}

/// Judges what records refer to: all of them, or those that differ from others that were good and
/// had the same names around them.
fn judge_references(
    content: &Content,
    names: &Names,
    differ: Option<&[usize]>,
    cache: Option<&mut LinkCache>,
) -> Vec<Diagnostic> {
    let was_good = cache.as_ref().is_some_and(|cache| cache.references_are_good);
    let judge = |entry: &Arc<Entry>| references::judge(entry, content, &names.registry);
    let found: Vec<Diagnostic> = match differ.filter(|_| was_good) {
        Some(differ) => {
            differ.iter().filter_map(|at| content.entries.get(*at)).flat_map(judge).collect()
        }
        None => content.entries.par_iter().flat_map_iter(judge).collect(),
    };
    if let Some(cache) = cache {
        cache.references_are_good = found.is_empty();
    }
    found
}

fn assemble(content: Content, items: Vec<Placed>, cache: Option<&mut LinkCache>) -> Site {
    let mut lists = Lists::default();
    for item in items {
        lists.place(item);
    }
    lists.order();
    let Joined { graph, facets } = match cache {
        Some(cache) => cache.joined(&lists),
        None => lists.joined(),
    };
    let (translations, translated) = lists.translations();
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
        facets,
        assets: content.assets,
        redirects: Vec::new(),
        leads: Vec::new(),
        unsure: Vec::new(),
    }
}

/// What records say of one another, whatever is in their bodies.
#[derive(Debug, Clone)]
pub(super) struct Joined {
    graph: Arc<Graph>,
    facets: Arc<Whole<Facets>>,
}

macro_rules! lists {
    ($(
        $(#[doc = $about:literal])+ $kind:ident $word:literal, $list:ident $folder:literal;
    )+) => {
        /// The lists of a site while they grow.
        #[derive(Debug, Default, Clone)]
        pub(super) struct Lists {
            $($list: Vec<Arc<Item<$kind>>>,)+
            translated: Vec<Arc<Item<Record>>>,
        }

        impl Lists {
            fn place(&mut self, item: Placed) {
                match item {
                    $(Placed::$kind(item) => self.$list.push(item),)+
                    Placed::Translation(item) => self.translated.push(item),
                }
            }

            /// Whether all records are as they were, but for their bodies, and link to what they
            /// did.
            pub(super) fn say_the_same(&self, other: &Lists) -> bool {
                $(same(&self.$list, &other.$list) &&)+ same(&self.translated, &other.translated)
            }

            /// The positions of all records but translations, by their ids.
            fn positions(&self) -> BTreeMap<&str, usize> {
                let mut all = BTreeMap::new();
                $(all.extend(positions(&self.$list));)+
                all
            }
        }
    };
}

each_kind!(lists);

impl Lists {
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

    /// Joins the records.
    pub(super) fn joined(&self) -> Joined {
        let records = Records {
            practices: &self.practices,
            convenings: &self.convenings,
            sessions: &self.sessions,
            cities: &self.cities,
            networks: &self.networks,
            challenges: &self.challenges,
        };
        let (facets, graph) = rayon::join(
            || {
                let cities = self.cities.iter();
                let cities: HashMap<&str, &City> =
                    cities.map(|item| (item.meta.slug.as_str(), &item.record)).collect();
                facets(&self.practices, |slug| cities.get(slug).copied())
            },
            || graph(&records),
        );
        let facets = Arc::new(Whole::new(Part::Facets, facets));
        Joined { graph: Arc::new(graph), facets }
    }

    /// Joins translations to their originals; and says where those of each original are.
    fn translations(&mut self) -> (Vec<Translation>, BTreeMap<String, Vec<usize>>) {
        let (mut all, mut by_original) = (Vec::new(), BTreeMap::<String, Vec<usize>>::new());
        if self.translated.is_empty() {
            return (all, by_original);
        }
        let translated = std::mem::take(&mut self.translated);
        let originals = self.positions();
        for item in translated {
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

fn same<T: PartialEq>(old: &[Arc<Item<T>>], new: &[Arc<Item<T>>]) -> bool {
    fn ids<T>(item: &Item<T>) -> impl Iterator<Item = &str> {
        item.mentions.iter().map(|(id, _)| id.as_str())
    }
    let alike = |(old, new): (&Arc<Item<T>>, &Arc<Item<T>>)| {
        Arc::ptr_eq(old, new)
            || (old.meta == new.meta && old.record == new.record && ids(old).eq(ids(new)))
    };
    old.len() == new.len() && old.iter().zip(new).all(alike)
}
