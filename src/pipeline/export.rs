//! Exports the published records instead of rendering them, or the whole site as one archive.
//! Everything passes the last gate.

use super::build::build;
use super::content;
use super::guarded::guarded;
use super::history::Past;
use super::inputs::{load, read};
use super::options::{Options, Purpose};
use super::report::{Report, SystemError};
use crate::diagnostic;
use crate::export::{Format, SiteArchive, files, texts};
use crate::output::Sink;

/// Reads and judges the content, and puts its files of a format into `sink`.
///
/// # Errors
/// When the content cannot be read, or the sink cannot keep a file.
pub fn export(options: &Options, format: Format, sink: &dyn Sink) -> Result<Report, SystemError> {
    let mut report = Report::default();
    let loaded = load(options, None, &mut report)?;
    let spill = loaded.spill.clone();
    let past = Past::default();
    let (site, guard) = content::site(options, loaded, Purpose::Build, None, past, &mut report);
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

/// Builds the site, and puts an archive of it into `sink`.
///
/// # Errors
/// When the content cannot be read, or the sink cannot keep the archive.
pub fn archive(options: &Options, sink: &dyn Sink) -> Result<Report, SystemError> {
    let files = SiteArchive::default();
    let report = build(options, read(options, None)?, None, &files)?.report;
    if !report.failed() {
        let archive = files.finish().and_then(|archive| sink.put(archive));
        archive.map_err(|error| SystemError::unkept(&error))?;
    }
    Ok(report)
}
