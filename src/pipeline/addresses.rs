//! Compares what content says of addresses with what the site will have, before any of it is written.

use super::content;
use super::history::Past;
use super::inputs;
use super::options::{Options, Purpose};
use super::report::{Report, SystemError};
use super::theme::{self, LoadedTheme};
use crate::output::{self, Anchors, Lists, OUTPUTS, Plan};
use crate::site::Site;

/// Judges links, navigation, old addresses and names of files.
pub(super) fn judge(site: &Site, theme: &LoadedTheme, lists: &Lists, report: &mut Report) {
    let found = report.timed("addresses", || {
        let (plan, mut found) = Plan::new(OUTPUTS, theme.context(site, lists));
        let templates = theme.theme.templates.values().map(|file| &*file.bytes);
        found.extend(output::check_links(site, &plan, &Anchors::of(templates)));
        found
    });
    report.diagnostics.extend(found);
}

/// The paths of all files that a build would write, in order, except those of the search index,
/// which are named by their content. None if the content has errors.
///
/// # Errors
/// When the content cannot be read.
pub fn addresses(options: &Options) -> Result<Option<Vec<String>>, SystemError> {
    let mut report = Report::default();
    let loaded = inputs::load(options, None, &mut report)?;
    let (site, _) =
        content::site(options, loaded, Purpose::Build, None, Past::default(), &mut report);
    let Some(theme) = theme::load(options, &site, None, &mut report) else { return Ok(None) };
    let lists = output::lists(&site, theme.spoken());
    judge(&site, &theme, &lists, &mut report);
    let (plan, _) = Plan::new(OUTPUTS, theme.context(&site, &lists));
    let paths = plan.paths().map(str::to_owned).collect();
    Ok(Some(paths).filter(|_| !report.failed()))
}
