//! Checks that the records and terms named in the fields of a record exist.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::registry::{Registry, reference};
use crate::diagnostic::{Diagnostic, is_listed, keep, nearest};
use crate::model::{At, Kind, Record, SourceFile, Type, slugify};
use crate::source::{Content, Entry};

/// One slug in one field.
struct Reference<'a> {
    kind: &'static str,
    slug: At<&'a str>,
}

/// Reports each slug that names nothing, once however often a record repeats it.
pub(super) fn judge(entry: &Entry, content: &Content, registry: &Registry) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut reported: BTreeSet<(&str, &str)> = BTreeSet::new();
    entry.record.visit(&mut |of, span, slug| {
        let Type::Reference(kind) = of else { return };
        let name = (kind, slug);
        if reported.contains(&name) {
            return;
        }
        let reference = Reference { kind, slug: At::new(slug, span) };
        let look = is_listed(&found, "dangling-reference");
        if let Some(diagnostic) = judge_reference(&entry.file, &reference, content, registry, look)
        {
            reported.insert(name);
            keep(&mut found, diagnostic);
        }
    });
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

/// Reports each practice that a term names and that does not exist or does not have the term.
pub(super) fn judge_terms(content: &Content, registry: &Registry) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (vocabulary, terms) in content.vocabulary.all() {
        let Some(file) = content.vocabulary_files.get(vocabulary) else { continue };
        for (term, slug) in
            terms.iter().flat_map(|term| term.start_here.iter().map(move |slug| (term, slug)))
        {
            let reference =
                Reference { kind: "practice", slug: At::new(slug.value.as_str(), slug.span) };
            found.extend(match judge_reference(file, &reference, content, registry, true) {
                None if has_term(content, registry, slug, (vocabulary, &term.id)) => None,
                None => Some(
                    Diagnostic::error(
                        "start-here-without-term",
                        file.place(slug.span),
                        format!(
                            "`{}` is not among the {vocabulary} of this practice",
                            term.id.value
                        ),
                    )
                    .help(format!(
                        "name a practice of `{}`, or add it to the `{vocabulary}` of this one",
                        term.id.value
                    )),
                ),
                bad => bad,
            });
        }
    }
    found
}

/// Whether a practice has a term of a vocabulary.
fn has_term(
    content: &Content,
    registry: &Registry,
    practice: &str,
    (vocabulary, term): (&str, &str),
) -> bool {
    let Some(target) = registry.get("practice", practice) else { return true };
    let Some(entry) = content.entry(&target.path) else { return true };
    let Record::Practice(practice) = &entry.record else { return true };
    match vocabulary {
        "spheres" => practice.spheres.iter().any(|sphere| sphere.as_str() == term),
        "topics" => practice.topics.iter().any(|topic| topic.value == term),
        _ => practice.mechanisms.iter().any(|mechanism| mechanism.value == term),
    }
}

