//! A text as lines, each analysed as a person would: indentation, hyphens, key, value.

use std::ops::Range;

/// The text and the line in which the parser stopped.
#[derive(Debug)]
pub(super) struct Page<'a> {
    pub(super) text: &'a str,
    pub(super) lines: Vec<Line>,
    stopped: usize,
}

/// One line; all ranges are bytes in the text.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// The line without its end.
    pub(super) all: Range<usize>,
    /// Spaces before its content.
    pub(super) indent: usize,
    /// The start of the content, after the hyphens of a list.
    pub(super) body: usize,
    /// The key, if there is one followed by a colon and a space.
    pub(super) key: Option<Range<usize>>,
    /// The text after the key, or all of the content, without spaces and comments.
    pub(super) value: Range<usize>,
}

impl<'a> Page<'a> {
    pub(super) fn new(text: &'a str, stopped: usize) -> Page<'a> {
        let mut lines = Vec::new();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            lines.push(Line::new(text, at..at + line.trim_end_matches(['\n', '\r']).len()));
            at += line.len();
        }
        let stopped = lines.iter().rposition(|line| line.all.start <= stopped).unwrap_or(0);
        Page { text, lines, stopped }
    }

    /// The lines to examine: the one where the parser stopped, those before it, nearest first, and
    /// the one after it.
    pub(super) fn near(&self) -> Vec<usize> {
        /// A missing quotation mark or bracket is noticed only at the next field.
        const BACK: usize = 40;
        let first = self.stopped.saturating_sub(BACK);
        let before = (first..=self.stopped).rev();
        before
            .chain([self.stopped + 1])
            .filter(|line| self.lines.get(*line).is_some_and(|line| !line.is_blank(self.text)))
            .collect()
    }

    /// Distance of a line from the parser's stop.
    pub(super) fn distance(&self, line: usize) -> usize {
        let between = line.min(self.stopped)..line.max(self.stopped);
        between.filter(|line| !self.lines[*line].is_blank(self.text)).count()
    }

    pub(super) fn of(&self, range: &Range<usize>) -> &'a str {
        &self.text[range.clone()]
    }

    /// The content of a line, with its hyphens.
    pub(super) fn content(&self, line: &Line) -> &'a str {
        &self.text[line.all.start + line.indent..line.all.end]
    }

    /// The nearest line before this one that is neither blank nor a comment.
    pub(super) fn before(&self, line: usize) -> Option<usize> {
        (0..line).rev().find(|line| {
            let line = &self.lines[*line];
            !line.is_blank(self.text) && !self.content(line).starts_with('#')
        })
    }
}

impl Line {
    fn new(text: &str, all: Range<usize>) -> Line {
        let line = &text[all.clone()];
        let indent = line.len() - line.trim_start_matches(' ').len();
        let mut body = all.start + indent;
        while let Some(rest) = text[body..all.end].strip_prefix("- ") {
            body = all.end - rest.trim_start_matches(' ').len();
        }
        let key = key(&text[body..all.end]).map(|length| body..body + length);
        let start = key.as_ref().map_or(body, |key| {
            let rest = &text[key.end + 1..all.end];
            all.end - rest.trim_start_matches(' ').len()
        });
        let value = &text[start..all.end];
        let value = if value.starts_with(['"', '\'', '#']) {
            value
        } else {
            value.split_once(" # ").map_or(value, |(value, _)| value)
        };
        let value = start..start + value.trim_end().len();
        Line { all, indent, body, key, value }
    }

    pub(super) fn is_blank(&self, text: &str) -> bool {
        text[self.all.clone()].trim().is_empty()
    }

    /// Whether it is an item of a list.
    pub(super) fn is_item(&self) -> bool {
        self.body > self.all.start + self.indent
    }
}

/// The length of the key at the start of the content: a word, then a colon and a space.
fn key(content: &str) -> Option<usize> {
    let length = content.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-'))?;
    let rest = content[length..].strip_prefix(':')?;
    (length > 0 && (rest.is_empty() || rest.starts_with(' '))).then_some(length)
}
