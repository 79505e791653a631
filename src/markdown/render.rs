//! The one pass over a body's events.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html};

use super::cite;
use super::doc::{Doc, Heading, Link, LinkTarget};
use super::gap::{gap, holds_gap_characters, without_gap_characters};
use super::links::{self, Destination, destination, record_link};
use super::sanitize;
use super::sections::Sections;
use super::withhold::sift;
use crate::diagnostic::{Diagnostic, Span, keep};
use crate::model::SourceFile;
use crate::model::{Source, slugify};

/// Parses the body that stands at `range` of the file and may cite `sources`. Where `withhold` is
/// set, quotations and raw HTML (comments included) leave no trace but their place.
#[must_use]
pub fn parse(
    file: &SourceFile,
    range: Range<usize>,
    sources: &[Source],
    withhold: bool,
) -> (Doc, Vec<Diagnostic>) {
    let whole = file.text.read();
    let body = &whole[range.clone()];
    let prefix = source_definitions(body, sources);
    let mut text = prefix.clone() + body;
    if holds_gap_characters(&text) {
        text = without_gap_characters(&text);
    }
    let mut pass = Pass::new(file, sources, &text, prefix.len(), range.start);
    let events = Parser::new_ext(&text, options()).into_offset_iter();
    let events = events.filter(|(_, at)| at.start >= prefix.len());
    if withhold {
        let open = sift(events);
        pass.doc.quotations = open.quotations.iter().map(|at| pass.span(at)).collect();
        pass.doc.raw_html = open.html.iter().map(|at| pass.span(at)).collect();
        open.events.into_iter().for_each(|(event, at)| pass.event(event, at));
    } else {
        events.for_each(|(event, at)| pass.event(event, at));
    }
    pass.finish()
}

/// What our Markdown has beyond CommonMark.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_WIKILINKS
}

/// Footnote definitions for the sources that a body cites, so that the parser sees `[^id]` as a
/// reference. A body's own footnote of the same name stands. The comment closes the last
/// definition, whatever the body begins with.
pub(super) fn source_definitions(body: &str, sources: &[Source]) -> String {
    let mut prefix = String::new();
    for source in
        sources.iter().filter(|source| !body.contains(&format!("[^{}]:", source.id.value)))
    {
        prefix.push_str("[^");
        prefix.push_str(&source.id);
        prefix.push_str("]: source\n\n");
    }
    prefix.push_str("<!-- -->\n\n");
    prefix
}

/// The frame in which a wide table scrolls. The keyboard reaches what scrolls, so it has a name,
/// and one of its own: readers who go from region to region must tell them apart.
fn table_start(number: usize) -> CowStr<'static> {
    format!(
        "<div class=\"table-scroll\" role=\"region\" aria-label=\"Table {number}\" tabindex=\"0\">"
    )
    .into()
}

/// The box of a task. It cannot be ticked, and it says in words what its tick says to the eye.
fn task_box(done: bool) -> &'static str {
    if done {
        "<input type=\"checkbox\" aria-label=\"Done\" checked disabled> "
    } else {
        "<input type=\"checkbox\" aria-label=\"To do\" disabled> "
    }
}

/// What is open while its events come by.
enum Open<'e> {
    Heading { level: u8, id: Option<String>, words: String },
    RecordLink { target: String, labelled: bool, words: String, start: usize },
    Note { name: String, events: Vec<Event<'e>> },
}

struct Pass<'a, 'e> {
    file: &'a SourceFile,
    sources: &'a [Source],
    text: &'e str,
    prefix: usize,
    base: usize,
    doc: Doc,
    events: Vec<Event<'e>>,
    notes: Vec<(String, Vec<Event<'e>>)>,
    note_numbers: BTreeMap<String, usize>,
    sections: Sections,
    open: Vec<Open<'e>>,
    ids: BTreeMap<String, usize>,
    found: Vec<Diagnostic>,
    /// How many tables came by.
    tables: usize,
}

impl<'a, 'e> Pass<'a, 'e> {
    fn new(
        file: &'a SourceFile,
        sources: &'a [Source],
        text: &'e str,
        prefix: usize,
        base: usize,
    ) -> Pass<'a, 'e> {
        Pass {
            file,
            sources,
            text,
            prefix,
            base,
            doc: Doc::default(),
            events: Vec::new(),
            notes: Vec::new(),
            note_numbers: BTreeMap::new(),
            sections: Sections::new(),
            open: Vec::new(),
            ids: BTreeMap::new(),
            found: Vec::new(),
            tables: 0,
        }
    }

