//! What one build keeps for the next, so that only what a change affects is made again.
//!
//! The result is that of a build from nothing, byte for byte.

use std::sync::Arc;

use blake3::Hash;

use super::index::{Index, SearchMemory};
use super::report::Report;
use crate::history::History;
use crate::output::{Lists, OutputCache};
use crate::site::{Changes, LinkCache, RelatedCache, RelatedRows, Site};
use crate::source::ParseCache;
use crate::theme::Languages;
use crate::withheld::Confidential;

/// What is known of the previous build.
#[derive(Debug, Default)]
pub struct Memory {
    pub(super) content: ContentMemory,
    pub(super) related: RelatedCache,
    /// Who must not be named by the last good build.
    pub(super) guard: Arc<Confidential>,
    pub(super) last: Option<LastBuild>,
    /// The history of the records when the first build began.
    pub(super) history: Option<Arc<History>>,
    search: SearchMemory,
}

/// Files and records of the previous build, good or not.
#[derive(Debug, Default)]
pub(super) struct ContentMemory {
    pub(super) parsed: ParseCache,
    pub(super) linked: LinkCache,
}

/// The last build without errors, which is the one whose files the sink has.
#[derive(Debug)]
pub(super) struct LastBuild {
    pub(super) site: Arc<Site>,
    pub(super) related: Arc<RelatedRows>,
    /// A digest of what all pages are made with. Only a build that is remembered has one.
    pub(super) theme: Option<Hash>,
    pub(super) languages: Arc<Languages>,
    pub(super) lists: Lists,
    pub(super) outputs: OutputCache,
}

impl Memory {
    /// The files of the previous build.
    pub(super) fn parsed(&self) -> &ParseCache {
        &self.content.parsed
    }

    /// How a site differs from that of the last good build; none if everything may.
    pub(super) fn changes(&self, site: &Site, related: &RelatedRows) -> Option<Changes> {
        let last = self.last.as_ref()?;
        site.changes(related, (&last.site, &last.related))
    }

    /// The last good build, if its pages were made with the same theme.
    pub(super) fn last_with(&self, theme: Option<Hash>) -> Option<&LastBuild> {
        self.last.as_ref().filter(|last| last.theme == theme)
    }

    /// Keeps a good build, and has its index take over records of the last one.
    pub(super) fn keep(
        &mut self,
        build: LastBuild,
        changes: Option<&Changes>,
        index: &mut Index,
        report: &mut Report,
    ) {
        // Records of the search index contain words of the theme.
        let same_words =
            self.last.as_ref().is_some_and(|last| last.languages.are(&build.languages));
        let changes = changes.filter(|_| same_words);
        report.timed("records", || index.keep_records(&mut self.search, changes));
        self.guard = index.guard();
        self.last = Some(build);
    }
}
