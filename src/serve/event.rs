//! What the server reports to its caller, who tells the user.

use std::path::PathBuf;
use std::time::Duration;

use crate::diagnostic::Diagnostic;
use crate::pipeline::{Report, SystemError};

/// What happens while serving, for the caller to report.
#[derive(Debug)]
pub enum Event {
    /// The first build is done, and the site or its errors can be viewed.
    Started {
        /// The address of its first page.
        url: String,
        /// The requested port, if it was in use.
        instead_of: Option<u16>,
    },
    /// The site was built; open pages reload.
    Rebuilt {
        /// The report of the pipeline, including warnings.
        report: Report,
        /// Number of files in the site.
        files: usize,
        /// How long it took.
        duration: Duration,
    },
    /// The search index matches the pages again.
    Indexed {
        /// Time since the pages were shown.
        duration: Duration,
    },
    /// The content has errors; open pages show them.
    Failed {
        /// All findings, sorted.
        diagnostics: Vec<Diagnostic>,
    },
    /// The system failed; open pages show the error.
    Broken {
        /// What failed.
        error: SystemError,
    },
    /// Changes of a folder will not be noticed.
    NotWatching {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
}
