//! Translated notes are as confidential as the notes.

use crate::check::rule::Finding;
use crate::check::{Rule, Subject};
use crate::diagnostic::Severity;
use crate::source::Record;

pub(in crate::check) const RULE: Rule = Rule {
    code: "translated-attribution",
    severity: Severity::Error,
    what: "Translated session notes have the same attribution as the original.",
    why: "Otherwise the translation would publish what the original withholds.",
    example: "# notes.md\nattribution: chatham-house\n# notes.es.md\nattribution: public",
    optional: false,
    withheld_by_build: false,
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let file = &subject.entry.file;
    let Record::Session(session) = &subject.entry.record else { return Vec::new() };
    if file.lang.is_none() {
        return Vec::new();
    }
    let original = subject.content.entries.iter().find_map(|entry| match &entry.record {
        Record::Session(original)
            if entry.file.lang.is_none()
                && (&entry.file.slug, &entry.file.parent) == (&file.slug, &file.parent) =>
        {
            Some(original)
        }
        _ => None,
    });
    let Some(original) = original else { return Vec::new() };
    let (own, wanted) = (&session.attribution, original.attribution.value);
    if own.value == wanted {
        return Vec::new();
    }
    let message =
        format!("these notes are `{}`, but their original is `{}`", own.as_str(), wanted.as_str());
    vec![Finding::new(own.span, message).label(format!("expected `{}`", wanted.as_str()))]
}
