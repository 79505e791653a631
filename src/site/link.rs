//! Links records into a site.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::internal_link::InternalLink;
use super::joined::Joined;
use super::link_cache::LinkCache;
use super::link_target::LinkTargets;
use super::lists::Lists;
use super::names::Names;
use super::options::LinkOptions;
use super::read_tracking::{ListId, Rows, Whole};
use super::record::{Linked, Placed, item};
use super::{Site, files, references};
use crate::address::{Address, judge};
use crate::diagnostic::Diagnostic;
use crate::model::NavigationItem;
use crate::source::{Content, Entry};

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
    found.extend(references::judge_terms(&content, &names.registry));
    let entries = std::mem::take(&mut content.entries).into_iter().zip(&names.published);
    let published = entries.filter(|(_, published)| **published).map(|(entry, _)| entry).collect();
    let default = content.config.default_language();
    let closed: Vec<Linked> = match &mut cache {
        Some(cache) => cache.linked(published, default, &names.link_targets(), same.as_ref()),
        None => link_all(published, default, &names.link_targets()),
    };
    let mut items = Vec::with_capacity(closed.len());
    let mut shown = BTreeMap::new();
    let (mut internal_links, mut redirects) = (navigation(&content), Vec::new());
    for linked in closed {
        let path = linked.item.path();
        for file in linked.files {
            shown.entry(file).or_insert_with(|| path.to_owned());
        }
        items.push(linked.item);
        internal_links.extend(Some(linked.internal_links).filter(|links| !links.is_empty()));
        redirects.extend(Some(linked.redirects).filter(|redirects| !redirects.is_empty()));
        found.extend(linked.found);
    }
    let (assets, left) = files::published(&content.assets, &names.held, &shown);
    content.assets = assets;
    found.extend(left);
    let unsure = names.registry.unsure(&content);
    let site = Site { internal_links, redirects, unsure, ..assemble(content, items, cache) };
    (site, found)
}

/// The links of the navigation within the site.
fn navigation(content: &Content) -> Vec<Arc<[InternalLink]>> {
    let Some(file) = content.config_file.clone().map(Arc::new) else { return Vec::new() };
    let link = |item: &NavigationItem| match judge(&item.url) {
        Ok(Address::Here(local)) => Some(InternalLink {
            file: Arc::clone(&file),
            span: item.url.span,
            written: item.url.value.clone(),
            path: local.path.trim_start_matches('/').to_owned(),
            fragment: local.fragment,
            near: None,
        }),
        _ => None,
    };
    let links: Arc<[InternalLink]> = content.config.navigation.iter().filter_map(link).collect();
    if links.is_empty() { Vec::new() } else { vec![links] }
}

fn link_all(entries: Vec<Arc<Entry>>, default: &str, targets: &LinkTargets<'_>) -> Vec<Linked> {
    entries.into_par_iter().map(|entry| item(entry, default, targets)).collect()
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
        lists.add(item);
    }
    lists.sort();
    let Joined { graph, facets } = match cache {
        Some(cache) => cache.joined(&lists, &content.vocabulary),
        None => Joined::of(&lists.records, &content.vocabulary),
    };
    let (translations, translated) = lists.translations();
    Site {
        config: content.config,
        vocabulary: content.vocabulary,
        records: lists.records,
        translations: Rows::new(ListId::Translations, translations),
        translated: Whole::new(ListId::Translated, translated),
        graph,
        facets,
        assets: content.assets,
        redirects: Vec::new(),
        internal_links: Vec::new(),
        history: Arc::default(),
        unsure: Vec::new(),
    }
}
