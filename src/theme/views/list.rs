//! Collection and facet pages: lists of records, cut into pages.

use serde::Serialize;

use super::common::{Card, LinkView};

/// Records on one page of a list.
pub const PAGE_SIZE: usize = 40;

/// A list, as `list`.
#[derive(Debug, Clone, Serialize)]
pub struct ListView {
    /// Its name.
    pub title: String,
    /// What it holds, a sentence or two.
    pub intro: String,
    /// What the list is about: `practices`, `cities`, `topic`, `sphere`, `country`, `stage`, …
    pub of: &'static str,
    /// The word of the facet, for the search link; empty for a collection.
    pub value: String,
    /// How many there are on all pages.
    pub total: usize,
    /// Of these practices, how many have evidence of level 2 or more.
    pub measured: usize,
    /// Of these practices, how many are only proposed.
    pub proposed: usize,
    /// Practices on this page; empty where the list is of something else.
    pub cards: Vec<Card>,
    /// Records of other kinds on this page.
    pub items: Vec<ListItem>,
    /// Other words for it, for a topic.
    pub synonyms: Vec<String>,
    /// Ways to narrow or to go on: groups of links with counts.
    pub facets: Vec<FacetIndexView>,
    /// Where this list can be searched.
    pub search_url: Option<String>,
    /// Links to the other pages.
    pub pager: Option<Pager>,
}

/// A record of another kind than a practice in a list.
#[derive(Debug, Clone, Serialize)]
pub struct ListItem {
    /// The record.
    pub link: LinkView,
    /// What it is.
    pub summary: String,
    /// Short facts, shown in a row.
    pub facts: Vec<String>,
    /// What it is grouped under, like a country or a year; empty where the list is not grouped.
    pub group: String,
}

/// Values of one facet with their counts.
#[derive(Debug, Clone, Serialize)]
pub struct FacetIndexView {
    /// Name of the facet.
    pub title: String,
    /// Its values.
    pub links: Vec<FacetLink>,
}

/// One value of a facet.
#[derive(Debug, Clone, Serialize)]
pub struct FacetLink {
    /// Its words.
    pub title: String,
    /// Its page.
    pub url: String,
    /// How many practices have it.
    pub count: usize,
    /// What it means, where there is room to say so.
    pub definition: String,
}

/// Where this page of a list stands among the others.
#[derive(Debug, Clone, Serialize)]
pub struct Pager {
    /// This page, from 1.
    pub current: usize,
    /// How many there are.
    pub last: usize,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
    /// All pages, title is the number.
    pub pages: Vec<LinkView>,
}

/// Cuts a list at `base` (a path with slashes at both ends) into pages: the items of each with
/// its path within the site and its pager.
pub fn pages<'a, T>(
    items: &'a [T],
    base_path: &str,
    id: &str,
) -> Vec<(&'a [T], String, Option<Pager>)> {
    let last = items.len().div_ceil(PAGE_SIZE).max(1);
    let path = |page: usize| if page == 1 { id.to_owned() } else { format!("{id}/page/{page}") };
    let url = |page: usize| format!("{base_path}{}/", path(page));
    (1..=last)
        .map(|page| {
            let from = (page - 1) * PAGE_SIZE;
            let chunk = &items[from..(from + PAGE_SIZE).min(items.len())];
            let pager = (last > 1).then(|| Pager {
                current: page,
                last,
                previous: (page > 1).then(|| url(page - 1)),
                next: (page < last).then(|| url(page + 1)),
                pages: (1..=last)
                    .map(|page| LinkView { title: page.to_string(), url: url(page) })
                    .collect(),
            });
            (chunk, path(page), pager)
        })
        .collect()
}
