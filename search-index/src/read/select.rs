//! Filtering, counting and sorting by the catalogue.

use std::cmp::{Ordering, Reverse};

use super::scoring::Match;
use crate::format::{Catalogue, FACETS, MEASURES};
use crate::range::NumberRange;
use crate::request::{Filters, Request, Sort};
use crate::response::{Count, Extent, Facets};

/// The bit of the first of [`MEASURES`], evidence, after those of [`FACETS`].
const EVIDENCE: usize = FACETS.len();

/// The number of levels of evidence.
const LEVELS: usize = 6;

/// The filters, as numbers in the catalogue.
struct FilterIds {
    /// The wanted values of each facet; `None` where the facet is not filtered.
    values: [Option<Vec<u32>>; FACETS.len()],
    /// The wanted range of each measure.
    ranges: [Option<NumberRange>; MEASURES.len()],
}

impl FilterIds {
    fn new(catalogue: &Catalogue, filters: &Filters) -> Self {
        let lists = filters.lists();
        let values = std::array::from_fn(|facet| {
            let wanted = lists[facet];
            (!wanted.is_empty())
                .then(|| wanted.iter().filter_map(|slug| catalogue.value_id(facet, slug)).collect())
        });
        Self { values, ranges: filters.ranges() }
    }

    /// The filters that a document fails, as a bit set.
    fn failures(&self, catalogue: &Catalogue, document: u32) -> u16 {
        let mut failures = 0;
        for (facet, wanted) in self.values.iter().enumerate() {
            if let Some(wanted) = wanted
                && !catalogue.ids(facet, document).iter().any(|id| wanted.contains(id))
            {
                failures |= 1 << facet;
            }
        }
        for (bit, (measure, range)) in (EVIDENCE..).zip(MEASURES.into_iter().zip(self.ranges)) {
            if let Some(range) = range
                && !catalogue.numbers(measure, document).any(|number| range.contain(number))
            {
                failures |= 1 << bit;
            }
        }
        failures
    }
}

/// The result of filtering.
pub(super) struct Selection {
    /// The matches that pass all filters, sorted.
    pub(super) matches: Vec<Match>,
    pub(super) facets: Facets,
}

impl Selection {
    /// All matches, best first, without counts.
    pub(super) fn uncounted(mut matches: Vec<Match>) -> Self {
        matches.sort_by(better);
        Self { matches, facets: Facets::default() }
    }
}

/// Filters, counts and sorts matches.
pub(super) fn select(catalogue: &Catalogue, request: &Request, found: Vec<Match>) -> Selection {
    let chosen = FilterIds::new(catalogue, &request.filters);
    let mut counts: [Vec<usize>; FACETS.len()] =
        std::array::from_fn(|facet| vec![0; catalogue.values(facet).len()]);
    let mut levels = [0_usize; LEVELS];
    let mut extents = [Extent::default(); MEASURES.len()];
    let mut matches = Vec::new();
    for found in found {
        let failures = chosen.failures(catalogue, found.document);
        for (facet, counts) in counts.iter_mut().enumerate() {
            if failures & !(1 << facet) == 0 {
                for id in catalogue.ids(facet, found.document) {
                    if let Some(count) = counts.get_mut(*id as usize) {
                        *count += 1;
                    }
                }
            }
        }
        let level = catalogue.evidence(found.document).map(usize::from);
        if failures & !(1 << EVIDENCE) == 0
            && let Some(count) = level.and_then(|level| levels.get_mut(level))
        {
            *count += 1;
        }
        for (bit, (measure, extent)) in (EVIDENCE..).zip(MEASURES.into_iter().zip(&mut extents)) {
            if failures & !(1 << bit) == 0 {
                widen(extent, catalogue.numbers(measure, found.document));
            }
        }
        if failures == 0 {
            matches.push(found);
        }
    }
    sort(catalogue, request, &mut matches);
    Selection { matches, facets: facets(catalogue, &chosen, &counts, levels, extents) }
}

fn sort(catalogue: &Catalogue, request: &Request, matches: &mut [Match]) {
    let newest = |found: &Match| Reverse(catalogue.year(found.document));
    let strongest = |found: &Match| Reverse(catalogue.evidence(found.document));
    // Documents are numbered in the order of their titles.
    let listed = |a: &Match, b: &Match| a.document.cmp(&b.document);
    let words = matches.iter().any(|found| found.score > 0.0);
    matches.sort_by(|a, b| match request.sort {
        Sort::Relevance if words => better(a, b),
        Sort::Relevance | Sort::Newest => newest(a).cmp(&newest(b)).then_with(|| listed(a, b)),
        Sort::Evidence => strongest(a).cmp(&strongest(b)).then_with(|| listed(a, b)),
    });
}

/// The order by relevance.
pub(super) fn better(a: &Match, b: &Match) -> Ordering {
    b.score.total_cmp(&a.score).then(a.document.cmp(&b.document))
}

fn facets(
    catalogue: &Catalogue,
    chosen: &FilterIds,
    counts: &[Vec<usize>; FACETS.len()],
    levels: [usize; LEVELS],
    extents: [Extent; MEASURES.len()],
) -> Facets {
    let of = |facet: usize| {
        let wanted = chosen.values[facet].as_deref().unwrap_or_default();
        let values = catalogue.values(facet).iter().zip(&counts[facet]).enumerate();
        let mut list: Vec<Count> = values
            .filter(|(id, (_, count))| **count > 0 || wanted.contains(&(*id as u32)))
            .map(|(_, (value, count))| Count {
                value: value.slug.clone(),
                label: value.label.clone(),
                count: *count,
            })
            .collect();
        list.sort_by(by_count);
        list
    };
    let mut evidence: Vec<Count> = levels
        .iter()
        .enumerate()
        .filter(|(_, count)| **count > 0)
        .map(|(level, count)| Count {
            value: level.to_string(),
            label: level.to_string(),
            count: *count,
        })
        .collect();
    evidence.sort_by(by_count);
    let [_, year, population, cost, months] = extents;
    Facets {
        topic: of(0),
        sphere: of(1),
        city: of(2),
        country: of(3),
        kind: of(4),
        stage: of(5),
        result: of(6),
        method: of(7),
        evidence,
        year,
        population,
        cost,
        months,
    }
}

/// Adds a record's numbers.
fn widen(extent: &mut Extent, numbers: impl Iterator<Item = u64>) {
    let mut has_one = false;
    for number in numbers {
        has_one = true;
        extent.least = Some(extent.least.map_or(number, |least| least.min(number)));
        extent.most = Some(extent.most.map_or(number, |most| most.max(number)));
    }
    extent.count += usize::from(has_one);
}

fn by_count(a: &Count, b: &Count) -> Ordering {
    b.count.cmp(&a.count).then_with(|| a.label.cmp(&b.label)).then_with(|| a.value.cmp(&b.value))
}
