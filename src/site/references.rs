//! Which other records a record names in its fields, and whether they exist.

use std::collections::BTreeSet;

use super::registry::{Registry, reference, title};
use crate::diagnostic::{Diagnostic, is_listed, keep, nearest};
use crate::model::{At, Kind, slugify};
use crate::source::{Content, Entry, Record};

/// One slug in one field.
struct Reference<'a> {
    kind: &'static str,
    slug: &'a At<String>,
}

/// Notes each slug that names nothing; one that is repeated in the same record, once.
pub(super) fn judge(entry: &Entry, content: &Content, registry: &Registry) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut told: BTreeSet<(&str, &str)> = BTreeSet::new();
    for reference in references(&entry.record) {
        let name = (reference.kind, reference.slug.as_str());
        if told.contains(&name) {
            continue;
        }
        let look = is_listed(&found, "dangling-reference");
        if let Some(diagnostic) = judge_reference(entry, &reference, content, registry, look) {
            told.insert(name);
            keep(&mut found, diagnostic);
        }
    }
    if let (Kind::Session, Some(parent)) = (entry.file.kind, &entry.file.parent)
        && registry.get("convening", parent).is_none()
    {
        let place = crate::diagnostic::Place::file(&entry.file.path);
        let message =
            format!("this session's convening has no `content/convenings/{parent}/index.md`");
        found.push(
            Diagnostic::error("dangling-reference", place, message)
                .help("write the convening's own file beside its sessions"),
        );
    }
    found
}

/// Judges one reference; where `look` says so, with what was meant.
fn judge_reference(
    entry: &Entry,
    reference: &Reference<'_>,
    content: &Content,
    registry: &Registry,
    look: bool,
) -> Option<Diagnostic> {
    let (kind, slug) = (reference.kind, reference.slug);
    if slug.is_empty() {
        return None;
    }
    let place = || entry.file.place(slug.span);
    match registry.get(kind, slug) {
        None if registry.is_unsure_of(kind) => None,
        None => {
            let message = format!("there is no {kind} `{}`", slug.value);
            let diagnostic = Diagnostic::error("dangling-reference", place(), message);
            Some(match look.then(|| meant(content, registry, kind, slug)).flatten() {
                Some(Meant { slug, by: None }) => diagnostic.did_you_mean(Some(&slug)),
                Some(Meant { slug: meant, by: Some(by) }) => {
                    diagnostic.help(format!("write `{meant}`, the slug of {by}"))
                }
                None => diagnostic.help(where_to_add(kind, slug)),
            })
        }
        Some(target) => target.absent.map(|absent| {
            let message = format!("the {kind} `{}` is not in this build", slug.value);
            Diagnostic::error("absent-reference", place(), message).label(absent)
        }),
    }
}

/// The record or term that a wrong slug probably stands for.
struct Meant {
    slug: String,
    /// The name by which it is known, where that is what was written.
    by: Option<String>,
}

/// Looks for what was meant: by its slug written otherwise, by its title, its label, its other
/// names and those in other languages, and at last by what is spelt nearly so.
fn meant(content: &Content, registry: &Registry, kind: &str, text: &str) -> Option<Meant> {
    let wanted = slugify(text);
    // `Denver, CO` and `Denver (Colorado)` name the place before what they add.
    let bare = slugify(text.split([',', '(']).next().unwrap_or_default());
    let exists = |slug: &&String| registry.get(kind, slug).is_some();
    if let Some(slug) = [&wanted, &bare].into_iter().find(exists) {
        return Some(Meant { slug: slug.clone(), by: None });
    }
    let names = names(content, kind);
    let same = |name: &&(&str, String)| {
        let name = slugify(name.0);
        !name.is_empty() && (name == wanted || name == bare)
    };
    if let Some((name, slug)) = names.iter().find(same) {
        return Some(Meant { slug: slug.clone(), by: Some(format!("“{name}”")) });
    }
    let near = nearest(&wanted, registry.slugs(kind)).map(str::to_owned);
    let named = || {
        let near = nearest(text, names.iter().map(|(name, _)| *name))?;
        names.iter().find(|(name, _)| *name == near).map(|(_, slug)| slug.clone())
    };
    near.or_else(named).map(|slug| Meant { slug, by: None })
}

