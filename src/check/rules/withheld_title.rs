//! Notes under the Chatham House Rule give links no titles.

use super::people::confidential;
use crate::check::rule::Finding;
use crate::check::{Rule, Subject};
use crate::diagnostic::{Severity, Span};

pub(in crate::check) const RULE: Rule = Rule {
    code: "withheld-title",
    severity: Severity::Error,
    what: "Links and pictures in notes under the Chatham House Rule have no titles.",
    why: "A title appears only when a pointer rests on the link, so a quotation or a name in it is easily overlooked in review. The site leaves titles out of these notes; a public repository shows them.",
    example: "attribution: chatham-house\n---\n\nSee [the report](report.pdf \"as Quimby put it\").",
    optional: false,
    withheld_by_build: true,
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    if confidential(subject).is_none() {
        return Vec::new();
    }
    let doc = &subject.entry.doc;
    let said = |span: &Span| {
        let message = "this session was held under the Chatham House Rule, but the file gives a link or picture a title";
        Finding::new(*span, message)
            .help("remove the title after the address; the site omits it in any case")
    };
    let mut spans: Vec<&Span> = doc.titled.iter().filter(|span| !doc.is_quoted(**span)).collect();
    spans.sort();
    spans.into_iter().map(said).collect()
}
