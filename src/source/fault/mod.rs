//! What is wrong with a text that is not YAML, in the words of somebody who has never heard of a
//! scalar, and at the place that has to be changed, which is often not where the parser gave up.
//!
//! Each cause knows its own remedy, and the remedy proves the diagnosis: a cause is only named if
//! the parser gets further once it is mended. With it mended, the rest of the file is read, so that
//! all faults are told at once, those of its fields too.

mod brackets;
mod cause;
mod characters;
mod layout;
mod lines;
mod marks;
mod quotes;
mod values;
mod words;

use cause::{Cause, Edits};
use lines::Page;

use super::yaml::{Node, Refusal, Refused, read};
use crate::diagnostic::{Diagnostic, Span};
use crate::model::SourceFile;

pub(super) use cause::quoted;
pub(super) use marks::bullet_of;

/// Looks for one cause, in the line in which the parser stopped or one before it.
type Look = fn(&Page<'_>, usize) -> Option<Cause>;

/// From what is certain to what is likely.
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
    layout::end_of_fields,
];

/// After so many faults a file is better looked at as a whole.
const MOST: usize = 20;

/// A text longer than this is not tried with remedies.
const LONGEST: usize = 1 << 18;

/// All that is wrong with the form of `yaml`, which begins at byte `base` of a file, and the tree
/// that it would be without, where that is clear.
pub(super) fn explain(
    file: &SourceFile,
    yaml: &str,
    base: usize,
) -> (Option<Node>, Vec<Diagnostic>) {
    let (node, causes) = causes(yaml);
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

/// The causes, with their places in `yaml`, and the tree of the mended text in the same places.
fn causes(yaml: &str) -> (Option<Node>, Vec<Cause>) {
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
        let Some(cause) = cause(&text, &refused) else {
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
fn cause(text: &str, refused: &Refused) -> Option<Cause> {
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
    LOOKS
        .iter()
        .flat_map(|look| near.iter().filter_map(|line| look(&page, *line)))
        .find(|cause| helps(cause))
}

#[cfg(test)]
mod tests;
