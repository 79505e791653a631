//! Runs builds and shows their results.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Instant;

use crate::pipeline::SystemError;

use super::build::{Build, Built};
use super::error::catch_panic;
use super::event::Event;
use super::snapshot::{MemorySink, Snapshot};
use super::state::Shared;
use super::{deferred_index, error_page};

/// The pipeline, and the receiver of events.
pub(super) struct Builder {
    build: Arc<Build>,
    shared: Arc<Shared>,
    events: Arc<dyn Fn(Event) + Send + Sync>,
    index: Sender<deferred_index::Task>,
}

impl Builder {
    pub(super) fn new(
        build: Arc<Build>,
        shared: Arc<Shared>,
        events: Arc<dyn Fn(Event) + Send + Sync>,
        index: Sender<deferred_index::Task>,
    ) -> Builder {
        Builder { build, shared, events, index }
    }

    /// Builds once. A failed build is shown too.
    pub(super) fn run(&self) {
        let start = Instant::now();
        let event = match self.attempt() {
            Err(error) => {
                self.shared.fail(error_page::broken(&error));
                Event::Broken { error }
            }
            Ok((Built { report, .. }, _)) if report.failed() => {
                // The sink does not contain a complete site.
                self.shared.fail(error_page::findings(&report.diagnostics));
                Event::Failed { diagnostics: report.diagnostics }
            }
            Ok((Built { report, index }, site)) => {
                let files = site.len();
                let site = Arc::new(site);
                self.shared.show(Arc::clone(&site));
                if let Some(write) = index {
                    // The thread ends only with the server.
                    _ = self.index.send(deferred_index::Task {
                        site,
                        write,
                        shown: Instant::now(),
                    });
                }
                Event::Rebuilt { report, files, duration: start.elapsed() }
            }
        };
        (self.events)(event);
    }

    /// Reports that changes of a folder will not be noticed.
    pub(super) fn not_watching(&self, path: PathBuf, reason: String) {
        (self.events)(Event::NotWatching { path, reason });
    }

    fn attempt(&self) -> Result<(Built, Snapshot), SystemError> {
        let doing = "building the site";
        let failed = |reason| SystemError { doing: doing.to_owned(), reason };
        let memory = MemorySink::after(self.shared.site());
        // A panic must not end the watch: the next change may avoid the bug.
        let built = catch_panic(doing, || (self.build)(&memory))?;
        let files = memory.into_files();
        let files = if built.report.failed() {
            files.unwrap_or_default()
        } else {
            files.map_err(failed)?
        };
        let site = Snapshot::new(&built.report.base_path, files, built.index.is_none());
        Ok((built, site))
    }
}
