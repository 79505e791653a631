//! Collection and facet pages, from which every record can be reached through links alone.

mod choose;
mod facet;
mod filed;
mod index;
mod languages;
mod page;

pub(super) use index::ways;
pub(super) use languages::{translated_items, translated_practices};
pub(super) use page::{ListPage, ListTable, TableRows, render};

use std::sync::Arc;

use crate::site::{Changes, Read, Site, track};
use crate::theme::views::{LanguagePages, Localized};
use filed::Filed;

/// The pages of all lists of a site, and their inputs.
#[derive(Debug, Clone)]
pub struct Lists {
    pub(super) pages: Arc<[ListPage]>,
    reads: Arc<[Read]>,
}

impl Lists {
    /// Whether lists made now would be equal.
    #[must_use]
    pub fn are_current(&self, changes: &Changes) -> bool {
        !changes.concern(&self.reads)
    }
}

/// All lists of a site, each split into pages.
#[must_use]
pub fn lists(site: &Site, spoken: LanguagePages<'_>) -> Lists {
    let (pages, reads) = track(|| all(site, spoken));
    Lists { pages: pages.into(), reads: reads.into() }
}

fn all(whole: &Site, spoken: LanguagePages<'_>) -> Vec<ListPage> {
    let of = |words| Localized { site: whole, words };
    let site = of(spoken.words().own());
    let filed = Filed::of(site);
    let mut lists = index::collections(site, &filed);
    lists.extend(facet::facets(site, &filed));
    lists.extend(choose::lists(site, &filed));
    for (lang, folders) in spoken.others() {
        lists.extend(languages::lists(of(spoken.words().get(lang)), &filed, folders));
    }
    lists
}
