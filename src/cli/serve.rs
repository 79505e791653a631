//! `crosstown serve`.

use std::process::ExitCode;

use super::args::ServeArgs;
use super::exit;
use super::terminal::err;

/// Serves.
pub(super) fn run(_args: &ServeArgs) -> ExitCode {
    err("serve: merged next\n");
    exit::SYSTEM.into()
}
