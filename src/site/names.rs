//! The slugs, titles and addresses of a site's records, and which of them are published:
//! everything that references and links are resolved against.
//!
//! Most edits change none of this, so one build takes it over from the one before.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::link_target::{FileNames, LinkTargets};
use super::options::{Audience, LinkOptions};
use super::registry::{Registry, reference};
use super::routes::Redirects;
use super::{files, routes};
use crate::diagnostic::{Diagnostic, Place, nearest};
use crate::model::{Attribution, Config, Extra, SessionStatus, SourceFile, Vocabulary};
use crate::source::{Asset, Content, Entry, Record};

/// The names of one site.
#[derive(Debug)]
pub(super) struct Names {
    pub(super) registry: Registry,
    /// For each record, in the order of the content, whether it is published.
    pub(super) published: Vec<bool>,
    /// Folders of records whose files are not published.
    pub(super) held: BTreeSet<String>,
    /// What is wrong with the names.
    pub(super) found: Vec<Diagnostic>,
    base_path: String,
    notes_links: bool,
    redirects: Redirects,
    /// Files beside records, by name.
    files: FileNames,
}

impl Names {
    /// Collects the names of all records, terms and files.
    pub(super) fn new(content: &Content, options: LinkOptions) -> Names {
        let all = || content.entries.iter().map(|entry| &**entry);
        let present = |entry: &&Entry| absent(&entry.record, options).is_none();
        let (registry, mut found) = Registry::new(content, |entry| absent(&entry.record, options));
        let (redirects, bad) = routes::redirects(content);
        found.extend(bad);
        found.extend(judge_languages(content, &registry));
        found.extend(files::judge(&content.assets));
        found.extend(files::same_names("content", &paths(content)));
        Names {
            published: all().map(|entry| present(&entry)).collect(),
            held: files::held_folders(all(), |entry| absent(&entry.record, options).is_some()),
            base_path: content.config.base_path().to_owned(),
            notes_links: content.config.makes(Extra::Briefs),
            files: FileNames::new(content.assets.iter().map(|asset| asset.to.as_str())),
            registry,
            found,
            redirects,
        }
    }

    /// What links may lead to.
    pub(super) fn link_targets(&self) -> LinkTargets<'_> {
        let Names { registry, base_path, redirects, files, notes_links, .. } = self;
        LinkTargets { registry, base_path, files, redirects, notes_links: *notes_links }
    }
}

/// The paths of all records and the files beside them, below `content/`.
fn paths(content: &Content) -> Vec<&str> {
    let read = content.entries.iter().map(|entry| &entry.file).chain(&content.unread);
    let records = read.map(|file| file.path.strip_prefix("content/").unwrap_or(&file.path));
    records.chain(content.assets.iter().map(|asset| asset.to.as_str())).collect()
}

/// Names with everything that they were collected from.
#[derive(Debug)]
pub(super) struct Named {
    names: Arc<Names>,
    options: LinkOptions,
    config: Config,
    vocabulary: Vocabulary,
    unread: Vec<SourceFile>,
    unread_vocabularies: Vec<&'static str>,
    assets: Vec<Asset>,
    /// The records of the latest build with these names.
    entries: Vec<Arc<Entry>>,
}

impl Named {
    /// Keeps what `names` were collected from.
    pub(super) fn new(names: &Arc<Names>, content: &Content, options: LinkOptions) -> Named {
        Named {
            names: Arc::clone(names),
            options,
            config: content.config.clone(),
            vocabulary: content.vocabulary.clone(),
            unread: content.unread.clone(),
            unread_vocabularies: content.unread_vocabularies.clone(),
            assets: content.assets.clone(),
            entries: content.entries.clone(),
        }
    }

