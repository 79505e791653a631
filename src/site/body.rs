//! Closes the gaps of a parsed body: references to records and links within the site.

use super::item::Body;
use super::registry::Registry;
use crate::diagnostic::{Diagnostic, Span, nearest};
use crate::markdown::{Doc, Link, LinkTarget, RecordLink, Section, fill};
use crate::source::SourceFile;

/// Fixed things that a link may lead to besides records.
pub(super) struct Places<'a> {
    pub(super) registry: &'a Registry,
    /// Path part of the base URL.
    pub(super) base_path: &'a str,
    /// Addresses of collection and facet pages, with slashes at both ends.
    pub(super) pages: &'a (dyn Fn(&str) -> bool + Sync),
    /// Paths of copied files, without a leading slash.
    pub(super) assets: &'a (dyn Fn(&str) -> bool + Sync),
}

/// What a gap turns into.
struct Filled {
    html: String,
    text: String,
}

/// The body of a record, the records that it links to, and what leads nowhere.
pub(super) fn close(
    file: &SourceFile,
    doc: Doc,
    own_url: &str,
    places: &Places<'_>,
) -> (Body, Vec<(String, Span)>, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let mut mentions = Vec::new();
    let filled: Vec<Filled> = doc
        .links
        .iter()
        .map(|link| match &link.target {
            LinkTarget::Record(record) => {
                record_link(file, link, record, places, &mut mentions, &mut found)
            }
            LinkTarget::Local(address) => {
                local_link(file, link, address, own_url, places, &mut found)
            }
        })
        .collect();
    let html =
        fill(&doc.html, |n, out| out.push_str(filled.get(n).map_or("", |filled| &filled.html)));
    let sections = doc
        .sections
        .into_iter()
        .map(|section| Section {
            text: fill(&section.text, |n, out| {
                out.push_str(filled.get(n).map_or("", |filled| &filled.text))
            }),
            ..section
        })
        .collect();
    let body = Body { html, outline: doc.outline, sections, citations: doc.citations };
    (body, mentions, found)
}

fn record_link(
    file: &SourceFile,
    link: &Link,
    record: &RecordLink,
    places: &Places<'_>,
    mentions: &mut Vec<(String, Span)>,
    found: &mut Vec<Diagnostic>,
) -> Filled {
    let words = |title: &str| record.label.clone().unwrap_or_else(|| title.to_owned());
    if let Some(target) = places.registry.get(&record.kind, &record.slug) {
        if let Some(absent) = target.absent {
            let message = format!("the {} `{}` is not in this build", record.kind, record.slug);
            found.push(
                Diagnostic::error("absent-reference", file.place(link.span), message).label(absent),
            );
        }
        mentions.push((target.url.trim_matches('/').to_owned(), link.span));
        let text = words(&target.title);
        let html =
            format!("<a href=\"{}{}\">{}</a>", places.base_path, &target.url[1..], escape(&text));
        return Filled { html, text };
    }
    if places.registry.is_unsure_of(&record.kind) {
        return Filled { html: String::new(), text: words(&record.slug) };
    }
    let written = format!("[[{}:{}]]", record.kind, record.slug);
    let diagnostic =
        |message: String| Diagnostic::error("dangling-reference", file.place(link.span), message);
    let known = Registry::kinds().any(|kind| kind == record.kind);
    found.push(if known {
        let near = nearest(&record.slug, places.registry.slugs(&record.kind));
        let near = near.map(|slug| format!("[[{}:{slug}]]", record.kind));
        diagnostic(format!("`{written}` links to a {} that does not exist", record.kind))
            .did_you_mean(near.as_deref())
    } else {
        let kinds: Vec<&str> = Registry::kinds().collect();
        diagnostic(format!("`{}` is not a kind of record", record.kind))
            .label(format!("expected one of {}", kinds.join(", ")))
            .did_you_mean(nearest(&record.kind, kinds.iter().copied()))
    });
    Filled { html: String::new(), text: words(&record.slug) }
}

fn local_link(
    file: &SourceFile,
    link: &Link,
    address: &str,
    own_url: &str,
    places: &Places<'_>,
    found: &mut Vec<Diagnostic>,
) -> Filled {
    let cut = address.find(['?', '#']).unwrap_or(address.len());
    let (path, tail) = address.split_at(cut);
    let resolved = if path.ends_with(".md") {
        places.registry.url_of_file(&join(parent(&file.path), path)).map(str::to_owned)
    } else {
        let full = format!("/{}", join(own_url.trim_matches('/'), path));
        let page = format!("{}/", full.trim_end_matches('/'));
        if (places.pages)(&page) { Some(page) } else { (places.assets)(&full[1..]).then_some(full) }
    };
    let html = match &resolved {
        Some(url) => format!("{}{}{tail}", places.base_path, &url[1..]),
        None => {
            let message = format!("the link `{address}` leads to nothing in this site");
            let diagnostic = Diagnostic::error("broken-link", file.place(link.span), message);
            found.push(match near_file(&join(parent(&file.path), path), path, places.registry) {
                Some(near) => diagnostic.did_you_mean(Some(&near)),
                None => diagnostic.help("link to a record with `[[kind:slug]]`, to its file (`../cities/denver.md`), or to a file beside this one"),
            });
            String::new()
        }
    };
    Filled { html, text: String::new() }
}

/// The link `written` with the name of the file that is nearest to `wanted` in the same folder.
fn near_file(wanted: &str, written: &str, registry: &Registry) -> Option<String> {
    let folder = parent(wanted);
    let beside = registry.files().filter(|file| parent(file) == folder);
    let near =
        nearest(wanted.rsplit('/').next()?, beside.filter_map(|file| file.rsplit('/').next()))?;
    let start = written.rfind('/').map_or(0, |at| at + 1);
    Some(format!("{}{near}", &written[..start]))
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// `path` seen from the folder `from`, without a leading slash.
fn join(from: &str, path: &str) -> String {
    let mut parts: Vec<&str> = if path.starts_with('/') {
        Vec::new()
    } else {
        from.split('/').filter(|part| !part.is_empty()).collect()
    };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn escape(text: &str) -> String {
    let mut html = Vec::with_capacity(text.len());
    // Writing into memory cannot fail.
    let _ = tera::escape_html(text, &mut html);
    String::from_utf8(html).unwrap_or_default()
}
