//! Positions of records, over all kinds.

use crate::model::{Choice, Datum, Described, Kind, Kinded, with_list, with_record};
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

    /// The identity of the record and the values of its fields.
    pub(super) fn fields(self, site: &Site) -> (&Meta, Vec<Datum<'_>>) {
        match self {
            RecordPlace::Original(kind, at) => with_list!(kind, site, list => {
                let item = &list[at];
                (&item.meta, item.record.data())
            }),
            RecordPlace::Translation(at) => {
                let item = &*site.translations[at].item;
                (&item.meta, with_record!(&item.record, record => record.data()))
            }
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
