//! Files that are made from the site instead of its pages: what is exported, printed or mailed. They
//! come from the same content and pass the same gate as a build.

use std::io;

use super::content;
use super::guarded::guarded;
use super::history::Past;
use super::inputs::load;
use super::options::{Options, Purpose};
use super::report::{Report, SystemError};
use crate::diagnostic;
use crate::output::{Artifact, Sink};
use crate::site::Site;

/// Reads and judges the content, links it and its history, and puts the files that `make` makes
/// from the site into `sink`. The gate also sees the text returned with them, for formats whose
/// bytes hide their text. Nothing is made of content with errors.
///
/// # Errors
/// When the content cannot be read, or the sink cannot keep a file.
pub(super) fn derive(
    options: &Options,
    past: Past<'_>,
    sink: &dyn Sink,
    make: impl FnOnce(&Site, &mut Report) -> io::Result<(Vec<Artifact>, String)>,
) -> Result<Report, SystemError> {
    let mut report = Report::default();
    let loaded = load(options, None, &mut report)?;
    let spill = loaded.spill.clone();
    let (site, guard) = content::site(options, loaded, Purpose::Build, None, past, &mut report);
    if !report.failed() {
        guarded(&guard, sink, true, &mut report, |sink, report| {
            let made = make(&site, report).map_err(|error| SystemError::unkept(&error))?;
            let (files, text) = made;
            for file in files {
                sink.see(&file.path, &text);
                sink.put(file).map_err(|error| SystemError::unkept(&error))?;
            }
            Ok(())
        })?;
    }
    SystemError::of_spill(spill.as_deref())?;
    diagnostic::sort(&mut report.diagnostics);
    guard.redact(&mut report.diagnostics, false);
    Ok(report)
}
