//! Addresses of pages and files, and links to them.

use serde::Serialize;

use crate::site::Site;

/// Makes addresses from the base path and base URL of a site.
#[derive(Debug, Clone, Copy)]
pub struct Urls<'a> {
    /// Path part of the base URL, with slashes at both ends.
    pub base_path: &'a str,
    /// The base URL, with a slash at its end.
    pub base_url: &'a str,
}

impl<'a> Urls<'a> {
    /// The addresses of a site.
    #[must_use]
    pub fn of(site: impl Into<&'a Site>) -> Urls<'a> {
        let site: &Site = site.into();
        Urls { base_path: site.config.base_path(), base_url: &site.config.base_url }
    }

    /// The address of a path within the site (`practices/x`), for a link: `/practices/x/`.
    #[must_use]
    pub fn page(&self, id: &str) -> String {
        [self.base_path, id, "/"].concat()
    }

    /// The address of a page that may be the home page.
    #[must_use]
    pub fn home(&self, id: &str) -> String {
        if id.is_empty() { self.base_path.to_owned() } else { self.page(id) }
    }

    /// The address of a file within the site.
    #[must_use]
    pub fn file(&self, path: &str) -> String {
        [self.base_path, path].concat()
    }

    /// The absolute URL of a page.
    #[must_use]
    pub fn absolute(&self, id: &str) -> String {
        if id.is_empty() { self.base_url.to_owned() } else { [self.base_url, id, "/"].concat() }
    }
}

/// A link.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LinkView {
    /// Its text.
    pub title: String,
    /// Its URL.
    pub url: String,
    /// The language of the text, if it is not the page's.
    pub lang: Option<String>,
}

impl LinkView {
    /// A link with a text in the page's language.
    pub(crate) fn new(title: impl Into<String>, url: impl Into<String>) -> LinkView {
        LinkView { title: title.into(), url: url.into(), lang: None }
    }
}
