//! The search index of a site, which `serve` writes after the pages: readers of a page need not wait
//! for it.

use std::io;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use search_index::{CompressionCache, Record};

use super::guarded::guarded;
use super::report::{Report, SystemError};
use super::theme::LanguageLists;
use crate::output::{self, Artifact, SearchCache, Sink};
use crate::site::{Changes, Site};
use crate::theme::Languages;
use crate::theme::views::Localized;
use crate::withheld::Confidential;

/// The search index of a site that was built, still to be written.
#[derive(Debug)]
pub struct Index {
    pub(super) site: Arc<Site>,
    pub(super) guard: Arc<Confidential>,
    pub(super) languages: Arc<Languages>,
    pub(super) lists: Arc<LanguageLists>,
    pub(super) kept: Option<Kept>,
}

/// What is known of an index before it is written.
#[derive(Debug)]
pub(super) struct Kept {
    records: Vec<Arc<Record>>,
    packed: Arc<Mutex<CompressionCache>>,
    suggestions: Suggestions,
}

/// What the search box suggests, once it has been computed. Builds share it if their records differ
/// in their bodies only.
type Suggestions = Arc<OnceLock<Vec<Artifact>>>;

/// What indexes of earlier builds leave for later ones.
#[derive(Debug, Default)]
pub(super) struct SearchMemory {
    records: SearchCache,
    packed: Arc<Mutex<CompressionCache>>,
    suggestions: Suggestions,
}

impl Index {
    /// Who must not be named by the site.
    pub(super) fn guard(&self) -> Arc<Confidential> {
        Arc::clone(&self.guard)
    }

    /// Makes the records of the index, and takes over those that nothing has changed for.
    pub(super) fn keep_records(&mut self, memory: &mut SearchMemory, changes: Option<&Changes>) {
        if !changes.is_some_and(Changes::are_of_bodies_only) {
            memory.suggestions = Suggestions::default();
        }
        let records = memory.records.records(self.own(), &self.languages, changes);
        let (packed, suggestions) = (Arc::clone(&memory.packed), Arc::clone(&memory.suggestions));
        self.kept = Some(Kept { records, packed, suggestions });
    }

    /// Writes the index through the last gate. Nothing is written if the site has no search.
    ///
    /// # Errors
    /// When it cannot be written, or the sink cannot keep a file.
    pub fn put(&self, sink: &dyn Sink) -> Result<(), SystemError> {
        let mut report = Report::default();
        guarded(&self.guard, sink, true, &mut report, |sink, _| self.write(sink))?;
        if report.failed() {
            let reason = "it would name somebody who must not be named".to_owned();
            return Err(SystemError { doing: "writing the search index".to_owned(), reason });
        }
        Ok(())
    }

    /// Writes the index.
    pub(super) fn write(&self, sink: &dyn Sink) -> Result<(), SystemError> {
        if !self.site.config.search.enabled {
            return Ok(());
        }
        match &self.kept {
            None => {
                output::index(self.own(), &self.languages, None, sink).map_err(unindexed)?;
                put_all(self.suggestions()?, sink)
            }
            Some(Kept { records, packed, suggestions }) => {
                let mut packed = packed.lock().unwrap_or_else(PoisonError::into_inner);
                let kept = Some((records.as_slice(), &mut *packed));
                output::index(self.own(), &self.languages, kept, sink).map_err(unindexed)?;
                let known = match suggestions.get() {
                    Some(known) => known.clone(),
                    None => {
                        let made = self.suggestions()?;
                        suggestions.get_or_init(|| made).clone()
                    }
                };
                put_all(known, sink)
            }
        }
    }

    fn own(&self) -> Localized<'_> {
        Localized { site: &self.site, words: self.languages.own() }
    }

    /// The names that the search box suggests before the index is there, a file a language.
    fn suggestions(&self) -> Result<Vec<Artifact>, SystemError> {
        let others = self.lists.keys().map(|lang| self.languages.get(lang));
        let spoken = std::iter::once(self.languages.own()).chain(others);
        let suggestions: io::Result<Vec<Artifact>> = spoken
            .map(|words| output::suggestions(Localized { site: &self.site, words }))
            .collect();
        suggestions.map_err(|error| SystemError {
            doing: "writing the suggestions of the search box".to_owned(),
            reason: error.to_string(),
        })
    }
}

fn put_all(artifacts: Vec<Artifact>, sink: &dyn Sink) -> Result<(), SystemError> {
    let mut artifacts = artifacts.into_iter();
    artifacts.try_for_each(|file| sink.put(file)).map_err(|error| SystemError::unkept(&error))
}

fn unindexed(error: search_index::BuildError) -> SystemError {
    SystemError { doing: "writing the search index".to_owned(), reason: error.to_string() }
}
