//! Exports the published records instead of rendering them, or the whole site as one archive.
//! Everything passes the last gate.

use std::io;

use super::build::build;
use super::content;
use super::guarded::guarded;
use super::history::Past;
use super::inputs::{load, read};
use super::options::{Options, Purpose};
use super::report::{Report, SystemError};
use super::theme;
use crate::diagnostic;
use crate::export::{Format, SiteArchive, files, quickwit_files, texts};
use crate::output::{Artifact, Sink, records};
use crate::site::Site;
use crate::theme::views::Localized;

/// Reads and judges the content, and puts its files of a format into `sink`.
///
/// # Errors
/// When the content cannot be read, or the sink cannot keep a file.
pub fn export(options: &Options, format: Format, sink: &dyn Sink) -> Result<Report, SystemError> {
    written(options, sink, |site, _| {
        let files = files(site, format)?;
        Ok((files, texts(site)))
    })
}

/// Reads and judges the content, and puts its search index for a Quickwit server into `sink`.
///
/// # Errors
/// When the content cannot be read, or the sink cannot keep a file.
pub fn quickwit(options: &Options, sink: &dyn Sink) -> Result<Report, SystemError> {
    written(options, sink, |site, report| {
        let Some(theme) = theme::load(options, site, None, report) else {
            return Ok((Vec::new(), String::new()));
        };
        let own = Localized { site, words: theme.languages.own() };
        let records = records(own, &theme.languages);
        let files = quickwit_files(&records, &site.config.languages)?;
        Ok((files, String::new()))
    })
}

/// Reads and judges the content, and puts the files that `make` makes of it into `sink`; the gate
/// is also shown the text that comes with them, for files that hide theirs.
fn written(
    options: &Options,
    sink: &dyn Sink,
    make: impl FnOnce(&Site, &mut Report) -> io::Result<(Vec<Artifact>, String)>,
) -> Result<Report, SystemError> {
    let mut report = Report::default();
    let loaded = load(options, None, &mut report)?;
    let spill = loaded.spill.clone();
    let past = Past::default();
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
