//! Raw HTML within a body, read with the tokenizer of a browser.
//!
//! Elements on the allow-list are rewritten as if they were Markdown: addresses are judged, ids made
//! unique, tables framed, words collected for search. What is removed is reported, once for each
//! name. This is not what keeps a page safe: the finished body is cleaned as a whole, see
//! [`super::sanitize`].

use std::cell::RefCell;
use std::ops::Range;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use pulldown_cmark::Event;

use super::characters::without_forbidden;
use super::findings;
use super::html_fragment::HtmlFragment;
use super::renderer::{Open, Renderer};
use super::sanitize;
use super::write::table_start;
use crate::diagnostic::keep;
use crate::escape;

impl<'e> Renderer<'_, 'e> {
    /// Begins an HTML block.
    pub(super) fn start_html(&mut self) {
        self.html.block = Some(HtmlFragment::default());
    }

    /// Ends an HTML block.
    pub(super) fn end_html(&mut self) {
        let Some(block) = self.html.block.take() else { return };
        self.sections.space();
        let html = self.rewritten(block);
        self.keep(Event::Html(html.into()));
        self.html.end_block();
    }

    /// Takes a line of an HTML block, or a tag within a text.
    pub(super) fn raw_html(&mut self, raw: &str, at: &Range<usize>) {
        let span = self.span(at);
        self.doc.raw_html.push(span);
        if let Some(block) = &mut self.html.block {
            block.add(raw, at.start);
            return;
        }
        let mut fragment = HtmlFragment::default();
        fragment.add(raw, at.start);
        let html = self.rewritten(fragment);
        self.keep(Event::InlineHtml(html.into()));
    }

    /// The HTML of a fragment, rewritten.
    fn rewritten(&mut self, mut fragment: HtmlFragment) -> String {
        let mut html = String::with_capacity(fragment.text.len());
        for token in tokens(&fragment.text) {
            match token {
                Token::TagToken(tag) => self.tag(&tag, &mut fragment, &mut html),
                Token::CharacterTokens(text) if !self.html.hides() => {
                    let text = without_forbidden(&text);
                    let mark = ["[^", "[[", "]("].into_iter().find(|mark| text.contains(mark));
                    if let Some(mark) = mark.filter(|_| self.html.report_once(MARKDOWN)) {
                        let span = self.span(&fragment.place(fragment.find(mark)));
                        keep(&mut self.found, findings::markdown_in_html(self.file, span));
                    }
                    html.push_str(&escape::html(&text));
                    self.collect_text(&text);
                }
                // Processing instructions, as of PHP. Authors know that comments are not shown.
                Token::CommentToken(text) if text.starts_with(['?', '[']) => {
                    let name = text.split_whitespace().next().unwrap_or("?");
                    if self.html.report_once(name) {
                        let span = self.span(&fragment.place(fragment.find("<")));
                        keep(
                            &mut self.found,
                            findings::element_left_out(self.file, span, "?", name),
                        );
                    }
                }
                // A tag or a comment without an end.
                Token::ParseError(error) if error.contains("EOF") => {
                    let span = self.span(&fragment.place(fragment.unclosed()));
                    keep(&mut self.found, findings::html_not_closed(self.file, span));
                }
                _ => {}
            }
        }
        self.doc.is_raw |= !html.is_empty();
        html
    }

    /// Rewrites a tag, or reports that it is removed.
    fn tag(&mut self, tag: &Tag, fragment: &mut HtmlFragment, html: &mut String) {
        let (name, is_start) = (&*tag.name, tag.kind == TagKind::StartTag);
        let at = fragment.tag(tag);
        if let Some(hidden) = &self.html.hidden {
            if !is_start && hidden == name {
                self.html.hidden = None;
            }
            return;
        }
        let is_allowed = sanitize::allows(name);
        if is_allowed && !is_within_line(name) || sanitize::is_separate(name) {
            self.separate_words();
        }
        if !is_allowed {
            // The text of a removed element stays, apart from the text around it.
            html.push_str(sanitize::remains(name, is_start));
            if is_start && self.html.report_once(name) {
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
        match (is_start, name) {
            (true, "table") => self.start_table(tag, fragment, html),
            (true, _) => self.start_tag(tag, fragment, html),
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

    fn start_table(&mut self, tag: &Tag, fragment: &HtmlFragment, html: &mut String) {
        if self.html.tables == 0 {
            self.tables += 1;
            html.push_str(&table_start(self.tables));
        }
        self.html.tables += 1;
        self.start_tag(tag, fragment, html);
    }

    fn start_tag(&mut self, tag: &Tag, fragment: &HtmlFragment, html: &mut String) {
        let name = &*tag.name;
        let mut written = String::new();
        let mut id = None;
        for attribute in &tag.attrs {
            let value = without_forbidden(&attribute.value);
            match (name, &*attribute.name.local) {
                (_, "id") => id = Some(value.into_owned()),
                ("a", "name") => id = id.or_else(|| Some(value.into_owned())),
                (_, attribute) => {
                    let value = self.attribute(name, attribute, &value, fragment);
                    if let Some(value) = value {
                        written.push_str(&format!(" {attribute}=\"{value}\""));
                    }
                }
            }
        }
        let id = id
            .filter(|id| !id.trim().is_empty())
            .map(|id| escape::html(&self.ids.of_author(&id)).into_owned());
        // A browser may open a formatting element a second time, id included.
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
            self.picture(tag, fragment);
        }
    }

    /// The escaped value of an attribute; none if the attribute is removed.
    fn attribute(
        &mut self,
        tag: &str,
        name: &str,
        value: &str,
        fragment: &HtmlFragment,
    ) -> Option<String> {
        let at = fragment.attribute(name);
        let stays = sanitize::allows_attribute(tag, name);
        let whole = stays && (name != "style" || sanitize::allows_style(value));
        if !whole && self.html.report_attribute_once(name) {
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

    fn picture(&mut self, tag: &Tag, fragment: &HtmlFragment) {
        let words = tag.attrs.iter().find(|attribute| &*attribute.name.local == "alt");
        match words {
            Some(words) => self.collect_picture(&without_forbidden(&words.value)),
            None => {
                let span = self.span(&fragment.place(fragment.searched - 4..fragment.searched));
                keep(&mut self.found, findings::picture_without_text(self.file, span));
            }
        }
    }

    /// Collects a text in HTML, where a run of white space is one space.
    fn collect_text(&mut self, text: &str) {
        if text.starts_with(char::is_whitespace) {
            self.separate_words();
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        self.collect(&words.join(" "));
        if !words.is_empty() && text.ends_with(char::is_whitespace) {
            self.separate_words();
        }
    }

    /// Puts a space between the words before and those that follow.
    fn separate_words(&mut self) {
        match self.open.last() {
            Some(Open::Heading { .. } | Open::RecordLink { .. } | Open::Picture(_)) => {
                self.collect(" ");
            }
            _ => self.sections.space(),
        }
    }
}

/// Stands among the reported names for Markdown within HTML. No element's name has a capital.
const MARKDOWN: &str = "Markdown";

/// Elements within a line, which do not separate words.
pub(super) fn is_within_line(tag: &str) -> bool {
    const TAGS: [&str; 21] = [
        "a", "abbr", "b", "cite", "code", "del", "dfn", "em", "i", "img", "ins", "kbd", "mark",
        "q", "s", "small", "span", "strong", "sub", "sup", "time",
    ];
    TAGS.contains(&tag)
}

/// Elements that a browser's parser reopens after an unclosed one.
fn is_formatting(tag: &str) -> bool {
    ["a", "b", "code", "em", "i", "s", "small", "strong"].contains(&tag)
}

/// The tokens of some HTML, parse errors among them.
pub(super) fn tokens(html: &str) -> Vec<Token> {
    let tokenizer = Tokenizer::new(Tokens::default(), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(html));
    // The tokenizer stops only for a script to be run.
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
