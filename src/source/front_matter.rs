//! Splits a file into its YAML front matter and its Markdown body.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Span};
use crate::model::SourceFile;

/// Where the two parts of a file are, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Split {
    /// The YAML between the `---` lines.
    pub(super) yaml: Range<usize>,
    /// Everything after the closing line.
    pub(super) body: Range<usize>,
}

/// Finds the two parts. The file must open with a line `---` and a second one must close it.
pub(super) fn split(file: &SourceFile) -> Result<Split, Box<Diagnostic>> {
    let text = &*file.text.read();
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let Some(first) = line_at(text, start).filter(|line| is_fence(&text[line.clone()])) else {
        let place =
            file.place(Span::new(start..line_at(text, start).map_or(start, |line| line.end)));
        return Err(Box::new(
            Diagnostic::error("no-front-matter", place, "this file has no front matter")
                .label("expected a line with only `---` here")
                .help("begin the file with `---`, then the fields (`title: …`), then `---` again"),
        ));
    };
    let yaml_start = after_line(text, first.end);
    let mut at = yaml_start;
    while let Some(line) = line_at(text, at) {
        if is_fence(&text[line.clone()]) {
            return Ok(Split {
                yaml: yaml_start..line.start,
                body: after_line(text, line.end)..text.len(),
            });
        }
        at = after_line(text, line.end);
        if at >= text.len() {
            break;
        }
    }
    let place = file.place(Span::new(first));
    let found = Diagnostic::error("unclosed-front-matter", place, "the front matter is not closed");
    Err(Box::new(
        found.label("it opens here").help("put a line with only `---` after the last field"),
    ))
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
