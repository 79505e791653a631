//! Updates the lists of similar practices after a few practices have changed.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::term_index::TermIndex;
use super::{Related, RelatedRows, Sights, compare_all, lists, people};
use crate::model::{At, City, Practice};
use crate::site::read_tracking::{ListId, Rows, Whole};
use crate::site::{Facets, Item, Site};

/// If more practices than this have changed, all are compared again.
const FEW: usize = 32;

/// The related practices of the previous build, and what they were compared by.
#[derive(Debug, Default)]
pub struct RelatedCache(Option<Known>);

#[derive(Debug)]
struct Known {
    practices: Vec<Arc<Item<Practice>>>,
    cities: Vec<Arc<Item<City>>>,
    facets: Arc<Whole<Facets>>,
    terms: TermIndex,
    related: Arc<RelatedRows>,
}

impl RelatedCache {
    /// The related practices of `site`. Only those that a change concerns are compared again.
    pub(super) fn update(&mut self, site: &Site) -> Arc<RelatedRows> {
        let known = self.0.take().and_then(|known| known.after(site));
        let known = known.unwrap_or_else(|| {
            let (terms, related) = compare_all(site);
            Known {
                practices: site.practices.untracked().to_vec(),
                cities: site.cities.untracked().to_vec(),
                facets: Arc::clone(&site.facets),
                terms,
                related,
            }
        });
        Arc::clone(&self.0.insert(known).related)
    }
}

impl Known {
    /// The updated cache after a few practices have changed; `None` if too many have.
    fn after(mut self, site: &Site) -> Option<Known> {
        let (practices, cities) = (site.practices.untracked(), site.cities.untracked());
        let same_places = self.practices.len() == practices.len()
            && self.cities.len() == cities.len()
            && self.cities.iter().zip(cities).all(|(old, new)| is_same_city(old, new));
        if !same_places {
            return None;
        }
        let pairs = self.practices.iter().zip(practices).enumerate();
        let changed: Vec<usize> =
            pairs.filter(|(_, (old, new))| !are_same(old, new)).map(|(at, _)| at).collect();
        if changed.len() > FEW {
            return None;
        }
        if !changed.is_empty() {
            let touched = self.touched(site, &changed)?;
            touched.iter().for_each(|at| self.terms.look_again(*at, &practices[*at]));
            self.compare(site, &touched);
        }
        self.practices.clone_from_slice(practices);
        self.cities.clone_from_slice(cities);
        self.facets = Arc::clone(&site.facets);
        Some(self)
    }

    /// The practices that have a topic, mechanism or word that a changed practice has gained or
    /// lost: it is now rarer or more common, so its weight has changed for all that have it. `None`
    /// if the positions of practices have changed.
    fn touched(&mut self, site: &Site, changed: &[usize]) -> Option<BTreeSet<usize>> {
        let (old_facets, facets) = (Arc::clone(&self.facets), site.facets.untracked());
        let old_facets = old_facets.untracked();
        let mut touched: Vec<usize> = changed.to_vec();
        for at in changed {
            let (old, new) =
                (Arc::clone(self.practices.get(*at)?), site.practices.untracked().get(*at)?);
            if old.meta.slug != new.meta.slug {
                return None;
            }
            let (before, after) = (&old.record, &new.record);
            let moved = people(before, &self.cities) != people(after, site.cities.untracked());
            if moved {
                // Its similarity to every practice that it shares a word with may have changed.
                self.terms.lists(*at).for_each(|list| touched.extend_from_slice(list));
            }
            self.terms.update(*at, new, &mut touched);
            if moved {
                self.terms.lists(*at).for_each(|list| touched.extend_from_slice(list));
            }
            let same = |before: &[At<String>], after: &[At<String>]| slugs(before).eq(slugs(after));
            let filed =
                same(&before.topics, &after.topics) && same(&before.mechanisms, &after.mechanisms);
            if moved || !filed {
                let all = lists(before, old_facets).chain(lists(after, facets));
                all.for_each(|(list, _)| touched.extend_from_slice(list));
                // A list may have become too long to be compared, or short enough.
                let all = lists(before, facets).chain(lists(after, old_facets));
                all.for_each(|(list, _)| touched.extend_from_slice(list));
            }
        }
        Some(touched.into_iter().collect())
    }

    /// Compares the touched practices with all others, and compares those again that had a touched
    /// practice among their similar ones: the reasons may have changed.
    fn compare(&mut self, site: &Site, touched: &BTreeSet<usize>) {
        let sights = Sights::of(site, &self.terms);
        let count = sights.practices.len();
        let rows: Vec<Arc<[Related]>> = self
            .related
            .untracked()
            .par_iter()
            .enumerate()
            .map_init(Vec::new, |scores, (at, row)| {
                let is_touched =
                    touched.contains(&at) || row.iter().any(|one| touched.contains(&one.practice));
                if !is_touched {
                    return Arc::clone(row);
                }
                scores.resize(count, 0);
                sights.nearest(at, scores)
            })
            .collect();
        self.related = Arc::new(Rows::new(ListId::Related, rows));
    }
}

fn slugs(list: &[At<String>]) -> impl Iterator<Item = &str> {
    list.iter().map(|slug| slug.value.as_str())
}

/// Whether everything that practices are compared by is the same.
fn are_same(old: &Arc<Item<Practice>>, new: &Arc<Item<Practice>>) -> bool {
    let (one, other) = (&old.record, &new.record);
    Arc::ptr_eq(old, new)
        || old.meta.slug == new.meta.slug
            && old.meta.lang == new.meta.lang
            && slugs(&one.topics).eq(slugs(&other.topics))
            && slugs(&one.mechanisms).eq(slugs(&other.mechanisms))
            && slugs(&one.cities).eq(slugs(&other.cities))
            && (&one.title, &one.summary) == (&other.title, &other.summary)
}

fn is_same_city(old: &Arc<Item<City>>, new: &Arc<Item<City>>) -> bool {
    let people = |city: &Arc<Item<City>>| city.record.population.as_ref().map(|one| one.value);
    Arc::ptr_eq(old, new) || old.meta.slug == new.meta.slug && people(old) == people(new)
}
