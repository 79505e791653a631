//! The body as sentences of text, for advice on how it is written.
//!
//! Only a review reads a body this way: a build has no use for it.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::Subject;
use crate::diagnostic::Span;
use crate::source::Record;

/// A paragraph or an item of a list, without markup, blocks of code, tables and pictures.
#[derive(Debug, Default)]
pub(super) struct Block {
    /// Its text.
    pub(super) text: String,
    /// Whether it has a citation or a note.
    pub(super) is_cited: bool,
    /// For each character of `text` the byte of the file that it comes from.
    places: Vec<u32>,
}

impl Block {
    /// The place in the file of a part of the text.
    pub(super) fn span(&self, part: Range<usize>) -> Span {
        let before = |at: usize| self.text.get(..at).map_or(0, |text| text.chars().count());
        let (first, last) = (before(part.start), before(part.end).saturating_sub(1));
        let start = self.places.get(first).copied().unwrap_or_default();
        let width = self.text.get(..part.end).and_then(|text| text.chars().next_back());
        let width = u32::try_from(width.map_or(1, char::len_utf8)).unwrap_or(1);
        let end = self.places.get(last).copied().unwrap_or(start) + width;
        Span { start, end: end.max(start) }
    }

    /// Its sentences. An abbreviation or a decimal point ends none.
    pub(super) fn sentences(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let mut ends: Vec<usize> = Vec::new();
        let mut rest = self.text.char_indices().peekable();
        while let Some((at, letter)) = rest.next() {
            let follows = rest.peek().is_none_or(|(_, next)| next.is_whitespace());
            if matches!(letter, '.' | '!' | '?' | '…') && follows && self.ends_at(at, letter) {
                ends.push(at + letter.len_utf8());
            }
        }
        ends.push(self.text.len());
        let starts: Vec<usize> = std::iter::once(0).chain(ends.iter().copied()).collect();
        let pairs = starts.into_iter().zip(ends);
        pairs.filter_map(|(start, end)| {
            let part = self.text.get(start..end)?;
            let start = start + (part.len() - part.trim_start().len());
            (!part.trim().is_empty()).then_some(start..end)
        })
    }

    /// Whether a full stop ends a sentence: not after an initial or a short abbreviation (`St.`), and
    /// not if a small letter follows.
    fn ends_at(&self, at: usize, letter: char) -> bool {
        let (before, after) = self.text.split_at(at);
        let next = after[letter.len_utf8()..].trim_start().chars().next();
        if letter != '.' {
            return true;
        }
        let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let is_short =
            word.chars().count() <= 2 && word.chars().next().is_some_and(char::is_uppercase);
        !is_short && next.is_none_or(|next| !next.is_lowercase())
    }
}

/// The language of a record: its own, or that of the site.
pub(super) fn language<'a>(subject: &Subject<'a>) -> &'a str {
    let written = match &subject.entry.record {
        Record::Practice(practice) => practice.lang.as_ref().map(|lang| lang.value.as_str()),
        _ => None,
    };
    let own = subject.entry.file.lang.as_deref().or(written);
    let tag = own.unwrap_or_else(|| subject.content.config.default_language());
    tag.split('-').next().unwrap_or(tag)
}

/// The blocks of the body. Notes under the Chatham House Rule have none: nothing of what was said
/// there is repeated in a report.
pub(super) fn blocks(subject: &Subject<'_>) -> Vec<Block> {
    let entry = subject.entry;
    if entry.record.withholds() {
        return Vec::new();
    }
    let text = entry.file.text.read();
    let start = entry.front.end as usize;
    text.get(start..).map_or_else(Vec::new, |body| read(body, entry.front.end))
}

fn read(body: &str, start: u32) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open = Block::default();
    // How many elements are open whose text is not prose.
    let mut apart = 0usize;
    for (event, range) in Parser::new_ext(body, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(
                Tag::CodeBlock(_)
                | Tag::Table(_)
                | Tag::Heading { .. }
                | Tag::Image { .. }
                | Tag::HtmlBlock,
            ) => apart += 1,
            Event::End(
                TagEnd::CodeBlock
                | TagEnd::Table
                | TagEnd::Heading(_)
                | TagEnd::Image
                | TagEnd::HtmlBlock,
            ) => {
                apart = apart.saturating_sub(1);
            }
            Event::Start(Tag::Paragraph | Tag::Item | Tag::List(_))
            | Event::End(TagEnd::Paragraph | TagEnd::Item) => {
                blocks.push(closed(std::mem::take(&mut open)));
            }
            Event::Text(_) if apart == 0 => push(&mut open, body, range, start, false),
            Event::Code(_) if apart == 0 => push(&mut open, body, range, start, true),
            Event::SoftBreak | Event::HardBreak if apart == 0 => {
                open.text.push(' ');
                open.places.push(start + u32::try_from(range.start).unwrap_or(u32::MAX));
            }
            _ => {}
        }
    }
    blocks.push(closed(open));
    blocks.retain(|block| !block.text.trim().is_empty());
    blocks
}

/// Adds a text as it is in the file: character references are rare in prose. Code is one word.
fn push(open: &mut Block, body: &str, range: Range<usize>, start: u32, is_code: bool) {
    for (at, letter) in body.get(range.clone()).unwrap_or_default().char_indices() {
        open.text.push(if is_code && letter.is_whitespace() { '_' } else { letter });
        open.places.push(start + u32::try_from(range.start + at).unwrap_or(u32::MAX));
    }
}

/// A block without its citations and links to records, which the parser takes for text.
fn closed(block: Block) -> Block {
    let mut kept = Block::default();
    let mut letters = block.text.char_indices().zip(block.places).peekable();
    while let Some(((at, letter), place)) = letters.next() {
        let rest = &block.text[at..];
        let end = rest.find(']').filter(|_| rest.starts_with("[^"));
        if let Some(end) = end {
            kept.is_cited = true;
            while letters.next_if(|((next, _), _)| *next <= at + end).is_some() {}
        } else {
            kept.text.push(letter);
            kept.places.push(place);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_found_where_they_are_written() {
        let body = "St. Paul *paid* 2.5 million.[^a] Then\nit stopped! [[city:x|Why]]?\n\n| a. b. |\n|--|\n\n- One.\n";
        let blocks = read(body, 100);
        assert_eq!(blocks.len(), 2);
        assert!(blocks[0].is_cited && !blocks[1].is_cited);
        let said: Vec<&str> = blocks[0].sentences().map(|part| &blocks[0].text[part]).collect();
        assert_eq!(said[..2], ["St. Paul paid 2.5 million.", "Then it stopped!"]);
        let second = blocks[0].sentences().nth(1).unwrap();
        let span = blocks[0].span(second);
        assert_eq!(&body[span.start as usize - 100..span.end as usize - 100], "Then\nit stopped!");
    }
}
