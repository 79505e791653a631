//! Splits a file into its YAML front matter and its Markdown body.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Span};
use crate::model::SourceFile;

/// The byte ranges of the two parts of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Split {
    /// The YAML between the `---` lines.
    pub(super) yaml: Range<usize>,
    /// Everything after the closing line.
    pub(super) body: Range<usize>,
}

/// Finds the two parts. The file must start with a line `---`, and a second one must close the
/// front matter.
pub(super) fn split(file: &SourceFile) -> Result<Split, Box<Diagnostic>> {
    let text = &*file.text.read();
    let start = start(text);
    let Some(first) = opening(text) else { return Err(Box::new(not_opened(file, text, start))) };
    let yaml_start = after_line(text, first.end);
    match closing(text, yaml_start) {
        Some(line) => {
            Ok(Split { yaml: yaml_start..line.start, body: after_line(text, line.end)..text.len() })
        }
        None => Err(Box::new(not_closed(file, text, first, yaml_start))),
    }
}

/// The byte at which the body of a published record begins; the end if it has none.
#[must_use]
pub fn body_start(text: &str) -> usize {
    let closing = opening(text).and_then(|line| closing(text, after_line(text, line.end)));
    closing.map_or(text.len(), |line| after_line(text, line.end))
}

/// The byte after a byte-order mark.
fn start(text: &str) -> usize {
    if text.starts_with('\u{feff}') { 3 } else { 0 }
}

fn opening(text: &str) -> Option<Range<usize>> {
    line_at(text, start(text)).filter(|line| is_fence(&text[line.clone()]))
}

fn closing(text: &str, yaml_start: usize) -> Option<Range<usize>> {
    lines(text, yaml_start).find(|line| is_fence(&text[line.clone()]))
}

/// A file that does not begin with a fence, and what it begins with instead.
fn not_opened(file: &SourceFile, text: &str, start: usize) -> Diagnostic {
    let said = |at: Range<usize>, message: &str, help: &str| {
        Diagnostic::error("no-front-matter", file.place(Span::new(at)), message).help(help)
    };
    let first = lines(text, start).find(|line| !text[line.clone()].trim().is_empty());
    let Some(first) = first else {
        let place = line_at(text, start).map_or(start..start, |line| start..line.end);
        return said(
            place,
            "this file is empty",
            "begin it with `---`, then the fields (`title: …`), then `---` again",
        );
    };
    let words = &text[first.clone()];
    if is_fence(words) {
        return said(
            start..start,
            "the front matter begins too late",
            "delete the blank lines above the first `---`",
        );
    }
    if is_nearly_fence(words) {
        let found = said(
            first,
            "this line does not open the front matter",
            "write three hyphens, `---`, and nothing else in this line",
        );
        return found.label("expected `---`");
    }
    let found = said(
        first.clone(),
        "this file has no front matter",
        "begin the file with `---`, then the fields (`title: …`), then `---` again",
    );
    let found = found.label("expected a line with only `---` here");
    let fence = lines(text, first.end).find(|line| is_fence(&text[line.clone()]));
    if is_field(words) {
        found.help("put a line with only `---` above the first field, and one below the last")
    } else if fence.is_some_and(|fence| {
        lines(text, after_line(text, fence.end)).next().is_some_and(|line| is_field(&text[line]))
    }) {
        found.help("the fields come first: move this text below the second `---`")
    } else {
        found
    }
}

/// Front matter that is not closed, and where it was probably meant to end.
fn not_closed(file: &SourceFile, text: &str, first: Range<usize>, yaml: usize) -> Diagnostic {
    let said = |at: Range<usize>| {
        let place = file.place(Span::new(at));
        Diagnostic::error("unclosed-front-matter", place, "the front matter is not closed")
    };
    if let Some(line) = lines(text, yaml).find(|line| is_nearly_fence(&text[line.clone()])) {
        return said(line)
            .label("expected `---`")
            .help("write three hyphens, `---`, and nothing else in this line");
    }
    let mut blank = false;
    for line in lines(text, yaml) {
        let words = &text[line.clone()];
        let heading = words.starts_with('#') && words.trim_start_matches('#').starts_with(' ');
        let prose = !words.starts_with([' ', '-', '#', '[', '{']) && !is_field(words);
        if blank && (heading || prose && !words.trim().is_empty()) {
            return said(line)
                .label("the text seems to begin here")
                .help("put a line with only `---` after the last field");
        }
        blank = words.trim().is_empty();
    }
    said(first).label("it opens here").help("put a line with only `---` after the last field")
}

/// The lines starting at a byte, without line ends.
fn lines(text: &str, from: usize) -> impl Iterator<Item = Range<usize>> {
    let mut at = from;
    std::iter::from_fn(move || {
        let line = line_at(text, at)?;
        at = line.end + 1;
        Some(line)
    })
}

fn line_at(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
    Some(at..rest.find('\n').map_or(text.len(), |end| at + end))
}

fn after_line(text: &str, end: usize) -> usize {
    (end + 1).min(text.len())
}

fn is_fence(line: &str) -> bool {
    line.trim_end() == "---"
}

/// Whether a line is plainly meant as `---`: more or fewer hyphens, the dashes that word processors
/// make of them, the fences of other programs, or leading spaces.
fn is_nearly_fence(line: &str) -> bool {
    let line = line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let dashes = !line.is_empty() && line.chars().all(|c| "-–—‒―−".contains(c)) && line != "-";
    dashes || ["...", "+++", "- - -"].contains(&line)
}

/// Whether a line is `name: value`.
fn is_field(line: &str) -> bool {
    line.split_once(':').is_some_and(|(name, rest)| {
        let name = name.trim_matches('"');
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        !name.is_empty()
            && name.bytes().all(plain)
            && (rest.is_empty() || rest.starts_with([' ', '\r']))
    })
}
