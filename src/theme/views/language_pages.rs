//! The pages that a site has in each of its languages.

use std::collections::{BTreeMap, BTreeSet};

use super::common::Alternate;
use super::contribute::FORMS_FOLDER;
use super::links::Urls;
use super::localized::Localized;
use crate::model::Kind;
use crate::site::Site;
use crate::theme::words::Languages;

/// The languages of the translated records, and the lists in each of them.
#[derive(Debug, Clone, Copy)]
pub struct LanguagePages<'a> {
    languages: &'a Languages,
    lists: &'a BTreeMap<String, BTreeSet<&'static str>>,
}

/// For each language other than the site's own, the folders in which it has a record; each has a list.
#[must_use]
pub fn lists(site: &Site) -> BTreeMap<String, BTreeSet<&'static str>> {
    let mut lists: BTreeMap<String, BTreeSet<&'static str>> = BTreeMap::new();
    for version in site.translations.iter() {
        let folder = match version.kind {
            // Sessions are listed on the page of their convening.
            Kind::Session => continue,
            kind => kind.folder(),
        };
        lists.entry(version.item.meta.lang.clone()).or_default().insert(folder);
    }
    lists
}

impl<'a> LanguagePages<'a> {
    /// The languages of a site and their lists.
    #[must_use]
    pub fn new(
        languages: &'a Languages,
        lists: &'a BTreeMap<String, BTreeSet<&'static str>>,
    ) -> LanguagePages<'a> {
        LanguagePages { languages, lists }
    }

    /// The words of the languages.
    #[must_use]
    pub fn words(&self) -> &'a Languages {
        self.languages
    }

    /// The languages other than the site's own that have pages, with the folders of their lists.
    pub fn others(&self) -> impl Iterator<Item = (&'a str, &'a BTreeSet<&'static str>)> {
        self.lists.iter().map(|(lang, folders)| (lang.as_str(), folders))
    }

    /// Whether a language has its own version of the home page (the empty path), the search page
    /// (`search`), the page to compare practices (`compare`), a form, or a list (its folder).
    #[must_use]
    pub fn has(&self, lang: &str, path: &str) -> bool {
        let own = self.lists.get(lang);
        own.is_some_and(|folders| {
            ["", "search", "compare"].contains(&path)
                || path.starts_with(FORMS_FOLDER)
                || folders.contains(path)
        })
    }

    /// The versions of such a page, in the site's own language first; none if there is only one.
    #[must_use]
    pub fn alternates(&self, site: Localized<'_>, path: &str) -> Vec<Alternate> {
        let default = (site.config.default_language().to_owned(), path.to_owned());
        let own = self.lists.keys().filter(|lang| self.has(lang, path));
        let others = own.map(|lang| match path {
            "" => (lang.clone(), lang.clone()),
            path => (lang.clone(), format!("{lang}/{path}")),
        });
        self.named(site, std::iter::once(default).chain(others).collect())
    }

    /// Links to the versions of a page, given by language and id, with the names of the languages;
    /// none if there is only one.
    #[must_use]
    pub fn named(&self, site: Localized<'_>, versions: Vec<(String, String)>) -> Vec<Alternate> {
        if versions.len() < 2 {
            return Vec::new();
        }
        let urls = Urls::of(site);
        let one = |(lang, id): (String, String)| {
            let words = self.languages.get(&lang);
            let name =
                if words.lang() == lang { words.translate("language.name") } else { lang.clone() };
            Alternate { name, url: urls.absolute(&id), path: urls.home(&id), lang }
        };
        versions.into_iter().map(one).collect()
    }
}
