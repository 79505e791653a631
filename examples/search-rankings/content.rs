//! The searched records, as the site passes them to its index.

use std::path::Path;

use crosstown::site::{Audience, LinkOptions, link};
use crosstown::theme::views::Localized;
use crosstown::theme::{self, Languages};
use crosstown::{output, source};
use search_index::{Record, Section, Term};
use serde::Serialize;

/// The records of the site in `root`, by id.
pub(crate) fn records(root: &Path) -> Result<Vec<Record>, String> {
    let found = source::walk(root).map_err(|error| error.reason)?;
    let (content, _) = source::parse(source::load(found, None), None);
    let (site, _) = link(content, LinkOptions { audience: Audience::Public, drafts: false }, None);
    let theme = theme::load(root, &site.config.theme).map_err(|_| "the theme cannot be read")?;
    let tags: Vec<&str> = site.config.languages.iter().map(String::as_str).collect();
    let (languages, _) = Languages::read(&theme, &tags, None);
    let mut records =
        output::records(Localized { site: &site, words: languages.own() }, &languages);
    records.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(records)
}

/// The heading of a section, if it is searched.
fn heading(section: &Section) -> String {
    if section.is_label { String::new() } else { section.heading.clone() }
}

/// A record in a form that any engine can use: all its text, in four fields.
#[derive(Debug, Serialize)]
pub(crate) struct Document {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) summary: String,
    /// Headings and texts, in order.
    pub(crate) sections: Vec<(String, String)>,
    /// Cities, countries, spheres, topics with their synonyms, stage, kind and year.
    pub(crate) labels: Vec<String>,
}

impl Document {
    pub(crate) fn of(record: &Record) -> Self {
        let terms = [&record.cities, &record.countries, &record.spheres, &record.topics];
        let mut labels: Vec<String> = terms.into_iter().flatten().flat_map(names).collect();
        labels.extend(record.stage.iter().flat_map(names));
        labels.push(record.kind.clone());
        labels.extend(record.year.map(|year| year.to_string()));
        labels.retain(|label| !label.is_empty());
        let sections = record.sections.iter();
        Self {
            id: record.id.clone(),
            title: record.title.clone(),
            summary: record.summary.clone(),
            sections: sections.map(|one| (heading(one), one.text.to_string())).collect(),
            labels,
        }
    }

    /// All of the text as one string.
    pub(crate) fn text(&self) -> String {
        let sections = self.sections.iter().flat_map(|(heading, text)| [heading, text]);
        let parts = [&self.title, &self.summary].into_iter().chain(sections).chain(&self.labels);
        parts.map(String::as_str).collect::<Vec<_>>().join("\n")
    }
}

fn names(term: &Term) -> Vec<String> {
    std::iter::once(&term.label).chain(&term.synonyms).cloned().collect()
}
