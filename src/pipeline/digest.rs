//! The digest of what is new since a day, made from the same site as a build and through the same
//! gate.

use super::derive::derive;
use super::history::Past;
use super::options::Options;
use super::report::{Report, SystemError};
use super::theme;
use crate::digest::{News, news};
use crate::history::Log;
use crate::model::Date;
use crate::output::{Artifact, Sink};
use crate::theme::views::Localized;

/// Writes news in a format.
pub type Writer = fn(Localized<'_>, Date, &[News]) -> String;

/// Puts what is new since a day into `sink`, as one file. Returns also whether the days are those of
/// the repository; without one, the dates in the records count.
///
/// # Errors
/// When the content cannot be read, or the sink cannot keep the file.
pub fn digest(
    options: &Options,
    since: Date,
    writer: Writer,
    sink: &dyn Sink,
) -> Result<(Report, bool), SystemError> {
    // Read here whether or not `site.yaml` asks for the history on pages.
    let log = Log::read(&options.root).ok();
    let past = Past { log: log.as_ref(), known: None };
    let report = derive(options, past, sink, |site, report| {
        let Some(theme) = theme::load(options, site, None, report) else {
            return Ok((Vec::new(), String::new()));
        };
        let view = Localized { site, words: theme.languages.own() };
        let text = writer(view, since, &news(view, since, log.is_some()));
        Ok((vec![Artifact::new("digest", text.into_bytes())], String::new()))
    })?;
    Ok((report, log.is_some()))
}
