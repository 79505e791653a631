//! Notes under the Chatham House Rule quote nobody.

use std::ops::Range;

use super::people::{confidential, texts};
use super::revealing::{Word, is_saying, words};
use crate::check::rule::Finding;
use crate::check::{Rule, Subject};
use crate::diagnostic::{Severity, Span};
use crate::withheld::Reading;

const WHY: &str = "A quotation can reveal who spoke. Notes under the Chatham House Rule paraphrase what was said.";

pub(in crate::check) const WITHHELD: Rule = Rule {
    code: "withheld-quotation",
    severity: Severity::Error,
    what: "Notes under the Chatham House Rule contain no block quotations and none of the HTML elements `<q>`, `<cite>` and `<blockquote>`.",
    why: WHY,
    example: "attribution: chatham-house\n---\n\n> We never read the reports.",
    optional: false,
    withheld_by_build: true,
    find: blocks,
};

pub(in crate::check) const LEAKED: Rule = Rule {
    code: "leaked-quotation",
    severity: Severity::Error,
    what: "Notes under the Chatham House Rule contain no passage of six or more words in quotation marks of any kind, and none of two or more next to a verb of saying.",
    why: WHY,
    example: "attribution: chatham-house\nsummary: One city said “we have never read any of the reports”.",
    optional: false,
    withheld_by_build: false,
    find: passages,
};

/// How many words in quotation marks count as speech and not as a title or a term.
const WORDS: usize = 6;

fn blocks(subject: &Subject<'_>) -> Vec<Finding> {
    if confidential(subject).is_none() {
        return Vec::new();
    }
    let said = |span: &Span| {
        let finding = Finding::new(
            *span,
            "this session was held under the Chatham House Rule, but the file quotes somebody",
        );
        finding.help("paraphrase it; the site omits the quotation in any case")
    };
    subject.entry.doc.quotations.iter().map(said).collect()
}

fn passages(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(session) = confidential(subject) else { return Vec::new() };
    let mut spans: Vec<Span> = Vec::new();
    for text in texts(subject, session, Reading::Joined) {
        spans.extend(quoted(text.text()).into_iter().map(|range| text.span(range)));
    }
    spans.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    spans.dedup_by(|next, kept| next.end <= kept.end);
    let said = |span| {
        Finding::new(span, "this text quotes somebody")
            .help("paraphrase it, without quotation marks")
    };
    spans.into_iter().map(said).collect()
}

/// Pairs of quotation marks. One that may also be an apostrophe is judged by its neighbours.
const MARKS: [(&str, &str); 16] = [
    ("“", "”"),
    ("\"", "\""),
    ("„", "“"),
    ("„", "”"),
    ("”", "”"),
    ("«", "»"),
    ("»", "«"),
    ("‹", "›"),
    ("›", "‹"),
    ("‘", "’"),
    ("‚", "‘"),
    ("'", "'"),
    ("''", "''"),
    ("「", "」"),
    ("『", "』"),
    ("＂", "＂"),
];

/// Passages in quotation marks that are long, or short and next to a verb of saying.
fn quoted(text: &str) -> Vec<Range<usize>> {
    let words = words(text);
    let mut found = Vec::new();
    for (open, close) in MARKS {
        let mut at = 0;
        while let Some(start) = opening(text, at, open) {
            let after = start + open.len();
            let Some(length) = closing(&text[after..], close) else {
                at = after;
                continue;
            };
            let (passage, end) = (&text[after..after + length], after + length + close.len());
            at = end;
            let count = passage.split_whitespace().count();
            let spaceless = passage.chars().filter(|c| *c > '\u{2e80}').count();
            let long = count >= WORDS || spaceless >= WORDS;
            if (long || count > 1 && is_said(&words, text, start, end)) && !passage.contains("\n\n")
            {
                found.push(start..end);
            }
        }
    }
    found
}

fn opening(text: &str, from: usize, mark: &str) -> Option<usize> {
    let good = |at: usize| {
        let before = text[..at].chars().next_back();
        let after = text[at + mark.len()..].chars().next();
        mark != "'"
            || before.is_none_or(|c| !c.is_alphanumeric() && c != '\'')
                && after.is_some_and(char::is_alphabetic)
    };
    text[from..].match_indices(mark).map(|(at, _)| from + at).find(|at| good(*at))
}

fn closing(text: &str, mark: &str) -> Option<usize> {
    let good = |at: usize| {
        let after = text[at + mark.len()..].chars().next();
        !["'", "’"].contains(&mark) || after.is_none_or(|c| !c.is_alphanumeric())
    };
    text.match_indices(mark).map(|(at, _)| at).find(|at| good(*at))
}

/// How many words before or after a short passage a verb of saying makes it a quotation.
const BESIDE: usize = 4;

fn is_said(words: &[Word<'_>], text: &str, start: usize, end: usize) -> bool {
    let sentence = |range: Range<usize>| !text[range].contains(['.', '!', '?', '\n']);
    let before = words.iter().rev().filter(|word| word.end <= start).take(BESIDE);
    let mut before = before.filter(|word| sentence(word.end..start));
    let after = words.iter().filter(|word| word.start >= end).take(BESIDE);
    let mut after = after.filter(|word| sentence(end..word.start));
    before.any(is_saying) || after.any(is_saying)
}
