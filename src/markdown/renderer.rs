//! The state of the one pass over a body's events.
//!
//! Events are handled by kind: blocks in [`super::blocks`], links and pictures in
//! [`super::inline`], raw HTML in [`super::html`], all others in [mod@super::parse].

use std::ops::Range;

use pulldown_cmark::Event;

use super::doc::Doc;
use super::html_fragment::HtmlState;
use super::ids::Ids;
use super::notes::Note;
use super::sections::Sections;
use crate::diagnostic::{Diagnostic, Span};
use crate::model::{Source, SourceFile};

/// A picture whose alternative text is being read.
pub(super) struct Picture {
    /// Its address, escaped for an attribute.
    pub(super) address: String,
    /// The attribute `title`, or nothing.
    pub(super) title: String,
    /// Its alternative text.
    pub(super) words: String,
}

/// An element whose end has not been read yet.
pub(super) enum Open<'e> {
    /// `words` may hold gaps; `name` has what the author wrote in their place.
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

/// Renders a body event by event.
pub(super) struct Renderer<'a, 'e> {
    pub(super) file: &'a SourceFile,
    pub(super) sources: &'a [Source],
    /// What the parser reads: definitions of the sources, then the body.
    pub(super) text: &'e str,
    prefix: usize,
    base: usize,
    pub(super) doc: Doc,
    /// Rendered events of the body, without its notes.
    pub(super) events: Vec<Event<'e>>,
    /// Notes that the body defines.
    pub(super) notes: Vec<Note<'e>>,
    pub(super) sections: Sections,
    /// Elements whose end has not been read yet, the innermost last.
    pub(super) open: Vec<Open<'e>>,
    pub(super) ids: Ids<'a>,
    pub(super) found: Vec<Diagnostic>,
    /// Number of tables so far.
    pub(super) tables: usize,
    /// Columns of the current table.
    pub(super) columns: usize,
    /// Places of headings of the first level.
    pub(super) first_level: Vec<Span>,
    /// The raw HTML around the event.
    pub(super) html: HtmlState,
    /// Whether we have written the start tag of the current link ourselves.
    pub(super) own_link: bool,
}

impl<'a, 'e> Renderer<'a, 'e> {
    /// Starts on a `text` whose first `prefix` bytes are not part of the body; the body begins at
    /// byte `base` of the file.
    pub(super) fn new(
        file: &'a SourceFile,
        sources: &'a [Source],
        text: &'e str,
        prefix: usize,
        base: usize,
    ) -> Renderer<'a, 'e> {
        Renderer {
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
            html: HtmlState::default(),
            own_link: false,
        }
    }

    /// Converts a range of the text into a span of the file.
    pub(super) fn span(&self, at: &Range<usize>) -> Span {
        let shift = |offset: usize| offset - self.prefix + self.base;
        Span::new(shift(at.start)..shift(at.end))
    }

    /// The events of the current note, or of the body outside of notes.
    pub(super) fn sink(&mut self) -> &mut Vec<Event<'e>> {
        let note = self.open.iter_mut().rev().find_map(|open| match open {
            Open::Note { events, .. } => Some(events),
            _ => None,
        });
        note.unwrap_or(&mut self.events)
    }

    /// Adds an event to the output.
    pub(super) fn push(&mut self, event: Event<'e>) {
        self.sink().push(event);
    }

    /// Adds an inline event to the output, unless it is part of the label of a `[[reference]]` or
    /// of the alternative text of a picture.
    pub(super) fn keep(&mut self, event: Event<'e>) {
        if !matches!(self.open.last(), Some(Open::RecordLink { .. } | Open::Picture(_))) {
            self.push(event);
        }
    }

    /// Adds plain text to the innermost open element that collects it, or to the section.
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
}
