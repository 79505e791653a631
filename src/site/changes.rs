//! The differences between two sites, so that a build renews only what depends on them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Item;
use super::read_tracking::{Items, ListId, Read, Rows, What, Whole};

/// The rows that differ, by list. Lists without differences are left out.
#[derive(Debug, Default)]
pub struct Changes {
    parts: BTreeMap<ListId, Differing>,
    pub(super) of_bodies_only: bool,
}

/// How a list differs from the previous one.
#[derive(Debug, Default)]
struct Differing {
    other_length: bool,
    /// For each row that both have.
    differ: Vec<bool>,
}

impl Changes {
    /// Whether anything that was read differs.
    #[must_use]
    pub fn concern(&self, reads: &[Read]) -> bool {
        reads.iter().any(|read| match (self.parts.get(&read.part), read.what) {
            (None, _) => false,
            (Some(_), What::Whole) => true,
            (Some(rows), What::Length) => rows.other_length,
            (Some(rows), What::Row(row)) => rows.differ.get(row as usize).copied().unwrap_or(true),
        })
    }

    /// Whether records differ in nothing but their bodies. Whatever is made only from fields, addresses
    /// and relations is then unchanged.
    #[must_use]
    pub fn are_of_bodies_only(&self) -> bool {
        self.of_bodies_only
    }

    pub(super) fn items<T: PartialEq>(&mut self, old: &Items<T>, new: &Items<T>) {
        let same = |old: &Arc<Item<T>>, new: &Arc<Item<T>>| Arc::ptr_eq(old, new) || old == new;
        self.compare(new.part(), old.untracked(), new.untracked(), same);
    }

    pub(super) fn rows<T: PartialEq>(&mut self, old: &Rows<T>, new: &Rows<T>) {
        self.compare(new.part(), old.untracked(), new.untracked(), PartialEq::eq);
    }

    pub(super) fn whole<T: PartialEq>(&mut self, old: &Whole<T>, new: &Whole<T>) {
        if old.untracked() != new.untracked() {
            self.parts.insert(new.part(), Differing::default());
        }
    }

    fn compare<T>(&mut self, part: ListId, old: &[T], new: &[T], same: impl Fn(&T, &T) -> bool) {
        let other_length = old.len() != new.len();
        let differ: Vec<bool> = old.iter().zip(new).map(|(old, new)| !same(old, new)).collect();
        if other_length || differ.contains(&true) {
            self.parts.insert(part, Differing { other_length, differ });
        }
    }
}
