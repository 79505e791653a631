//! The place of a finding in a file: byte spans within the program, lines and columns for people.

use std::borrow::Cow;
use std::collections::BTreeMap;
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
    /// A span from a range of byte offsets. Offsets beyond 4 GiB are clamped, but larger source
    /// files are refused anyway.
    #[must_use]
    pub fn new(range: Range<usize>) -> Span {
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
    /// Length of the marked text in characters, at least 1.
    pub length: usize,
    /// The line without its line end; if it is long, the part around the mark.
    pub text: String,
    /// Column of the first character of `text`: 1 unless the line is long.
    pub from: usize,
    /// Whether the line continues after `text`.
    pub goes_on: bool,
}

/// Maximum length in characters of a line that is kept whole.
const WHOLE: usize = 200;

/// Characters kept of a long line: before the mark, and from its start.
const AROUND: (usize, usize) = (50, 70);

impl Place {
    /// The very start of a file, for findings about a file as a whole.
    #[must_use]
    pub fn file(path: impl Into<String>) -> Place {
        let (file, text) = (path.into(), String::new());
        Place { file, line: 1, column: 1, length: 1, text, from: 1, goes_on: false }
    }

    /// A mark at a column of a line with known text. Line and column count from 1.
    #[must_use]
    pub fn at(path: impl Into<String>, (line, column): (usize, usize), text: &str) -> Place {
        let text = text.trim_end_matches(['\n', '\r']);
        let start =
            text.char_indices().nth(column.saturating_sub(1)).map_or(text.len(), |(at, _)| at);
        let place = LineIndex::new(text).place("", Span::new(start..start + 1));
        Place { file: path.into(), line, ..place }
    }

    /// The bytes of `text` that are marked.
    #[must_use]
    pub fn marked(&self) -> Range<usize> {
        let byte = |column: usize| {
            let characters = column.saturating_sub(self.from);
            self.text.char_indices().nth(characters).map_or(self.text.len(), |(at, _)| at)
        };
        byte(self.column)..byte(self.column + self.length)
    }
}

/// Finds places in a text.
#[derive(Debug, Clone)]
pub struct LineIndex<'a> {
    text: &'a str,
    lines: Lines,
}

impl<'a> LineIndex<'a> {
    /// Looks at `text`.
    #[must_use]
    pub fn new(text: &'a str) -> LineIndex<'a> {
        LineIndex { text, lines: Lines::of(text) }
    }

    /// The place of `span` in the file at `path`. A span over several lines ends with its first
    /// line.
    #[must_use]
    pub fn place(&self, path: &str, span: Span) -> Place {
        self.lines.place(path, span, |line| Cow::Borrowed(self.text.get(line).unwrap_or_default()))
    }
}

/// Size in bytes of the blocks of a long line whose characters are counted in advance.
const BLOCK: usize = 1024;

/// The start of each line of a text, and the number of characters before each block of a long line.
/// With these, any place is found in constant time, and only its line has to be in memory.
#[derive(Debug, Clone)]
pub struct Lines {
    starts: Vec<u32>,
    length: usize,
    counted: BTreeMap<usize, Vec<u32>>,
}

impl Lines {
    /// Indexes `text`.
    #[must_use]
    pub fn of(text: &str) -> Lines {
        let mut lines = Lines { starts: vec![0], length: text.len(), counted: BTreeMap::new() };
        for (number, line) in (1..).zip(text.split_inclusive('\n')) {
            let start = lines.starts.last().map_or(0, |at| *at as usize);
            if line.ends_with('\n') {
                lines.starts.push(clamp(start + line.len()));
            }
            if line.len() > BLOCK {
                let counts = line.as_bytes().chunks(BLOCK).scan(0, |before, block| {
                    let here = *before;
                    *before += begun(block);
                    Some(clamp(here))
                });
                lines.counted.insert(number, counts.collect());
            }
        }
        lines
    }

