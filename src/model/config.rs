//! `site.yaml`: what holds for the whole site.

use serde::Serialize;

use super::At;

/// A link of the main navigation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NavigationItem {
    /// Words of the link.
    pub title: String,
    /// Where it leads, as outputs write it: from the site's root, or elsewhere.
    pub url: At<String>,
}

/// Where the content is kept, for "edit this page" links.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Repository {
    /// Address of the repository.
    pub url: String,
    /// Branch that is published.
    pub branch: String,
}

/// What the site is called in another language.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ConfigWords {
    /// BCP 47 tag.
    pub lang: At<String>,
    /// Name of the site, where it has another.
    pub title: Option<String>,
    /// What it is, in a sentence.
    pub description: Option<String>,
}

/// How large things may be. What is larger is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Limits {
    /// Bytes of a record.
    pub record: u64,
    /// Bytes of a file beside a record.
    pub attachment: u64,
    /// Characters of a line of a record.
    pub line: usize,
}

impl Limits {
    /// Bytes of a megabyte.
    pub const MEGABYTE: u64 = 1_000_000;
    /// Bytes of `site.yaml` and of each vocabulary, which `site.yaml` cannot change.
    pub const SETTINGS: u64 = 4 * Limits::MEGABYTE;
    /// Bytes above which a picture is said to be large.
    pub const PICTURE: u64 = 2 * Limits::MEGABYTE;
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { record: 10 * Limits::MEGABYTE, attachment: 50 * Limits::MEGABYTE, line: 100_000 }
    }
}

/// The record.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Config {
    /// Name of the site.
    pub title: String,
    /// Where it will be served, with a slash at the end.
    pub base_url: At<String>,
    /// What it is, in a sentence.
    pub description: String,
    /// BCP 47 tags; the first is the default.
    pub languages: Vec<String>,
    /// Name and description in other languages.
    pub translations: Vec<ConfigWords>,
    /// Name of the theme.
    pub theme: At<String>,
    /// SPDX id of the content's licence.
    pub license: Option<String>,
    /// Where the content is kept.
    pub repository: Option<Repository>,
    /// Main navigation.
    pub navigation: Vec<NavigationItem>,
    /// Whether the search index is built.
    pub search: bool,
    /// Names of checks that are turned off.
    pub checks_off: Vec<At<String>>,
    /// How large things may be.
    pub limits: Limits,
}

impl Config {
    /// The path part of the base URL, with slashes at both ends: `/` or `/crosstown/`.
    #[must_use]
    pub fn base_path(&self) -> &str {
        let after_scheme = self.base_url.find("://").map_or(0, |at| at + 3);
        let rest = &self.base_url.value[after_scheme..];
        rest.find('/').map_or("/", |at| &rest[at..])
    }

    /// The default language.
    #[must_use]
    pub fn default_language(&self) -> &str {
        self.languages.first().map_or("en", String::as_str)
    }

    /// What the site is called in a language, where that is written.
    #[must_use]
    pub fn words(&self, lang: &str) -> Option<&ConfigWords> {
        self.translations.iter().find(|words| words.lang.value == lang)
    }
}
