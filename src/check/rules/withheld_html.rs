//! Notes under the Chatham House Rule contain no raw HTML, where a name is easily overlooked.

use super::people::confidential;
use crate::check::rule::Finding;
use crate::check::{Rule, Subject};
use crate::diagnostic::{Severity, Span};

pub(in crate::check) const RULE: Rule = Rule {
    code: "withheld-html",
    severity: Severity::Error,
    what: "Notes under the Chatham House Rule contain no raw HTML and no comments.",
    why: "Comments and attributes can say who spoke, where no reader of the page sees it. The site leaves raw HTML out of these notes, text and all; a public repository shows it.",
    example: "attribution: chatham-house\n---\n\n<!-- Quimby said so. -->",
    optional: false,
    withheld_by_build: true,
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    if confidential(subject).is_none() {
        return Vec::new();
    }
    let doc = &subject.entry.doc;
    let text = subject.entry.file.text.read();
    // A block comes line by line, and an element by its two tags; quotations have a rule of their
    // own.
    let mut end = 0;
    let begins = |span: &&Span| {
        let goes_on = std::mem::replace(&mut end, span.end) == span.start;
        let closes = text.get(span.range()).is_some_and(|tag| tag.starts_with("</"));
        !goes_on && !closes && !doc.is_quoted(**span)
    };
    let said = |span: &Span| {
        let message =
            "this session was held under the Chatham House Rule, but the file has raw HTML";
        Finding::new(*span, message).help(
            "write it in Markdown, and take comments out; the site leaves both out in any case",
        )
    };
    doc.raw_html.iter().filter(begins).map(said).collect()
}
