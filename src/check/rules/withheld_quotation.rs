//! Under the Chatham House Rule nobody is quoted.

use super::people::{confidential, published};
use crate::check::rule::Finding;
use crate::check::{Rule, Subject};
use crate::diagnostic::{Severity, Span};

const WHY: &str = "A quotation can give away who spoke. Under the Chatham House Rule notes say what was said in other words.";

pub(in crate::check) const WITHHELD: Rule = Rule {
    code: "withheld-quotation",
    severity: Severity::Error,
    what: "Notes under the Chatham House Rule hold no block quotations.",
    why: WHY,
    example: "attribution: chatham-house\n---\n\n> We never read the reports.",
    optional: false,
    withheld_by_build: true,
    find: blocks,
};

pub(in crate::check) const LEAKED: Rule = Rule {
    code: "leaked-quotation",
    severity: Severity::Error,
    what: "Notes under the Chatham House Rule hold no passage of six words or more in quotation marks.",
    why: WHY,
    example: "attribution: chatham-house\nsummary: One city said “we have never read any of the reports”.",
    optional: false,
    withheld_by_build: false,
    find: passages,
};

/// Words from which a passage in quotation marks is taken for something that was said, not for a
/// title or a term.
const WORDS: usize = 6;

fn blocks(subject: &Subject<'_>) -> Vec<Finding> {
    if confidential(subject).is_none() {
        return Vec::new();
    }
    let said = |span: &Span| {
        let finding = Finding::new(
            *span,
            "this session is held under the Chatham House Rule, and the file quotes somebody",
        );
        finding.help("say it in other words; the site leaves the quotation out in any case")
    };
    subject.entry.doc.quotations.iter().map(said).collect()
}

fn passages(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(session) = confidential(subject) else { return Vec::new() };
    let text = &subject.entry.file.text.read();
    let found = published(subject, session).into_iter().flat_map(|span| quoted(text, span));
    found
        .map(|place| {
            Finding::new(place, "this text quotes somebody")
                .help("say it in other words, without quotation marks")
        })
        .collect()
}

fn quoted(text: &str, span: Span) -> Vec<Span> {
    let Some(piece) = text.get(span.range()) else { return Vec::new() };
    // The marks around a YAML text are not part of what it says.
    let yaml = piece.len() > 1 && piece.starts_with('"') && piece.ends_with('"');
    let (inner, offset) = if yaml { (&piece[1..piece.len() - 1], 1) } else { (piece, 0) };
    let mut found = Vec::new();
    for (open, close) in [('“', '”'), ('"', '"'), ('„', '“'), ('«', '»')] {
        let mut at = 0;
        while let Some(start) = inner[at..].find(open).map(|found| at + found) {
            let after = start + open.len_utf8();
            let Some(length) = inner[after..].find(close) else { break };
            let passage = &inner[after..after + length];
            let end = after + length + close.len_utf8();
            if passage.split_whitespace().count() >= WORDS && !passage.contains("\n\n") {
                let base = span.start as usize + offset;
                found.push(Span::new(base + start..base + end));
            }
            at = end;
        }
    }
    found
}
