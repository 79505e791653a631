//! Holds what content says of addresses against what the site will have, before any of it is made.

use super::{Dress, Options, Purpose, Report, SystemError, dress, inputs, understand};
use crate::output::{self, Anchors, Lists, Plan, Planned};
use crate::site::Site;
use crate::theme::views::{In, Spoken};

/// Judges links, navigation, old addresses and names of files, and gives the lists of the site,
/// which the pages are then made from.
pub(super) fn judge(site: &Site, dress: &Dress, report: &mut Report) -> Lists {
    let lists =
        report.timed("lists", || output::lists(site, Spoken::new(&dress.languages, &dress.lists)));
    judge_with(site, dress, &lists, report);
    lists
}

/// The same with lists that are known.
pub(super) fn judge_with(site: &Site, dress: &Dress, lists: &Lists, report: &mut Report) {
    let found = report.timed("addresses", || {
        let (plan, mut found) = Plan::new(planned(site, dress, lists));
        let templates = dress.theme.templates.values().map(|file| &*file.bytes);
        found.extend(output::judge_leads(site, &plan, &Anchors::of(templates)));
        found
    });
    report.diagnostics.extend(found);
}

fn planned<'a>(site: &'a Site, dress: &'a Dress, lists: &'a Lists) -> Planned<'a> {
    let own = In { site, words: dress.languages.own() };
    let spoken = Spoken::new(&dress.languages, &dress.lists);
    Planned { own, spoken, lists, files: &dress.files }
}

/// The paths of all files that a build would write, in order, but for those of the search index,
/// which are named by what they hold. None where the content has errors.
///
/// # Errors
/// When the content cannot be read.
pub fn addresses(options: &Options) -> Result<Option<Vec<String>>, SystemError> {
    let mut report = Report::default();
    let loaded = inputs::load(options, &mut report)?;
    let (site, _) = understand(options, loaded, Purpose::Build, &mut report);
    let Some(dress) = dress(options, &site, None, &mut report) else { return Ok(None) };
    let lists = judge(&site, &dress, &mut report);
    let (plan, _) = Plan::new(planned(&site, &dress, &lists));
    let paths = plan.paths().map(str::to_owned).collect();
    Ok(Some(paths).filter(|_| !report.failed()))
}
