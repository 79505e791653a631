//! Collection and facet pages: lists of records, cut into pages.

use serde::Serialize;

use super::links::LinkView;

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
    /// The same in words, for a facet.
    pub of_label: String,
    /// The word of the facet, for the search link; empty for a collection.
    pub value: String,
    /// How many there are on all pages.
    pub total: usize,
    /// Of these practices, how many have evidence of level 2 or more.
    pub measured: usize,
    /// Of these practices, how many are only proposed.
    pub proposed: usize,
    /// Practices on this page, each as HTML, drawn by `card.html` once for all lists; empty where
    /// the list is of something else.
    pub cards: Vec<String>,
    /// Records of other kinds on this page.
    pub items: Vec<ListItem>,
    /// Other words for it, for a topic.
    pub synonyms: Vec<String>,
    /// Ways to narrow or to go on: groups of links with counts.
    pub facets: Vec<FacetIndexView>,
    /// Where this list can be searched.
    pub search_url: Option<String>,
    /// Where the same cities are on a map, for the list of cities.
    pub map_url: Option<String>,
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
    /// Its values. Beside a list of several pages there are 150 at most, those that most practices
    /// have, and then a link to all.
    pub links: Vec<FacetLink>,
    /// The page that has all its values, where there is one.
    pub all: Option<String>,
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
    /// The language of its words, where it is not the page's.
    pub lang: Option<String>,
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
    /// The pages that are worth a link from here: all of a short list; of a long one the first, the
    /// last and those around this one.
    pub pages: Vec<PageLink>,
}

/// A page of a list.
#[derive(Debug, Clone, Serialize)]
pub struct PageLink {
    /// Its number.
    pub title: String,
    /// Where it leads.
    pub url: String,
    /// Whether it is this page.
    pub current: bool,
    /// Whether pages before it are left out.
    pub gap: bool,
}

/// A list of so many pages links to all of them.
const SHORT: usize = 12;

/// How many pages on either side of the current one a longer list links to. Were it all of them,
/// the links alone of a list would grow with the square of its length.
const AROUND: usize = 3;

/// The numbers of the pages to link to from page `current` of `last`.
fn linked(current: usize, last: usize) -> impl Iterator<Item = usize> {
    let near = move |page: &usize| page.abs_diff(current) <= AROUND;
    (1..=last).filter(move |page| last <= SHORT || *page == 1 || *page == last || near(page))
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
                pages: page_links(page, last, &url),
            });
            (chunk, path(page), pager)
        })
        .collect()
}

fn page_links(current: usize, last: usize, url: &dyn Fn(usize) -> String) -> Vec<PageLink> {
    let mut before = 0;
    let link = |page: usize| {
        let gap = page != before + 1;
        before = page;
        PageLink { title: page.to_string(), url: url(page), current: page == current, gap }
    };
    linked(current, last).map(link).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_links_to_its_ends_and_its_neighbours() {
        let shown = |current, last| {
            let links = page_links(current, last, &|page| format!("/{page}/"));
            let one = |link: &PageLink| {
                let gap = if link.gap { "…" } else { "" };
                let current = if link.current { "!" } else { "" };
                format!("{gap}{}{current}", link.title)
            };
            links.iter().map(one).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(shown(2, 3), "1 2! 3");
        assert_eq!(shown(12, 12), "1 2 3 4 5 6 7 8 9 10 11 12!");
        assert_eq!(shown(1, 2500), "1! 2 3 4 …2500");
        assert_eq!(shown(9, 2500), "1 …6 7 8 9! 10 11 12 …2500");
        assert_eq!(shown(2499, 2500), "1 …2496 2497 2498 2499! 2500");
    }
}
