//! The series that convenings belong to. They have no pages, but feeds and calendars.

use std::collections::{BTreeMap, HashMap};

use crate::site::Site;
use crate::theme::views::series_folder;

/// The series of a site.
#[derive(Default)]
pub(super) struct Series<'a> {
    /// Each with the folder of its feeds and its name, in order of the folder.
    pub(super) all: Vec<(String, &'a str)>,
    /// Positions in this list by name. Names with the same folder are one series.
    by_name: HashMap<&'a str, usize>,
}

impl<'a> Series<'a> {
    pub(super) fn of(site: &'a Site) -> Series<'a> {
        let names = || site.convenings.iter().filter_map(|item| item.record.series.as_deref());
        let mut folders: BTreeMap<String, &str> = BTreeMap::new();
        for name in names() {
            folders.entry(series_folder(name)).or_insert(name);
        }
        let all: Vec<(String, &str)> = folders.into_iter().collect();
        let place = |name| {
            let folder = series_folder(name);
            let at = all.binary_search_by(|(other, _)| other.cmp(&folder)).ok()?;
            Some((name, at))
        };
        let by_name = names().filter_map(place).collect();
        Series { all, by_name }
    }

    /// The position of the series to which the convening at `at` belongs.
    pub(super) fn with(&self, site: &Site, at: usize) -> Option<usize> {
        self.by_name.get(site.convenings[at].record.series.as_deref()?).copied()
    }
}
