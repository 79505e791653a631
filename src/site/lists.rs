//! The published records by kind, sorted.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::changes::Changes;
use super::item::{Item, Translation};
use super::read_tracking::Items;
use super::record::Placed;
use crate::model::{self, Kind, each_kind};
use crate::source::Record;

macro_rules! lists {
    ($(
        $(#[doc = $about:literal])+ $kind:ident $word:literal, $list:ident $folder:literal;
    )+) => {
        /// The records of a site by kind, in the order of their ids; but convenings with the latest
        /// first, sessions in the order of their times, and challenges in that of their years.
        #[derive(Debug, Clone)]
        pub struct RecordLists {
            $(#[doc = concat!("All ", stringify!($list), ".")] pub $list: Items<model::$kind>,)+
        }

        impl Default for RecordLists {
            fn default() -> Self {
                RecordLists { $($list: Items::new(Kind::$kind),)+ }
            }
        }

        impl RecordLists {
            /// Reports to `changes` which rows differ from `old`.
            pub(super) fn compare(&self, old: &RecordLists, changes: &mut Changes) {
                $(changes.items(&old.$list, &self.$list);)+
            }

            fn sort_by_id(&mut self) {
                $(self.$list.sort_by_id();)+
            }

            /// The positions of all records by their ids.
            fn positions(&self) -> BTreeMap<&str, usize> {
                let mut all = BTreeMap::new();
                $(all.extend(positions(&self.$list));)+
                all
            }
        }

        impl Lists {
            /// Adds a record to the list of its kind.
            pub(super) fn add(&mut self, item: Placed) {
                match item {
                    $(Placed::$kind(item) => self.records.$list.push(item),)+
                    Placed::Translation(item) => self.translated.push(item),
                }
            }

            /// Whether the records of `other` differ from these in their bodies at most, and link to
            /// the same records.
            pub(super) fn same_but_bodies(&self, other: &Lists) -> bool {
                $(same(self.records.$list.untracked(), other.records.$list.untracked()) &&)+
                    same(&self.translated, &other.translated)
            }
        }
    };
}

each_kind!(lists);

/// The published records of a site and their translations.
#[derive(Debug, Default, Clone)]
pub(super) struct Lists {
    pub(super) records: RecordLists,
    translated: Vec<Arc<Item<Record>>>,
}

impl Lists {
    /// Sorts each list; pages and positions rely on the order.
    pub(super) fn sort(&mut self) {
        let records = &mut self.records;
        records.sort_by_id();
        records.challenges.sort_by_key(|item| item.record.year);
        records.convenings.sort_by_key(|item| Reverse(item.record.start.value));
        records.sessions.sort_by_key(|item| (item.record.date.value, item.record.start.clone()));
    }

    /// Takes the translations out, each with its original, and the positions of the translations
    /// of each original.
    pub(super) fn translations(&mut self) -> (Vec<Translation>, BTreeMap<String, Vec<usize>>) {
        let (mut all, mut by_original) = (Vec::new(), BTreeMap::<String, Vec<usize>>::new());
        if self.translated.is_empty() {
            return (all, by_original);
        }
        let translated = std::mem::take(&mut self.translated);
        let originals = self.records.positions();
        for item in translated {
            let Some((_, base)) = item.meta.id.split_once('/') else { continue };
            let Some(original) = originals.get(base) else { continue };
            by_original.entry(base.to_owned()).or_default().push(all.len());
            all.push(Translation { kind: item.meta.kind, original: *original, item });
        }
        (all, by_original)
    }
}

fn positions<T>(items: &Items<T>) -> impl Iterator<Item = (&str, usize)> {
    items.iter().enumerate().map(|(at, item)| (item.meta.id.as_str(), at))
}

fn same<T: PartialEq>(old: &[Arc<Item<T>>], new: &[Arc<Item<T>>]) -> bool {
    fn ids<T>(item: &Item<T>) -> impl Iterator<Item = &str> {
        item.mentions.iter().map(|(id, _)| id.as_str())
    }
    let alike = |(old, new): (&Arc<Item<T>>, &Arc<Item<T>>)| {
        Arc::ptr_eq(old, new)
            || (old.meta == new.meta && old.record == new.record && ids(old).eq(ids(new)))
    };
    old.len() == new.len() && old.iter().zip(new).all(alike)
}
