//! Filters by which readers choose practices, and the names of bands of numbers.

use serde::Serialize;

use super::labels::{direction_label, stage_label};
use super::links::{LinkView, Urls};
use super::localized::Localized;
use super::sphere_title;
use crate::model::{Band, Bands, COSTS, Choice as _, Direction, SIZES, Sphere, Stage, TIMES, Term};
use crate::theme::words::Words;

/// A field of the search with the values to choose from.
#[derive(Debug, Clone, Serialize)]
pub struct FilterView {
    /// The field, as the address of a search has it.
    pub field: &'static str,
    /// Its name.
    pub label: String,
    /// Its values.
    pub options: Vec<FilterOption>,
}

/// A value of a filter.
#[derive(Debug, Clone, Serialize)]
pub struct FilterOption {
    /// The value, as the address of a search has it.
    pub value: String,
    /// Its name.
    pub label: String,
}

/// A filter with its value, as the address of a search has them.
#[derive(Debug, Clone, Serialize)]
pub struct FilterValue {
    /// The field.
    pub field: &'static str,
    /// The value.
    pub value: String,
}

impl FilterValue {
    /// The URL of the search with only this filter; none if the site has no search.
    #[must_use]
    pub fn search(&self, site: Localized<'_>) -> Option<String> {
        let FilterValue { field, value } = self;
        let search = Urls::of(site).page(&site.own("search"));
        site.config.search.enabled.then(|| format!("{search}?{field}={value}"))
    }
}

/// Maximum number of topics or methods that a filter offers; a longer list is no help in choosing.
const MOST_TERMS: usize = 150;

/// The filters that can be combined on lists.
pub(super) fn filters(site: Localized<'_>) -> Vec<FilterView> {
    let named = |terms: &[Term]| {
        let terms = terms.iter().take(MOST_TERMS);
        let mut named: Vec<_> =
            terms.map(|one| (one.id.value.clone(), site.label(one).0)).collect();
        named.sort_by(|a, b| a.1.cmp(&b.1));
        named
    };
    let sphere =
        |(sphere, word): &(Sphere, &str)| ((*word).to_owned(), sphere_title(site, *sphere));
    let stage =
        |(stage, word): &(Stage, &str)| ((*word).to_owned(), stage_label(site.words, *stage));
    let known = Direction::ALL.iter().filter(|(direction, _)| *direction != Direction::Unknown);
    let result = known.map(|(one, word)| ((*word).to_owned(), direction_label(site.words, *one)));
    let level = |level: u8| {
        let level = level.to_string();
        let label = site.words.fill("search.evidenceLeast", &[("level", &level)]);
        (level, label)
    };
    let bands = |bands: Bands, label: fn(&Words, Band) -> String| {
        bands.all().map(|band| (band.range(), label(site.words, band))).collect()
    };
    [
        ("topic", named(&site.site.vocabulary.topics)),
        ("sphere", Sphere::ALL.iter().map(sphere).collect()),
        ("population", bands(SIZES, size_label)),
        ("cost", bands(COSTS, cost_label)),
        ("months", bands(TIMES, time_label)),
        ("result", result.collect()),
        ("evidence", (1..5).map(level).collect()),
        ("stage", Stage::ALL.iter().map(stage).collect()),
        ("method", named(&site.site.vocabulary.mechanisms)),
    ]
    .map(|(field, options)| filter(site, field, options))
    .into()
}

fn filter(site: Localized<'_>, field: &'static str, options: Vec<(String, String)>) -> FilterView {
    let option = |(value, label)| FilterOption { value, label };
    let label = site.words.translate(&format!("search.facet.{field}"));
    FilterView { field, label, options: options.into_iter().map(option).collect() }
}

/// The page that lists practices by size of city, cost, time, result and method.
pub(super) fn choose_link(site: Localized<'_>) -> LinkView {
    LinkView::new(site.words.translate("section.choose"), Urls::of(site).page("choose"))
}

/// The name of a band of populations: `100,000 to 500,000`.
#[must_use]
pub fn size_label(words: &Words, band: Band) -> String {
    label(words, band, |people| words.figure(f64::from(people)))
}

/// The name of a band of one-off costs: `under $100,000`.
#[must_use]
pub fn cost_label(words: &Words, band: Band) -> String {
    label(words, band, |sum| words.money(f64::from(sum), Some("USD")))
}

/// The name of a band of months: `under 12 months`.
#[must_use]
pub fn time_label(words: &Words, band: Band) -> String {
    label(words, band, |months| words.count("compare.months", months as usize))
}

fn label(words: &Words, band: Band, figure: impl Fn(u32) -> String) -> String {
    match (band.least.map(&figure), band.most.map(&figure)) {
        (Some(least), Some(most)) => {
            words.fill("choose.between", &[("least", &least), ("most", &most)])
        }
        (Some(least), None) => words.fill("choose.above", &[("least", &least)]),
        (None, most) => words.fill("choose.below", &[("most", &most.unwrap_or_default())]),
    }
}
