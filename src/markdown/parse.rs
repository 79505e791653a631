//! Parses a body in one pass over its events.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Parser};

use super::characters::{clean_event, first_forbidden};
use super::citations;
use super::doc::Doc;
use super::findings;
use super::gap::{BOUNDARY, Label};
use super::ids::Ids;
use super::notes::Notes;
use super::renderer::Renderer;
use super::syntax::options;
use super::withhold::{redact, titled_definitions};
use super::write::{task_box, write_html};
use crate::diagnostic::{Diagnostic, is_listed, keep};
use crate::model::{Source, SourceFile};

/// Parses the body at `range` of the file, which may cite `sources`. With `withhold`, quotations, raw
/// HTML (comments included) and titles of links are removed; only their places are kept.
#[must_use]
pub fn parse(
    file: &SourceFile,
    range: Range<usize>,
    sources: &[Source],
    withhold: bool,
) -> (Doc, Vec<Diagnostic>) {
    let whole = file.text.read();
    let body = &whole[range.clone()];
    let prefix = citations::definitions(sources);
    let text = prefix.clone() + body;
    let mut renderer = Renderer::new(file, sources, &text, prefix.len(), range.start);
    let forbidden = first_forbidden(body);
    if let Some((at, character)) = forbidden {
        let at = prefix.len() + at;
        let span = renderer.span(&(at..at + character.len_utf8()));
        keep(&mut renderer.found, findings::forbidden_character(file, span, character));
    }
    let events = Parser::new_ext(&text, options()).into_offset_iter();
    let titled = if withhold { titled_definitions(&events) } else { Vec::new() };
    let events = events.filter(|(_, at)| at.start >= prefix.len());
    let events = events.map(|(event, at)| (clean_event(event, forbidden.is_some()), at));
    if withhold {
        let redacted = redact(events);
        let spans = |places: &[Range<usize>]| places.iter().map(|at| renderer.span(at)).collect();
        let doc = Doc {
            quotations: spans(&redacted.quotations),
            raw_html: spans(&redacted.html),
            titled: spans(&[titled, redacted.titled].concat()),
            ..Doc::default()
        };
        renderer.doc = doc;
        redacted.events.into_iter().for_each(|(event, at)| renderer.event(event, &at));
    } else {
        events.for_each(|(event, at)| renderer.event(event, &at));
    }
    renderer.finish()
}

impl<'e> Renderer<'_, 'e> {
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
                self.sections.mark();
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
        self.report_citation(at);
        self.report_tag(at);
        self.collect(&text);
        self.keep(Event::Text(text));
    }

    /// Reports `<o:p>`, which is text to Markdown. The parser begins a new text event at each `<`.
    fn report_tag(&mut self, at: &Range<usize>) {
        let escaped = self.text[..at.start].ends_with('\\');
        let name = findings::word_processor_tag(&self.text[at.start..]).filter(|_| !escaped);
        if let Some(name) = name.filter(|name| self.html.report_once(name)) {
            let span = self.span(&(at.start..at.start + 1 + name.len()));
            keep(&mut self.found, findings::tag_shown(self.file, span, name));
        }
    }

    /// Reports `[^id]` without a definition, which the parser reads as three texts: `[`, `^id`, `]`.
    fn report_citation(&mut self, at: &Range<usize>) {
        let inner = &self.text[at.clone()];
        let bracketed =
            self.text[..at.start].ends_with('[') && self.text[at.end..].starts_with(']');
        if let Some(id) = inner.strip_prefix('^').filter(|id| bracketed && !id.is_empty()) {
            let span = self.span(&(at.start - 1..at.end + 1));
            let is_listed = is_listed(&self.found, "unknown-citation");
            let near = if is_listed { self.sources } else { &[] };
            keep(&mut self.found, citations::unknown(self.file, span, id, near));
        }
    }

    fn finish(mut self) -> (Doc, Vec<Diagnostic>) {
        let is_raw = self.doc.is_raw;
        let mut notes = Notes::new(self.file, self.sources, self.notes, &mut self.found);
        let render = render_references(&mut notes, &mut self.ids);
        let mut html = write_html(self.events.into_iter().map(render), 2 * self.text.len());
        let mut shown = 0;
        while let Some((id, events)) = notes.take(shown) {
            let before = match shown {
                0 => format!("<section class=\"notes\" aria-label=\"{}\"><ol>\n", Label::Notes),
                _ => NOTE_END.to_owned(),
            };
            separate(&mut html, &format!("{before}<li id=\"{id}\">"), is_raw);
            let render = render_references(&mut notes, &mut self.ids);
            html.push_str(&write_html(events.into_iter().map(render), 256));
            shown += 1;
        }
        if shown > 0 {
            separate(&mut html, &format!("{NOTE_END}</ol></section>\n"), is_raw);
        }
        self.found.extend(findings::first_level_headings(self.file, &self.first_level));
        notes.unused(self.file, &mut self.found);
        self.doc.citations = notes.citations;
        self.doc.anchors = self.ids.anchors(&self.doc.outline);
        // The text is kept until the site is written, so it is copied without spare capacity.
        self.doc.html = html.as_str().into();
        self.doc.sections = self.sections.finish();
        (self.doc, self.found)
    }
}

const NOTE_END: &str = "</li>\n";

/// Adds HTML of our own between parts that are cleaned separately, so that an element left open in
/// one of them does not reach into the others.
fn separate(html: &mut String, ours: &str, is_raw: bool) {
    if is_raw {
        html.push(BOUNDARY);
        html.push_str(ours);
        html.push(BOUNDARY);
    } else {
        html.push_str(ours);
    }
}

/// Renders references to sources and notes, and returns other events unchanged.
fn render_references<'n, 'e>(
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
