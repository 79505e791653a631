//! Where evidence is thin: topics by how well their practices were tested and by size of city, what
//! nobody has measured, and what works but nobody has adopted.

use serde::Serialize;

use super::choose::size_label;
use super::common::{Card, cards, practice_link};
use super::links::LinkView;
use super::localized::Localized;
use crate::model::{Direction, Practice, SIZES, Stage, TESTED, Term};

/// The gap map, as `gaps`.
#[derive(Debug, Clone, Serialize)]
pub struct GapsView {
    /// Topics by evidence, then by size of city.
    pub tables: Vec<GapTable>,
    /// Topics without a practice that was measured.
    pub unmeasured: Vec<LinkView>,
    /// Practices that were tested with a good result and that no other city is known to have adopted.
    pub not_adopted: Vec<Card>,
    /// Practices with a short text, sorted by name; at most `MOST_SHORT`.
    pub short: Vec<LinkView>,
    /// How many more there are.
    pub short_more: usize,
}

/// Numbers of practices by topic and something else.
#[derive(Debug, Clone, Serialize)]
pub struct GapTable {
    /// Its anchor is `gaps-<id>`.
    pub id: &'static str,
    /// Its title.
    pub title: String,
    /// Headings of its columns after the first.
    pub heads: Vec<String>,
    /// A row for each topic, sorted by name.
    pub rows: Vec<GapRow>,
}

/// A topic and the number of its practices in each column.
#[derive(Debug, Clone, Serialize)]
pub struct GapRow {
    /// The topic.
    pub topic: LinkView,
    /// The numbers.
    pub counts: Vec<usize>,
}

/// Keys of the columns of evidence: proposals; carried out, not measured; measured; tested, with an
/// effect; tested, without one.
const EVIDENCE: [&str; 5] = ["proposed", "described", "measured", "worked", "no-effect"];

/// The most short entries that are listed, so that the page of a large site stays light.
const MOST_SHORT: usize = 100;

/// The first column of practices with a measured result.
const MEASURED: usize = 2;

/// The column of a practice.
fn column(practice: &Practice) -> usize {
    match (practice.evidence_level(), practice.direction()) {
        (TESTED.., Direction::Positive | Direction::Mixed) => 3,
        (TESTED.., Direction::None | Direction::Negative) => 4,
        (2.., _) => 2,
        _ => usize::from(practice.stage.value != Stage::Proposed),
    }
}

/// The view of the page.
#[must_use]
pub fn gaps(site: Localized<'_>) -> GapsView {
    let heading = |key: &&str| site.words.translate(&format!("gaps.evidence-{key}"));
    let by_evidence = GapTable {
        id: "evidence",
        title: site.words.translate("gaps.by-evidence"),
        heads: EVIDENCE.iter().map(heading).collect(),
        rows: rows(site, EVIDENCE.len(), |at| Some(column(&site.practices[at].record))),
    };
    let by_size = GapTable {
        id: "sizes",
        title: site.words.translate("gaps.by-size"),
        heads: SIZES.all().map(|band| size_label(site.words, band)).collect(),
        rows: rows(site, SIZES.all().count(), |at| largest(site, at)),
    };
    let never = |row: &&GapRow| row.counts[MEASURED..].iter().all(|count| *count == 0);
    let unmeasured = by_evidence.rows.iter().filter(never).map(|row| row.topic.clone());
    let mut short = short(site);
    let short_more = short.len().saturating_sub(MOST_SHORT);
    short.truncate(MOST_SHORT);
    GapsView {
        unmeasured: unmeasured.collect(),
        not_adopted: cards(site, &not_adopted(site)),
        short: short.into_iter().map(|at| practice_link(site, at)).collect(),
        short_more,
        tables: vec![by_evidence, by_size],
    }
}

/// A row for each topic, with its practices counted in the column that each belongs to.
fn rows(
    site: Localized<'_>,
    columns: usize,
    column: impl Fn(usize) -> Option<usize>,
) -> Vec<GapRow> {
    let row = |term: &Term| {
        let practices = site.facets.topics.get(&term.id.value).into_iter().flatten();
        let mut counts = vec![0; columns];
        practices.filter_map(|at| column(*at)).for_each(|column| counts[column] += 1);
        GapRow { topic: site.term_link("topics", term), counts }
    };
    let mut rows: Vec<GapRow> = site.site.vocabulary.topics.iter().map(row).collect();
    rows.sort_by(|a, b| a.topic.title.cmp(&b.topic.title));
    rows
}

/// The band of the largest city of a practice, if a population is recorded.
fn largest(site: Localized<'_>, at: usize) -> Option<usize> {
    let cities = site.graph.practice_cities[at].iter();
    let populations =
        cities.filter_map(|at| Some(site.cities[*at].record.population.as_ref()?.value));
    populations.map(|people| SIZES.position(people)).max()
}

/// Short entries, sorted by name.
fn short(site: Localized<'_>) -> Vec<usize> {
    let is_short = |at: &usize| site.practices[*at].body.is_short;
    let mut short: Vec<usize> = (0..site.practices.len()).filter(is_short).collect();
    short.sort_by_key(|at| &site.practices[*at].record.title.value);
    short
}

fn not_adopted(site: Localized<'_>) -> Vec<usize> {
    let worked = |at: &usize| {
        let practice = &site.practices[*at].record;
        practice.evidence_level() >= TESTED && practice.direction() == Direction::Positive
    };
    let alone = |at: &usize| {
        site.graph.practice_adaptations[*at].is_empty()
            && site.graph.practice_origins[*at].is_empty()
    };
    (0..site.practices.len()).filter(worked).filter(alone).collect()
}
