//! Collection and facet pages: every record is reached from these by links alone.

mod facet;
mod filed;
mod index;
mod languages;

pub(super) use facet::ListPage;
pub(super) use index::ways;
pub(super) use languages::{translated_items, translated_practices};

use super::memory::Lists;
use super::records::{Html, Pages};
use crate::site::{Site, watch};
use crate::theme::views::{LanguagePages, Localized};
use filed::Filed;

/// All lists of a site, each cut into pages.
#[must_use]
pub fn lists(site: &Site, spoken: LanguagePages<'_>) -> Lists {
    let (pages, reads) = watch(|| all(site, spoken));
    Lists { pages: pages.into(), reads: reads.into() }
}

fn all(whole: &Site, spoken: LanguagePages<'_>) -> Vec<ListPage> {
    let of = |words| Localized { site: whole, words };
    let site = of(spoken.words().own());
    let filed = Filed::of(site);
    let mut lists = index::collections(site, &filed);
    lists.extend(facet::facets(site, &filed));
    for (lang, folders) in spoken.others() {
        lists.extend(languages::lists(of(spoken.words().get(lang)), &filed, folders));
    }
    lists
}

/// Renders one page of a list.
pub(super) fn render(pages: &Pages<'_>, list: &ListPage) -> Html {
    facet::render(pages, list)
}
