//! Collection and facet pages: every record is reached from these by links alone.

mod facet;
mod filed;
mod index;
mod languages;

pub(super) use facet::ListPage;
pub(super) use index::ways;
pub(super) use languages::{translated_items, translated_practices};

use super::records::{Pages, Produced};
use filed::Filed;

/// All lists of a site, each cut into pages. What they read of the site can be watched.
pub(super) fn all(pages: &Pages<'_>) -> Vec<ListPage> {
    let site = pages.own();
    let filed = Filed::of(site);
    let mut lists = index::collections(site, &filed);
    lists.extend(facet::facets(site, &filed));
    for (lang, folders) in pages.spoken.others() {
        lists.extend(languages::lists(pages.of(lang), &filed, folders));
    }
    lists
}

/// Renders one page of a list.
pub(super) fn render(pages: &Pages<'_>, list: &ListPage) -> Produced {
    facet::render(pages, list)
}
