//! The one pass over a body's events.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Options, Parser};

use super::characters::{first_forbidden, readable};
use super::cite;
use super::doc::Doc;
use super::findings;
use super::gap::{Label, PART};
use super::html::Html;
use super::ids::Ids;
use super::inline::Picture;
use super::notes::{Note, Notes};
use super::sections::Sections;
use super::withhold::sift;
use super::written::{task_box, written};
use crate::diagnostic::{Diagnostic, Span, is_listed, keep};
use crate::model::{Source, SourceFile};

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
    let prefix = cite::definitions(sources);
    let text = prefix.clone() + body;
    let mut pass = Pass::new(file, sources, &text, prefix.len(), range.start);
    let forbidden = first_forbidden(body);
    if let Some((at, character)) = forbidden {
        let at = prefix.len() + at;
        let span = pass.span(&(at..at + character.len_utf8()));
        keep(&mut pass.found, findings::forbidden_character(file, span, character));
    }
    let events = Parser::new_ext(&text, options()).into_offset_iter();
    let events = events.filter(|(_, at)| at.start >= prefix.len());
    let events = events.map(|(event, at)| (readable(event, forbidden.is_some()), at));
    if withhold {
        let open = sift(events);
        pass.doc.quotations = open.quotations.iter().map(|at| pass.span(at)).collect();
        pass.doc.raw_html = open.html.iter().map(|at| pass.span(at)).collect();
        open.events.into_iter().for_each(|(event, at)| pass.event(event, &at));
    } else {
        events.for_each(|(event, at)| pass.event(event, &at));
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

/// What is open while its events come by.
pub(super) enum Open<'e> {
    /// `words` may hold gaps; `name` has in their place what the author wrote.
    Heading {
        level: u8,
        id: Option<String>,
        words: String,
        name: String,
    },
    RecordLink {
        target: String,
        labelled: bool,
        words: String,
        start: usize,
    },
    Picture(Picture),
    Note {
        name: String,
        span: Span,
        events: Vec<Event<'e>>,
    },
}

