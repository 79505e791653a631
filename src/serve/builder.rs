//! Runs a build and shows what came of it.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use crate::pipeline::SystemError;

use super::snapshot::{Memory, Snapshot};
use super::state::Shared;
use super::{Build, Built, Event, deferred_index, error_page};

/// The pipeline, and whom to tell.
pub(super) struct Builder {
    build: Arc<Build>,
    shared: Arc<Shared>,
    events: Arc<dyn Fn(Event) + Send + Sync>,
    rest: deferred_index::Tasks,
}

impl Builder {
    pub(super) fn new(
        build: Arc<Build>,
        shared: Arc<Shared>,
        events: Arc<dyn Fn(Event) + Send + Sync>,
        rest: deferred_index::Tasks,
    ) -> Builder {
        Builder { build, shared, events, rest }
    }

    /// Builds once. A build that fails is shown, too.
    pub(super) fn run(&self) {
        let start = Instant::now();
        let event = match self.attempt() {
            Err(error) => {
                self.shared.fail(error_page::broken(&error));
                Event::Broken { error }
            }
            Ok((Built { report, .. }, _)) if report.failed() => {
                // What the sink took is not a whole site.
                self.shared.fail(error_page::findings(&report.diagnostics));
                Event::Failed { diagnostics: report.diagnostics }
            }
            Ok((Built { report, rest }, site)) => {
                let files = site.len();
                let site = Arc::new(site);
                self.shared.show(Arc::clone(&site));
                if let Some(rest) = rest {
                    self.rest.send(deferred_index::Task { site, rest, begun: Instant::now() });
                }
                Event::Rebuilt { report, files, duration: start.elapsed() }
            }
        };
        (self.events)(event);
    }

    /// Says that changes of a folder will not be seen.
    pub(super) fn not_watching(&self, path: PathBuf, reason: String) {
        (self.events)(Event::NotWatching { path, reason });
    }

    fn attempt(&self) -> Result<(Built, Snapshot), SystemError> {
        let failed = |reason| SystemError { doing: "building the site".to_owned(), reason };
        let memory = Memory::after(self.shared.site());
        // A fault of the program must not end the watch: the next change may avoid it.
        let built = catch_unwind(AssertUnwindSafe(|| (self.build)(&memory)))
            .map_err(|panic| failed(panic_message(&*panic)))??;
        let files = memory.into_files();
        let files = if built.report.failed() {
            files.unwrap_or_default()
        } else {
            files.map_err(failed)?
        };
        let site = Snapshot::new(&built.report.base_path, files, built.rest.is_none());
        Ok((built, site))
    }
}

pub(super) fn panic_message(panic: &(dyn Any + Send)) -> String {
    let text = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    format!("the program has a fault: {}", text.unwrap_or("it broke off"))
}
