//! What the caller of the server provides: a way to build the site.

use crate::output::Sink;
use crate::pipeline::{Report, SystemError};

/// The pipeline: puts the site into a sink, which may keep unchanged files of the last good build.
pub type Build = dyn Fn(&dyn Sink) -> Result<Built, SystemError> + Send + Sync;

/// Writes the search index of a site whose pages are shown, into a separate sink.
pub type WriteIndex = Box<dyn FnOnce(&dyn Sink) -> Result<(), SystemError> + Send>;

/// The result of a build.
pub struct Built {
    /// Its findings. If one is an error, there is no site.
    pub report: Report,
    /// Writes the search index. Until it is done, requests for its missing files wait.
    pub index: Option<WriteIndex>,
}

impl From<Report> for Built {
    fn from(report: Report) -> Built {
        Built { report, index: None }
    }
}

impl std::fmt::Debug for Built {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Built").field("report", &self.report).finish_non_exhaustive()
    }
}
