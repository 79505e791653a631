//! `crosstown export`.

use std::sync::Arc;

use crosstown::pipeline::{self, Options};
use crosstown::publish::Cache;

use super::args::ExportArgs;
use super::files::{Files, write};
use super::report::{findings, plural, records, system};
use super::terminal::{Terminal, shown};
use super::{briefs, exit, start};

/// Writes the files of a format into a folder. Content with errors writes nothing.
pub(super) fn run(args: &ExportArgs, terminal: &Terminal) -> u8 {
    if let Some(status) = start::refused(&args.content.root, terminal) {
        return status;
    }
    args.content.set_threads();
    let files = Files::default();
    let options = args.content.options(args.base_url.clone(), None);
    let store = Cache::of_user().map(|cache| Arc::new(cache.store()));
    let briefs = briefs::of_site();
    let options = options.map(|options| Options { store: store.clone(), briefs, ..options });
    let report = options.and_then(|options| match args.format.of_records() {
        Some(format) => pipeline::export(&options, format, &files),
        None => pipeline::archive(&options, &files),
    });
    let report = match report {
        Ok(report) => report,
        Err(error) => return system(&error, terminal),
    };
    findings(&report.diagnostics, terminal);
    if report.failed() {
        terminal.err("nothing was written\n");
        return exit::CONTENT;
    }
    // A store that cannot be tidied is tidied by a later build.
    _ = store.map(|store| store.tidy());
    let files = files.taken();
    if let Err(error) = write(&args.out, &files) {
        return system(&error, terminal);
    }
    let (what, folder) = (plural(files.len(), "file"), shown(&args.out));
    terminal.out(&format!("Exported {} to {folder}: {what}.\n", records(&report)));
    exit::DONE
}
