//! Closes the gaps of a parsed body: references to records and links within the site.

use std::collections::HashSet;

use blake3::{Hash, Hasher};

use super::item::Body;
use super::registry::Registry;
use crate::address::{Address, in_markup, judge};
use crate::diagnostic::{Diagnostic, Span, is_listed, keep, nearest};
use crate::markdown::{Doc, Heading, Link, LinkTarget, RecordLink, Section, fill, has_gap};
use crate::model::Session;
use crate::model::SourceFile;
use crate::shelf::Text;
use crate::source::{Entry, Record};

/// Fixed things that a link may lead to besides records.
pub(super) struct Places<'a> {
    pub(super) registry: &'a Registry,
    /// Path part of the base URL.
    pub(super) base_path: &'a str,
    /// Addresses of collection and facet pages, with slashes at both ends.
    pub(super) pages: &'a HashSet<String>,
    /// Paths of copied files, without a leading slash.
    pub(super) assets: &'a HashSet<String>,
}

/// A body whose gaps are closed, and what that took.
pub(super) struct Closed {
    pub(super) body: Body,
    /// Ids of the records that it links to.
    pub(super) mentions: Vec<(String, Span)>,
    /// Copied files that it links to or shows.
    pub(super) files: Vec<String>,
    pub(super) found: Vec<Diagnostic>,
}

/// What a gap turns into.
struct Filled {
    html: String,
    text: String,
}

/// The body of a record, the records that it links to, and what leads nowhere.
pub(super) fn close(file: &SourceFile, doc: Doc, own_url: &str, places: &Places<'_>) -> Closed {
    let mut found = Vec::new();
    let mut mentions = Vec::new();
    let mut files = Vec::new();
    let filled: Vec<Filled> = doc
        .links
        .iter()
        .map(|link| match &link.target {
            LinkTarget::Record(record) => {
                record_link(file, link, record, places, &mut mentions, &mut found)
            }
            LinkTarget::Local(address) => {
                let resolved = within(&doc, address)
                    .or_else(|| resolve(file, address, own_url, places, &mut files));
                local_link(file, link, address, resolved, places, &mut found)
            }
        })
        .collect();
    let more = filled.iter().map(|filled| filled.html.len()).sum();
    let html = doc.closed(more, |n, out| {
        out.push_str(filled.get(n).map_or("", |filled| &filled.html));
    });
    let more = filled.iter().map(|filled| filled.text.len()).sum();
    let text = |n: usize, out: &mut String| {
        out.push_str(filled.get(n).map_or("", |filled| &filled.text));
    };
    let in_words = |heading: String| {
        if has_gap(&heading) { fill(&heading, more, text) } else { heading }
    };
    let sections = doc
        .sections
        .into_iter()
        .map(|section| {
            let (text, heading) = (closed(section.text, more, text), in_words(section.heading));
            Section { text, heading, ..section }
        })
        .collect();
    let heading = |heading: Heading| Heading { text: in_words(heading.text), ..heading };
    let outline = doc.outline.into_iter().map(heading).collect();
    let body = Body { html, outline, sections, citations: doc.citations };
    Closed { body, mentions, files, found }
}

/// A text with its gaps closed, for which it takes about `more` bytes.
fn closed(text: Text, more: usize, with: impl FnMut(usize, &mut String)) -> Text {
    let read = text.read();
    if has_gap(&read) {
        text.beside(fill(&read, more, with))
    } else {
        drop(read);
        text
    }
}

/// A mark of everything outside of a record that its links depend on. Two builds in which a record
/// and this mark are the same link it to the same.
pub(super) fn meaning(entry: &Entry, own_url: &str, default: &str, places: &Places<'_>) -> Hash {
    let mut hasher = Hasher::new();
    let mut note = |text: Option<&str>| {
        let text = text.map(str::as_bytes);
        hasher.update(&text.map_or(u64::MAX, |text| text.len() as u64).to_le_bytes());
        hasher.update(text.unwrap_or_default());
    };
    note(Some(default));
    note(Some(places.base_path));
    let mut files = Vec::new();
    for link in &entry.doc.links {
        match &link.target {
            LinkTarget::Record(record) => {
                let target = places.registry.get(&record.kind, &record.slug);
                note(target.map(|target| target.url.as_str()));
                note(target.map(|target| target.title.as_str()));
                note(target.and_then(|target| target.absent));
                note(places.registry.is_unsure_of(&record.kind).then_some(""));
            }
            LinkTarget::Local(address) => {
                note(resolve(&entry.file, address, own_url, places, &mut files).as_deref());
            }
        }
    }
    if let Record::Session(session) = &entry.record {
        for url in session.materials.iter().filter_map(|material| material.url.as_ref()) {
            note(resolve(&entry.file, &url.value, own_url, places, &mut files).as_deref());
        }
    }
    files.iter().for_each(|file| note(Some(file)));
    hasher.finalize()
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
        let html = format!(
            "<a href=\"{}{}\">{}</a>",
            places.base_path,
            &target.url[1..],
            in_markup(&text)
        );
        return Filled { html, text };
    }
    if places.registry.is_unsure_of(&record.kind) {
        return Filled { html: String::new(), text: words(&record.slug) };
    }
    let written = format!("[[{}:{}]]", record.kind, record.slug);
    let diagnostic =
        |message: String| Diagnostic::error("dangling-reference", file.place(link.span), message);
    let known = Registry::kinds().any(|kind| kind == record.kind);
    let finding = if known {
        let near = || nearest(&record.slug, places.registry.slugs(&record.kind));
        let near = is_listed(found, "dangling-reference").then(near).flatten();
        let near = near.map(|slug| format!("[[{}:{slug}]]", record.kind));
        diagnostic(format!("`{written}` links to a {} that does not exist", record.kind))
            .did_you_mean(near.as_deref())
    } else {
        let kinds: Vec<&str> = Registry::kinds().collect();
        diagnostic(format!("`{}` is not a kind of record", record.kind))
            .label(format!("expected one of {}", kinds.join(", ")))
            .did_you_mean(nearest(&record.kind, kinds.iter().copied()))
    };
    keep(found, finding);
    Filled { html: String::new(), text: words(&record.slug) }
}

