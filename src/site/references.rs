//! Which other records a record names in its fields, and whether they exist.

use super::registry::Registry;
use crate::diagnostic::{Diagnostic, is_listed, keep, nearest};
use crate::model::{At, Kind, Source};
use crate::source::{Entry, Record};

/// One slug in one field.
struct Reference<'a> {
    kind: &'static str,
    slug: &'a At<String>,
}

/// Notes each slug that names nothing, and each `source` id that the record does not list.
pub(super) fn judge(entry: &Entry, registry: &Registry) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for reference in references(&entry.record) {
        judge_reference(entry, &reference, registry, &mut found);
    }
    for id in source_ids(&entry.record) {
        judge_source(entry, id, &mut found);
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

fn judge_reference(
    entry: &Entry,
    reference: &Reference<'_>,
    registry: &Registry,
    found: &mut Vec<Diagnostic>,
) {
    let (kind, slug) = (reference.kind, reference.slug);
    if slug.is_empty() {
        return;
    }
    let place = || entry.file.place(slug.span);
    match registry.get(kind, slug) {
        None if registry.is_unsure_of(kind) => {}
        None => {
            let message = format!("there is no {kind} `{}`", slug.value);
            let diagnostic = Diagnostic::error("dangling-reference", place(), message);
            let near = || nearest(slug, registry.slugs(kind));
            let diagnostic = match is_listed(found, "dangling-reference").then(near).flatten() {
                Some(candidate) => diagnostic.did_you_mean(Some(candidate)),
                None => diagnostic.help(where_to_add(kind, slug)),
            };
            keep(found, diagnostic);
        }
        Some(target) => {
            if let Some(absent) = target.absent {
                let message = format!("the {kind} `{}` is not in this build", slug.value);
                found.push(Diagnostic::error("absent-reference", place(), message).label(absent));
            }
        }
    }
}

fn where_to_add(kind: &str, slug: &str) -> String {
    match kind {
        "topic" | "mechanism" => {
            format!("use one of `content/vocabulary/{kind}s.yaml`, or add `{slug}` there")
        }
        "city" => format!("add its profile as `content/cities/{slug}.md`"),
        kind => format!("add it as `content/{kind}s/{slug}.md`"),
    }
}

fn judge_source(entry: &Entry, id: &At<String>, found: &mut Vec<Diagnostic>) {
    let sources: &[Source] = entry.record.sources();
    if sources.iter().any(|source| source.id.value == id.value) {
        return;
    }
    let message = format!("this record lists no source `{}`", id.value);
    let diagnostic = Diagnostic::error("unknown-source", entry.file.place(id.span), message);
    if !is_listed(found, "unknown-source") {
        return keep(found, diagnostic);
    }
    let ids: Vec<&str> = sources.iter().map(|source| source.id.as_str()).collect();
    let diagnostic = match nearest(id, ids.iter().copied()) {
        Some(candidate) => diagnostic.did_you_mean(Some(candidate)),
        None => diagnostic
            .label("expected the id of one of its `sources`")
            .help(format!("its sources are {}", ids.join(", "))),
    };
    keep(found, diagnostic);
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

fn source_ids(record: &Record) -> Vec<&At<String>> {
    match record {
        Record::Practice(practice) => {
            let outcomes = practice.outcomes.iter().filter_map(|outcome| outcome.source.as_ref());
            let adaptations =
                practice.adaptations.iter().filter_map(|adaptation| adaptation.source.as_ref());
            outcomes.chain(adaptations).collect()
        }
        _ => Vec::new(),
    }
}
