//! The kit of a convening, made from the same site as a build and through the same gate.

use super::derive::derive;
use super::history::Past;
use super::options::Options;
use super::report::{Report, SystemError};
use super::theme;
use crate::convene::kit;
use crate::diagnostic::{Diagnostic, nearest};
use crate::output::{Artifact, Sink};
use crate::site::Site;
use crate::theme::views::Localized;
use crate::theme::{Engine, summarize};

/// Puts the kit of a convening into `sink`.
///
/// # Errors
/// When the content cannot be read, or the sink cannot keep a file.
pub fn convene(options: &Options, slug: &str, sink: &dyn Sink) -> Result<Report, SystemError> {
    derive(options, Past::default(), sink, |site, report| {
        let files = made(options, slug, site, report);
        let files = files.map_err(|found| report.diagnostics.extend(found)).unwrap_or_default();
        Ok((files, String::new()))
    })
}

/// The files of the kit, or what is wrong.
fn made(
    options: &Options,
    slug: &str,
    site: &Site,
    report: &mut Report,
) -> Result<Vec<Artifact>, Vec<Diagnostic>> {
    // Convenings are sorted by date, so a binary search by slug would not work.
    let Some(at) = site.convenings.iter().position(|item| item.meta.slug == slug) else {
        let slugs = site.convenings.iter().map(|item| item.meta.slug.as_str());
        let message = format!("there is no convening `{slug}`");
        let found = Diagnostic::global("unknown-convening", message);
        return Err(vec![found.did_you_mean(nearest(slug, slugs))]);
    };
    let Some(theme) = theme::load(options, site, None, report) else { return Ok(Vec::new()) };
    let engine = Engine::new(&theme.theme, &theme.sites)?;
    let view = Localized { site, words: theme.languages.own() };
    kit(view, &engine, at).map_err(|failure| summarize(vec![*failure]))
}