    fn span(&self, at: &Range<usize>) -> Span {
        let shift = |offset: usize| offset - self.prefix + self.base;
        Span::new(shift(at.start)..shift(at.end))
    }

    /// Where events go: the note that is open, or the body.
    fn sink(&mut self) -> &mut Vec<Event<'e>> {
        let note = self.open.iter_mut().rev().find_map(|open| match open {
            Open::Note { events, .. } => Some(events),
            _ => None,
        });
        note.unwrap_or(&mut self.events)
    }

    fn push(&mut self, event: Event<'e>) {
        self.sink().push(event);
    }

    fn event(&mut self, event: Event<'e>, at: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, &at),
            Event::End(tag) => self.end(tag, &at),
            Event::Text(text) => self.words(text, &at),
            Event::Code(code) => {
                self.collect(&code);
                self.keep(Event::Code(code));
            }
            Event::FootnoteReference(name) => self.reference(&name),
            Event::Html(raw) => self.raw_html(Event::Html(raw.clone()), &raw, &at),
            Event::InlineHtml(raw) => self.raw_html(Event::InlineHtml(raw.clone()), &raw, &at),
            Event::SoftBreak | Event::HardBreak => {
                self.collect(" ");
                self.keep(event);
            }
            Event::TaskListMarker(done) => self.keep(Event::InlineHtml(task_box(done).into())),
            other => self.push(other),
        }
    }

    /// Passes an inline event on, unless it is part of the words of a `[[reference]]`.
    fn keep(&mut self, event: Event<'e>) {
        if !matches!(self.open.last(), Some(Open::RecordLink { .. })) {
            self.push(event);
        }
    }

    /// Adds plain text to whatever is open, and to the section.
    fn collect(&mut self, words: &str) {
        match self.open.last_mut() {
            Some(Open::Heading { words: heading, .. }) => heading.push_str(words),
            Some(Open::RecordLink { words: label, .. }) => label.push_str(words),
            _ => self.sections.text(words),
        }
    }

    fn words(&mut self, text: CowStr<'e>, at: &Range<usize>) {
        self.judge_citation(at);
        self.collect(&text);
        self.keep(Event::Text(text));
    }

    /// `[^id]` without a definition comes as plain text: `[`, `^id`, `]`.
    fn judge_citation(&mut self, at: &Range<usize>) {
        let inner = &self.text[at.clone()];
        let bracketed =
            self.text[..at.start].ends_with('[') && self.text[at.end..].starts_with(']');
        if let Some(id) = inner.strip_prefix('^').filter(|id| bracketed && !id.is_empty()) {
            let span = self.span(&(at.start - 1..at.end + 1));
            keep(&mut self.found, cite::unknown(self.file, span, id, self.sources));
        }
    }

    fn reference(&mut self, name: &str) {
        let html = if self.sources.iter().any(|source| source.id.value == name) {
            cite::mention(&mut self.doc.citations, name)
        } else {
            let next = self.note_numbers.len() + 1;
            let number = *self.note_numbers.entry(name.to_owned()).or_insert(next);
            let id = slugify(name);
            format!(
                "<sup class=\"note\"><a href=\"#note-{id}\" aria-label=\"Note {number}\">note {number}</a></sup>"
            )
        };
        self.keep(Event::InlineHtml(html.into()));
    }

    fn raw_html(&mut self, event: Event<'e>, raw: &str, at: &Range<usize>) {
        let span = self.span(at);
        self.doc.raw_html.push(span);
        if let Some(name) = sanitize::dropped_element(raw) {
            let message = format!("the HTML element `<{name}>` is left out of the page");
            let found = Diagnostic::warning("html-removed", self.file.place(span), message);
            keep(&mut self.found, found.note("a body may hold HTML for text, tables and pictures, not for scripts, styles or frames"));
        }
        self.keep(event);
    }

    fn start(&mut self, tag: Tag<'e>, at: &Range<usize>) {
        match tag {
            Tag::Heading { level, id, .. } => {
                let id = id.map(|id| id.to_string());
                let (level, words) = (depth(level), String::new());
                self.push(Event::Start(heading_tag(level, None)));
                self.open.push(Open::Heading { level, id, words });
            }
            Tag::Link { link_type: LinkType::WikiLink { has_pothole }, dest_url, .. } => {
                let target = dest_url.to_string();
                self.open.push(Open::RecordLink {
                    target,
                    labelled: has_pothole,
                    words: String::new(),
                    start: at.start,
                });
            }
            Tag::Link { link_type, dest_url, title, id } => {
                let dest_url = match link_type {
                    LinkType::Email => dest_url,
                    _ => self.address(dest_url, at),
                };
                self.keep(Event::Start(Tag::Link { link_type, dest_url, title, id }));
            }
            Tag::Image { link_type, dest_url, title, id } => {
                let dest_url = self.address(dest_url, at);
                self.keep(Event::Start(Tag::Image { link_type, dest_url, title, id }));
            }
            Tag::FootnoteDefinition(name) => {
                self.open.push(Open::Note { name: name.to_string(), events: Vec::new() })
            }
            Tag::Table(_) => {
                self.tables += 1;
                self.push(Event::Html(table_start(self.tables)));
                self.push(Event::Start(tag));
            }
            _ => self.keep(Event::Start(tag)),
        }
    }

    fn end(&mut self, tag: TagEnd, at: &Range<usize>) {
        match tag {
            TagEnd::Heading(_) => self.end_heading(at),
            TagEnd::Link if matches!(self.open.last(), Some(Open::RecordLink { .. })) => {
                self.end_record_link(at)
            }
            TagEnd::FootnoteDefinition => {
                if let Some(Open::Note { name, events }) = self.open.pop() {
                    self.notes.push((name, events));
                }
                self.sections.space();
            }
            TagEnd::Table => {
                self.push(Event::End(tag));
                self.push(Event::Html("</div>\n".into()));
                self.sections.space();
            }
            _ => {
                if !matches!(
                    tag,
                    TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link
                ) {
                    self.sections.space();
                }
                self.keep(Event::End(tag));
            }
        }
    }

    fn end_heading(&mut self, at: &Range<usize>) {
        let Some(Open::Heading { level, id, words }) = self.open.pop() else { return };
        let words = words.trim().to_owned();
        let wanted = id.unwrap_or_else(|| slugify(&words));
        let wanted = if wanted.is_empty() { "section".to_owned() } else { wanted };
        let id = self.unique(&wanted);
        self.sections.heading(&id, &words);
        let named = Event::Start(heading_tag(level, Some(id.clone().into())));
        if let Some(start) = self
            .sink()
            .iter_mut()
            .rev()
            .find(|event| matches!(event, Event::Start(Tag::Heading { .. })))
        {
            *start = named;
        }
        self.push(Event::End(TagEnd::Heading(heading_level(level))));
        let span = self.span(at);
        self.doc.outline.push(Heading { level, id, text: words, span });
    }

    fn unique(&mut self, wanted: &str) -> String {
        let count = self.ids.entry(wanted.to_owned()).or_insert(0);
        *count += 1;
        if *count == 1 {
            return wanted.to_owned();
        }
        let candidate = format!("{wanted}-{count}");
        self.unique(&candidate)
    }

    fn end_record_link(&mut self, at: &Range<usize>) {
        let Some(Open::RecordLink { target, labelled, words, start }) = self.open.pop() else {
            return;
        };
        let span = self.span(&(start..at.end));
        let Some(link) = record_link(&target, labelled.then_some(words)) else {
            let message = format!("`[[{target}]]` does not say what kind of record it means");
            let found = Diagnostic::error("bad-record-link", self.file.place(span), message);
            keep(&mut self.found, found.label("expected `[[kind:slug]]`, like `[[city:denver]]`"));
            return;
        };
        let gap = self.gap(LinkTarget::Record(link), span);
        self.collect(&gap);
        self.keep(Event::InlineHtml(gap.into()));
    }

    fn address(&mut self, address: CowStr<'e>, at: &Range<usize>) -> CowStr<'e> {
        let span = self.span(at);
        match destination(&address) {
            Destination::Plain(address) => address.into(),
            Destination::Gap(target) => self.gap(target, span).into(),
            Destination::Refused(fault) => {
                let place = self.file.place(span);
                keep(&mut self.found, links::refused(place, &address, &fault));
                "#".into()
            }
        }
    }

    fn gap(&mut self, target: LinkTarget, span: Span) -> String {
        self.doc.links.push(Link { target, span });
        gap(self.doc.links.len() - 1)
    }

    fn finish(mut self) -> (Doc, Vec<Diagnostic>) {
        let raw = !self.doc.raw_html.is_empty();
        let mut html = rendered(self.events, 2 * self.text.len(), raw);
        render_notes(&mut html, self.notes, &self.note_numbers, raw);
        // It is kept until the site is written: the copy has no room to spare, and the room that
        // it was written in is soon used again.
        self.doc.html = html.as_str().into();
        self.doc.sections = self.sections.finish();
        (self.doc, self.found)
    }
}

