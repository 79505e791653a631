//! Renders blocks: headings, tables, notes.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Tag, TagEnd};

use super::doc::Heading;
use super::findings;
use super::gap::Gap;
use super::notes::Note;
use super::renderer::{Open, Renderer};
use super::write::table_start;
use crate::diagnostic::keep;
use crate::model::slugify;

impl<'e> Renderer<'_, 'e> {
    /// Renders the start of an element.
    pub(super) fn start(&mut self, tag: Tag<'e>, at: &Range<usize>) {
        if !is_inline(tag.to_end()) {
            self.sections.space();
        }
        match tag {
            Tag::Heading { level, id, .. } => {
                if level == HeadingLevel::H1 {
                    self.first_level.push(self.span(at));
                }
                let (level, id) = (depth(level), id.map(|id| id.to_string()));
                self.push(Event::Start(heading_tag(level, None)));
                let (words, name) = (String::new(), String::new());
                self.open.push(Open::Heading { level, id, words, name });
            }
            Tag::HtmlBlock => self.start_html(),
            Tag::Link { .. } => self.start_link(tag, at),
            Tag::Image { dest_url, title, .. } => self.start_picture(&dest_url, &title, at),
            Tag::FootnoteDefinition(name) => {
                let end = self.text[at.clone()].find("]:").map_or(at.end, |end| at.start + end + 2);
                let span = self.span(&(at.start..end));
                self.open.push(Open::Note { name: name.to_string(), span, events: Vec::new() });
            }
            Tag::TableRow => {
                let row = self.text[at.clone()].lines().next().unwrap_or_default();
                if findings::cells(row) > self.columns {
                    let (span, columns) = (self.span(at), self.columns);
                    keep(&mut self.found, findings::row_too_long(self.file, span, columns));
                }
                self.push(Event::Start(tag));
            }
            Tag::Table(ref columns) => {
                self.columns = columns.len();
                self.tables += 1;
                self.push(Event::Html(table_start(self.tables)));
                self.push(Event::Start(tag));
            }
            _ => self.keep(Event::Start(tag)),
        }
    }

    /// Renders the end of an element.
    pub(super) fn end(&mut self, tag: TagEnd, at: &Range<usize>) {
        match tag {
            TagEnd::Heading(_) => self.end_heading(at),
            TagEnd::HtmlBlock => self.end_html(),
            TagEnd::Link => self.end_link(at),
            TagEnd::Image => self.end_picture(at),
            TagEnd::FootnoteDefinition => {
                if let Some(Open::Note { name, span, events }) = self.open.pop() {
                    self.notes.push(Note { name, span, events, shown: None });
                }
            }
            TagEnd::Table => {
                self.push(Event::End(tag));
                self.push(Event::Html("</div>\n".into()));
            }
            _ => self.keep(Event::End(tag)),
        }
        if !is_inline(tag) {
            self.sections.space();
            self.html.end_block();
        }
    }

    fn end_heading(&mut self, at: &Range<usize>) {
        let Some(Open::Heading { level, id, words, name }) = self.open.pop() else { return };
        let words = words.trim().to_owned();
        let id = match id {
            Some(id) => self.ids.of_author(&id),
            None => match slugify(&name) {
                none if none.is_empty() => self.ids.of_heading("section"),
                name => self.ids.of_heading(&name),
            },
        };
        self.sections.heading(&id, &words);
        // The gap marks the start of the heading in the finished HTML.
        let marked = format!("{}{id}", Gap::Heading(self.doc.outline.len()));
        let named = Event::Start(heading_tag(level, Some(marked.into())));
        let is_start = |event: &&mut Event<'_>| matches!(event, Event::Start(Tag::Heading { .. }));
        if let Some(start) = self.sink().iter_mut().rev().find(is_start) {
            *start = named;
        }
        self.push(Event::End(TagEnd::Heading(heading_level(level))));
        let span = self.span(at);
        self.doc.outline.push(Heading { level, id, text: words, span, start: None });
    }
}

/// Whether an element is part of a line.
pub(super) fn is_inline(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
    )
}

/// The level of a heading on the page, whose title is the only one of level 1.
pub(super) fn depth(level: HeadingLevel) -> u8 {
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
