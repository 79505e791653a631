//! What linking keeps of the previous build.

use std::collections::HashMap;
use std::sync::Arc;

use blake3::Hash;
use rayon::prelude::*;

use super::body;
use super::joined::Joined;
use super::link_target::LinkTargets;
use super::lists::Lists;
use super::names::{Named, Names, SameNames};
use super::options::LinkOptions;
use super::record::{Linked, item, url};
use crate::model::Vocabulary;
use crate::source::{Content, Entry};

/// The linked records of the previous build, and the names they were linked with.
#[derive(Debug, Default)]
pub struct LinkCache {
    named: Option<Named>,
    /// Whether every reference named an existing record.
    pub(super) references_are_good: bool,
    /// In the order of the content.
    linked: Vec<Known>,
    joined: Option<(Vocabulary, Lists, Joined)>,
}

#[derive(Debug, Clone)]
struct Known {
    entry: Arc<Entry>,
    /// A digest of what its links meant.
    meaning: Hash,
    linked: Linked,
}

impl LinkCache {
    /// The names of the previous build, if `content` has the same.
    pub(super) fn names(&mut self, content: &Content, options: LinkOptions) -> Option<SameNames> {
        self.named.as_mut()?.of(content, options)
    }

    /// Keeps the names of this build.
    pub(super) fn note(&mut self, names: &Arc<Names>, content: &Content, options: LinkOptions) {
        self.named = Some(Named::new(names, content, options));
    }

    /// Links the records that have changed or whose links mean something else now, and keeps all
    /// for the next build.
    ///
    /// With the same names as before, records come in the same order. With the same titles as well,
    /// the links of a record that has not changed mean what they did.
    pub(super) fn linked(
        &mut self,
        entries: Vec<Arc<Entry>>,
        default: &str,
        targets: &LinkTargets<'_>,
        same: Option<&SameNames>,
    ) -> Vec<Linked> {
        let same_titles = same.is_some_and(|same| same.same_titles);
        let before = std::mem::take(&mut self.linked);
        let by_path: HashMap<&str, &Known> = if same.is_some() {
            HashMap::new()
        } else {
            before.iter().map(|known| (known.entry.file.path.as_str(), known)).collect()
        };
        let again = |(at, entry): (usize, Arc<Entry>)| {
            let known = if same.is_some() {
                before.get(at)
            } else {
                by_path.get(entry.file.path.as_str()).copied()
            };
            // The suggestion for a broken link may be another one now.
            let known = known
                .filter(|known| Arc::ptr_eq(&known.entry, &entry) && known.linked.found.is_empty());
            if let Some(known) = known.filter(|_| same_titles) {
                return known.clone();
            }
            let meaning = body::meaning(&entry, &url(&entry), default, targets);
            match known.filter(|known| known.meaning == meaning) {
                Some(known) => known.clone(),
                None => {
                    let linked = item(Arc::clone(&entry), default, targets);
                    Known { entry, meaning, linked }
                }
            }
        };
        self.linked = entries.into_par_iter().enumerate().map(again).collect();
        self.linked.iter().map(|known| known.linked.clone()).collect()
    }

    /// The graph and the facets: those of the previous build if only bodies differ.
    pub(super) fn joined(&mut self, lists: &Lists, vocabulary: &Vocabulary) -> Joined {
        let known = self.joined.take();
        let known =
            known.filter(|(old, before, _)| old == vocabulary && before.same_but_bodies(lists));
        let joined =
            known.map_or_else(|| Joined::of(&lists.records, vocabulary), |(_, _, joined)| joined);
        self.joined = Some((vocabulary.clone(), lists.clone(), joined.clone()));
        joined
    }
}
