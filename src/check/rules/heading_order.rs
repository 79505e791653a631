//! Headings do not skip a level.

use crate::check::rule::Finding;
use crate::check::{Rule, Subject};
use crate::diagnostic::Severity;

pub(in crate::check) const RULE: Rule = Rule {
    code: "heading-order",
    severity: Severity::Warning,
    what: "Headings of a body start at level 2 and skip no level.",
    why: "Screen reader users navigate by headings (WCAG 2.2, 1.3.1).",
    example: "## Results\n\n#### In the second year",
    optional: true,
    withheld_by_build: false,
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let mut before = 1;
    let mut found = Vec::new();
    for heading in &subject.entry.doc.outline {
        if heading.level > before + 1 {
            let message =
                format!("a heading of level {} follows one of level {before}", heading.level);
            found.push(
                Finding::new(heading.span, message)
                    .label(format!("expected at most level {}", before + 1)),
            );
        }
        before = heading.level;
    }
    found
}
