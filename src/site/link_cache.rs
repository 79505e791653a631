//! The linked records of the previous build, and what they were linked by.

use std::collections::HashMap;
use std::sync::Arc;

use blake3::Hash;
use rayon::prelude::*;

use super::body::{self, Places};
use super::link::{Joined, LinkOptions, Lists};
use super::names::{Named, Names, SameNames};
use super::record::{Linked, item, url};
use crate::source::{Content, Entry};

/// The linked records of the previous build, and what they were linked by.
#[derive(Debug, Default)]
pub struct LinkCache {
    named: Option<Named>,
    /// Whether every record referred to something.
    pub(super) references_are_good: bool,
    /// In the order of the content.
    linked: Vec<Known>,
    joined: Option<(Lists, Joined)>,
}

#[derive(Debug, Clone)]
struct Known {
    entry: Arc<Entry>,
    /// What its links meant.
    meaning: Hash,
    linked: Linked,
}

impl LinkCache {
    /// The names of the previous build, if they are those of `content`, too.
    pub(super) fn names(&mut self, content: &Content, options: LinkOptions) -> Option<SameNames> {
        self.named.as_mut()?.of(content, options)
    }

    /// Keeps the names of this build for the next.
    pub(super) fn note(&mut self, names: &Arc<Names>, content: &Content, options: LinkOptions) {
        self.named = Some(Named::new(names, content, options));
    }

    /// Links the records that need it, and keeps all for the next build.
    ///
    /// With the same names as before, records come in the same order; with the same titles, too, a
    /// record that has not changed still links to the same.
    pub(super) fn linked(
        &mut self,
        entries: Vec<Arc<Entry>>,
        default: &str,
        places: &Places<'_>,
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
            // What leads nowhere may be near something else now.
            let known = known
                .filter(|known| Arc::ptr_eq(&known.entry, &entry) && known.linked.found.is_empty());
            if let Some(known) = known.filter(|_| same_titles) {
                return known.clone();
            }
            let meaning = body::meaning(&entry, &url(&entry), default, places);
            match known.filter(|known| known.meaning == meaning) {
                Some(known) => known.clone(),
                None => {
                    let linked = item(Arc::clone(&entry), default, places);
                    Known { entry, meaning, linked }
                }
            }
        };
        self.linked = entries.into_par_iter().enumerate().map(again).collect();
        self.linked.iter().map(|known| known.linked.clone()).collect()
    }

    /// Graph and facets: those of the previous build if records differ in their bodies only.
    pub(super) fn joined(&mut self, lists: &Lists) -> Joined {
        let known = self.joined.take().filter(|(before, _)| before.say_the_same(lists));
        let joined = known.map_or_else(|| lists.joined(), |(_, joined)| joined);
        self.joined = Some((lists.clone(), joined.clone()));
        joined
    }
}
