//! Positions of records, over all kinds.

use crate::model::Kind;
use crate::site::{Body, Item, Meta, Site};

/// Where a record is in a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum RecordPlace {
    /// A position among the records of a kind.
    Original(Kind, usize),
    /// A position among the translations.
    Translation(usize),
}

impl RecordPlace {
    /// All records of a site, and then all translations.
    pub(super) fn all(site: &Site) -> Vec<RecordPlace> {
        let kinds = [
            (Kind::Practice, site.practices.len()),
            (Kind::Convening, site.convenings.len()),
            (Kind::Session, site.sessions.len()),
            (Kind::City, site.cities.len()),
            (Kind::Network, site.networks.len()),
            (Kind::Challenge, site.challenges.len()),
            (Kind::Page, site.pages.len()),
        ];
        let originals = kinds
            .into_iter()
            .flat_map(|(kind, count)| (0..count).map(move |at| RecordPlace::Original(kind, at)));
        originals.chain((0..site.translations.len()).map(RecordPlace::Translation)).collect()
    }

    /// The identity and the body of the record.
    pub(super) fn record(self, site: &Site) -> (&Meta, &Body) {
        fn of<T>(item: &Item<T>) -> (&Meta, &Body) {
            (&item.meta, &item.body)
        }
        match self {
            RecordPlace::Original(Kind::Practice, at) => of(&site.practices[at]),
            RecordPlace::Original(Kind::Convening, at) => of(&site.convenings[at]),
            RecordPlace::Original(Kind::Session, at) => of(&site.sessions[at]),
            RecordPlace::Original(Kind::City, at) => of(&site.cities[at]),
            RecordPlace::Original(Kind::Network, at) => of(&site.networks[at]),
            RecordPlace::Original(Kind::Challenge, at) => of(&site.challenges[at]),
            RecordPlace::Original(Kind::Page, at) => of(&site.pages[at]),
            RecordPlace::Translation(at) => of(&site.translations[at].item),
        }
    }

    /// The title of the record.
    pub(super) fn title(self, site: &Site) -> &str {
        match self {
            RecordPlace::Original(Kind::Practice, at) => &site.practices[at].record.title,
            RecordPlace::Original(Kind::Convening, at) => &site.convenings[at].record.title,
            RecordPlace::Original(Kind::Session, at) => &site.sessions[at].record.title,
            RecordPlace::Original(Kind::City, at) => &site.cities[at].record.title,
            RecordPlace::Original(Kind::Network, at) => &site.networks[at].record.title,
            RecordPlace::Original(Kind::Challenge, at) => &site.challenges[at].record.title,
            RecordPlace::Original(Kind::Page, at) => &site.pages[at].record.title,
            RecordPlace::Translation(at) => site.translations[at].title(),
        }
    }
}
