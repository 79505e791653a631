//! `crosstown check`.

use crosstown::diagnostic::json;
use crosstown::pipeline::{self, counted};

use super::args::{CheckArgs, CheckFormat};
use super::report::{findings, records, system};
use super::terminal::Terminal;
use super::{exit, start};

/// Checks the content and prints the findings.
pub(super) fn run(args: &CheckArgs, terminal: &Terminal) -> u8 {
    if let Some(status) = start::refused(&args.content.root, terminal) {
        return status;
    }
    args.content.set_threads();
    let options = args.content.options(None, None);
    let report = match options.and_then(|options| pipeline::check(&options)) {
        Ok(report) => report,
        Err(error) => return system(&error, terminal),
    };
    match args.format {
        CheckFormat::Json => terminal.out_json(json(&report.diagnostics)),
        CheckFormat::Human => {
            findings(&report.diagnostics, terminal);
            if counted(&report).errors == 0 {
                terminal.out(&format!("Checked {}: no errors.\n", records(&report)));
            }
        }
    }
    if report.failed() { exit::CONTENT } else { exit::DONE }
}
