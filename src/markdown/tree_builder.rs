//! Builds the tree of a body from the parser's events.

#[cfg(test)]
mod tests;

use std::mem;
use std::ops::Range;

use html5ever::tokenizer::{TagKind, Token};
use pulldown_cmark::{CowStr, Event, LinkType, Parser, Tag, TagEnd};
use unicase::UniCase;

use super::blocks::{depth, is_inline};
use super::characters::{clean_event, first_forbidden, without_forbidden};
use super::citations;
use super::gap::Label;
use super::html::{is_within_line, tokens};
use super::links::{Destination, destination};
use super::sanitize;
use super::syntax::options;
use super::tree::{Align, Block, Inline, TreeContext, plain};

/// Maximum nesting depth, because outputs walk trees recursively. Deeper content is added to the
/// innermost element that is kept.
const DEEPEST: usize = 16;

/// The body at `range` of a published file as a tree.
#[must_use]
pub fn tree(file: &str, range: Range<usize>, context: &TreeContext<'_>) -> Vec<Block> {
    TreeBuilder::new(range.start, context).build(&file[range])
}

/// An event and its range in the file.
type Placed<'e> = (Event<'e>, Range<usize>);

/// An element whose end has not been read yet.
enum Open {
    /// The body, a quotation, or an item of a list: its blocks, and a line that is no paragraph yet.
    Blocks(Vec<Block>, Vec<Inline>),
    List(Option<u64>, Vec<Vec<Block>>),
    Table(Vec<Align>, Vec<Vec<Vec<Inline>>>),
    Row(Vec<Vec<Inline>>),
    /// A paragraph, a heading, a cell, or a part of a line.
    Line(Vec<Inline>),
    /// A link; without an address it is text.
    Link(String, Vec<Inline>),
    /// A link to a record, whose text is known already.
    RecordLink(String, String),
    Code(String),
    Picture(String),
    Html(String),
    /// An element that is too deep, or of which only the content counts.
    Nothing,
}

/// Builds a tree.
struct TreeBuilder<'a> {
    /// The byte of the file at which the body begins.
    base: usize,
    context: &'a TreeContext<'a>,
    open: Vec<Open>,
    /// The notes that the body defines.
    names: Vec<String>,
    /// Positions of the notes with a reference, in the order of their numbers.
    shown: Vec<usize>,
    /// The element of raw HTML that is left out with all of its content.
    hidden: Option<String>,
}

