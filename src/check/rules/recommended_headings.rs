//! Headings that readers find their way by.

use crate::check::rule::Finding;
use crate::check::{Rule, Subject};
use crate::diagnostic::{Severity, nearest};
use crate::source::Record;

pub(in crate::check) const RULE: Rule = Rule {
    code: "recommended-headings",
    severity: Severity::Warning,
    what: "The body of a practice tells the problem and how it works under these headings.",
    why: "Readers compare practices; the same headings let them find the same thing at once. The recommended ones are Problem, How it works, Results, What did not work, Advice.",
    example: "## The issue",
    optional: true,
    withheld_by_build: false,
    find,
};

const NEEDED: [&str; 2] = ["Problem", "How it works"];

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let entry = subject.entry;
    if !matches!(entry.record, Record::Practice(_)) || entry.file.lang.is_some() {
        return Vec::new();
    }
    let outline = &entry.doc.outline;
    let missing = NEEDED
        .iter()
        .filter(|name| !outline.iter().any(|heading| heading.text.eq_ignore_ascii_case(name)));
    let said = |name: &&str| {
        let near = nearest(name, outline.iter().map(|heading| heading.text.as_str()));
        let heading = near.and_then(|near| outline.iter().find(|heading| heading.text == near));
        match heading {
            Some(heading) => {
                Finding::new(heading.span, format!("this heading is probably meant as `{name}`"))
                    .help(format!("write `## {name}`"))
            }
            None => Finding::new(entry.front, format!("the body has no heading `{name}`"))
                .help(format!("add `## {name}`")),
        }
    };
    missing.map(said).collect()
}
