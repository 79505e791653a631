//! Findings about what a branch has changed.

use std::path::Path;

use super::report::{Report, SystemError};
use crate::history::{Changed, Fault};

/// The files that differ from where the branch left `reference`.
///
/// # Errors
/// When Git does not know the reference, or cannot be asked.
pub fn changed_since(root: &Path, reference: &str) -> Result<Changed, SystemError> {
    let what = format!("what has changed since `{reference}`");
    Changed::since(root, reference).map_err(|fault| unasked(&what, fault))
}

/// The error when Git could not answer a question.
pub(super) fn unasked(what: &str, fault: Fault) -> SystemError {
    let reason = match fault {
        Fault::Missing => "there is no program `git`".to_owned(),
        Fault::Refused(words) if words.contains("no merge base") => {
            "the clone is too shallow to tell; fetch the rest with `git fetch --unshallow`"
                .to_owned()
        }
        Fault::Refused(words) => {
            let first = words.lines().next().unwrap_or("it refuses");
            first.strip_prefix("fatal: ").unwrap_or(first).to_owned()
        }
        Fault::Slow => "it took longer than five minutes".to_owned(),
        Fault::Large => "it lists too many files".to_owned(),
    };
    SystemError { doing: format!("asking Git for {what}"), reason }
}

impl Report {
    /// Keeps the findings about `changed` files and all errors: what a change breaks may be
    /// elsewhere, such as a link to a record that was removed.
    pub fn keep_changed(&mut self, changed: &Changed) {
        self.diagnostics.retain(|found| {
            found.is_error() || found.place.as_ref().is_some_and(|place| changed.has(&place.file))
        });
    }
}
