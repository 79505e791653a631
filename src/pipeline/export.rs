//! Exports the published records instead of rendering them. Everything passes the last gate.

use super::content;
use super::guarded::guarded;
use super::inputs::load;
use super::options::{Options, Purpose};
use super::report::{Report, SystemError};
use crate::diagnostic;
use crate::export::{Format, files, texts};
use crate::output::Sink;

/// Reads and judges the content, and puts its files of a format into `sink`.
///
/// # Errors
/// When the content cannot be read, or the sink cannot keep a file.
pub fn export(options: &Options, format: Format, sink: &dyn Sink) -> Result<Report, SystemError> {
    let mut report = Report::default();
    let loaded = load(options, None, &mut report)?;
    let spill = loaded.spill.clone();
    let (site, guard) = content::site(options, loaded, Purpose::Build, None, &mut report);
    if !report.failed() {
        guarded(&guard, sink, true, &mut report, |sink, _| {
            let made = files(&site, format).map_err(|error| SystemError::unkept(&error))?;
            for file in made {
                sink.see(&file.path, &texts(&site));
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
