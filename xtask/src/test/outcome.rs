//! The outcome of a step.

/// The outcome of a step that did not fail.
pub(super) enum Outcome {
    Passed,
    /// Skipped as a whole or in part, with the reason. It is repeated at the end, so that nobody
    /// takes the step for passed.
    Skipped(String),
}
