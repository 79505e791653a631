//! Collection and facet pages: every record is reached from these by links alone.

mod facet;
mod index;

pub(super) use facet::ListPage;
pub(super) use index::ways;

use super::records::{Pages, Produced};
use crate::site::Site;

/// All lists of a site, each cut into pages.
pub(super) fn all(site: &Site) -> Vec<ListPage> {
    let mut lists = index::collections(site);
    lists.extend(facet::facets(site));
    lists
}

/// Renders one page of a list.
pub(super) fn render(pages: &Pages<'_>, list: ListPage) -> Produced {
    facet::render(pages, list)
}
