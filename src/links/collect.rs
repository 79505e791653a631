//! The addresses outside the site that content names.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, Parser, Tag};

use crate::diagnostic::{Place, Span};
use crate::model::{Date, Source};
use crate::source::{Content, Entry};

/// An address, and where it is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The address.
    pub address: String,
    /// Where it is named, in the order of the files.
    pub mentions: Vec<Mention>,
}

/// A place that names an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The place.
    pub place: Place,
    /// For a source, the day on which it could be read, if that is known: when it was accessed, or
    /// else published.
    pub read: Option<Date>,
    /// What is known of an archived copy.
    pub copy: Copied,
}

/// What is known of an archived copy of what an address leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copied {
    /// None is named.
    No,
    /// It is a source that names one.
    Beside,
    /// The address is that of a copy.
    Itself,
}

/// Every address outside the site that the content names, in alphabetical order, with its places.
/// Notes under the Chatham House Rule are left out: asking for their addresses would tell the
/// servers that somebody spoke of them.
#[must_use]
pub fn addresses(content: &Content) -> Vec<Named> {
    let mut all: BTreeMap<String, Vec<Mention>> = BTreeMap::new();
    for entry in content.entries.iter().filter(|entry| !entry.record.withholds()) {
        in_fields(entry, &mut all);
        in_body(entry, &mut all);
    }
    all.into_iter().map(|(address, mentions)| Named { address, mentions }).collect()
}

/// Whether a text is an address that can be asked for.
fn is_outside(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

/// An address without its fragment, which is not sent to servers.
fn asked(address: &str) -> String {
    address.split('#').next().unwrap_or(address).to_owned()
}

fn in_fields(entry: &Entry, all: &mut BTreeMap<String, Vec<Mention>>) {
    let text = entry.file.text.read();
    let sources = entry.record.sources();
    // Fields without their own place stand where their text does.
    let place = |span: Span, value: &str| {
        let span = match (span, text.find(value)) {
            (span, _) if span != Span::default() => span,
            (_, Some(at)) => Span::new(at..at + value.len()),
            _ => return Place::file(&entry.file.path),
        };
        entry.file.place(span)
    };
    let mut add = |span: Span, value: &str| {
        let of = |source: &&Source| source.url.as_ref().is_some_and(|url| url.value == value);
        let source = sources.iter().find(of);
        let mut copies = sources.iter().filter_map(|source| source.archived_url.as_ref());
        let is_copy = copies.any(|copy| copy == value);
        let copy = match source {
            _ if is_copy => Copied::Itself,
            Some(source) if source.archived_url.is_some() => Copied::Beside,
            _ => Copied::No,
        };
        let mention = Mention {
            place: place(span, value),
            read: source.and_then(|source| source.accessed.or(source.date)),
            copy,
        };
        all.entry(asked(value)).or_default().push(mention);
    };
    entry.record.visit(&mut |_, span, value| {
        if is_outside(value) && !value.contains(char::is_whitespace) {
            add(span, value);
        }
    });
}

fn in_body(entry: &Entry, all: &mut BTreeMap<String, Vec<Mention>>) {
    let text = entry.file.text.read();
    let start = entry.front.range().end;
    for (event, range) in Parser::new(text.get(start..).unwrap_or_default()).into_offset_iter() {
        let Event::Start(Tag::Link { dest_url, .. }) = event else { continue };
        if is_outside(&dest_url) {
            let place = entry.file.place(Span::new(start + range.start..start + range.end));
            let mention = Mention { place, read: None, copy: Copied::No };
            all.entry(asked(&dest_url)).or_default().push(mention);
        }
    }
}