fn local_link(
    file: &SourceFile,
    link: &Link,
    address: &str,
    resolved: Option<String>,
    places: &Places<'_>,
    found: &mut Vec<Diagnostic>,
) -> Filled {
    let html = match &resolved {
        Some(url) => in_markup(&on_host(url, places.base_path)).into_owned(),
        None => {
            let message = format!("the link `{address}` leads to nothing in this site");
            let diagnostic = Diagnostic::error("broken-link", file.place(link.span), message);
            let path = address.split(['?', '#']).next().unwrap_or(address);
            let near = || near_file(&join(parent(&file.path), path), path, places.registry);
            keep(found, match is_listed(found, "broken-link").then(near).flatten() {
                Some(near) => diagnostic.did_you_mean(Some(&near)),
                None => diagnostic.help("link to a record with `[[kind:slug]]`, to its file (`../cities/denver.md`), or to a file beside this one"),
            });
            String::new()
        }
    };
    Filled { html, text: String::new() }
}

/// Turns materials that are files beside the notes into addresses.
pub(super) fn close_materials(
    file: &SourceFile,
    session: &mut Session,
    own_url: &str,
    places: &Places<'_>,
    files: &mut Vec<String>,
    into: &mut Vec<Diagnostic>,
) {
    for url in session.materials.iter_mut().filter_map(|material| material.url.as_mut()) {
        let fault = match judge(&url.value) {
            Ok(Address::Elsewhere(written)) => {
                url.value = written;
                continue;
            }
            Ok(Address::Here(_)) => None,
            Err(fault) => Some(fault),
        };
        match (resolve(file, &url.value, own_url, places, files), fault) {
            (Some(address), _) => url.value = on_host(&address, places.base_path),
            (None, Some(fault)) => {
                let message = format!("a page must not link to `{}`", url.value);
                let found = Diagnostic::error("bad-url", file.place(url.span), message);
                let found =
                    found.label("expected a web address, or the name of a file in this folder");
                into.push(found.note(fault.to_string()));
            }
            (None, None) => {
                let message = format!("there is no file `{}` beside these notes", url.value);
                let diagnostic = Diagnostic::error("broken-link", file.place(url.span), message);
                into.push(
                    diagnostic
                        .label("expected a web address, or the name of a file in this folder"),
                );
            }
        }
    }
}

/// The address of another place of the same page, by the id that it has there.
fn within(doc: &Doc, address: &str) -> Option<String> {
    let Ok(Address::Here(mut local)) = judge(address) else { return None };
    let name = local.fragment.as_deref().filter(|_| local.path.is_empty())?;
    local.fragment = Some(doc.anchor(name)?.to_owned());
    Some(local.written(""))
}

/// The address that a link within the site means, as outputs write it, from the site's root or
/// within the page: another record's file (`../cities/denver.md`), a file beside this one, or a
/// page by its address.
fn resolve(
    file: &SourceFile,
    address: &str,
    own_url: &str,
    places: &Places<'_>,
    files: &mut Vec<String>,
) -> Option<String> {
    let Ok(Address::Here(local)) = judge(address) else { return None };
    let path = local.path.as_str();
    if path.is_empty() {
        return Some(local.written(""));
    }
    let beside = join(parent(&file.path), path);
    if path.ends_with(".md") {
        return places.registry.url_of_file(&beside).map(|url| local.written(url));
    }
    let beside = beside.strip_prefix("content/").unwrap_or(&beside).to_owned();
    // A record written as `x.md` may keep its files in a folder `x/`, where its page will be.
    // Its translations share them.
    let own_page = own_url.trim_matches('/');
    let original = file.lang.as_ref().and_then(|lang| own_page.strip_prefix(lang.as_str()));
    let own = join(original.unwrap_or(own_page), path);
    if let Some(asset) = [beside, own].into_iter().find(|asset| places.assets.contains(asset)) {
        let address = local.written(&format!("/{asset}"));
        files.push(asset);
        return Some(address);
    }
    let page = match join(own_url.trim_matches('/'), path) {
        home if home.is_empty() => "/".to_owned(),
        page => format!("/{page}/"),
    };
    places.pages.contains(&page).then(|| local.written(&page))
}

/// An address from the site's root as a page of the host has it.
fn on_host(address: &str, base_path: &str) -> String {
    match address.strip_prefix('/') {
        Some(rest) => format!("{base_path}{rest}"),
        None => address.to_owned(),
    }
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
