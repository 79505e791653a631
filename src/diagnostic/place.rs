//! Where in a file a finding is: byte spans inside the program, lines and columns for people.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A range of bytes in one source file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from a range of byte offsets. Offsets beyond 4 GiB are clamped: no source file is
    /// that large, since the walk refuses it.
    #[must_use]
    pub fn new(range: Range<usize>) -> Span {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Span { start: clamp(range.start), end: clamp(range.end) }
    }

    /// The span as a range of byte offsets.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A place in a file, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// Path relative to the root, with forward slashes.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Length of the marked text in characters; 1 at least.
    pub length: usize,
    /// The line itself, without its end.
    pub text: String,
}

impl Place {
    /// The very start of a file, for findings about a file as a whole.
    #[must_use]
    pub fn file(path: impl Into<String>) -> Place {
        Place { file: path.into(), line: 1, column: 1, length: 1, text: String::new() }
    }
}

/// Finds the lines of one text.
#[derive(Debug, Clone, Copy)]
pub struct LineIndex<'a> {
    text: &'a str,
}

impl<'a> LineIndex<'a> {
    /// Looks at `text`.
    #[must_use]
    pub fn new(text: &'a str) -> LineIndex<'a> {
        LineIndex { text }
    }

    /// The place of `span` in the file at `path`. A span over several lines is cut at the end of
    /// its first line.
    #[must_use]
    pub fn place(&self, path: &str, span: Span) -> Place {
        let start = floor_boundary(self.text, span.start as usize);
        let end = floor_boundary(self.text, (span.end as usize).max(start));
        let line_start = self.text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = self.text[start..].find('\n').map_or(self.text.len(), |at| start + at);
        let marked = &self.text[start..end.min(line_end).max(start)];
        Place {
            file: path.to_owned(),
            line: self.text[..line_start].matches('\n').count() + 1,
            column: self.text[line_start..start].chars().count() + 1,
            length: marked.trim_end().chars().count().max(1),
            text: self.text[line_start..line_end].trim_end_matches('\r').to_owned(),
        }
    }
}

fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_characters_and_cuts_at_the_line_end() {
        let text = "a: 1\ntítle: été\nb: 2\n";
        let at = text.find("été").unwrap();
        let place = LineIndex::new(text).place("x.md", Span::new(at..text.len()));
        assert_eq!((place.line, place.column, place.length), (2, 8, 3));
        assert_eq!(place.text, "títle: été");
    }
}
