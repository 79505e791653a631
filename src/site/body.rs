//! Closes the gaps of a parsed body: references to records and links within the site.

use std::collections::BTreeSet;
use std::sync::Arc;

use blake3::{Hash, Hasher};

use super::item::Body;
use super::lead::Lead;
use super::local::{self, FileNames, Meaning};
use super::registry::Registry;
use crate::address::{Address, Local, judge};
use crate::diagnostic::{Diagnostic, Place, Span, is_listed, keep, nearest};
use crate::escape;
use crate::markdown::{Doc, Gap, Heading, LinkTarget, RecordLink, Section, fill, has_gap};
use crate::model::Session;
use crate::model::SourceFile;
use crate::source::{Entry, Record};
use crate::spill::Text;

/// Fixed things that a link may lead to besides records.
pub(super) struct Places<'a> {
    pub(super) registry: &'a Registry,
    /// Path part of the base URL.
    pub(super) base_path: &'a str,
    /// Files that may be copied.
    pub(super) files: &'a FileNames,
    /// Paths of the pages at old addresses of originals.
    pub(super) redirects: &'a BTreeSet<String>,
}

/// What links promise of the site.
#[derive(Debug, Default)]
pub(super) struct Promised {
    /// Copied files that are linked to or shown.
    pub(super) files: Vec<String>,
    pub(super) leads: Vec<Lead>,
    pub(super) found: Vec<Diagnostic>,
}

/// A body whose gaps are closed, and what that took.
pub(super) struct Closed {
    pub(super) body: Body,
    /// Ids of the records that it links to.
    pub(super) mentions: Vec<(String, Span)>,
    pub(super) promised: Promised,
}

/// What a gap turns into.
struct Filled {
    html: String,
    text: String,
}

