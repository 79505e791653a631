//! The linked records of the build before.

use std::collections::HashMap;
use std::sync::Arc;

use blake3::Hash;
use rayon::prelude::*;

use super::body::{self, Places};
use super::record::{Linked, item, url};
use crate::source::Entry;

/// The linked records of the build before, by the paths of their files.
#[derive(Debug, Default)]
pub struct Memory {
    linked: HashMap<String, Known>,
}

#[derive(Debug, Clone)]
struct Known {
    entry: Arc<Entry>,
    /// What its links meant.
    meaning: Hash,
    linked: Linked,
}

impl Memory {
    /// Links records, those that need it, and forgets what is gone.
    pub(super) fn linked(
        &mut self,
        entries: Vec<Arc<Entry>>,
        default: &str,
        places: &Places<'_>,
    ) -> Vec<Linked> {
        let known = &self.linked;
        let linked: Vec<Known> = entries
            .into_par_iter()
            .map(|entry| {
                let meaning = body::meaning(&entry, &url(&entry), default, places);
                match known.get(&entry.file.path) {
                    Some(known)
                        if Arc::ptr_eq(&known.entry, &entry) && known.meaning == meaning =>
                    {
                        known.clone()
                    }
                    _ => {
                        let linked = item(Arc::clone(&entry), default, places);
                        Known { entry, meaning, linked }
                    }
                }
            })
            .collect();
        let result = linked.iter().map(|known| known.linked.clone()).collect();
        // What leads nowhere may be near something else in the next build.
        let sound = linked.into_iter().filter(|known| known.linked.found.is_empty());
        self.linked = sound.map(|known| (known.entry.file.path.clone(), known)).collect();
        result
    }
}
