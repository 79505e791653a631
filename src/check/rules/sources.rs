//! Sources can still be found, and judged, years later.

use crate::check::rule::Finding;
use crate::check::{Rule, Subject};
use crate::diagnostic::Severity;
use crate::model::Source;
use crate::source::Record;

pub(in crate::check) const DATE: Rule = Rule {
    code: "source-without-date",
    severity: Severity::Advice,
    what: "Each source says when it was published (`date`) or, of a page that changes, when it was read (`accessed`).",
    why: "How much a source says about a practice of today depends on how old it is.",
    example: "sources:\n- id: report\n  title: The first year\n  url: https://example.org/report",
    optional: true,
    withheld_by_build: false,
    find: undated,
};

pub(in crate::check) const ARCHIVE: Rule = Rule {
    code: "source-without-archive",
    severity: Severity::Advice,
    what: "Each source of a practice that has an address also has that of an archived copy (`archived_url`).",
    why: "Half of the addresses that reports cite are dead after ten years, those of programmes whose funding ended sooner. An archived copy keeps a claim checkable.",
    example: "sources:\n- id: report\n  title: The first year\n  url: https://example.org/report",
    optional: true,
    withheld_by_build: false,
    find: unarchived,
};

fn undated(subject: &Subject<'_>) -> Vec<Finding> {
    let undated = |source: &&Source| source.date.is_none() && source.accessed.is_none();
    said(
        subject,
        undated,
        "says neither when it was published nor when it was read",
        "say neither when they were published nor when they were read",
    )
    .map(|found| found.help("add `date`, or `accessed` for a page that changes"))
    .into_iter()
    .collect()
}

fn unarchived(subject: &Subject<'_>) -> Vec<Finding> {
    // Profiles of cities cite databases, and the programme of a meeting has no better source.
    if !matches!(subject.entry.record, Record::Practice(_)) {
        return Vec::new();
    }
    let lacks = |source: &&Source| {
        let is_archive = source.url.as_ref().is_some_and(|url| url.contains("//web.archive.org/"));
        source.url.is_some() && source.archived_url.is_none() && !is_archive
    };
    said(subject, lacks, "has no archived copy", "have no archived copy")
        .map(|found| found.help("add the address of a copy as `archived_url`; `crosstown links` proposes one for each source that is gone"))
        .into_iter()
        .collect()
}

/// One finding about the sources that `lack` something, at the first of them.
fn said(
    subject: &Subject<'_>,
    lack: impl Fn(&&Source) -> bool,
    one: &str,
    several: &str,
) -> Option<Finding> {
    let entry = subject.entry;
    // A translation has the sources of its original.
    if entry.file.lang.is_some() {
        return None;
    }
    let lacking: Vec<&Source> = entry.record.sources().iter().filter(lack).collect();
    let first = lacking.first()?;
    let ids: Vec<String> = lacking.iter().map(|source| format!("`{}`", source.id.value)).collect();
    let message = match ids.as_slice() {
        [id] => format!("the source {id} {one}"),
        ids => format!("the sources {} {several}", ids.join(", ")),
    };
    Some(Finding::new(first.id.span, message))
}
