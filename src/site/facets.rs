//! Practices by the words that readers narrow them by.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Item;
use crate::model::{City, Practice};

/// Positions of practices under each value, in the order of their slugs.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// By topic slug.
    pub topics: BTreeMap<String, Vec<usize>>,
    /// By sphere.
    pub spheres: BTreeMap<String, Vec<usize>>,
    /// By mechanism slug.
    pub mechanisms: BTreeMap<String, Vec<usize>>,
    /// By country code, upper case.
    pub countries: BTreeMap<String, Vec<usize>>,
    /// By stage.
    pub stages: BTreeMap<String, Vec<usize>>,
    /// By evidence level.
    pub evidence: BTreeMap<u8, Vec<usize>>,
}

/// Sorts all practices. `city_of` finds a city by its slug.
pub(super) fn facets<'a>(
    practices: &[Arc<Item<Practice>>],
    city_of: impl Fn(&str) -> Option<&'a City>,
) -> Facets {
    let mut facets = Facets::default();
    for (at, item) in practices.iter().enumerate() {
        let practice = &item.record;
        add(&mut facets.topics, practice.topics.iter().map(|slug| slug.value.clone()), at);
        add(
            &mut facets.spheres,
            practice.spheres.iter().map(|sphere| sphere.as_str().to_owned()),
            at,
        );
        add(&mut facets.mechanisms, practice.mechanisms.iter().map(|slug| slug.value.clone()), at);
        let countries = practice.cities.iter().filter_map(|slug| city_of(slug));
        add(&mut facets.countries, countries.map(|city| city.country.value.clone()), at);
        add(&mut facets.stages, std::iter::once(practice.stage.as_str().to_owned()), at);
        facets.evidence.entry(practice.evidence_level()).or_default().push(at);
    }
    facets
}

fn add(map: &mut BTreeMap<String, Vec<usize>>, keys: impl Iterator<Item = String>, at: usize) {
    for key in keys {
        let list = map.entry(key).or_default();
        if list.last() != Some(&at) {
            list.push(at);
        }
    }
}