pub(super) struct Pass<'a, 'e> {
    pub(super) file: &'a SourceFile,
    sources: &'a [Source],
    pub(super) text: &'e str,
    prefix: usize,
    base: usize,
    pub(super) doc: Doc,
    events: Vec<Event<'e>>,
    pub(super) notes: Vec<Note<'e>>,
    pub(super) sections: Sections,
    pub(super) open: Vec<Open<'e>>,
    pub(super) ids: Ids<'a>,
    pub(super) found: Vec<Diagnostic>,
    /// How many tables came by.
    pub(super) tables: usize,
    /// Columns of the table that is open.
    pub(super) columns: usize,
    /// Headings of the first level.
    pub(super) first_level: Vec<Span>,
    pub(super) html: Html,
    /// Whether the link that is open is written by us, and not by the parser's writer.
    pub(super) own_link: bool,
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
            sections: Sections::default(),
            open: Vec::new(),
            ids: Ids::new(sources.iter().map(|source| source.id.as_str())),
            found: Vec::new(),
            tables: 0,
            columns: 0,
            first_level: Vec::new(),
            html: Html::default(),
            own_link: false,
        }
    }

    pub(super) fn span(&self, at: &Range<usize>) -> Span {
        let shift = |offset: usize| offset - self.prefix + self.base;
        Span::new(shift(at.start)..shift(at.end))
    }

    /// Where events go: the note that is open, or the body.
    pub(super) fn sink(&mut self) -> &mut Vec<Event<'e>> {
        let note = self.open.iter_mut().rev().find_map(|open| match open {
            Open::Note { events, .. } => Some(events),
            _ => None,
        });
        note.unwrap_or(&mut self.events)
    }

    pub(super) fn push(&mut self, event: Event<'e>) {
        self.sink().push(event);
    }

    /// Passes an inline event on, unless it is part of the words of a `[[reference]]` or of the
    /// text that stands for a picture.
    pub(super) fn keep(&mut self, event: Event<'e>) {
        if !matches!(self.open.last(), Some(Open::RecordLink { .. } | Open::Picture(_))) {
            self.push(event);
        }
    }

    /// Adds plain text to whatever is open, or to the section.
    pub(super) fn collect(&mut self, text: &str) {
        match self.open.last_mut() {
            Some(Open::Heading { words, name, .. }) => {
                words.push_str(text);
                name.push_str(text);
            }
            Some(Open::RecordLink { words, .. }) => words.push_str(text),
            Some(Open::Picture(picture)) => picture.words.push_str(text),
            _ => self.sections.text(text),
        }
    }

    fn event(&mut self, event: Event<'e>, at: &Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(tag, at),
            Event::Text(_) | Event::Code(_) if self.html.hides() => {}
            Event::Text(text) => self.words(text, at),
            Event::Code(code) => {
                self.collect(&code);
                self.keep(Event::Code(code));
            }
            Event::FootnoteReference(name) => {
                self.sections.sign();
                self.keep(Event::FootnoteReference(name));
            }
            Event::Html(raw) | Event::InlineHtml(raw) => self.raw_html(&raw, at),
            Event::SoftBreak | Event::HardBreak => {
                self.collect(" ");
                self.keep(event);
            }
            Event::TaskListMarker(done) => self.keep(Event::InlineHtml(task_box(done).into())),
            Event::Rule => {
                if findings::begins_front_matter(&self.text[at.start..]) {
                    let span = self.span(at);
                    keep(&mut self.found, findings::second_front_matter(self.file, span));
                }
                self.push(event);
            }
            other => self.push(other),
        }
    }

    fn words(&mut self, text: CowStr<'e>, at: &Range<usize>) {
        self.judge_citation(at);
        self.judge_tag(at);
        self.collect(&text);
        self.keep(Event::Text(text));
    }

    /// `<o:p>` is no tag to Markdown, which shows it as it stands. A text begins anew at each `<`.
    fn judge_tag(&mut self, at: &Range<usize>) {
        let escaped = self.text[..at.start].ends_with('\\');
        let name = findings::word_processor_tag(&self.text[at.start..]).filter(|_| !escaped);
        if let Some(name) = name.filter(|name| self.html.tell(name)) {
            let span = self.span(&(at.start..at.start + 1 + name.len()));
            keep(&mut self.found, findings::tag_shown(self.file, span, name));
        }
    }

    /// `[^id]` without a definition comes as plain text: `[`, `^id`, `]`.
    fn judge_citation(&mut self, at: &Range<usize>) {
        let inner = &self.text[at.clone()];
        let bracketed =
            self.text[..at.start].ends_with('[') && self.text[at.end..].starts_with(']');
        if let Some(id) = inner.strip_prefix('^').filter(|id| bracketed && !id.is_empty()) {
            let span = self.span(&(at.start - 1..at.end + 1));
            let is_listed = is_listed(&self.found, "unknown-citation");
            let near = if is_listed { self.sources } else { &[] };
            keep(&mut self.found, cite::unknown(self.file, span, id, near));
        }
    }

    fn finish(mut self) -> (Doc, Vec<Diagnostic>) {
        let is_raw = self.doc.is_raw;
        let mut notes = Notes::new(self.file, self.sources, self.notes, &mut self.found);
        let refer = reference(&mut notes, &mut self.ids);
        let mut html = written(self.events.into_iter().map(refer), 2 * self.text.len());
        let mut shown = 0;
        while let Some((id, events)) = notes.take(shown) {
            let before = match shown {
                0 => format!("<section class=\"notes\" aria-label=\"{}\"><ol>\n", Label::Notes),
                _ => NOTE_END.to_owned(),
            };
            part(&mut html, &format!("{before}<li id=\"{id}\">"), is_raw);
            let refer = reference(&mut notes, &mut self.ids);
            html.push_str(&written(events.into_iter().map(refer), 256));
            shown += 1;
        }
        if shown > 0 {
            part(&mut html, &format!("{NOTE_END}</ol></section>\n"), is_raw);
        }
        self.found.extend(findings::first_level_headings(self.file, &self.first_level));
        notes.unused(self.file, &mut self.found);
        self.doc.citations = notes.citations;
        self.doc.anchors = self.ids.anchors(&self.doc.outline);
        // It is kept until the site is written: the copy has no room to spare, and the room that
        // it was written in is soon used again.
        self.doc.html = html.as_str().into();
        self.doc.sections = self.sections.finish();
        (self.doc, self.found)
    }
}

const NOTE_END: &str = "</li>\n";

/// Adds what our own renderer writes between parts that are cleaned by themselves, so that an
/// element left open in one does not reach into the others.
fn part(html: &mut String, ours: &str, is_raw: bool) {
    if is_raw {
        html.push(PART);
        html.push_str(ours);
        html.push(PART);
    } else {
        html.push_str(ours);
    }
}

/// Writes references to sources and notes, and passes other events on.
fn reference<'n, 'e>(
    notes: &'n mut Notes<'_, 'e>,
    ids: &'n mut Ids<'_>,
) -> impl FnMut(Event<'e>) -> Event<'e> {
    move |event| match event {
        Event::FootnoteReference(name) => {
            Event::InlineHtml(notes.refer(&name, ids).unwrap_or_default().into())
        }
        other => other,
    }
}
