//! The pages of the build before: what each read of the site, and which files it became.

use std::collections::HashMap;
use std::sync::Arc;

use blake3::Hash;
use rayon::prelude::*;

use super::Sink;
use super::lists::ListPage;
use crate::site::{Changes, Read};

/// The pages of a build. The files themselves are in the sink that took them.
#[derive(Debug, Default, Clone)]
pub struct PageMemory {
    pages: HashMap<String, Arc<Made>>,
    lists: Option<Lists>,
}

/// The pages of all lists, and what they were made from.
#[derive(Debug, Clone)]
pub struct Lists {
    pub(super) pages: Arc<[ListPage]>,
    pub(super) reads: Arc<[Read]>,
}

/// One page.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) mark: Option<Hash>,
    pub(super) reads: Vec<Read>,
    pub(super) paths: Vec<Arc<str>>,
}

impl PageMemory {
    /// The lists of the build before, where nothing has changed that they were made from.
    #[must_use]
    pub fn lists(&self, changes: Option<&Changes>) -> Option<Lists> {
        let lists = self.lists.as_ref()?;
        (!changes?.concern(&lists.reads)).then(|| lists.clone())
    }

    /// The same with lists.
    pub(super) fn with_lists(self, lists: Lists) -> Self {
        PageMemory { lists: Some(lists), ..self }
    }

    /// Has the sink keep all pages, where it can, and gives them back.
    pub(super) fn all_kept(&self, sink: &dyn Sink) -> Option<PageMemory> {
        let paths = self.pages.values().flat_map(|made| made.paths.iter().cloned());
        let paths: Vec<Arc<str>> = paths.collect();
        sink.keep(&[&paths]).contains(&true).then(|| self.clone())
    }

    /// Has the sink keep those of the `pages`, given by name and mark, of which nothing has changed
    /// that they were made from, and gives them back. Without changes nothing is known, and none
    /// is kept.
    pub(super) fn kept(
        &self,
        pages: &[(String, Option<Hash>)],
        changes: Option<&Changes>,
        sink: &dyn Sink,
    ) -> Vec<Option<Arc<Made>>> {
        let same = |(name, mark): &(String, Option<Hash>)| {
            let made = self.pages.get(name)?;
            let same = mark.is_some() && *mark == made.mark && !changes?.concern(&made.reads);
            same.then(|| Arc::clone(made))
        };
        let same: Vec<Option<Arc<Made>>> = pages.par_iter().map(same).collect();
        let groups: Vec<&[Arc<str>]> = same.iter().flatten().map(|made| &*made.paths).collect();
        let mut kept = sink.keep(&groups).into_iter();
        let kept = |made: Option<Arc<Made>>| made.filter(|_| kept.next().unwrap_or_default());
        same.into_iter().map(kept).collect()
    }
}

impl FromIterator<(String, Arc<Made>)> for PageMemory {
    fn from_iter<I: IntoIterator<Item = (String, Arc<Made>)>>(pages: I) -> Self {
        PageMemory { pages: pages.into_iter().collect(), ..PageMemory::default() }
    }
}
