//! Raw HTML within a body, read piece by piece with the parser of a browser.
//!
//! What the allow-list names is written again: its addresses judged as those of Markdown are, its
//! ids made its own, its tables framed, its words kept for the search. What is left out is said,
//! once for each name. This makes good HTML part of the page; that no bad HTML is, the cleaning of
//! the whole body sees to, see [`super::sanitize`].

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use pulldown_cmark::Event;

use super::characters::without_forbidden;
use super::findings;
use super::render::{Open, Pass};
use super::sanitize;
use super::written::table_start;
use crate::diagnostic::keep;
use crate::escape;

/// What a body's raw HTML has left open.
#[derive(Debug, Default)]
pub(super) struct Html {
    /// The lines of a block, until it ends.
    block: Option<Piece>,
    /// Tables that are open.
    tables: usize,
    /// An element of which nothing stays, while it is open.
    hidden: Option<String>,
    /// Elements and attributes that have been told of.
    told: BTreeSet<String>,
}

impl Html {
    /// Notes that an element has been told of; false where it had been before.
    pub(super) fn tell(&mut self, name: &str) -> bool {
        self.told.insert(format!("<{name}>"))
    }

    /// Whether what comes stands in an element of which nothing stays.
    pub(super) fn hides(&self) -> bool {
        self.hidden.is_some()
    }

    /// Ends what cannot reach into another block.
    pub(super) fn end_block(&mut self) {
        self.hidden = None;
    }
}

/// A piece of raw HTML, where its lines stand in the body, and how far it has been searched.
#[derive(Debug, Default)]
struct Piece {
    text: String,
    lines: Vec<(usize, usize)>,
    searched: usize,
}

impl Piece {
    fn add(&mut self, text: &str, at: usize) {
        self.lines.push((self.text.len(), at));
        self.text.push_str(text);
    }

    /// Where the next tag of this name begins.
    fn tag(&mut self, tag: &Tag) -> Range<usize> {
        let bytes = self.text.as_bytes();
        let (name, skip) = (tag.name.as_bytes(), 1 + usize::from(tag.kind == TagKind::EndTag));
        let is_tag = |at: &usize| {
            let after = bytes.get(at + skip..at + skip + name.len());
            bytes[*at] == b'<' && after.is_some_and(|other| other.eq_ignore_ascii_case(name))
        };
        match (self.searched..bytes.len()).find(is_tag) {
            Some(at) => {
                self.searched = at + skip + name.len();
                self.place(at..self.searched)
            }
            None => {
                self.searched = bytes.len();
                self.place(0..1)
            }
        }
    }

    /// Where an attribute of the tag that was found last stands.
    fn attribute(&self, name: &str) -> Range<usize> {
        let bytes = self.text.as_bytes();
        let is_name = |at: &usize| {
            bytes[*at..]
                .get(..name.len())
                .is_some_and(|other| other.eq_ignore_ascii_case(name.as_bytes()))
        };
        let end = bytes.len().min(self.searched + 2000);
        match (self.searched..end).find(is_name) {
            Some(at) => self.place(at..at + name.len()),
            None => self.place(self.searched.saturating_sub(1)..self.searched),
        }
    }

    /// Where a mark first stands in what has not been searched yet.
    fn rest(&self, mark: &str) -> Range<usize> {
        let start = self.text[self.searched..].find(mark).map_or(0, |at| self.searched + at);
        start..start + mark.len()
    }

    /// The start of the tag or comment that nothing closes.
    fn unclosed(&self) -> Range<usize> {
        let comment = self.text.rfind("<!--").filter(|at| !self.text[*at..].contains("-->"));
        let start = comment.or_else(|| self.text.rfind('<')).unwrap_or_default();
        start..start + 1
    }

    fn place(&self, range: Range<usize>) -> Range<usize> {
        let line = self.lines.iter().rev().find(|(start, _)| *start <= range.start);
        let shift = line.map_or(0, |(start, at)| at - start);
        range.start + shift..range.end + shift
    }
}