/// The body of a record, the records that it links to, and what leads nowhere.
pub(super) fn close(
    file: &Arc<SourceFile>,
    doc: Doc,
    own_url: &str,
    places: &Places<'_>,
) -> Closed {
    let mut promised = Promised::default();
    let mut mentions = Vec::new();
    let filled: Vec<Filled> = doc
        .links
        .iter()
        .map(|link| match &link.target {
            LinkTarget::Record(record) => {
                record_link(file, (record, link.span), places, &mut mentions, &mut promised)
            }
            LinkTarget::Local(address) => {
                let given = within(&doc, address).or_else(|| {
                    local_link(file, (address, link.span), own_url, places, &mut promised)
                });
                let html = given.map(|url| escape::html(&url).into_owned()).unwrap_or_default();
                Filled { html, text: String::new() }
            }
        })
        .collect();
    let more = filled.iter().map(|filled| filled.html.len()).sum();
    let (html, starts) = doc.closed(more, |n, out| {
        out.push_str(filled.get(n).map_or("", |filled| &filled.html));
    });
    let more = filled.iter().map(|filled| filled.text.len()).sum();
    let text = |gap: Gap, out: &mut String| {
        if let Gap::Link(n) = gap {
            out.push_str(filled.get(n).map_or("", |filled| &filled.text));
        }
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
    let heading = |(heading, start): (Heading, Option<usize>)| Heading {
        text: in_words(heading.text),
        start,
        ..heading
    };
    let outline = doc.outline.into_iter().zip(starts).map(heading).collect();
    let body = Body { html, outline, sections, citations: doc.citations };
    Closed { body, mentions, promised }
}

/// A text with its gaps closed, for which it takes about `more` bytes.
fn closed(text: Text, more: usize, with: impl FnMut(Gap, &mut String)) -> Text {
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
    let local = |address: &str, note: &mut dyn FnMut(Option<&str>)| match local::meaning(
        &entry.file,
        address,
        own_url,
        places,
    ) {
        Meaning::File { address, path } => [address, path].iter().for_each(|text| note(Some(text))),
        Meaning::Lead { address, .. } => note(Some(&address)),
        Meaning::Absent(why) => note(Some(why)),
        Meaning::Nothing(_) => note(None),
    };
    for link in &entry.doc.links {
        match &link.target {
            LinkTarget::Record(record) => {
                let target = places.registry.get(&record.kind, &record.slug);
                note(target.map(|target| target.url.as_str()));
                note(target.map(|target| target.title.as_str()));
                note(target.and_then(|target| target.absent));
                note(places.registry.is_unsure_of(&record.kind).then_some(""));
            }
            LinkTarget::Local(address) => local(address, &mut note),
        }
    }
    if let Record::Session(session) = &entry.record {
        for url in session.materials.iter().filter_map(|material| material.url.as_ref()) {
            local(&url.value, &mut note);
        }
    }
    hasher.finalize()
}

/// The link to a record. What it leads to is noted; what it cannot lead to is found.
fn record_link(
    file: &Arc<SourceFile>,
    (record, span): (&RecordLink, Span),
    places: &Places<'_>,
    mentions: &mut Vec<(String, Span)>,
    promised: &mut Promised,
) -> Filled {
    let words = |title: &str| record.label.clone().unwrap_or_else(|| title.to_owned());
    let written = |slug: &str| {
        let anchor = record.anchor.iter().flat_map(|anchor| ["#", anchor]).collect::<String>();
        format!("[[{}:{slug}{anchor}]]", record.kind)
    };
    if let Some(target) = places.registry.get(&record.kind, &record.slug) {
        if let Some(absent) = target.absent {
            let message = format!("the {} `{}` is not in this build", record.kind, record.slug);
            promised.found.push(
                Diagnostic::error("absent-reference", file.place(span), message).label(absent),
            );
        } else if record.anchor.is_some() {
            promised.leads.push(Lead {
                file: Arc::clone(file),
                span,
                written: written(&record.slug),
                path: target.url.trim_start_matches('/').to_owned(),
                fragment: record.anchor.clone(),
                near: None,
            });
        }
        mentions.push((target.url.trim_matches('/').to_owned(), span));
        let text = words(&target.title);
        let local =
            Local { path: target.url.clone(), query: None, fragment: record.anchor.clone() };
        let address = on_host(&local.written(&target.url), places.base_path);
        let html = format!("<a href=\"{}\">{}</a>", escape::html(&address), escape::html(&text));
        return Filled { html, text };
    }
    if places.registry.is_unsure_of(&record.kind) {
        return Filled { html: String::new(), text: words(&record.slug) };
    }
    let found = &mut promised.found;
    let diagnostic =
        |message: String| Diagnostic::error("dangling-reference", file.place(span), message);
    let known = Registry::kinds().any(|kind| kind == record.kind);
    let finding = if known {
        let near = || nearest(&record.slug, places.registry.slugs(&record.kind));
        let near = is_listed(found, "dangling-reference").then(near).flatten();
        let near = near.map(written);
        diagnostic(format!(
            "`{}` links to a {} that does not exist",
            written(&record.slug),
            record.kind
        ))
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

/// The address that a link within the site is given: for `address` at `span`. What it leads to is
/// noted; what it cannot lead to is found.
fn local_link(
    file: &Arc<SourceFile>,
    (address, span): (&str, Span),
    own_url: &str,
    places: &Places<'_>,
    closed: &mut Promised,
) -> Option<String> {
    match local::meaning(file, address, own_url, places) {
        Meaning::File { address, path } => {
            closed.files.push(path);
            Some(on_host(&address, places.base_path))
        }
        Meaning::Lead { address: to, path, fragment, near } => {
            // A query means something to scripts only.
            if !(to.starts_with('?') && fragment.is_none()) {
                let (file, written) = (Arc::clone(file), address.to_owned());
                closed.leads.push(Lead { file, span, written, path, fragment, near });
            }
            Some(on_host(&to, places.base_path))
        }
        Meaning::Absent(why) => {
            let message = format!("the page that `{address}` leads to is not in this build");
            let found = Diagnostic::error("absent-reference", file.place(span), message);
            keep(&mut closed.found, found.label(why));
            None
        }
        Meaning::Nothing(near) => {
            let listed = is_listed(&closed.found, "broken-link");
            let record = || local::near_record(file, address, places.registry);
            let near = near.or_else(|| listed.then(record).flatten());
            keep(&mut closed.found, leads_nowhere(file.place(span), address, near.as_deref()));
            None
        }
    }
}

/// The finding about a link to nothing.
#[must_use]
pub fn leads_nowhere(place: Place, address: &str, near: Option<&str>) -> Diagnostic {
    let is_navigation = !place.file.ends_with(".md");
    if address.trim().is_empty() {
        let found = Diagnostic::error("broken-link", place, "this link has no address");
        return found.help("write where it leads, or take the link out");
    }
    let message = format!("the link `{address}` leads to nothing in this site");
    let found = Diagnostic::error("broken-link", place, message);
    // Most who leave the scheme out mean another site.
    let site = address.starts_with("www.").then(|| format!("https://{address}"));
    match near.or(site.as_deref()) {
        Some(near) => found.did_you_mean(Some(near)),
        None if is_navigation => found.help("give the address of a page, like `/practices/` or `/pages/about/`"),
        None => found.help("link to a record with `[[kind:slug]]`, to its file (`../cities/denver.md`), or to a file beside this one"),
    }
}

/// Turns materials that are files beside the notes into addresses.
pub(super) fn close_materials(
    file: &Arc<SourceFile>,
    session: &mut Session,
    own_url: &str,
    places: &Places<'_>,
    promised: &mut Promised,
) {
    for url in session.materials.iter_mut().filter_map(|material| material.url.as_mut()) {
        match judge(&url.value) {
            Ok(Address::Elsewhere(written)) => url.value = written,
            Ok(Address::Here(_)) => {
                let given = local_link(file, (&url.value, url.span), own_url, places, promised);
                url.value = given.unwrap_or_default();
            }
            Err(fault) => {
                let message = format!("a page must not link to `{}`", url.value);
                let found = Diagnostic::error("bad-url", file.place(url.span), message);
                let label = "expected a web address, or the name of a file in this folder";
                promised.found.push(found.label(label).note(fault.to_string()));
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

/// An address from the site's root as a page of the host has it.
fn on_host(address: &str, base_path: &str) -> String {
    match address.strip_prefix('/') {
        Some(rest) => format!("{base_path}{rest}"),
        None => address.to_owned(),
    }
}
