//! How a record is cited, for its page and for its files.

use serde::Serialize;

use super::history;
use super::links::Urls;
use super::localized::{DateView, Localized};
use crate::cite::{self, Citation, Reference};
use crate::model::{Practice, slugify};
use crate::site::Meta;
use crate::spill::Text;

/// Files for reference managers beside a record, by the ends of their names, with the names of
/// their formats and their media types.
pub const CITATION_FILES: [(&str, &str, &str); 3] = [
    ("bib", "BibTeX", "application/x-bibtex"),
    ("ris", "RIS", "application/x-research-info-systems"),
    ("csl.json", "CSL-JSON", "application/vnd.citationstyles.csl+json"),
];

/// How to cite a record.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CitationView {
    /// Who publishes it: the site.
    pub author: String,
    /// When it was last checked, as search engines for scholars write it: `2026/01/15`.
    pub date: Option<String>,
    /// Which text of it this is: the beginning of the id of its commit if the site tells the history
    /// of its records, or else of Git's id of the text.
    pub version: String,
    /// The permanent address of this text, if the repository has one.
    pub version_url: Option<String>,
    /// The day of its commit, if that is known.
    pub version_date: Option<DateView>,
    /// In the style of the APA, with the title in italics.
    pub apa: ReferenceView,
    /// In the style of the Chicago Manual.
    pub chicago: ReferenceView,
    /// For reference managers.
    pub files: Vec<CitationFile>,
}

/// A citation in one style, which is English.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReferenceView {
    /// What precedes the title.
    pub before: String,
    /// The title, in the language of the record.
    pub title: String,
    /// What follows it.
    pub after: String,
}

/// A file for reference managers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CitationFile {
    /// The name of its format.
    pub name: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// Its URL.
    pub url: String,
}

impl From<Reference> for ReferenceView {
    fn from(Reference { before, title, after }: Reference) -> ReferenceView {
        ReferenceView { before, title, after }
    }
}

/// A practice as a publication. `markdown` is its text as published.
#[must_use]
pub fn cited(site: Localized<'_>, meta: &Meta, practice: &Practice, markdown: &Text) -> Citation {
    let text = cite::version(&markdown.read());
    // A text that is not committed yet is identified by its own digest.
    let version = history::version(site, meta, &text);
    let (version, version_url) = match version {
        Some(version) => (version.commit, version.url),
        None => (text, None),
    };
    let title = &site.config.title;
    let is_translated = meta.lang != site.config.default_language();
    let lang = is_translated.then_some(meta.lang.as_str());
    let key: Vec<&str> = [title, meta.slug.as_str()].into_iter().chain(lang).collect();
    Citation {
        key: slugify(&key.join(" ")),
        title: practice.title.value.clone(),
        author: title.clone(),
        date: practice.verified,
        version,
        version_url,
        url: Urls::of(site).absolute(&meta.id),
        lang: meta.lang.clone(),
        summary: practice.summary.value.clone(),
    }
}

/// How to cite a practice, for its page.
#[must_use]
pub fn citation(site: Localized<'_>, meta: &Meta, cited: &Citation) -> CitationView {
    let folder = Urls::of(site).page(&meta.id);
    let file = |(end, name, media_type)| CitationFile {
        name,
        media_type,
        url: format!("{folder}index.{end}"),
    };
    CitationView {
        apa: cite::apa(cited).into(),
        chicago: cite::chicago(cited).into(),
        author: cited.author.clone(),
        date: cited.date.map(|date| date.to_string().replace('-', "/")),
        version_date: site
            .history
            .of(&meta.path)
            .and_then(|record| record.versions.first())
            .filter(|latest| latest.commit.starts_with(&cited.version))
            .map(|latest| site.date(latest.date)),
        version: cited.version.clone(),
        version_url: cited.version_url.clone(),
        files: CITATION_FILES.into_iter().map(file).collect(),
    }
}
