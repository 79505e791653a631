//! The numbered list of sources of a record.

use serde::Serialize;

use super::localized::{DateView, Localized};
use crate::markdown::Citation;
use crate::model::Source;

/// A source with its number. Those cited in the body come first, in the order of their citations.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SourceView {
    /// Its number, starting at 1.
    pub number: usize,
    /// Its id; the anchor is `source-<id>`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its URL.
    pub url: Option<String>,
    /// Its publisher.
    pub publisher: Option<String>,
    /// Its date.
    pub date: Option<DateView>,
    /// When it was last read.
    pub accessed: Option<DateView>,
    /// URL of a copy in an archive.
    pub archived_url: Option<String>,
    /// Its authors.
    pub authors: Vec<String>,
    /// Anchors of its citations in the body, for links back to them.
    pub mentions: Vec<String>,
}

/// Numbers the sources of a record.
#[must_use]
pub(super) fn sources(
    site: Localized<'_>,
    sources: &[Source],
    citations: &[Citation],
) -> Vec<SourceView> {
    let cited = citations.iter().filter_map(|citation| {
        let source = sources.iter().find(|source| source.id.value == citation.id)?;
        Some((source, citation.mentions))
    });
    let rest = sources
        .iter()
        .filter(|source| !citations.iter().any(|citation| citation.id == source.id.value))
        .map(|source| (source, 0));
    cited
        .chain(rest)
        .enumerate()
        .map(|(at, (source, mentions))| view(site, at + 1, source, mentions))
        .collect()
}

fn view(site: Localized<'_>, number: usize, source: &Source, mentions: usize) -> SourceView {
    let id = source.id.value.clone();
    SourceView {
        number,
        title: source.title.clone(),
        url: source.url.as_ref().map(|url| url.value.clone()),
        publisher: source.publisher.clone(),
        date: source.date.map(|date| site.date(date)),
        accessed: source.accessed.map(|date| site.date(date)),
        archived_url: source.archived_url.clone(),
        authors: source.authors.iter().map(|author| author.value.clone()).collect(),
        mentions: (1..=mentions).map(|mention| format!("cite-{id}-{mention}")).collect(),
        id,
    }
}

/// The number of the source with an id, for a table row.
pub(super) fn number_of(sources: &[SourceView], id: Option<&str>) -> Option<CitedSource> {
    let source = sources.iter().find(|source| Some(source.id.as_str()) == id)?;
    Some(CitedSource { number: source.number, id: source.id.clone(), title: source.title.clone() })
}

/// A citation of a source outside the body.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CitedSource {
    /// Its number in the list.
    pub number: usize,
    /// Its id; the anchor is `source-<id>`.
    pub id: String,
    /// Its title.
    pub title: String,
}
