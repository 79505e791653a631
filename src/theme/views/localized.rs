//! The site as pages in one language see it.

use std::ops::Deref;

use serde::Serialize;

use super::links::{LinkView, Urls};
use crate::model::{Date, Sphere, Term};
use crate::site::{Meta, Site, Translation};
use crate::theme::words::Words;

/// A date for machines and for people.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DateView {
    /// ISO 8601.
    pub iso: String,
    /// As text: `5 March 2014`.
    pub words: String,
    /// The year.
    pub year: u16,
}

/// A site and the words of the language in which a page speaks of it. Everything of the site can
/// be read through it; nothing here changes it.
#[derive(Debug, Clone, Copy)]
pub struct Localized<'a> {
    /// The site.
    pub site: &'a Site,
    /// The words.
    pub words: &'a Words,
}

impl Deref for Localized<'_> {
    type Target = Site;

    fn deref(&self) -> &Site {
        self.site
    }
}

impl<'a> From<Localized<'a>> for &'a Site {
    fn from(view: Localized<'a>) -> &'a Site {
        view.site
    }
}

impl<'a> Localized<'a> {
    /// The language of the page.
    #[must_use]
    pub fn lang(self) -> &'a str {
        self.words.lang()
    }

    /// The language of a text for the attribute `lang`; none if it is the language of the page.
    #[must_use]
    pub fn other(self, lang: &str) -> Option<String> {
        (lang != self.lang()).then(|| lang.to_owned())
    }

    /// The view of a date.
    pub(super) fn date(self, date: Date) -> DateView {
        DateView { iso: date.to_string(), words: self.words.date(date), year: date.year }
    }

    /// The version of a record in the page's language, where that is not the site's own and there
    /// is one. Pages in the site's own language do not ask for it, so that they do not depend on
    /// translations.
    #[must_use]
    pub fn version(self, original: &Meta) -> Option<&'a Translation> {
        if self.words.is_default() {
            return None;
        }
        let versions = self.site.translated.get(&original.id)?.iter();
        let mut versions = versions.map(|at| &self.site.translations[*at]);
        versions.find(|version| version.item.meta.lang == self.lang())
    }

    /// A link to a record: to its version in the page's language if there is one, else to the
    /// original.
    pub(super) fn link_to(self, original: &Meta, title: &str) -> LinkView {
        match self.version(original) {
            Some(version) => {
                LinkView::new(version.title(), Urls::of(self).page(&version.item.meta.id))
            }
            None => LinkView {
                lang: self.other(&original.lang),
                ..LinkView::new(title, Urls::of(self).page(&original.id))
            },
        }
    }

    /// A link to a place. Its name is not marked as being in another language.
    pub(super) fn link_to_place(self, original: &Meta, name: &str) -> LinkView {
        LinkView { lang: None, ..self.link_to(original, name) }
    }

    /// The label of a term, and its language if that is not the page's.
    #[must_use]
    pub fn label(self, term: &Term) -> (String, Option<String>) {
        if self.words.is_default() {
            return (term.label.clone(), None);
        }
        match term.translations.get(self.lang()) {
            Some(words) => (words.label.clone(), None),
            None => (term.label.clone(), self.other(self.site.config.default_language())),
        }
    }

    /// What a term means; in the site's own language where it has not been translated.
    #[must_use]
    pub fn definition(self, term: &Term) -> String {
        let own = term.translations.get(self.lang()).filter(|_| !self.words.is_default());
        own.and_then(|words| words.definition.as_ref()).unwrap_or(&term.definition).clone()
    }

    /// A link to the page of a term.
    #[must_use]
    pub fn term_link(self, folder: &str, term: &Term) -> LinkView {
        let (title, lang) = self.label(term);
        LinkView { title, url: Urls::of(self).page(&format!("{folder}/{}", term.id.value)), lang }
    }

    /// The label of a sphere.
    pub(super) fn sphere_label(self, sphere: Sphere) -> (String, Option<String>) {
        match self.site.vocabulary.sphere(sphere.as_str()) {
            Some(term) => self.label(term),
            None => (self.words.translate(&format!("sphere.{}", sphere.as_str())), None),
        }
    }

    /// The name of a country.
    #[must_use]
    pub fn country(self, code: &str) -> String {
        self.words.country(code).unwrap_or_else(|| code.to_owned())
    }

    /// The name of the site in the page's language.
    #[must_use]
    pub fn title(self) -> &'a str {
        let words = self.site.config.words(self.lang()).filter(|_| !self.words.is_default());
        words.and_then(|words| words.title.as_ref()).unwrap_or(&self.site.config.title)
    }

    /// What the site is, and the language in which it says so if that is not the page's.
    #[must_use]
    pub fn description(self) -> (&'a str, Option<String>) {
        let config = &self.site.config;
        let words = config.words(self.lang()).filter(|_| !self.words.is_default());
        match words.and_then(|words| words.description.as_ref()) {
            Some(description) => (description, None),
            None => (&config.description, self.other(config.default_language())),
        }
    }

    /// The home page in the page's language, without slashes at the ends: empty for the site's own.
    #[must_use]
    pub fn home(self) -> &'a str {
        if self.words.is_default() { "" } else { self.lang() }
    }

    /// The path of a page that each language has: `search`, `es/search`.
    #[must_use]
    pub fn own(self, path: &str) -> String {
        match (self.home(), path) {
            ("", path) => path.to_owned(),
            (lang, "") => lang.to_owned(),
            (lang, path) => format!("{lang}/{path}"),
        }
    }
}
