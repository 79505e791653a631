//! Collection and facet pages: every record is reached from these by links alone.

mod facet;
mod index;
mod languages;

pub(super) use facet::ListPage;
pub(super) use index::ways;
pub(super) use languages::{translated_items, translated_practices};

use super::records::{Pages, Produced};

/// All lists of a site, each cut into pages.
pub(super) fn all(pages: &Pages<'_>) -> Vec<ListPage> {
    let site = pages.own();
    let mut lists = index::collections(site);
    lists.extend(facet::facets(site));
    for (lang, folders) in pages.spoken.others() {
        lists.extend(languages::lists(pages.of(lang), folders));
    }
    lists
}

/// Renders one page of a list.
pub(super) fn render(pages: &Pages<'_>, list: &ListPage) -> Produced {
    facet::render(pages, list)
}
