//! Practices by the values that readers can filter by.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Item;
use crate::model::{COSTS, City, Direction, Practice, SIZES, TIMES, Vocabulary};

/// Positions of the practices with each value, in the order of their slugs.
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
    /// By the direction of their evidence, where it is known.
    pub results: BTreeMap<String, Vec<usize>>,
    /// By the size of a city, as a position among [`SIZES`].
    pub sizes: BTreeMap<usize, Vec<usize>>,
    /// By what they cost once, as a position among [`COSTS`].
    pub costs: BTreeMap<usize, Vec<usize>>,
    /// By the time until they could be used, as a position among [`TIMES`].
    pub times: BTreeMap<usize, Vec<usize>>,
    /// The practices to begin with, in the order in which their term names them, by the path of the
    /// term's page: `topics/early-childhood`.
    pub start_here: BTreeMap<String, Vec<usize>>,
}

/// The facets of all practices. `city_of` finds a city by its slug.
pub(super) fn facets<'a>(
    practices: &[Arc<Item<Practice>>],
    vocabulary: &Vocabulary,
    city_of: impl Fn(&str) -> Option<&'a City>,
) -> Facets {
    let mut facets = Facets::default();
    for (at, item) in practices.iter().enumerate() {
        let practice = &item.record;
        practice.topics.iter().for_each(|slug| add(&mut facets.topics, slug, at));
        practice.spheres.iter().for_each(|one| add(&mut facets.spheres, one.as_str(), at));
        practice.mechanisms.iter().for_each(|slug| add(&mut facets.mechanisms, slug, at));
        for city in practice.cities.iter().filter_map(|slug| city_of(slug)) {
            add(&mut facets.countries, &city.country, at);
            let people = city.population.as_ref().map(|people| SIZES.position(people.value));
            people.into_iter().for_each(|band| file(&mut facets.sizes, band, at));
        }
        add(&mut facets.stages, practice.stage.as_str(), at);
        file(&mut facets.evidence, practice.evidence_level(), at);
        if practice.direction() != Direction::Unknown {
            add(&mut facets.results, practice.direction().as_str(), at);
        }
        let cost = practice.dollars().map(|sum| COSTS.position(sum));
        cost.into_iter().for_each(|band| file(&mut facets.costs, band, at));
        let months = practice.months_to_launch().map(|time| TIMES.position(f64::from(time)));
        months.into_iter().for_each(|band| file(&mut facets.times, band, at));
    }
    let at = |slug: &str| practices.binary_search_by(|item| item.meta.slug.as_str().cmp(slug)).ok();
    for (name, terms) in vocabulary.all() {
        for term in terms.iter().filter(|term| !term.start_here.is_empty()) {
            let starts = term.start_here.iter().filter_map(|slug| at(slug)).collect();
            facets.start_here.insert(format!("{name}/{}", term.id.value), starts);
        }
    }
    facets
}

/// Notes a practice under a value, once.
fn file<K: Ord>(map: &mut BTreeMap<K, Vec<usize>>, key: K, at: usize) {
    let list = map.entry(key).or_default();
    if list.last() != Some(&at) {
        list.push(at);
    }
}

/// The same for a name, which is copied only if it is new.
fn add(map: &mut BTreeMap<String, Vec<usize>>, key: &str, at: usize) {
    match map.get_mut(key) {
        Some(list) if list.last() == Some(&at) => {}
        Some(list) => list.push(at),
        None => {
            map.insert(key.to_owned(), vec![at]);
        }
    }
}
