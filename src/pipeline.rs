//! The whole way from a folder to artifacts, shared by `build`, `check` and `serve`.

use std::path::PathBuf;
use std::time::Duration;

use crate::diagnostic::Diagnostic;
use crate::output::Sink;
use crate::site::LinkOptions;

/// What to build, and how.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder that holds `content/` and `themes/`.
    pub root: PathBuf,
    /// Replaces the base URL of `site.yaml`.
    pub base_url: Option<String>,
    /// Replaces the theme of `site.yaml`.
    pub theme: Option<String>,
    /// Audience and drafts.
    pub link: LinkOptions,
}

/// What a run found and how long it took.
#[derive(Debug, Default)]
pub struct Report {
    /// Findings, sorted. Where one is an error, what the sink took is not a whole site.
    pub diagnostics: Vec<Diagnostic>,
    /// Names and durations of the stages, in order.
    pub stages: Vec<(&'static str, Duration)>,
    /// How many records were published, by kind, in the order of the content model.
    pub records: Vec<(&'static str, usize)>,
    /// Path part of the base URL, with slashes at both ends.
    pub base_path: String,
}

/// The system failed: disk, permission, memory. Content is not to blame.
#[derive(Debug)]
pub struct SystemError {
    /// What was being done, with the path.
    pub doing: String,
    /// What the system said.
    pub reason: String,
}