    /// The place of `span` in the indexed text; `read` returns a part of that text.
    #[must_use]
    pub fn place<'t>(
        &self,
        path: &str,
        span: Span,
        read: impl FnOnce(Range<usize>) -> Cow<'t, str>,
    ) -> Place {
        let (first, last) = (span.start as usize, span.end as usize);
        let number = self.starts.partition_point(|at| *at as usize <= first.min(self.length));
        let line_start = self.starts.get(number - 1).map_or(0, |at| *at as usize);
        let line_end = self.starts.get(number).map_or(self.length, |next| *next as usize - 1);
        let line = read(line_start..line_end);
        let line = line.trim_end_matches('\r');
        let line = Line { text: line, counted: self.counted.get(&number) };
        let start = line.text.floor_char_boundary(first - line_start);
        let end = line.text.floor_char_boundary(last.saturating_sub(line_start).max(start));
        // Of a span over several lines, spaces before the line end are not what is meant.
        let goes_beyond = last > line_start + line.text.len();
        let marked = &line.text[start..end];
        let marked = if goes_beyond { marked.trim_end() } else { marked };
        let (text, from, goes_on) = line.around(start);
        Place {
            file: path.to_owned(),
            line: number,
            column: line.before(start) + 1,
            length: (line.before(start + marked.len()) - line.before(start)).max(1),
            text: text.to_owned(),
            from,
            goes_on,
        }
    }
}

/// One line.
#[derive(Clone, Copy)]
struct Line<'a> {
    text: &'a str,
    /// The number of characters before each of its blocks, if it is long.
    counted: Option<&'a Vec<u32>>,
}

impl<'a> Line<'a> {
    /// The shown part of a line, the column at which it begins, and whether the line continues.
    fn around(self, mark: usize) -> (&'a str, usize, bool) {
        // A line never has more characters than bytes.
        if self.text.len() <= WHOLE || self.before(self.text.len()) <= WHOLE {
            return (self.text, 1, false);
        }
        let (before, after) = AROUND;
        let (left, right) = self.text.split_at(mark);
        let start = left.char_indices().rev().nth(before - 1).map_or(0, |(at, _)| at);
        let end = right.char_indices().nth(after).map_or(self.text.len(), |(at, _)| mark + at);
        (&self.text[start..end], self.before(start) + 1, end < self.text.len())
    }

    /// The number of characters before a byte.
    fn before(self, at: usize) -> usize {
        let block = at / BLOCK;
        let known = self.counted.and_then(|counted| counted.get(block));
        let (known, from) = known.map_or((0, 0), |known| (*known as usize, block * BLOCK));
        known + begun(&self.text.as_bytes()[from..at])
    }
}

/// The number of characters that begin in these bytes of a text.
fn begun(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| !matches!(**byte, 0x80..=0xbf)).count()
}

fn clamp(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
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
        assert_eq!(&place.text[place.marked()], "été");
    }

    #[test]
    fn of_a_long_line_only_what_is_around_the_mark_is_kept() {
        let line = format!("{}HERE{}", "é".repeat(5000), "ü".repeat(5000));
        let text = format!("first\n{line}\r\nlast");
        let at = text.find("HERE").unwrap();
        let place = LineIndex::new(&text).place("x.md", Span::new(at..at + 4));
        assert_eq!((place.line, place.column, place.length), (2, 5001, 4));
        assert_eq!((place.text.chars().count(), place.from, place.goes_on), (120, 4951, true));
        assert_eq!(&place.text[place.marked()], "HERE");
        let end = LineIndex::new(&text).place("x.md", Span::new(6 + line.len()..text.len()));
        assert_eq!((end.line, end.column, end.length, end.goes_on), (2, 10_005, 1, false));
        assert_eq!(end.marked(), end.text.len()..end.text.len());
        let long = LineIndex::new(&text).place("x.md", Span::new(6..text.len()));
        assert_eq!((long.column, long.length, long.from), (1, 10_004, 1));
    }

    #[test]
    fn a_mark_beyond_a_line_stands_at_its_end() {
        let place = Place::at("x.yaml", (7, 99), "name: x\r\n");
        assert_eq!((place.line, place.column, place.text.as_str()), (7, 8, "name: x"));
    }
}