impl<'a> TreeBuilder<'a> {
    fn new(base: usize, context: &'a TreeContext<'a>) -> TreeBuilder<'a> {
        let (open, names, shown) = (Vec::new(), Vec::new(), Vec::new());
        TreeBuilder { base, context, open, names, shown, hidden: None }
    }

    fn build(mut self, body: &str) -> Vec<Block> {
        let prefix = citations::definitions(self.context.sources);
        let text = prefix.clone() + body;
        let is_suspect = first_forbidden(body).is_some();
        let base = self.base;
        let events = Parser::new_ext(&text, options())
            .into_offset_iter()
            .filter(|(_, at)| at.start >= prefix.len())
            .map(|(event, at)| {
                let file = |byte: usize| byte - prefix.len() + base;
                (clean_event(event, is_suspect), file(at.start)..file(at.end))
            });
        let (main, mut notes) = without_notes(events);
        self.names = notes.iter().map(|(name, _)| name.clone()).collect();
        let mut blocks = self.blocks(main);
        // Notes may refer to further notes.
        let mut items = Vec::new();
        while let Some(note) = self.shown.get(items.len()) {
            let events = mem::take(&mut notes[*note].1);
            items.push(self.blocks(events));
        }
        if !items.is_empty() {
            let text = vec![Inline::text((self.context.label)(Label::Notes))];
            blocks
                .extend([Block::Heading { level: 2, text }, Block::List { first: Some(1), items }]);
        }
        blocks
    }

    fn blocks(&mut self, events: Vec<Placed<'_>>) -> Vec<Block> {
        self.open.push(Open::Blocks(Vec::new(), Vec::new()));
        for (event, at) in events {
            self.event(event, &at);
        }
        self.end_loose_line();
        match self.open.pop() {
            Some(Open::Blocks(blocks, _)) => blocks,
            _ => Vec::new(),
        }
    }

    fn event(&mut self, event: Event<'_>, at: &Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(tag),
            Event::Html(raw) | Event::InlineHtml(raw) => match self.open.last_mut() {
                Some(Open::Html(html)) => html.push_str(&raw),
                _ => self.raw_html(&raw),
            },
            _ if self.hidden.is_some() => {}
            Event::Text(text) => self.text(&text),
            Event::Code(code) => self.inline(Inline::Code { text: code.into_string() }),
            Event::FootnoteReference(name) => self.reference(&name),
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.inline(Inline::Break),
            Event::TaskListMarker(done) => {
                let label = if done { Label::Done } else { Label::ToDo };
                self.text(&format!("{}: ", (self.context.label)(label)));
            }
            Event::Rule => self.block(Block::Rule),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, at: &Range<usize>) {
        // How many elements a table or list needs within it.
        let within = match tag {
            Tag::Table(_) => 3,
            Tag::TableHead | Tag::TableRow | Tag::List(_) => 2,
            Tag::TableCell | Tag::Item => 1,
            _ => 0,
        };
        if self.open.len() + within > DEEPEST {
            self.open.push(Open::Nothing);
            return;
        }
        let opened = match tag {
            Tag::BlockQuote(_) | Tag::Item => Open::Blocks(Vec::new(), Vec::new()),
            Tag::List(first) => Open::List(first, Vec::new()),
            Tag::Table(columns) => {
                Open::Table(columns.into_iter().map(Align::from).collect(), Vec::new())
            }
            Tag::TableHead | Tag::TableRow => Open::Row(Vec::new()),
            Tag::CodeBlock(_) => Open::Code(String::new()),
            Tag::HtmlBlock => Open::Html(String::new()),
            Tag::Image { .. } => Open::Picture(String::new()),
            Tag::Link { link_type, dest_url, .. } => self.link(link_type, &dest_url, at),
            Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::TableCell
            | Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough => Open::Line(Vec::new()),
            _ => Open::Nothing,
        };
        self.open.push(opened);
    }

    fn link(&self, link_type: LinkType, address: &CowStr<'_>, at: &Range<usize>) -> Open {
        let here = || (self.context.link)(at.start).unwrap_or_default();
        match link_type {
            LinkType::WikiLink { .. } => match here() {
                (address, Some(text)) => Open::RecordLink(address, text),
                (address, None) => Open::Link(address, Vec::new()),
            },
            LinkType::Email => Open::Link(format!("mailto:{address}"), Vec::new()),
            _ => match destination(address) {
                Destination::Elsewhere(address) => Open::Link(address, Vec::new()),
                Destination::Here(_) => Open::Link(here().0, Vec::new()),
                Destination::Refused(_) => Open::Link(String::new(), Vec::new()),
            },
        }
    }

    fn end(&mut self, tag: TagEnd) {
        if matches!(self.open.last(), Some(Open::Blocks(..))) {
            self.end_loose_line();
        }
        match (self.open.pop(), tag) {
            (Some(Open::Blocks(blocks, _)), TagEnd::Item) => {
                if let Some(Open::List(_, items)) = self.open.last_mut() {
                    items.push(blocks);
                }
            }
            (Some(Open::Blocks(blocks, _)), _) => self.block(Block::Quote { blocks }),
            (Some(Open::List(first, items)), _) => self.block(Block::List { first, items }),
            (Some(Open::Table(columns, rows)), _) => self.table(columns, rows),
            (Some(Open::Row(cells)), _) => {
                if let Some(Open::Table(_, rows)) = self.open.last_mut() {
                    rows.push(cells);
                }
            }
            (Some(Open::Line(line)), _) => self.line(line, tag),
            (Some(Open::Link(url, parts)), _) if url.is_empty() => {
                parts.into_iter().for_each(|part| self.inline(part));
            }
            (Some(Open::Link(url, parts)), _) => self.inline(Inline::Link { url, parts }),
            (Some(Open::RecordLink(url, text)), _) if url.is_empty() => self.text(&text),
            (Some(Open::RecordLink(url, text)), _) => {
                self.inline(Inline::Link { url, parts: vec![Inline::text(text)] });
            }
            (Some(Open::Code(text)), _) => self.block(Block::Code { text }),
            (Some(Open::Picture(words)), _) if words.trim().is_empty() => {}
            (Some(Open::Picture(words)), _) => {
                let parts = vec![Inline::text((self.context.picture)(words.trim()))];
                self.inline(Inline::Remark { parts });
            }
            (Some(Open::Html(html)), _) => {
                self.open.push(Open::Line(Vec::new()));
                self.raw_html(&html);
                self.end(TagEnd::Paragraph);
            }
            (Some(Open::Nothing), tag) if !is_inline(tag) => self.end_loose_line(),
            _ => {}
        }
        if !is_inline(tag) {
            self.hidden = None;
        }
    }

    /// Ends a line, or a part of one.
    fn line(&mut self, mut line: Vec<Inline>, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis => self.inline(Inline::Emphasis { parts: line }),
            TagEnd::Strong => self.inline(Inline::Strong { parts: line }),
            TagEnd::Strikethrough => self.inline(Inline::Struck { parts: line }),
            TagEnd::TableCell => {
                if let Some(Open::Row(cells)) = self.open.last_mut() {
                    cells.push(line);
                }
            }
            TagEnd::Heading(level) => {
                trim(&mut line);
                self.block(Block::Heading { level: depth(level), text: line });
            }
            _ => {
                trim(&mut line);
                if !line.is_empty() {
                    self.block(Block::Paragraph { text: line });
                }
            }
        }
    }

    fn table(&mut self, columns: Vec<Align>, mut rows: Vec<Vec<Vec<Inline>>>) {
        // The parser gives every row as many cells as there are columns.
        if !rows.is_empty() {
            let header = rows.remove(0);
            self.block(Block::Table { caption: None, columns, header, rows });
        }
    }

    fn block(&mut self, block: Block) {
        self.end_loose_line();
        let innermost = self.open.iter_mut().rev().find_map(|open| match open {
            Open::Blocks(blocks, _) => Some(blocks),
            _ => None,
        });
        if let Some(blocks) = innermost {
            blocks.push(block);
        }
    }

    /// Makes a paragraph of the line that has none, as in a tight list.
    fn end_loose_line(&mut self) {
        let innermost = self.open.iter_mut().rev().find(|open| !matches!(open, Open::Nothing));
        if let Some(Open::Blocks(blocks, line)) = innermost {
            let mut text = mem::take(line);
            trim(&mut text);
            if !text.is_empty() {
                blocks.push(Block::Paragraph { text });
            }
        }
    }

    fn text(&mut self, text: &str) {
        let innermost = self.open.iter_mut().rev().find(|open| !matches!(open, Open::Nothing));
        match innermost {
            Some(Open::Code(words) | Open::Picture(words)) => words.push_str(text),
            Some(Open::Blocks(_, line) | Open::Line(line) | Open::Link(_, line)) => {
                match line.last_mut() {
                    Some(Inline::Text { text: last }) => last.push_str(text),
                    _ => line.push(Inline::text(text)),
                }
            }
            _ => {}
        }
    }

    fn inline(&mut self, part: Inline) {
        if let Inline::Text { text } = part {
            self.text(&text);
            return;
        }
        let innermost = self.open.iter_mut().rev().find(|open| !matches!(open, Open::Nothing));
        match innermost {
            Some(Open::Picture(words)) => words.push_str(&plain(&[part])),
            Some(Open::Blocks(_, line) | Open::Line(line) | Open::Link(_, line)) => line.push(part),
            _ => {}
        }
    }

    /// Names are compared as on the page: as written, and if there is none, without regard to case.
    fn reference(&mut self, name: &str) {
        let sources = self.context.sources;
        let mut source = sources.iter().find(|source| source.id.value == name);
        let mut note = self.names.iter().position(|known| known == name);
        if source.is_none() && note.is_none() {
            let name = UniCase::new(name);
            source = sources.iter().find(|source| UniCase::new(source.id.as_str()) == name);
            if source.is_none() {
                note = self.names.iter().position(|known| UniCase::new(known.as_str()) == name);
            }
        }
        if let Some(number) = source.and_then(|source| (self.context.number)(&source.id)) {
            let label = (self.context.label)(Label::Source(number));
            self.inline(Inline::Source { number, label });
        }
        if let Some(note) = note {
            let at = self.shown.iter().position(|known| *known == note).unwrap_or_else(|| {
                self.shown.push(note);
                self.shown.len() - 1
            });
            self.text(&format!(" ({})", (self.context.label)(Label::Note(at + 1))));
        }
    }

    /// Takes the words of raw HTML.
    fn raw_html(&mut self, html: &str) {
        for token in tokens(html) {
            match token {
                Token::CharacterTokens(text) if self.hidden.is_none() => {
                    let text = without_forbidden(&text);
                    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
                    let space = |is_there| if is_there { " " } else { "" };
                    let before = space(text.starts_with(char::is_whitespace));
                    let is_spaced = !words.is_empty() && text.ends_with(char::is_whitespace);
                    self.text(&format!("{before}{words}{}", space(is_spaced)));
                }
                Token::TagToken(tag) => {
                    let is_start = tag.kind == TagKind::StartTag;
                    match &self.hidden {
                        Some(hidden) if !is_start && **hidden == *tag.name => self.hidden = None,
                        Some(_) => {}
                        None if is_start
                            && !tag.self_closing
                            && sanitize::drops_content(&tag.name) =>
                        {
                            self.hidden = Some(tag.name.to_string());
                        }
                        None if &*tag.name == "br" => self.inline(Inline::Break),
                        None if !is_within_line(&tag.name) => self.text(" "),
                        None => {}
                    }
                }
                _ => {}
            }
        }
    }
}

/// Separates the events of a body from those of its notes, which are keyed by name.
fn without_notes<'e>(
    events: impl Iterator<Item = Placed<'e>>,
) -> (Vec<Placed<'e>>, Vec<(String, Vec<Placed<'e>>)>) {
    let (mut main, mut notes, mut within) = (Vec::new(), Vec::new(), Vec::new());
    for (event, at) in events {
        match event {
            Event::Start(Tag::FootnoteDefinition(name)) => {
                within.push(notes.len());
                notes.push((name.into_string(), Vec::new()));
            }
            Event::End(TagEnd::FootnoteDefinition) => _ = within.pop(),
            event => match within.last() {
                Some(note) => notes[*note].1.push((event, at)),
                None => main.push((event, at)),
            },
        }
    }
    (main, notes)
}

/// Removes spaces at both ends of a line.
fn trim(line: &mut Vec<Inline>) {
    if let Some(Inline::Text { text }) = line.first_mut() {
        *text = text.trim_start().to_owned();
    }
    if let Some(Inline::Text { text }) = line.last_mut() {
        *text = text.trim_end().to_owned();
    }
    line.retain(|part| !matches!(part, Inline::Text { text } if text.is_empty()));
}