/// What the records or terms of a kind are called, with their slugs.
fn names<'a>(content: &'a Content, kind: &str) -> Vec<(&'a str, String)> {
    let terms = match kind {
        "topic" => &content.vocabulary.topics,
        "mechanism" => &content.vocabulary.mechanisms,
        _ => return record_names(content, kind),
    };
    let mut names = Vec::new();
    for term in terms {
        let mut add = |name: &'a str| names.push((name, term.id.value.clone()));
        add(&term.label);
        term.synonyms.iter().for_each(|synonym| add(synonym));
        for words in term.translations.values() {
            add(&words.label);
            words.synonyms.iter().for_each(|synonym| add(synonym));
        }
    }
    names
}

fn record_names<'a>(content: &'a Content, kind: &str) -> Vec<(&'a str, String)> {
    let mut names = Vec::new();
    for entry in content.entries.iter().filter(|entry| entry.file.kind.as_str() == kind) {
        let mut add = |name: &'a str| names.push((name, reference(entry)));
        add(title(&entry.record));
        if let Record::City(city) = &entry.record {
            city.local_names.iter().for_each(|name| add(name));
        }
    }
    names
}

fn where_to_add(kind: &str, text: &str) -> String {
    let slug = slugify(text);
    match kind {
        _ if slug.is_empty() => format!("write the slug of a {kind}"),
        "topic" | "mechanism" => format!(
            "use one of `content/vocabulary/{kind}s.yaml`, or add a term with `id: {slug}` there"
        ),
        "city" => format!("add its profile as `content/cities/{slug}.md`"),
        kind => format!("add it as `content/{kind}s/{slug}.md`"),
    }
}

fn references(record: &Record) -> Vec<Reference<'_>> {
    let mut all = Vec::new();
    match record {
        Record::Practice(practice) => {
            add(&mut all, "city", &practice.cities);
            add(&mut all, "topic", &practice.topics);
            add(&mut all, "mechanism", &practice.mechanisms);
            add(&mut all, "network", &practice.networks);
            add(
                &mut all,
                "challenge",
                practice.challenge.iter().map(|challenge| &challenge.edition),
            );
            add(&mut all, "city", practice.adaptations.iter().map(|adaptation| &adaptation.city));
            add(
                &mut all,
                "practice",
                practice.adaptations.iter().filter_map(|adaptation| adaptation.practice.as_ref()),
            );
        }
        Record::Convening(convening) => {
            add(&mut all, "city", &convening.city);
            add(&mut all, "city", &convening.cities_present);
            add(&mut all, "network", &convening.hosts);
            add(&mut all, "topic", &convening.topics);
        }
        Record::Session(session) => {
            add(&mut all, "topic", &session.topics);
            add(
                &mut all,
                "city",
                session.speakers.iter().filter_map(|speaker| speaker.city.as_ref()),
            );
            add(&mut all, "practice", session.practices.iter().map(|mention| &mention.practice));
            add(
                &mut all,
                "practice",
                session.questions.iter().flat_map(|question| &question.answered_by),
            );
        }
        Record::Network(network) => add(&mut all, "city", &network.members),
        Record::Challenge(challenge) => add(&mut all, "network", &challenge.host),
        Record::City(_) | Record::Page(_) => {}
    }
    all
}

fn add<'a>(
    all: &mut Vec<Reference<'a>>,
    kind: &'static str,
    slugs: impl IntoIterator<Item = &'a At<String>>,
) {
    all.extend(slugs.into_iter().map(|slug| Reference { kind, slug }));
}
