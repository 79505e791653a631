//! The theme of a site, loaded and ready to be compiled.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use blake3::Hash;

use super::options::Options;
use super::report::Report;
use crate::diagnostic::Diagnostic;
use crate::output::{self, Artifact, Context};
use crate::site::Site;
use crate::theme::views::{self, LanguagePages, Localized, Parts, SiteView};
use crate::theme::{self, Languages, Theme, Words};

/// What pages are rendered with, and its files.
pub(super) struct LoadedTheme {
    pub(super) theme: Arc<Theme>,
    /// The words of each language, and the view of the site that all its pages see.
    pub(super) sites: Vec<(Arc<Words>, SiteView)>,
    pub(super) files: Vec<Artifact>,
    pub(super) languages: Arc<Languages>,
    /// The folders with records in each language other than the site's own.
    pub(super) lists: Arc<LanguageLists>,
}

/// The folders with records in each language other than the site's own.
pub(super) type LanguageLists = BTreeMap<String, BTreeSet<&'static str>>;

impl LoadedTheme {
    /// The pages that each language has.
    pub(super) fn spoken(&self) -> LanguagePages<'_> {
        LanguagePages::new(&self.languages, &self.lists)
    }

    /// A digest of the templates and of what all of them see, for a build that is remembered.
    pub(super) fn digest(&self) -> Hash {
        let views = self.sites.iter().map(|(_, view)| view);
        self.theme.digest(&self.languages, &self.lists, views)
    }

    /// The context from which outputs are planned.
    pub(super) fn context<'a>(&'a self, site: &'a Site, lists: &'a output::Lists) -> Context<'a> {
        let own = Localized { site, words: self.languages.own() };
        Context { own, spoken: self.spoken(), lists, files: &self.files }
    }
}

/// Loads the theme, reusing the words of the previous build if they are equal. `None` if the theme
/// cannot be loaded, which is reported. Warnings about it are not reported beside errors in the
/// content, because they may be consequences of those.
pub(super) fn load(
    options: &Options,
    site: &Site,
    previous: Option<&Languages>,
    report: &mut Report,
) -> Option<LoadedTheme> {
    let name = options.theme.as_deref().unwrap_or(&site.config.theme);
    let theme = match theme::load(&options.root, name) {
        Ok(theme) => theme,
        Err(mut found) => {
            // An unknown theme in `site.yaml` has been reported already, with its line.
            let is_reported = |one: &Diagnostic| {
                report
                    .diagnostics
                    .iter()
                    .any(|other| other.code == one.code && other.message == one.message)
            };
            found.retain(|one| !is_reported(one));
            report.diagnostics.extend(found);
            return None;
        }
    };
    let failed = report.failed();
    let mut found = theme.findings.clone();
    let lists = views::lists(site);
    let others = lists.keys().map(String::as_str);
    let tags: Vec<&str> = std::iter::once(site.config.default_language()).chain(others).collect();
    let (languages, of_words) = report.timed("words", || Languages::read(&theme, &tags, previous));
    found.extend(of_words);
    found.extend(theme::unused_words(&theme, &site.config.languages));
    report.diagnostics.extend(found.into_iter().filter(|one| !failed || one.is_error()));
    let spoken = LanguagePages::new(&languages, &lists);
    let own = Localized { site, words: languages.own() };
    let client = if site.config.search.enabled && !theme.without_scripts {
        output::client(own)
    } else {
        output::Client::default()
    };
    let statics = output::statics(&theme, site.config.base_path());
    let sites: Vec<(Arc<Words>, SiteView)> = tags
        .iter()
        .map(|tag| {
            let words = languages.shared(tag);
            let parts = Parts {
                stylesheet: statics.stylesheet.clone(),
                scripts: statics.scripts.clone(),
                search: client.view(Localized { site, words: &words }, languages.own()),
            };
            let view = Localized { site, words: &words };
            let view = views::site(view, options.link.audience, &spoken, parts);
            (words, view)
        })
        .collect();
    let files = client.artifacts.into_iter().chain(statics.artifacts).collect();
    let theme = Arc::new(theme);
    let (languages, lists) = (Arc::new(languages), Arc::new(lists));
    Some(LoadedTheme { theme, sites, files, languages, lists })
}
