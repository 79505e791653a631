//! Renders links, pictures and `[[references]]`.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::doc::{Link, LinkTarget};
use super::findings;
use super::gap::Gap;
use super::links::{self, Destination, destination, record_link};
use super::renderer::{Open, Picture, Renderer};
use crate::diagnostic::{Diagnostic, Span, keep};
use crate::escape;

impl<'e> Renderer<'_, 'e> {
    pub(super) fn start_link(&mut self, tag: Tag<'e>, at: &Range<usize>) {
        let Tag::Link { link_type, dest_url, title, id } = tag else { return };
        if let LinkType::WikiLink { has_pothole } = link_type {
            self.open.push(Open::RecordLink {
                target: dest_url.to_string(),
                labelled: has_pothole,
                words: String::new(),
                start: at.start,
            });
            return;
        }
        match link_type {
            LinkType::Email => {
                self.keep(Event::Start(Tag::Link { link_type, dest_url, title, id }))
            }
            _ => {
                let address = match destination(&dest_url) {
                    // `<st1:place>` looks like an address, and is a tag of a word processor.
                    Destination::Refused(fault) if link_type == LinkType::Autolink => {
                        let place = self.file.place(self.span(at));
                        let help = "if it comes from a word processor, paste the text without its formatting; if it is meant to be read, put a `\\` before the `<`";
                        keep(&mut self.found, links::refused(place, &dest_url, &fault).help(help));
                        "#".to_owned()
                    }
                    _ => self.address(&dest_url, self.span(at)),
                };
                let title = titled(&title);
                self.own_link = true;
                self.keep(Event::InlineHtml(format!("<a href=\"{address}\"{title}>").into()));
            }
        }
    }

    pub(super) fn end_link(&mut self, at: &Range<usize>) {
        if matches!(self.open.last(), Some(Open::RecordLink { .. })) {
            self.end_record_link(at);
        } else if std::mem::take(&mut self.own_link) {
            self.keep(Event::InlineHtml("</a>".into()));
        } else {
            self.keep(Event::End(TagEnd::Link));
        }
    }

    fn end_record_link(&mut self, at: &Range<usize>) {
        let Some(Open::RecordLink { target, labelled, words, start }) = self.open.pop() else {
            return;
        };
        let span = self.span(&(start..at.end));
        let label = Some(words.clone()).filter(|words| labelled && !words.trim().is_empty());
        let Some(link) = record_link(&target, label) else {
            let message =
                format!("`[[{target}]]` does not say which record it means, and of what kind");
            let found = Diagnostic::error("bad-record-link", self.file.place(span), message);
            keep(&mut self.found, found.label("expected `[[kind:slug]]`, like `[[city:denver]]`"));
            return;
        };
        if let Some(Open::Picture(picture)) = self.open.last_mut() {
            picture.words.push_str(&words);
            return;
        }
        let slug = link.slug.clone();
        let gap = self.gap(LinkTarget::Record(link), span);
        if let Some(Open::Heading { words: heading, name, .. }) = self.open.last_mut() {
            heading.push_str(&gap);
            name.push_str(if labelled { &words } else { &slug });
        } else {
            self.collect(&gap);
        }
        self.keep(Event::InlineHtml(gap.into()));
    }

    pub(super) fn start_picture(&mut self, address: &str, title: &str, at: &Range<usize>) {
        let span = self.span(at);
        let address = self.picture_address(address, span);
        let (title, words) = (titled(title), String::new());
        self.open.push(Open::Picture(Picture { address, title, words }));
    }

    pub(super) fn end_picture(&mut self, at: &Range<usize>) {
        let Some(Open::Picture(Picture { address, title, words })) = self.open.pop() else {
            return;
        };
        if words.trim().is_empty() {
            let span = self.span(at);
            keep(&mut self.found, findings::picture_without_text(self.file, span));
        }
        self.collect_picture(&words);
        let words = escape::html(&words);
        let html = format!("<img src=\"{address}\" alt=\"{words}\"{title} />");
        self.keep(Event::InlineHtml(html.into()));
    }

    /// Adds the alternative text of a picture, separated by spaces from the words around it.
    pub(super) fn collect_picture(&mut self, words: &str) {
        if matches!(self.open.last(), Some(Open::Picture(_))) {
            self.collect(words);
        } else if !words.is_empty() {
            self.collect(" ");
            self.collect(words);
            self.collect(" ");
        }
    }

    /// The address of a picture, escaped for an attribute.
    pub(super) fn picture_address(&mut self, address: &str, span: Span) -> String {
        if matches!(destination(address), Destination::Elsewhere(_)) {
            keep(&mut self.found, findings::remote_picture(self.file, span, address));
        }
        self.address(address, span)
    }

    /// An address, escaped for an attribute; a gap if it leads within the site.
    pub(super) fn address(&mut self, address: &str, span: Span) -> String {
        match destination(address) {
            Destination::Elsewhere(address) => escape::html(&address).into_owned(),
            Destination::Here(target) => self.gap(target, span),
            Destination::Refused(fault) => {
                keep(&mut self.found, links::refused(self.file.place(span), address, &fault));
                "#".to_owned()
            }
        }
    }

    /// Records a link and returns its gap.
    fn gap(&mut self, target: LinkTarget, span: Span) -> String {
        self.doc.links.push(Link { target, span });
        Gap::Link(self.doc.links.len() - 1).to_string()
    }
}

/// The attribute `title`, or nothing.
fn titled(title: &str) -> String {
    if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escape::html(title)) }
}
