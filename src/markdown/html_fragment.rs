//! Fragments of raw HTML, and what the fragments before have left open.

use std::collections::BTreeSet;
use std::ops::Range;

use html5ever::tokenizer::{Tag, TagKind};

/// The raw HTML around the current event of a body.
#[derive(Debug, Default)]
pub(super) struct HtmlState {
    /// The lines so far of the current block.
    pub(super) block: Option<HtmlFragment>,
    /// Number of open tables.
    pub(super) tables: usize,
    /// The open element that is removed with all of its content.
    pub(super) hidden: Option<String>,
    /// Names of elements and attributes that have been reported.
    reported: BTreeSet<String>,
}

impl HtmlState {
    /// Whether an element has not been reported before; it counts as reported from now on.
    pub(super) fn report_once(&mut self, name: &str) -> bool {
        self.reported.insert(format!("<{name}>"))
    }

    /// As [`HtmlState::report_once`], for an attribute.
    pub(super) fn report_attribute_once(&mut self, name: &str) -> bool {
        self.reported.insert(name.to_owned())
    }

    /// Whether the current element is removed with all of its content.
    pub(super) fn hides(&self) -> bool {
        self.hidden.is_some()
    }

    /// Ends what cannot reach into another block.
    pub(super) fn end_block(&mut self) {
        self.hidden = None;
    }
}

/// A tag within a text, or the lines of an HTML block.
#[derive(Debug, Default)]
pub(super) struct HtmlFragment {
    pub(super) text: String,
    /// For each line, its first byte here and in the body.
    lines: Vec<(usize, usize)>,
    /// The byte up to which the fragment has been searched for tags.
    pub(super) searched: usize,
}

impl HtmlFragment {
    /// Adds a line, which is at byte `at` of the body.
    pub(super) fn add(&mut self, text: &str, at: usize) {
        self.lines.push((self.text.len(), at));
        self.text.push_str(text);
    }

    /// Finds the next tag of this name: the range in the body from its `<` to the end of its name.
    pub(super) fn tag(&mut self, tag: &Tag) -> Range<usize> {
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

    /// The range in the body of an attribute's name in the tag that was found last.
    pub(super) fn attribute(&self, name: &str) -> Range<usize> {
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

    /// The range of the first `mark` after the tag that was found last.
    pub(super) fn find(&self, mark: &str) -> Range<usize> {
        let start = self.text[self.searched..].find(mark).map_or(0, |at| self.searched + at);
        start..start + mark.len()
    }

    /// The first byte of the tag or comment that nothing closes.
    pub(super) fn unclosed(&self) -> Range<usize> {
        let comment = self.text.rfind("<!--").filter(|at| !self.text[*at..].contains("-->"));
        let start = comment.or_else(|| self.text.rfind('<')).unwrap_or_default();
        start..start + 1
    }

    /// Converts a range of the fragment into one of the body.
    pub(super) fn place(&self, range: Range<usize>) -> Range<usize> {
        let line = self.lines.iter().rev().find(|(start, _)| *start <= range.start);
        let shift = line.map_or(0, |(start, at)| at - start);
        range.start + shift..range.end + shift
    }
}
