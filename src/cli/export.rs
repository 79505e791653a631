//! `crosstown export`.

use crosstown::pipeline::{self, Options};

use super::args::{ExportArgs, ExportFormat};
use super::files::{make, write};
use super::report::{plural, records, system};
use super::terminal::{Terminal, shown};
use super::{briefs, exit, start};

/// Writes the files of a format into a folder. Content with errors writes nothing.
pub(super) fn run(args: &ExportArgs, terminal: &Terminal) -> u8 {
    if let Some(status) = start::refused(&args.content.root, terminal) {
        return status;
    }
    args.content.set_threads();
    let options = args.content.options(args.base_url.clone(), None);
    let options = options.map(|options| Options { briefs: briefs::of_site(), ..options });
    let made = make(options, terminal, |options, files| match args.format.of_records() {
        Some(format) => pipeline::export(options, format, files),
        None if args.format == ExportFormat::Quickwit => pipeline::quickwit(options, files),
        None => pipeline::archive(options, files),
    });
    let (report, files) = match made {
        Ok(made) => made,
        Err(status) => return status,
    };
    if let Err(error) = write(&args.out, &files) {
        return system(&error, terminal);
    }
    let (what, folder) = (plural(files.len(), "file"), shown(&args.out));
    terminal.out(&format!("Exported {} to {folder}: {what}.\n", records(&report)));
    exit::DONE
}
