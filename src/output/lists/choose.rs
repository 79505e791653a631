//! Lists for readers who have to choose a practice: by size of city, cost, time and result. One
//! page links to them all: `/choose/`.

use std::collections::BTreeMap;

use super::facet::one;
use super::filed::Filed;
use super::index::{collection, mechanisms, named, to};
use super::page::{ListPage, TableRows, Whole, blank, paged};
use crate::model::{Band, Bands, COSTS, Choice as _, Direction, SIZES, TIMES};
use crate::theme::Words;
use crate::theme::views::{
    FacetIndexView, FacetLink, FilterValue, Localized, cost_label, crumb, direction_label,
    size_label, time_label,
};

/// The practices with each value of a facet.
struct Facet<'a> {
    /// The name of the facet, for `list.of` in templates.
    of: &'static str,
    /// The folder of its lists, and the key of its name and introduction.
    folder: &'static str,
    values: Vec<Value<'a>>,
}

struct Value<'a> {
    word: String,
    label: String,
    /// The search filter that finds exactly these practices.
    filter: FilterValue,
    practices: &'a [usize],
}

/// All facets, each with the values that occur in practices.
fn all(site: Localized<'_>) -> [Facet<'_>; 4] {
    let facets = &site.site.facets;
    let result = |(direction, word): &(Direction, &'static str)| {
        let practices = facets.results.get(*word)?;
        let label = direction_label(site.words, *direction);
        let filter = FilterValue { field: "result", value: (*word).to_owned() };
        Some(Value { word: (*word).to_owned(), label, filter, practices })
    };
    [
        Facet {
            of: "size",
            folder: "sizes",
            values: values(site, SIZES, &facets.sizes, size_label, "population"),
        },
        Facet {
            of: "cost",
            folder: "costs",
            values: values(site, COSTS, &facets.costs, cost_label, "cost"),
        },
        Facet {
            of: "time",
            folder: "times",
            values: values(site, TIMES, &facets.times, time_label, "months"),
        },
        Facet {
            of: "result",
            folder: "results",
            values: Direction::ALL.iter().filter_map(result).collect(),
        },
    ]
}

fn values<'a>(
    site: Localized<'a>,
    bands: Bands,
    practices: &'a BTreeMap<usize, Vec<usize>>,
    label: fn(&Words, Band) -> String,
    field: &'static str,
) -> Vec<Value<'a>> {
    let value = |(at, band): (usize, Band)| {
        Some(Value {
            word: band.word(),
            label: label(site.words, band),
            filter: FilterValue { field, value: band.range() },
            practices: practices.get(&at)?,
        })
    };
    bands.all().enumerate().filter_map(value).collect()
}

/// The page that leads to these lists, and to those of methods.
fn overview(site: Localized<'_>) -> Whole {
    let mut list = named(site, "choose");
    let facet = |facet: Facet<'_>| {
        let link = |value: &Value<'_>| {
            let page = to(site, value.label.clone(), &format!("{}/{}", facet.folder, value.word));
            FacetLink::new(page, value.practices.len(), String::new())
        };
        let title = site.words.translate(&format!("section.{}", facet.folder));
        FacetIndexView { title, links: facet.values.iter().map(link).collect(), all: None }
    };
    list.facets = all(site).map(facet).into();
    list.facets.push(FacetIndexView {
        title: site.words.translate("section.mechanisms"),
        links: mechanisms(site),
        all: None,
    });
    list.facets.retain(|facet| !facet.links.is_empty());
    list.filter = Some(FilterValue { field: "kind", value: "practice".to_owned() });
    let links = list.facets.iter().flat_map(|facet| facet.links.iter().cloned()).collect();
    Whole {
        rows: Some(TableRows::Values(links)),
        ..collection(list, "choose", Vec::new(), Vec::new())
    }
}

/// All pages of these lists, and the page that leads to them.
pub(super) fn lists(site: Localized<'_>, filed: &Filed<'_>) -> Vec<ListPage> {
    let lists = |facet: Facet<'_>| {
        let intro = site.words.translate(&format!("intro.{}", facet.folder));
        let list = |value: Value<'_>| {
            let list = blank(value.label, intro.as_str(), facet.of);
            let whole = one(site, list, facet.folder, &value.word, value.filter, value.practices);
            let crumbs = vec![crumb(site, &site.words.translate("section.choose"), "choose")];
            Whole { crumbs, ..whole }
        };
        facet.values.into_iter().map(list).collect::<Vec<_>>()
    };
    let lists = all(site).into_iter().flat_map(lists);
    let wholes = std::iter::once(overview(site)).chain(lists);
    wholes.flat_map(|whole| paged(site, filed, whole)).collect()
}
