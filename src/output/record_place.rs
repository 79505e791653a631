//! Positions of records, over all kinds.

use crate::model::{
    Choice, Datum, Described, Kind, Kinded, Practice, RecordRef, with_list, with_record,
};
use crate::site::{Body, Item, Meta, Site};
use crate::spill::Text;

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

    /// The practices of a site, and then their translations.
    pub(super) fn practices(site: &Site) -> Vec<RecordPlace> {
        let is_practice = |place: &RecordPlace| place.record(site).0.kind == Kind::Practice;
        RecordPlace::all(site).into_iter().filter(is_practice).collect()
    }

    /// The practice or the translation of one, if it is one.
    pub(super) fn practice(self, site: &Site) -> Option<PracticeVersion<'_>> {
        match self {
            RecordPlace::Original(Kind::Practice, at) => {
                let Item { meta, record, body, markdown, .. } = &site.practices[at];
                Some(PracticeVersion { at, meta, practice: record, body, markdown })
            }
            RecordPlace::Original(..) => None,
            RecordPlace::Translation(at) => {
                let translation = &site.translations[at];
                let Item { meta, record, body, markdown, .. } = &*translation.item;
                let RecordRef::Practice(practice) = RecordRef::from(record) else { return None };
                Some(PracticeVersion { at: translation.original, meta, practice, body, markdown })
            }
        }
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

/// A practice in the language it is recorded in, or a translation of it.
pub(super) struct PracticeVersion<'a> {
    /// The position of the practice among the practices.
    pub(super) at: usize,
    /// The identity of this version.
    pub(super) meta: &'a Meta,
    /// Its fields.
    pub(super) practice: &'a Practice,
    /// Its body.
    pub(super) body: &'a Body,
    /// Its text as published.
    pub(super) markdown: &'a Text,
}
