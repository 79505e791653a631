//! The kit of a convening, made from the same site as a build and through the same gate.

use super::content;
use super::guarded::guarded;
use super::history::Past;
use super::inputs::load;
use super::options::{Options, Purpose};
use super::report::{Report, SystemError};
use super::theme;
use crate::convene::kit;
use crate::diagnostic::{self, Diagnostic, nearest};
use crate::output::Sink;
use crate::theme::views::Localized;
use crate::theme::{Engine, summarize};

/// Puts the kit of a convening into `sink`.
///
/// # Errors
/// When the content cannot be read, or the sink cannot keep a file.
pub fn convene(options: &Options, slug: &str, sink: &dyn Sink) -> Result<Report, SystemError> {
    let mut report = Report::default();
    let loaded = load(options, None, &mut report)?;
    let spill = loaded.spill.clone();
    let past = Past::default();
    let (site, guard) = content::site(options, loaded, Purpose::Build, None, past, &mut report);
    let theme = theme::load(options, &site, None, &mut report);
    // Convenings are in order of time, so that none can be looked up by its slug.
    let at = site.convenings.iter().position(|item| item.meta.slug == slug);
    if at.is_none() {
        let slugs = site.convenings.iter().map(|item| item.meta.slug.as_str());
        let message = format!("there is no convening `{slug}`");
        let found = Diagnostic::global("unknown-convening", message);
        report.diagnostics.push(found.did_you_mean(nearest(slug, slugs)));
    }
    let engine = theme.as_ref().filter(|_| !report.failed()).and_then(|theme| {
        let engine = Engine::new(&theme.theme, &theme.sites);
        engine.map_err(|found| report.diagnostics.extend(found)).ok()
    });
    if let (Some(theme), Some(engine), Some(at)) = (&theme, &engine, at) {
        let view = Localized { site: &site, words: theme.languages.own() };
        guarded(&guard, sink, true, &mut report, |sink, report| {
            match kit(view, engine, at) {
                Ok(files) => {
                    for file in files {
                        sink.put(file).map_err(|error| SystemError::unkept(&error))?;
                    }
                }
                Err(failure) => report.diagnostics.extend(summarize(vec![*failure])),
            }
            Ok(())
        })?;
    }
    SystemError::of_spill(spill.as_deref())?;
    diagnostic::sort(&mut report.diagnostics);
    guard.redact(&mut report.diagnostics, false);
    Ok(report)
}
