//! A step of the tests, and its outcome.

use crate::workspace::Workspace;

/// A step: its name for `--only`, its description, and its implementation.
pub(super) struct Step {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    pub(super) run: fn(&Workspace) -> Result<Outcome, String>,
}

/// The outcome of a step that did not fail.
pub(super) enum Outcome {
    Passed,
    /// Skipped as a whole or in part, with the reason. It is repeated at the end, so that nobody
    /// takes the step for passed.
    Skipped(String),
}
