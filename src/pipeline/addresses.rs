//! Holds what content says of addresses against what the site will have, before any of it is made.

use super::{LoadedTheme, Options, Purpose, Report, SystemError, inputs, load_theme, understand};
use crate::output::{self, Anchors, Lists, Plan, Planned};
use crate::site::Site;
use crate::theme::views::{LanguagePages, Localized};

/// Judges links, navigation, old addresses and names of files, and gives the lists of the site,
/// which the pages are then made from.
pub(super) fn judge(site: &Site, loaded: &LoadedTheme, report: &mut Report) -> Lists {
    let lists = report.timed("lists", || {
        output::lists(site, LanguagePages::new(&loaded.languages, &loaded.lists))
    });
    judge_with(site, loaded, &lists, report);
    lists
}

/// The same with lists that are known.
pub(super) fn judge_with(site: &Site, loaded: &LoadedTheme, lists: &Lists, report: &mut Report) {
    let found = report.timed("addresses", || {
        let (plan, mut found) = Plan::new(planned(site, loaded, lists));
        let templates = loaded.theme.templates.values().map(|file| &*file.bytes);
        found.extend(output::judge_leads(site, &plan, &Anchors::of(templates)));
        found
    });
    report.diagnostics.extend(found);
}

fn planned<'a>(site: &'a Site, loaded: &'a LoadedTheme, lists: &'a Lists) -> Planned<'a> {
    let own = Localized { site, words: loaded.languages.own() };
    let spoken = LanguagePages::new(&loaded.languages, &loaded.lists);
    Planned { own, spoken, lists, files: &loaded.files }
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
    let Some(loaded) = load_theme(options, &site, None, &mut report) else { return Ok(None) };
    let lists = judge(&site, &loaded, &mut report);
    let (plan, _) = Plan::new(planned(&site, &loaded, &lists));
    let paths = plan.paths().map(str::to_owned).collect();
    Ok(Some(paths).filter(|_| !report.failed()))
}
