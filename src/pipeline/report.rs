//! The report of a run: findings, times, numbers of records.

use std::io;
use std::time::{Duration, Instant};

use crate::diagnostic::{self, Diagnostic, count};
use crate::site::Site;
use crate::spill::SpillFile;

/// A stage's name and duration.
pub type Stage = (&'static str, Duration);

/// The findings and times of a run.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Findings, sorted. If one is an error, the sink does not contain a complete site.
    pub diagnostics: Vec<Diagnostic>,
    /// Names and durations of the stages, in order.
    pub stages: Vec<Stage>,
    /// Numbers of published records by kind, in the order of the content model.
    pub records: Vec<(&'static str, usize)>,
    /// Path part of the base URL, with slashes at both ends.
    pub base_path: String,
    /// Whether the briefs that `site.yaml` lists were left out, for want of the program that sets them.
    pub without_briefs: bool,
}

impl Report {
    /// Records how many records a site has.
    pub(super) fn count_records(&mut self, site: &Site) {
        site.config.base_path().clone_into(&mut self.base_path);
        self.records = site.counts().collect();
        if !site.translations.is_empty() {
            self.records.push(("translations", site.translations.len()));
        }
    }

    /// Whether an error was found.
    #[must_use]
    pub fn failed(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }

    /// Runs `work` and records how long it takes.
    pub(super) fn timed<T>(&mut self, stage: &'static str, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let value = work();
        self.stages.push((stage, start.elapsed()));
        value
    }
}

/// A system error: disk, permission, memory. The content is not to blame.
#[derive(Debug)]
pub struct SystemError {
    /// The action that failed, with the path.
    pub doing: String,
    /// The system's error.
    pub reason: String,
}

impl SystemError {
    /// An error if a text that was moved to disk could not be read back.
    pub(super) fn of_spill(spill: Option<&SpillFile>) -> Result<(), SystemError> {
        match spill.and_then(SpillFile::fault) {
            Some(fault) => Err(SystemError {
                doing: "reading texts from the folder for temporary files".to_owned(),
                reason: fault.to_owned(),
            }),
            None => Ok(()),
        }
    }

    /// The error of a sink that could not keep a file.
    pub(super) fn unkept(error: &io::Error) -> SystemError {
        SystemError { doing: "writing the site".to_owned(), reason: error.to_string() }
    }
}

/// Runs `work` and measures how long it takes.
pub(super) fn clocked<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let value = work();
    (value, start.elapsed())
}

/// Numbers of errors and warnings in a report.
#[must_use]
pub fn counted(report: &Report) -> diagnostic::Count {
    count(&report.diagnostics)
}