    /// The names, if they are also those of `content`, apart from titles, which are brought up to
    /// date. Names with findings are always collected anew, since lines may have moved.
    pub(super) fn of(&mut self, content: &Content, options: LinkOptions) -> Option<SameNames> {
        let same = self.names.found.is_empty()
            && self.options == options
            && self.config == content.config
            && self.vocabulary == content.vocabulary
            && self.unread == content.unread
            && self.unread_vocabularies == content.unread_vocabularies
            && self.assets == content.assets
            && self.entries.len() == content.entries.len();
        if !same {
            return None;
        }
        let (mut differ, mut retitled) = (Vec::new(), Vec::new());
        for (at, (old, new)) in self.entries.iter().zip(&content.entries).enumerate() {
            if Arc::ptr_eq(old, new) {
                continue;
            }
            if !are_named_alike(old, new) {
                return None;
            }
            differ.push(at);
            if old.record.title() != new.record.title() {
                retitled.push(new);
            }
        }
        let same_titles = retitled.is_empty();
        if !same_titles {
            let names = Arc::get_mut(&mut self.names)?;
            retitled.iter().for_each(|entry| names.registry.retitle(entry));
        }
        self.entries.clone_from(&content.entries);
        Some(SameNames { names: Arc::clone(&self.names), differ, same_titles })
    }
}

/// Names that two builds have in common.
#[derive(Debug)]
pub(super) struct SameNames {
    pub(super) names: Arc<Names>,
    /// Positions of the records that differ otherwise.
    pub(super) differ: Vec<usize>,
    /// Whether all titles are the same.
    pub(super) same_titles: bool,
}

/// Whether two versions of a record contribute the same names, apart from the title.
fn are_named_alike(old: &Entry, new: &Entry) -> bool {
    let file = |entry: &Entry| SourceFile { text: String::new().into(), ..entry.file.clone() };
    let same = match (&old.record, &new.record) {
        (Record::Practice(old), Record::Practice(new)) => old.draft == new.draft,
        (Record::Session(old), Record::Session(new)) => {
            old.attribution.value == new.attribution.value && old.status == new.status
        }
        (Record::City(old), Record::City(new)) => old.country.value == new.country.value,
        _ => true,
    };
    let aliases = |entry: &Entry| -> Vec<String> {
        entry.record.aliases().iter().map(|alias| alias.value.clone()).collect()
    };
    same && aliases(old) == aliases(new) && file(old) == file(new)
}

/// Whether a record is part of a build.
#[must_use]
pub fn is_published(record: &Record, options: LinkOptions) -> bool {
    absent(record, options).is_none()
}

/// Why a record is not part of a build, if it is not.
fn absent(record: &Record, options: LinkOptions) -> Option<&'static str> {
    match record {
        Record::Practice(practice) if practice.draft && !options.drafts => Some("it is a draft"),
        Record::Session(session) => {
            if session.attribution.value == Attribution::CitiesOnly
                && options.audience != Audience::Cities
            {
                Some("its notes are for member cities only")
            } else if session.status == Some(SessionStatus::Draft) && !options.drafts {
                Some("its notes are a draft")
            } else {
                None
            }
        }
        _ => None,
    }
}

fn judge_languages(content: &Content, registry: &Registry) -> Vec<Diagnostic> {
    let languages = &content.config.languages;
    let mut found = Vec::new();
    for entry in &content.entries {
        let Some(lang) = &entry.file.lang else { continue };
        let place = || Place::file(&entry.file.path);
        if !languages.contains(lang) {
            let message = format!("`{lang}` is not one of this site's languages");
            let diagnostic = Diagnostic::error("unknown-language", place(), message);
            let near = nearest(lang, languages.iter().map(String::as_str));
            found.push(match near {
                Some(near) => diagnostic.did_you_mean(Some(near)),
                None => {
                    diagnostic.help(format!("add `{lang}` to the `languages` of content/site.yaml if this is a translation; otherwise take the dot before `{lang}` out of the name"))
                }
            });
        } else if registry.get(entry.file.kind.as_str(), &reference(entry)).is_none() {
            let message = format!("there is no original `{}` of this translation", entry.file.slug);
            let near = nearest(&reference(entry), registry.slugs(entry.file.kind.as_str()))
                .map(str::to_owned);
            found.push(
                Diagnostic::error("missing-original", place(), message)
                    .did_you_mean(near.as_deref()),
            );
        }
    }
    found
}
