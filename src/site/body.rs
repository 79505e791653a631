//! Fills the gaps of a parsed body: references to records and links within the site.

use std::sync::Arc;

use blake3::{Hash, Hasher};

use super::internal_link::InternalLink;
use super::item::{Body, BodyLink, is_short};
use super::link_target::{self, LinkTargets, Meaning};
use super::registry::Registry;
use crate::address::{Address, Local, judge};
use crate::diagnostic::{Diagnostic, Place, Span, is_listed, keep, nearest};
use crate::escape;
use crate::markdown::{Doc, Gap, Heading, LinkTarget, RecordLink, Section, fill, has_gap};
use crate::model::Session;
use crate::model::SourceFile;
use crate::source::{Entry, Record};
use crate::spill::Text;

/// Where the links of a record lead.
#[derive(Debug, Default)]
pub(super) struct Outgoing {
    /// Attached files that are linked to or shown.
    pub(super) files: Vec<String>,
    pub(super) internal_links: Vec<InternalLink>,
    pub(super) found: Vec<Diagnostic>,
}

/// A body without gaps, and where its links lead.
pub(super) struct Closed {
    pub(super) body: Body,
    /// Ids of the records that it links to.
    pub(super) mentions: Vec<(String, Span)>,
    pub(super) outgoing: Outgoing,
}

/// What fills a gap.
struct Filled {
    /// Where the link leads; empty if nowhere.
    address: String,
    /// The text of a link to a record, whose gap is the whole link.
    text: Option<String>,
}

impl Filled {
    /// About the bytes that it takes as HTML.
    fn room(&self) -> usize {
        self.address.len() + self.text.as_ref().map_or(0, |text| text.len() + 16)
    }

    /// Writes the link, or the value of an attribute.
    fn write(&self, out: &mut String) {
        let address = escape::html(&self.address);
        match &self.text {
            Some(_) if address.is_empty() => {}
            Some(text) => {
                let parts = ["<a href=\"", &address, "\">", &escape::html(text), "</a>"];
                parts.into_iter().for_each(|part| out.push_str(part));
            }
            None => out.push_str(&address),
        }
    }
}

/// Fills the gaps of the body of a record.
pub(super) fn close(
    file: &Arc<SourceFile>,
    doc: Doc,
    own_url: &str,
    targets: &LinkTargets<'_>,
) -> Closed {
    let mut outgoing = Outgoing::default();
    let mut mentions = Vec::new();
    let filled: Vec<Filled> = doc
        .links
        .iter()
        .map(|link| match &link.target {
            LinkTarget::Record(record) => {
                record_link(file, (record, link.span), targets, &mut mentions, &mut outgoing)
            }
            LinkTarget::Local(address) => {
                let given = within(&doc, address).or_else(|| {
                    local_link(file, (address, link.span), own_url, targets, &mut outgoing)
                });
                Filled { address: given.unwrap_or_default(), text: None }
            }
        })
        .collect();
    let more = filled.iter().map(Filled::room).sum();
    let (html, starts) = doc.closed(more, |n, out| {
        if let Some(filled) = filled.get(n) {
            filled.write(out);
        }
    });
    let text = |gap: Gap, out: &mut String| {
        if let Gap::Link(n) = gap {
            out.push_str(filled.get(n).and_then(|filled| filled.text.as_deref()).unwrap_or(""));
        }
    };
    let in_words = |heading: String| {
        if has_gap(&heading) { fill(&heading, more, text) } else { heading }
    };
    let sections: Vec<Section> = doc
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
    let links = if targets.notes_links {
        let places = doc.links.iter().map(|link| link.span);
        let noted = |(span, Filled { address, text })| BodyLink { span, address, text };
        places.zip(filled).map(noted).collect()
    } else {
        Vec::new()
    };
    let is_short = is_short(&sections);
    let body = Body { html, outline, sections, citations: doc.citations, links, is_short };
    Closed { body, mentions, outgoing }
}

/// A text with its gaps filled, which takes about `more` bytes.
fn closed(text: Text, more: usize, with: impl FnMut(Gap, &mut String)) -> Text {
    let read = text.read();
    if has_gap(&read) {
        text.beside(fill(&read, more, with))
    } else {
        drop(read);
        text
    }
}

