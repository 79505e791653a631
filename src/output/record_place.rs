//! Positions of records, over all kinds.

use crate::model::{Choice, Kind, Kinded, with_list};
use crate::site::{Body, Item, Meta, Site};

/// The position of a record in a site.
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
        let originals = Kind::ALL.iter().flat_map(|(kind, _)| {
            let count = with_list!(kind, site, list => list.len());
            (0..count).map(|at| RecordPlace::Original(*kind, at))
        });
        originals.chain((0..site.translations.len()).map(RecordPlace::Translation)).collect()
    }

    /// The identity and the body of the record.
    pub(super) fn record(self, site: &Site) -> (&Meta, &Body) {
        fn of<T>(item: &Item<T>) -> (&Meta, &Body) {
            (&item.meta, &item.body)
        }
        match self {
            RecordPlace::Original(kind, at) => with_list!(kind, site, list => of(&list[at])),
            RecordPlace::Translation(at) => of(&site.translations[at].item),
        }
    }

    /// The title of the record.
    pub(super) fn title(self, site: &Site) -> &str {
        match self {
            RecordPlace::Original(kind, at) => {
                with_list!(kind, site, list => list[at].record.title())
            }
            RecordPlace::Translation(at) => site.translations[at].title(),
        }
    }
}
