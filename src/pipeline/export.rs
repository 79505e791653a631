//! Exports the published records instead of rendering them, or the whole site as one archive.
//! Everything passes the last gate.

use super::build::build;
use super::derive::derive;
use super::history::Past;
use super::inputs::read;
use super::options::Options;
use super::report::{Report, SystemError};
use super::theme;
use crate::export::{Format, SiteArchive, files, quickwit_files, texts};
use crate::output::{Sink, records};
use crate::theme::views::Localized;

/// Reads and judges the content, and puts its files of a format into `sink`.
///
/// # Errors
/// When the content cannot be read, or the sink cannot keep a file.
pub fn export(options: &Options, format: Format, sink: &dyn Sink) -> Result<Report, SystemError> {
    derive(options, Past::default(), sink, |site, _| {
        let files = files(site, format)?;
        Ok((files, texts(site)))
    })
}

/// Reads and judges the content, and puts its search index for a Quickwit server into `sink`.
///
/// # Errors
/// When the content cannot be read, or the sink cannot keep a file.
pub fn quickwit(options: &Options, sink: &dyn Sink) -> Result<Report, SystemError> {
    derive(options, Past::default(), sink, |site, report| {
        let Some(theme) = theme::load(options, site, None, report) else {
            return Ok((Vec::new(), String::new()));
        };
        let own = Localized { site, words: theme.languages.own() };
        let records = records(own, &theme.languages);
        let files = quickwit_files(&records, &site.config.languages)?;
        Ok((files, String::new()))
    })
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
