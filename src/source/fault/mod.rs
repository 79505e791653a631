//! Explains why a text is not YAML, in words for people who have never heard of a scalar, and at
//! the place that has to be changed, which is often not where the parser stopped.
//!
//! Each cause has a remedy, and the remedy proves the diagnosis: a cause is reported only if the
//! parser gets further with the remedy applied. Then the rest of the file is read, so that all
//! mistakes are reported at once, including those of fields.

mod brackets;
mod cause;
mod characters;
mod layout;
mod lines;
mod marks;
mod quotes;
mod values;
mod words;

use std::ops::Range;

use cause::{Cause, Edits};
use lines::Page;

use super::yaml::{Node, Refusal, Refused, read};
use crate::diagnostic::{Diagnostic, Span};
use crate::model::SourceFile;

pub(super) use cause::quoted;
pub(super) use marks::bullet_of;

/// A function that looks for one cause, in the line where the parser stopped or an earlier one.
type Look = fn(&Page<'_>, usize) -> Option<Cause>;

/// From certain to likely causes.
const LOOKS: &[Look] = &[
    characters::merge_mark,
    characters::odd_space,
    characters::tab,
    characters::document_mark,
    characters::control,
    marks::bullet,
    marks::comment,
    marks::colon,
    marks::item_behind_key,
    quotes::curly,
    brackets::no_comma,
    quotes::ends_early,
    quotes::backslash,
    layout::space_after_hyphen,
    layout::space_after_colon,
    values::comment_in_brackets,
    brackets::no_item,
    brackets::wrong,
    values::begins_with_sign,
    values::holds_colon,
    quotes::unclosed,
    brackets::unclosed,
    layout::missing_colon,
    layout::indentation,
    layout::block_text,
    layout::continuation,
];

/// Maximum number of causes; a file with more is better reviewed as a whole.
const MOST: usize = 20;

/// Maximum length in bytes of a text that remedies are tried on.
const LONGEST: usize = 1 << 18;

/// Parses the YAML in `range` of a file. Even with syntax errors, which are all explained, there
/// may be a tree of what the author plainly meant, so that all other mistakes can be reported too.
pub(super) fn parse(file: &SourceFile, range: Range<usize>) -> (Option<Node>, Vec<Diagnostic>) {
    let text = file.text.read();
    let (yaml, base) = (&text[range.clone()], range.start);
    match read(yaml, base) {
        Ok((node, refused)) if refused.is_empty() => (Some(node), Vec::new()),
        _ => explain(file, yaml, base),
    }
}

/// All syntax errors of `yaml`, which begins at byte `base` of a file, and the tree of the
/// corrected text, if that is clear.
fn explain(file: &SourceFile, yaml: &str, base: usize) -> (Option<Node>, Vec<Diagnostic>) {
    let (node, causes) = causes(yaml, base > 0);
    let shifted = |span: Span| {
        let range = span.range();
        Span::new(range.start + base..range.end + base)
    };
    let node = node.map(|mut node| {
        node.relocate(&shifted);
        node
    });
    let found = causes.into_iter().map(|cause| {
        let place = file.place(Span::new(cause.at.start + base..cause.at.end + base));
        let first = cause.first.map(|first| file.place(Span::new(base + first..base + first)).line);
        Diagnostic {
            label: cause.label.or(first.map(|line| format!("first given in line {line}"))),
            help: cause.help,
            ..Diagnostic::error(cause.code, place, cause.message)
        }
    });
    (node, found.collect())
}

/// The causes, with their places in `yaml`, and the tree of the corrected text with the same
/// places. `has_body` is whether the YAML is front matter, which a text follows.
fn causes(yaml: &str, has_body: bool) -> (Option<Node>, Vec<Cause>) {
    let mut text = yaml.to_owned();
    let mut edits = Edits::default();
    let mut causes = Vec::new();
    while causes.len() < MOST {
        let refused = match read(&text, 0) {
            Ok((mut node, refused)) => {
                let noted = refused.iter().map(|refused| words::refusal(&text, refused));
                causes.extend(noted.map(|cause| edits.original(cause)));
                node.relocate(&|span| Span::new(edits.original_range(span.range())));
                return (Some(node), causes);
            }
            Err(refused) => refused,
        };
        let Some(cause) = cause(&text, &refused, has_body) else {
            causes.push(edits.original(words::refusal(&text, &refused)));
            break;
        };
        let mended = cause.mended(&text);
        let mend = cause.mend.clone();
        causes.push(edits.original(cause));
        if mend.is_empty() {
            break;
        }
        edits.push(mend);
        text = mended;
    }
    (None, causes)
}

/// The first cause whose remedy lets the parser get further.
fn cause(text: &str, refused: &Refused, has_body: bool) -> Option<Cause> {
    let syntax = matches!(
        refused.why,
        Refusal::Syntax(_)
            | Refusal::OddSpace
            | Refusal::NoFields
            | Refusal::Key
            | Refusal::SecondDocument
    );
    if !syntax || text.len() > LONGEST {
        return None;
    }
    let page = Page::new(text, refused.at.start);
    let left = |refused: &Refused, text: &str| text.len() - refused.at.start;
    let helps = |cause: &Cause| {
        if cause.mend.is_empty() {
            return true;
        }
        let mended = cause.mended(text);
        match read(&mended, 0) {
            Ok(_) => true,
            Err(next) => {
                left(&next, &mended) < left(refused, text) && cause.starts() <= next.at.start
            }
        }
    };
    let near = page.near();
    let end: &[Look] = if has_body { &[layout::end_of_fields] } else { &[] };
    LOOKS
        .iter()
        .chain(end)
        .flat_map(|look| near.iter().filter_map(|line| look(&page, *line)))
        .find(|cause| helps(cause))
}

#[cfg(test)]
mod tests;