/// A digest of everything outside a record that its links depend on. Builds in which neither the
/// record nor this digest differs link it alike.
pub(super) fn meaning(
    entry: &Entry,
    own_url: &str,
    default: &str,
    targets: &LinkTargets<'_>,
) -> Hash {
    let mut hasher = Hasher::new();
    let mut note = |text: Option<&str>| {
        let text = text.map(str::as_bytes);
        hasher.update(&text.map_or(u64::MAX, |text| text.len() as u64).to_le_bytes());
        hasher.update(text.unwrap_or_default());
    };
    note(Some(default));
    note(Some(targets.base_path));
    note(targets.notes_links.then_some(""));
    let local = |address: &str, note: &mut dyn FnMut(Option<&str>)| match link_target::meaning(
        &entry.file,
        address,
        own_url,
        targets,
    ) {
        Meaning::File { address, path } => [address, path].iter().for_each(|text| note(Some(text))),
        Meaning::Page { address, .. } => note(Some(&address)),
        Meaning::Absent(why) => note(Some(why)),
        Meaning::Nothing(_) => note(None),
    };
    for link in &entry.doc.links {
        match &link.target {
            LinkTarget::Record(record) => {
                let target = targets.record(record);
                note(target.map(|target| target.url.as_str()));
                note(target.map(|target| target.title.as_str()));
                note(target.and_then(|target| target.absent));
                note(targets.registry.is_unsure_of(&record.kind).then_some(""));
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

/// The link to a record. Its target is recorded; a target that does not exist is a finding.
fn record_link(
    file: &Arc<SourceFile>,
    (record, span): (&RecordLink, Span),
    targets: &LinkTargets<'_>,
    mentions: &mut Vec<(String, Span)>,
    outgoing: &mut Outgoing,
) -> Filled {
    let words = |title: &str| record.label.clone().unwrap_or_else(|| title.to_owned());
    let written = |slug: &str| {
        let anchor = record.anchor.iter().flat_map(|anchor| ["#", anchor]).collect::<String>();
        format!("[[{}:{slug}{anchor}]]", record.kind)
    };
    if let Some(target) = targets.record(record) {
        if let Some(absent) = target.absent {
            let message = format!("the {} `{}` is not in this build", record.kind, record.slug);
            outgoing.found.push(
                Diagnostic::error("absent-reference", file.place(span), message).label(absent),
            );
        } else if record.anchor.is_some() {
            outgoing.internal_links.push(InternalLink {
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
        let address = on_host(&local.written(&target.url), targets.base_path);
        return Filled { address, text: Some(text) };
    }
    if targets.registry.is_unsure_of(&record.kind) {
        return Filled { address: String::new(), text: Some(words(&record.slug)) };
    }
    let found = &mut outgoing.found;
    let diagnostic =
        |message: String| Diagnostic::error("dangling-reference", file.place(span), message);
    let known = Registry::kinds().any(|kind| kind == record.kind);
    let finding = if known {
        let near = || nearest(&record.slug, targets.registry.slugs(&record.kind));
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
    Filled { address: String::new(), text: Some(words(&record.slug)) }
}

/// The address of a link within the site to `address`, written at `span`. Its target is recorded; a
/// target that does not exist is a finding.
fn local_link(
    file: &Arc<SourceFile>,
    (address, span): (&str, Span),
    own_url: &str,
    targets: &LinkTargets<'_>,
    closed: &mut Outgoing,
) -> Option<String> {
    match link_target::meaning(file, address, own_url, targets) {
        Meaning::File { address, path } => {
            closed.files.push(path);
            Some(on_host(&address, targets.base_path))
        }
        Meaning::Page { address: to, path, fragment, near } => {
            // A query alone matters only to scripts.
            if !(to.starts_with('?') && fragment.is_none()) {
                let (file, written) = (Arc::clone(file), address.to_owned());
                closed.internal_links.push(InternalLink {
                    file,
                    span,
                    written,
                    path,
                    fragment,
                    near,
                });
            }
            Some(on_host(&to, targets.base_path))
        }
        Meaning::Absent(why) => {
            let message = format!("the page that `{address}` leads to is not in this build");
            let found = Diagnostic::error("absent-reference", file.place(span), message);
            keep(&mut closed.found, found.label(why));
            None
        }
        Meaning::Nothing(near) => {
            let listed = is_listed(&closed.found, "broken-link");
            let record = || link_target::near_record(file, address, targets.registry);
            let near = near.or_else(|| listed.then(record).flatten());
            keep(&mut closed.found, broken_link(file.place(span), address, near.as_deref()));
            None
        }
    }
}

/// The finding for a link that leads nowhere.
#[must_use]
pub fn broken_link(place: Place, address: &str, near: Option<&str>) -> Diagnostic {
    let is_navigation = !place.file.ends_with(".md");
    if address.trim().is_empty() {
        let found = Diagnostic::error("broken-link", place, "this link has no address");
        return found.help("write an address, or remove the link");
    }
    let message = format!("the link `{address}` leads nowhere on this site");
    let found = Diagnostic::error("broken-link", place, message);
    // An address that begins with `www.` was meant for another site.
    let site = address.starts_with("www.").then(|| format!("https://{address}"));
    match near.or(site.as_deref()) {
        Some(near) => found.did_you_mean(Some(near)),
        None if is_navigation => found.help("write the address of a page, like `/practices/` or `/pages/about/`"),
        None => found.help("link to a record with `[[kind:slug]]`, to its file (`../cities/denver.md`), or to a file beside this one"),
    }
}

/// Turns the names of files in `materials` into addresses.
pub(super) fn close_materials(
    file: &Arc<SourceFile>,
    session: &mut Session,
    own_url: &str,
    targets: &LinkTargets<'_>,
    outgoing: &mut Outgoing,
) {
    for url in session.materials.iter_mut().filter_map(|material| material.url.as_mut()) {
        match judge(&url.value) {
            Ok(Address::Elsewhere(written)) => url.value = written,
            Ok(Address::Here(_)) => {
                let given = local_link(file, (&url.value, url.span), own_url, targets, outgoing);
                url.value = given.unwrap_or_default();
            }
            Err(fault) => {
                let message = format!("a page must not link to `{}`", url.value);
                let found = Diagnostic::error("bad-url", file.place(url.span), message);
                let label = "expected a web address, or the name of a file in this folder";
                let found = found.label(label).note(fault.to_string());
                let help = fault.remedy(&url.value);
                outgoing.found.push(help.into_iter().fold(found, Diagnostic::help));
            }
        }
    }
}

/// The address of an anchor on the same page.
fn within(doc: &Doc, address: &str) -> Option<String> {
    let Ok(Address::Here(mut local)) = judge(address) else { return None };
    let name = local.fragment.as_deref().filter(|_| local.path.is_empty())?;
    local.fragment = Some(doc.anchor(name)?.to_owned());
    Some(local.written(""))
}

/// An address from the site's root, from the root of the host.
fn on_host(address: &str, base_path: &str) -> String {
    match address.strip_prefix('/') {
        Some(rest) => format!("{base_path}{rest}"),
        None => address.to_owned(),
    }
}
