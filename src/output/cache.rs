//! The units of the previous build: what each read of the site, and its files.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use blake3::Hash;
use rayon::prelude::*;

use super::artifact::Sink;
use super::unit::{Reads, Units};
use crate::site::{Changes, Read};

/// The outputs of a build, by name. The files themselves are in the sink that took them.
#[derive(Debug, Default)]
pub struct OutputCache(BTreeMap<&'static str, UnitCache>);

/// The units of one output, by the first of their paths.
#[derive(Debug, Default, Clone)]
pub(super) struct UnitCache(HashMap<Arc<str>, Arc<Known>>);

/// A unit of the previous build.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) digest: Option<Hash>,
    pub(super) reads: Vec<Read>,
    pub(super) paths: Vec<Arc<str>>,
}

/// What the previous build left behind, and what has changed since.
#[derive(Debug, Clone, Copy)]
pub struct Previous<'a> {
    /// The outputs of that build.
    pub cache: &'a OutputCache,
    /// How the site differs from that of the previous build; `None` if everything may differ.
    pub changes: Option<&'a Changes>,
}

impl OutputCache {
    pub(super) fn get(&self, output: &str) -> Option<&UnitCache> {
        self.0.get(output)
    }
}

impl FromIterator<(&'static str, UnitCache)> for OutputCache {
    fn from_iter<I: IntoIterator<Item = (&'static str, UnitCache)>>(outputs: I) -> Self {
        OutputCache(outputs.into_iter().collect())
    }
}

impl FromIterator<Arc<Known>> for UnitCache {
    fn from_iter<I: IntoIterator<Item = Arc<Known>>>(units: I) -> Self {
        let named = units.into_iter().filter_map(|unit| Some((unit.paths.first()?.clone(), unit)));
        UnitCache(named.collect())
    }
}

impl UnitCache {
    /// Has the sink keep the files of all units, if it can.
    pub(super) fn all_kept(&self, sink: &dyn Sink) -> Option<UnitCache> {
        let paths: Vec<Arc<str>> =
            self.0.values().flat_map(|unit| unit.paths.iter().cloned()).collect();
        sink.keep(&[&paths]).contains(&true).then(|| self.clone())
    }

    /// Has the sink keep the files of each unit that nothing has changed for, and returns those
    /// units by position.
    pub(super) fn kept(
        &self,
        units: &dyn Units<'_>,
        reads: Reads,
        changes: Option<&Changes>,
        sink: &dyn Sink,
    ) -> Vec<Option<Arc<Known>>> {
        let same = |unit: usize| {
            let paths = units.paths(unit);
            let known = self.0.get(paths.first()?.as_str())?;
            let digest = units.digest(unit);
            let same = digest.is_some()
                && digest == known.digest
                && (reads == Reads::Nothing || !changes?.concern(&known.reads))
                && known.paths.iter().map(|path| &**path).eq(paths.iter().map(String::as_str));
            same.then(|| Arc::clone(known))
        };
        let same: Vec<Option<Arc<Known>>> = (0..units.count()).into_par_iter().map(same).collect();
        let groups: Vec<&[Arc<str>]> = same.iter().flatten().map(|unit| &*unit.paths).collect();
        let mut kept = sink.keep(&groups).into_iter();
        let kept = |unit: Option<Arc<Known>>| unit.filter(|_| kept.next().unwrap_or_default());
        same.into_iter().map(kept).collect()
    }
}