impl<'e> Pass<'_, 'e> {
    pub(super) fn start_html(&mut self) {
        self.html.block = Some(Piece::default());
    }

    pub(super) fn end_html(&mut self) {
        let Some(block) = self.html.block.take() else { return };
        self.sections.space();
        let html = self.rewritten(block);
        self.keep(Event::Html(html.into()));
        self.html.end_block();
    }

    /// A line of an HTML block, or a tag within a text.
    pub(super) fn raw_html(&mut self, raw: &str, at: &Range<usize>) {
        let span = self.span(at);
        self.doc.raw_html.push(span);
        if let Some(block) = &mut self.html.block {
            block.add(raw, at.start);
            return;
        }
        let mut piece = Piece::default();
        piece.add(raw, at.start);
        let html = self.rewritten(piece);
        self.keep(Event::InlineHtml(html.into()));
    }

    fn rewritten(&mut self, mut piece: Piece) -> String {
        let mut html = String::with_capacity(piece.text.len());
        for token in tokens(&piece.text) {
            match token {
                Token::TagToken(tag) => self.tag(&tag, &mut piece, &mut html),
                Token::CharacterTokens(text) if !self.html.hides() => {
                    let text = without_forbidden(&text);
                    let mark = ["[^", "[[", "]("].into_iter().find(|mark| text.contains(mark));
                    if let Some(mark) = mark.filter(|_| self.html.told.insert("[".to_owned())) {
                        let span = self.span(&piece.place(piece.rest(mark)));
                        keep(&mut self.found, findings::markdown_in_html(self.file, span));
                    }
                    html.push_str(&escape::html(&text));
                    self.flow(&text);
                }
                // Instructions such as those of PHP; plain comments are meant to be left out.
                Token::CommentToken(text) if text.starts_with(['?', '[']) => {
                    let name = text.split_whitespace().next().unwrap_or("?");
                    if self.html.tell(name) {
                        let span = self.span(&piece.place(piece.rest("<")));
                        keep(
                            &mut self.found,
                            findings::element_left_out(self.file, span, "?", name),
                        );
                    }
                }
                // A tag or a comment that the text ends in.
                Token::ParseError(error) if error.contains("EOF") => {
                    let span = self.span(&piece.place(piece.unclosed()));
                    keep(&mut self.found, findings::html_not_closed(self.file, span));
                }
                _ => {}
            }
        }
        self.doc.is_raw |= !html.is_empty();
        html
    }

    fn tag(&mut self, tag: &Tag, piece: &mut Piece, html: &mut String) {
        let (name, is_start) = (&*tag.name, tag.kind == TagKind::StartTag);
        let at = piece.tag(tag);
        if let Some(hidden) = &self.html.hidden {
            if !is_start && hidden == name {
                self.html.hidden = None;
            }
            return;
        }
        if !sanitize::allows(name) {
            if is_start && self.html.tell(name) {
                let text = self.text;
                let written = text.get(at.start + 1..at.end).unwrap_or(name);
                let is_whole = text.as_bytes().get(at.end) == Some(&b'>');
                let span = self.span(&(at.start..at.end + usize::from(is_whole)));
                keep(&mut self.found, findings::element_left_out(self.file, span, name, written));
            }
            if is_start && !tag.self_closing && sanitize::drops_content(name) {
                self.html.hidden = Some(name.to_owned());
            }
            return;
        }
        if !is_within_line(name) {
            self.part_words();
        }
        match (is_start, name) {
            (true, "table") => self.start_table(tag, piece, html),
            (true, _) => self.start_tag(tag, piece, html),
            (false, "table") => {
                if self.html.tables > 0 {
                    self.html.tables -= 1;
                    html.push_str(if self.html.tables == 0 {
                        "</table></div>"
                    } else {
                        "</table>"
                    });
                }
            }
            (false, _) => html.push_str(&format!("</{name}>")),
        }
    }

    fn start_table(&mut self, tag: &Tag, piece: &Piece, html: &mut String) {
        if self.html.tables == 0 {
            self.tables += 1;
            html.push_str(&table_start(self.tables));
        }
        self.html.tables += 1;
        self.start_tag(tag, piece, html);
    }

    fn start_tag(&mut self, tag: &Tag, piece: &Piece, html: &mut String) {
        let name = &*tag.name;
        let mut written = String::new();
        let mut id = None;
        for attribute in &tag.attrs {
            let value = without_forbidden(&attribute.value);
            match (name, &*attribute.name.local) {
                (_, "id") => id = Some(value.into_owned()),
                ("a", "name") => id = id.or_else(|| Some(value.into_owned())),
                (_, attribute) => {
                    let value = self.attribute(name, attribute, &value, piece);
                    if let Some(value) = value {
                        written.push_str(&format!(" {attribute}=\"{value}\""));
                    }
                }
            }
        }
        let id = id
            .filter(|id| !id.trim().is_empty())
            .map(|id| escape::html(&self.ids.of_author(&id)).into_owned());
        // A browser may open an element of this kind a second time, where the first was not closed
        // in time, and its id with it.
        if let Some(id) = id.as_ref().filter(|_| is_formatting(name)) {
            html.push_str(&format!("<span id=\"{id}\"></span>"));
        }
        html.push_str(&format!("<{name}"));
        if let Some(id) = id.filter(|_| !is_formatting(name)) {
            html.push_str(&format!(" id=\"{id}\""));
        }
        html.push_str(&written);
        html.push('>');
        if name == "img" {
            self.picture(tag, piece);
        }
    }

    /// The value of an attribute as it is written, where it stays.
    fn attribute(&mut self, tag: &str, name: &str, value: &str, piece: &Piece) -> Option<String> {
        let at = piece.attribute(name);
        let stays = sanitize::allows_attribute(tag, name);
        let whole = stays && (name != "style" || sanitize::allows_style(value));
        if !whole && self.html.told.insert(name.to_owned()) {
            let span = self.span(&at);
            keep(&mut self.found, findings::attribute_left_out(self.file, span, name, tag));
        }
        match (tag, name) {
            _ if !stays => None,
            ("a", "href") => Some(self.address(value.trim(), self.span(&at))),
            ("img", "src") => Some(self.picture_address(value.trim(), self.span(&at))),
            _ => Some(escape::html(value).into_owned()),
        }
    }

    fn picture(&mut self, tag: &Tag, piece: &Piece) {
        let words = tag.attrs.iter().find(|attribute| &*attribute.name.local == "alt");
        match words {
            Some(words) => self.collect_picture(&without_forbidden(&words.value)),
            None => {
                let span = self.span(&piece.place(piece.searched - 4..piece.searched));
                keep(&mut self.found, findings::picture_without_words(self.file, span));
            }
        }
    }

    /// Adds the words of a text in HTML, in which all white space is alike.
    fn flow(&mut self, text: &str) {
        if text.starts_with(char::is_whitespace) {
            self.part_words();
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        self.collect(&words.join(" "));
        if !words.is_empty() && text.ends_with(char::is_whitespace) {
            self.part_words();
        }
    }

    /// Parts the words before from those that follow.
    fn part_words(&mut self) {
        match self.open.last() {
            Some(Open::Heading { .. } | Open::RecordLink { .. } | Open::Picture(_)) => {
                self.collect(" ");
            }
            _ => self.sections.space(),
        }
    }
}