/// Judges one reference; with `look`, the finding says what was probably meant.
fn judge_reference(
    file: &SourceFile,
    reference: &Reference<'_>,
    content: &Content,
    registry: &Registry,
    look: bool,
) -> Option<Diagnostic> {
    let (kind, slug) = (reference.kind, &reference.slug);
    if slug.is_empty() {
        return None;
    }
    let place = || file.place(slug.span);
    match registry.get(kind, slug) {
        None if registry.is_unsure_of(kind) => None,
        None => {
            let message = format!("there is no {kind} `{}`", slug.value);
            let diagnostic = Diagnostic::error("dangling-reference", place(), message);
            Some(match look.then(|| meant(content, registry, kind, slug)).flatten() {
                Some(Meant::Slug(slug)) => diagnostic.did_you_mean(Some(&slug)).replaced_by(slug),
                Some(Meant::Name(slug, name)) => {
                    let help = format!("write `{slug}`, the slug of “{name}”");
                    diagnostic.help(help).replaced_by(slug)
                }
                Some(Meant::Several(slugs)) => {
                    let slugs: Vec<String> = slugs.iter().map(|slug| format!("`{slug}`")).collect();
                    diagnostic.help(format!("write each separately: {}", slugs.join(", ")))
                }
                Some(Meant::Kind(other)) => {
                    diagnostic.help(format!("`{}` is a {other}; name a {kind} here", slug.value))
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

/// What was probably meant by a wrong slug.
enum Meant {
    /// The record or term with this slug.
    Slug(String),
    /// The record or term with this slug, which also has this name.
    Name(String, String),
    /// Several records or terms in one text.
    Several(Vec<String>),
    /// A record or term of another kind.
    Kind(&'static str),
}

/// Finds what was meant: by another spelling of a slug, by an old slug, by title, label or synonym in any language,
/// and finally by similar spelling.
fn meant(content: &Content, registry: &Registry, kind: &str, text: &str) -> Option<Meant> {
    let names = names(content, kind);
    let exact = |text: &str| {
        let wanted = slugify(text);
        if registry.get(kind, &wanted).is_some() {
            return Some(Meant::Slug(wanted));
        }
        if let Some(now) = renamed(content, kind, &wanted) {
            return Some(Meant::Slug(now));
        }
        let same = |(name, _): &&(&str, String)| !wanted.is_empty() && slugify(name) == wanted;
        let (name, slug) = names.iter().find(same)?;
        Some(Meant::Name(slug.clone(), (*name).to_owned()))
    };
    let several = || {
        let parts: Vec<(&str, Option<String>)> = parted(text)
            .map(|part| match exact(part) {
                Some(Meant::Slug(slug) | Meant::Name(slug, _)) => (part, Some(slug)),
                _ => (part, None),
            })
            .collect();
        let known = parts.iter().filter(|(_, slug)| slug.is_some()).count();
        // `Denver and Paris` are two, `Denver, CO` and `Denver area` are one.
        let joined = text.contains([';', '/', '&', '+']) || text.split(' ').any(is_and);
        let sure = parts.len() > 1 && (known == parts.len() || joined && known > 0);
        let slugs = parts.into_iter().map(|(part, slug)| slug.unwrap_or_else(|| slugify(part)));
        sure.then(|| Meant::Several(slugs.collect()))
    };
    let other = || {
        let mut others = Registry::kinds().filter(|other| *other != kind);
        others.find(|other| registry.get(other, text).is_some()).map(Meant::Kind)
    };
    // `Denver, CO` and `Denver (Colorado)` begin with the name of the place.
    let bare = text.split([',', '(']).next().unwrap_or_default();
    let near = || {
        let near = |text: &str| nearest(&slugify(text), registry.slugs(kind)).map(str::to_owned);
        near(text).or_else(|| near(bare)).map(Meant::Slug)
    };
    let named = || {
        let near = nearest(text, names.iter().map(|(name, _)| *name))?;
        let (_, slug) = names.iter().find(|(name, _)| *name == near)?;
        Some(Meant::Slug(slug.clone()))
    };
    exact(text).or_else(several).or_else(|| exact(bare)).or_else(other).or_else(near).or_else(named)
}

/// The slug of the record that has `slug` among its old ones.
fn renamed(content: &Content, kind: &str, slug: &str) -> Option<String> {
    let mut originals = content
        .entries
        .iter()
        .filter(|entry| entry.file.lang.is_none() && entry.file.kind.as_str() == kind);
    let has = |entry: &&Arc<Entry>| entry.record.aliases().iter().any(|old| old.value == slug);
    originals.find(has).map(|entry| reference(entry))
}

fn is_and(word: &str) -> bool {
    ["and", "y", "e", "et"].contains(&word)
}

/// The names in a text that may contain several.
fn parted(text: &str) -> impl Iterator<Item = &str> {
    let between = |c: char| c.is_whitespace() || ",;/&+".contains(c);
    let words = text.split(between).filter(|word| !word.is_empty() && !is_and(word));
    // If there is any other separator, a space is part of a name.
    let marks =
        text.split([',', ';', '/', '&', '+']).map(str::trim).filter(|part| !part.is_empty());
    let many = text.contains([',', ';', '/', '&', '+']);
    let (marks, words) = (many.then_some(marks), (!many).then_some(words));
    marks.into_iter().flatten().chain(words.into_iter().flatten())
}

/// The names of the records or terms of a kind, each with the slug.
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
        add(entry.record.title());
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
