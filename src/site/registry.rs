//! The records and terms of a site by kind and slug, against which references are resolved.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::model::{Choice, Kind, SourceFile, Sphere, Vocabulary};
use crate::source::{Content, Entry};

/// A record or term that references can name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    /// Address from the site's root, with slashes at both ends.
    pub(super) url: String,
    /// Title, the text of a link that has none.
    pub(super) title: String,
    /// Path of its file; empty for a term of a vocabulary.
    pub(super) path: String,
    /// Why it is not in this build; none if it is.
    pub(super) absent: Option<&'static str>,
}

/// All targets of one site.
#[derive(Debug, Default)]
pub(super) struct Registry {
    kinds: BTreeMap<&'static str, BTreeMap<String, Target>>,
    /// Addresses of records by the path of their file, for links from file to file.
    files: BTreeMap<String, String>,
    /// Addresses of records that are not in this build, with the reason.
    absent: BTreeMap<String, &'static str>,
    /// Kinds of terms whose vocabulary could not be read.
    unsure: Vec<&'static str>,
}

impl Registry {
    /// Registers all records and terms, and reports duplicate slugs. `absent` says why a record is
    /// not in this build.
    pub(super) fn new(
        content: &Content,
        absent: impl Fn(&Entry) -> Option<&'static str>,
    ) -> (Registry, Vec<Diagnostic>) {
        let mut registry = Registry::default();
        let mut found = Vec::new();
        for entry in content.entries.iter().filter(|entry| entry.file.lang.is_none()) {
            let slug = reference(entry);
            let target = Target {
                url: format!("/{}/", id(entry)),
                title: entry.record.title().to_owned(),
                path: entry.file.path.clone(),
                absent: absent(entry),
            };
            registry.files.insert(entry.file.path.clone(), target.url.clone());
            registry.absent.extend(target.absent.map(|why| (target.url.clone(), why)));
            let kind = registry.kinds.entry(entry.file.kind.as_str()).or_default();
            if let Some(first) = kind.get(&slug) {
                let message = format!("there are two {} `{slug}`", entry.file.kind.plural());
                let place = crate::diagnostic::Place::file(&entry.file.path);
                found.push(
                    Diagnostic::error("duplicate-slug", place, message)
                        .help(format!("the other one is {}; rename or merge them", first.path)),
                );
            } else {
                kind.insert(slug, target);
            }
        }
        registry.unread(content);
        registry.terms(&content.vocabulary);
        for (vocabulary, kind) in [("topics", "topic"), ("mechanisms", "mechanism")] {
            if content.unread_vocabularies.contains(&vocabulary) {
                registry.unsure.push(kind);
            }
        }
        (registry, found)
    }

    /// Registers the files that could not be read, so that references to them are not reported as
    /// well.
    fn unread(&mut self, content: &Content) {
        for file in content.unread.iter().filter(|file| file.lang.is_none()) {
            let slug = reference_to(file);
            let target = Target {
                url: format!("/{}/{slug}/", file.kind.folder()),
                title: slug.clone(),
                path: file.path.clone(),
                absent: None,
            };
            self.files.insert(file.path.clone(), target.url.clone());
            self.kinds.entry(file.kind.as_str()).or_default().entry(slug).or_insert(target);
        }
    }

    /// Registers the terms of the vocabularies.
    fn terms(&mut self, vocabulary: &Vocabulary) {
        for (kind, folder, terms) in [
            ("topic", "topics", &vocabulary.topics),
            ("mechanism", "mechanisms", &vocabulary.mechanisms),
        ] {
            let targets = terms
                .iter()
                .map(|term| (term.id.value.clone(), term_target(folder, &term.id, &term.label)));
            self.kinds.insert(kind, targets.collect());
        }
        let spheres = Sphere::ALL.iter().map(|(_, word)| {
            let label = vocabulary.sphere(word).map_or(*word, |term| term.label.as_str());
            ((*word).to_owned(), term_target("spheres", word, label))
        });
        self.kinds.insert("sphere", spheres.collect());
    }

    /// Updates the title of a record.
    pub(super) fn retitle(&mut self, entry: &Entry) {
        let kind = self.kinds.get_mut(entry.file.kind.as_str());
        let target = kind.and_then(|kind| kind.get_mut(&reference(entry)));
        // A translation has the slug of its original, but no target.
        if let Some(target) = target.filter(|target| target.path == entry.file.path) {
            entry.record.title().clone_into(&mut target.title);
        }
    }

    /// The target of a kind and slug.
    pub(super) fn get(&self, kind: &str, slug: &str) -> Option<&Target> {
        self.kinds.get(kind)?.get(slug)
    }

    /// Whether a slug of this kind that is not found may be in a file that could not be read.
    pub(super) fn is_unsure_of(&self, kind: &str) -> bool {
        self.unsure.contains(&kind)
    }

    /// Paths of pages, and of folders of pages, that may be missing only because a file could not be
    /// read.
    pub(super) fn unsure(&self, content: &Content) -> Vec<String> {
        let page = |file: &SourceFile| {
            let path = format!("{}/{}/", file.kind.folder(), reference_to(file));
            file.lang.as_ref().map_or(path.clone(), |lang| format!("{lang}/{path}"))
        };
        let folders = content.unread_vocabularies.iter().map(|name| format!("{name}/"));
        content.unread.iter().map(page).chain(folders).collect()
    }

    /// The slugs of a kind, for suggestions.
    pub(super) fn slugs(&self, kind: &str) -> impl Iterator<Item = &str> {
        self.kinds.get(kind).into_iter().flat_map(|targets| targets.keys().map(String::as_str))
    }

    /// The kinds that a reference may name.
    pub(super) fn kinds() -> impl Iterator<Item = &'static str> {
        Kind::ALL.iter().map(|(_, word)| *word).chain(["topic", "mechanism", "sphere"])
    }

    /// The paths of all files of records.
    pub(super) fn files(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Why the record at an address is not in this build; none if it is, or if there is none.
    pub(super) fn why_absent(&self, url: &str) -> Option<&'static str> {
        self.absent.get(url).copied()
    }

    /// The address of the record in a file.
    pub(super) fn url_of_file(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }
}

fn term_target(folder: &str, slug: &str, label: &str) -> Target {
    Target {
        url: format!("/{folder}/{slug}/"),
        title: label.to_owned(),
        path: String::new(),
        absent: None,
    }
}

/// The path of a record within the site, the same for all of its languages.
pub(super) fn id(entry: &Entry) -> String {
    format!("{}/{}", entry.file.kind.folder(), reference(entry))
}

/// The name by which others refer to a record: its slug, or `convening/session`.
pub(super) fn reference(entry: &Entry) -> String {
    reference_to(&entry.file)
}

fn reference_to(file: &SourceFile) -> String {
    match &file.parent {
        Some(parent) => format!("{parent}/{}", file.slug),
        None => file.slug.clone(),
    }
}