/// Elements that stand within a line and do not part words.
fn is_within_line(tag: &str) -> bool {
    const TAGS: [&str; 21] = [
        "a", "abbr", "b", "cite", "code", "del", "dfn", "em", "i", "img", "ins", "kbd", "mark",
        "q", "s", "small", "span", "strong", "sub", "sup", "time",
    ];
    TAGS.contains(&tag)
}

/// Elements that the parser of a browser opens again.
fn is_formatting(tag: &str) -> bool {
    ["a", "b", "code", "em", "i", "s", "small", "strong"].contains(&tag)
}

fn tokens(html: &str) -> Vec<Token> {
    let tokenizer = Tokenizer::new(Tokens::default(), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(html));
    // It stops for scripts that run, of which there are none.
    _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

#[derive(Default)]
struct Tokens(RefCell<Vec<Token>>);

impl TokenSink for Tokens {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let result = match &token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => match &*tag.name {
                "script" => TokenSinkResult::RawData(RawKind::ScriptData),
                "style" | "iframe" | "xmp" | "noembed" | "noframes" => {
                    TokenSinkResult::RawData(RawKind::Rawtext)
                }
                "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
                "plaintext" => TokenSinkResult::Plaintext,
                _ => TokenSinkResult::Continue,
            },
            _ => TokenSinkResult::Continue,
        };
        self.0.borrow_mut().push(token);
        result
    }
}
