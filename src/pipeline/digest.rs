//! What is new since a day, made from the same site as a build and through the same gate.

use super::content;
use super::guarded::guarded;
use super::history::Past;
use super::inputs::load;
use super::options::{Options, Purpose};
use super::report::{Report, SystemError};
use super::theme;
use crate::diagnostic;
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
    let mut report = Report::default();
    let loaded = load(options, None, &mut report)?;
    let spill = loaded.spill.clone();
    // Asked for here, whether or not pages tell the history.
    let log = Log::read(&options.root).ok();
    let past = Past { log: log.as_ref(), known: None };
    let (site, guard) = content::site(options, loaded, Purpose::Build, None, past, &mut report);
    let theme = theme::load(options, &site, None, &mut report).filter(|_| !report.failed());
    if let Some(theme) = theme {
        let view = Localized { site: &site, words: theme.languages.own() };
        let text = writer(view, since, &news(view, since, log.is_some()));
        guarded(&guard, sink, true, &mut report, |sink, _| {
            let file = Artifact::new("digest", text.into_bytes());
            sink.put(file).map_err(|error| SystemError::unkept(&error))
        })?;
    }
    SystemError::of_spill(spill.as_deref())?;
    diagnostic::sort(&mut report.diagnostics);
    guard.redact(&mut report.diagnostics, false);
    Ok((report, log.is_some()))
}
