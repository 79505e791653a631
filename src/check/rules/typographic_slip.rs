//! Typing errors whose correction needs no decision.

use std::ops::Range;

use crate::check::prose::{Block, blocks};
use crate::check::rule::Finding;
use crate::check::{Rule, Subject};
use crate::diagnostic::{Severity, Span};

pub(in crate::check) const RULE: Rule = Rule {
    code: "typographic-slip",
    severity: Severity::Advice,
    what: "A body has no two spaces between words, no space before a comma or a full stop, and no word twice in a row; no line ends with spaces.",
    why: "They distract readers, and programs that read aloud stumble over them. `crosstown fix` corrects all but repeated words.",
    example: "The bin  is emptied twice a week .",
    optional: true,
    withheld_by_build: false,
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    if subject.entry.record.withholds() {
        return Vec::new();
    }
    let blocks = blocks(subject);
    let found = blocks.iter().flat_map(|block| spaces(block).chain(twice(block)));
    found.chain(line_ends(subject)).collect()
}

/// Spaces at the ends of lines. In a body two or more of them break the line, and code keeps its
/// own.
fn line_ends(subject: &Subject<'_>) -> Vec<Finding> {
    let text = subject.entry.file.text.read();
    let (mut at, mut is_code) = (0, false);
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let line = line.trim_end_matches(['\n', '\r']);
        let kept = line.trim_end_matches([' ', '\t']);
        let is_body = start >= subject.entry.front.range().end;
        let is_fence = kept.trim_start().starts_with("```") || kept.trim_start().starts_with("~~~");
        is_code ^= is_body && is_fence;
        let spaces = start + kept.len()..start + line.len();
        let breaks = is_body && !kept.is_empty() && (is_code || spaces.len() > 1);
        if !spaces.is_empty() && !breaks {
            let finding =
                Finding::new(Span::new(spaces), "there are spaces at the end of this line");
            found.push(finding.help("remove them").replaced_by(""));
        }
    }
    found
}

/// Spaces where there should be one, or none.
fn spaces(block: &Block) -> impl Iterator<Item = Finding> + '_ {
    gaps(&block.text).filter_map(|gap| {
        let after = block.text[gap.end..].chars().next()?;
        let next = block.text[gap.end..].chars().nth(1);
        // `.5` is a number, and `...` an omission.
        let is_mark = matches!(after, ',' | '.') && next.is_none_or(char::is_whitespace);
        let (message, text) = if is_mark {
            (format!("there is a space before `{after}`"), "")
        } else if gap.len() > 1 {
            ("there is more than one space".to_owned(), " ")
        } else {
            return None;
        };
        let help = if is_mark { "remove it" } else { "write one" };
        Some(Finding::new(block.span(gap), message).help(help).replaced_by(text))
    })
}

/// Runs of spaces within a line and between words.
fn gaps(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text.get(at..)?.find(' ')?;
        let rest = &text[start..];
        let length = rest.find(|c| c != ' ').unwrap_or(rest.len());
        at = start + length;
        Some(start..at)
    })
    .filter(|gap| gap.start > 0)
}

/// Words that stand twice in a row.
fn twice(block: &Block) -> impl Iterator<Item = Finding> + '_ {
    let words: Vec<&str> = block.text.split_whitespace().collect();
    let at = |word: &str| word.as_ptr() as usize - block.text.as_ptr() as usize;
    let pairs: Vec<(usize, &str)> = words
        .windows(2)
        .filter(|pair| pair[0] == pair[1] && pair[0].chars().all(char::is_lowercase))
        // Some languages say these twice: nous nous, vous vous, se se.
        .filter(|pair| !matches!(pair[0], "nous" | "vous" | "that" | "had"))
        .map(|pair| (at(pair[1]), pair[1]))
        .collect();
    pairs.into_iter().map(|(at, word)| {
        Finding::new(block.span(at..at + word.len()), format!("`{word}` stands here twice"))
            .help("remove one")
    })
}
