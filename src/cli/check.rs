//! `crosstown check`.

use std::process::ExitCode;

use crosstown::diagnostic::json;
use crosstown::pipeline::{self, counted};

use super::args::{CheckArgs, CheckFormat};
use super::exit;
use super::report::{findings, records, system};
use super::terminal::out;

/// Judges the content and prints what was found.
pub(super) fn run(args: &CheckArgs) -> ExitCode {
    args.content.set_threads();
    let report = match pipeline::check(&args.content.options(None, None)) {
        Ok(report) => report,
        Err(error) => return system(&error),
    };
    match args.format {
        CheckFormat::Json => out(&format!("{}\n", json(&report.diagnostics))),
        CheckFormat::Human => {
            findings(&report.diagnostics);
            if counted(&report).errors == 0 {
                out(&format!("Checked {}: no errors.\n", records(&report)));
            }
        }
    }
    if report.failed() { exit::CONTENT.into() } else { ExitCode::SUCCESS }
}
