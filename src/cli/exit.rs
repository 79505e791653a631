//! Exit statuses, a fixed part of the contract: scripts and CI rely on them.

use std::process::ExitCode;

/// The content has errors.
pub(super) const CONTENT: u8 = 1;
/// The command was used wrongly.
pub(super) const USAGE: u8 = 2;
/// The system failed: disk, permission.
pub(super) const SYSTEM: u8 = 3;

/// The status after clap has printed.
pub(super) fn of_usage(wrong: bool, printed: bool) -> ExitCode {
    match (wrong, printed) {
        (true, _) => ExitCode::from(USAGE),
        (false, true) => ExitCode::SUCCESS,
        (false, false) => ExitCode::from(SYSTEM),
    }
}
