//! Collection and facet pages: lists of records, cut into pages.

use serde::Serialize;

use super::choose::FilterValue;
use super::links::LinkView;

/// Practices or other records on one page of a list.
pub const PAGE_SIZE: usize = 40;

/// Cities on one page of their list, whose entries are a line or two.
pub const CITY_PAGE_SIZE: usize = 300;

/// A list, as `list`.
#[derive(Debug, Clone, Serialize)]
pub struct ListView {
    /// Its name.
    pub title: String,
    /// An introduction of a sentence or two.
    pub intro: String,
    /// What the list is about: `practices`, `cities`, `topic`, `sphere`, `country`, `stage`, …
    pub of: &'static str,
    /// The same as text, for a facet.
    pub of_label: String,
    /// The value of the facet, for the search link; empty for a collection.
    pub value: String,
    /// The number of records on all pages.
    pub total: usize,
    /// The number of these practices with evidence of level 2 or more.
    pub measured: usize,
    /// The number of these practices that are only proposed.
    pub proposed: usize,
    /// The practices to begin with, rendered like `cards`; empty on all pages but the first, and
    /// where the vocabulary names none.
    pub start_here: Vec<String>,
    /// The other practices on this page as HTML, each rendered by `card.html` once for all lists;
    /// empty if this is a list of something else.
    pub cards: Vec<String>,
    /// Records of other kinds on this page.
    pub items: Vec<ListItem>,
    /// Synonyms, for a topic.
    pub synonyms: Vec<String>,
    /// A few questions about a topic that no practice answers, and a link to all questions if there
    /// are more.
    pub questions: Vec<LinkView>,
    /// Ways to narrow the list or to browse further: groups of links with counts.
    pub facets: Vec<FacetIndexView>,
    /// URL of the search within this list.
    pub search_url: Option<String>,
    /// The filter of that search; empty if the search cannot find just these records.
    pub filter: Option<FilterValue>,
    /// Other pages about the same records: the map of cities, the adoptions of practices.
    pub overviews: Vec<LinkView>,
    /// URL of the whole list as a table.
    pub csv_url: Option<String>,
    /// Links to the other pages.
    pub pager: Option<Pager>,
}

/// A record in a list, other than a practice.
#[derive(Debug, Clone, Serialize)]
pub struct ListItem {
    /// The record.
    pub link: LinkView,
    /// A summary of it.
    pub summary: String,
    /// Short facts, shown in a row.
    pub facts: Vec<String>,
    /// Where it leads: practices that answer a question.
    pub links: Vec<LinkView>,
    /// The words before `links`.
    pub links_label: String,
    /// The heading of its group, such as a country or a year; empty if the list is not grouped.
    pub group: String,
}

/// The values of a facet with their counts.
#[derive(Debug, Clone, Serialize)]
pub struct FacetIndexView {
    /// Name of the facet.
    pub title: String,
    /// Its values. Beside a list of several pages there are at most 150, those with the most
    /// practices, and a link to all.
    pub links: Vec<FacetLink>,
    /// URL of the page with all its values, if there is one.
    pub all: Option<String>,
}

/// A value of a facet.
#[derive(Debug, Clone, Serialize)]
pub struct FacetLink {
    /// Its label.
    pub title: String,
    /// Its page.
    pub url: String,
    /// The number of practices with it.
    pub count: usize,
    /// Its definition, if there is room for it.
    pub definition: String,
    /// The language of its label, if it is not the page's.
    pub lang: Option<String>,
}

impl FacetLink {
    /// A link with the number of practices it leads to.
    #[must_use]
    pub fn new(link: LinkView, count: usize, definition: String) -> FacetLink {
        let LinkView { title, url, lang } = link;
        FacetLink { title, url, count, definition, lang }
    }
}

/// The position of this page of a list among the others.
#[derive(Debug, Clone, Serialize)]
pub struct Pager {
    /// This page, from 1.
    pub current: usize,
    /// The number of pages.
    pub last: usize,
    /// URL of the previous page.
    pub previous: Option<String>,
    /// URL of the next page.
    pub next: Option<String>,
    /// The pages to link to: all of a short list, or the first, the last and those around this one
    /// of a long list.
    pub pages: Vec<PageLink>,
}

/// A page of a list.
#[derive(Debug, Clone, Serialize)]
pub struct PageLink {
    /// Its number.
    pub title: String,
    /// Its URL.
    pub url: String,
    /// Whether it is this page.
    pub current: bool,
    /// Whether pages before it are left out.
    pub gap: bool,
}

/// A list of up to this many pages links to all of them.
const SHORT: usize = 12;

/// How many pages on either side of the current one a longer list links to. Links to all of them
/// would grow with the square of the list's length.
const AROUND: usize = 3;

/// The numbers of the pages to link to from page `current` of `last`.
fn linked(current: usize, last: usize) -> impl Iterator<Item = usize> {
    let near = move |page: &usize| page.abs_diff(current) <= AROUND;
    (1..=last).filter(move |page| last <= SHORT || *page == 1 || *page == last || near(page))
}

/// Cuts a list at `base` (a path with slashes at both ends) into pages of `size`: the items of each
/// with its path within the site and its pager.
pub fn pages<'a, T>(
    items: &'a [T],
    size: usize,
    base_path: &str,
    id: &str,
) -> Vec<(&'a [T], String, Option<Pager>)> {
    let last = items.len().div_ceil(size).max(1);
    let path = |page: usize| if page == 1 { id.to_owned() } else { format!("{id}/page/{page}") };
    let url = |page: usize| format!("{base_path}{}/", path(page));
    (1..=last)
        .map(|page| {
            let from = (page - 1) * size;
            let chunk = &items[from..(from + size).min(items.len())];
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
