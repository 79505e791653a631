//! Lists of translated records: `/es/practices/`, one for each folder with a record in that
//! language.

use std::collections::BTreeSet;

use super::filed::Filed;
use super::index::{collection, named, searchable};
use super::page::{ListPage, TableRows, Whole, paged};
use crate::model::Kind;
use crate::site::Translation;
use crate::theme::views::{LinkView, ListItem, Localized, Urls, crumb};

/// All lists of a language.
pub(super) fn lists(
    site: Localized<'_>,
    filed: &Filed<'_>,
    folders: &BTreeSet<&'static str>,
) -> Vec<ListPage> {
    folders.iter().flat_map(|folder| paged(site, filed, list(site, folder))).collect()
}

fn list(site: Localized<'_>, folder: &'static str) -> Whole {
    let mut list = named(site, folder);
    list.intro = site.words.translate("language.list");
    if folder == "practices" {
        searchable(site, &mut list);
    }
    let (practices, items) = if folder == "practices" {
        (translated_practices(site), Vec::new())
    } else {
        (Vec::new(), translated_items(site, folder))
    };
    let mut whole = collection(list, &site.own(folder), practices, items);
    whole.rows = (folder != "practices").then_some(TableRows::Translations(folder));
    whole.crumbs = vec![crumb(site, &site.words.translate("language.name"), site.home())];
    whole
}

/// Positions of the practices with a version in the page's language, in order.
pub(in crate::output) fn translated_practices(site: Localized<'_>) -> Vec<usize> {
    let of = |version: &&Translation| {
        version.kind == Kind::Practice && version.item.meta.lang == site.lang()
    };
    let mut all: Vec<usize> =
        site.site.translations.iter().filter(of).map(|version| version.original).collect();
    all.sort_unstable();
    all
}

/// The translated records of a folder, by title. Sessions are reached through their convening.
pub(in crate::output) fn translated_items(site: Localized<'_>, folder: &str) -> Vec<ListItem> {
    let of = |version: &&Translation| {
        version.kind.folder() == folder
            && version.kind != Kind::Session
            && version.item.meta.lang == site.lang()
    };
    let item = |version: &Translation| ListItem {
        link: LinkView {
            title: version.title().to_owned(),
            url: Urls::of(site).page(&version.item.meta.id),
            lang: None,
        },
        summary: version.summary().to_owned(),
        facts: Vec::new(),
        group: String::new(),
        links: Vec::new(),
        links_label: String::new(),
    };
    let mut items: Vec<ListItem> = site.site.translations.iter().filter(of).map(item).collect();
    items.sort_by(|a, b| a.link.title.cmp(&b.link.title).then_with(|| a.link.url.cmp(&b.link.url)));
    items
}