/// Events as HTML, in about so many bytes, cleaned where the text holds HTML of its own.
fn rendered(events: Vec<Event<'_>>, room: usize, raw: bool) -> String {
    let mut html = String::with_capacity(room);
    html::push_html(&mut html, events.into_iter());
    let html = empty_heads(restore_gaps(html));
    if raw { sanitize::clean(&html) } else { html }
}

/// pulldown-cmark percent-encodes addresses, and with them the gaps that stand in their place.
fn restore_gaps(html: String) -> String {
    if html.contains("%EE%80%8") {
        html.replace("%EE%80%80", "\u{E000}").replace("%EE%80%81", "\u{E001}")
    } else {
        html
    }
}

/// Markdown makes a heading of every cell of a table's first row. An empty one, as in the corner,
/// heads nothing, and would be read out as a heading without words.
fn empty_heads(mut html: String) -> String {
    if html.contains("></th>") {
        for style in [
            "",
            " style=\"text-align: left\"",
            " style=\"text-align: center\"",
            " style=\"text-align: right\"",
        ] {
            html = html.replace(&format!("<th{style}></th>"), &format!("<td{style}></td>"));
        }
    }
    html
}

/// Adds the notes that the body refers to. Each is rendered by itself, as the body is, so that an
/// element left open in one does not reach into the others.
fn render_notes(
    html: &mut String,
    notes: Vec<(String, Vec<Event<'_>>)>,
    numbers: &BTreeMap<String, usize>,
    raw: bool,
) {
    let mut used: Vec<(usize, String, Vec<Event<'_>>)> = notes
        .into_iter()
        .filter_map(|(name, events)| numbers.get(&name).map(|number| (*number, name, events)))
        .collect();
    if used.is_empty() {
        return;
    }
    used.sort_by_key(|(number, ..)| *number);
    html.push_str("<section class=\"notes\" aria-label=\"Notes\"><ol>\n");
    for (_, name, events) in used {
        html.push_str(&format!("<li id=\"note-{}\">", slugify(&name)));
        html.push_str(&rendered(events, 256, raw));
        html.push_str("</li>\n");
    }
    html.push_str("</ol></section>\n");
}

fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 | HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn heading_tag(level: u8, id: Option<CowStr<'_>>) -> Tag<'_> {
    Tag::Heading { level: heading_level(level), id, classes: Vec::new(), attrs: Vec::new() }
}

fn heading_level(depth: u8) -> HeadingLevel {
    match depth {
        2 => HeadingLevel::H2,
        3 => HeadingLevel::H3,
        4 => HeadingLevel::H4,
        5 => HeadingLevel::H5,
        _ => HeadingLevel::H6,
    }
}
