//! The report for programs: one JSON object with a list of findings and their counts.

use serde::Serialize;

use super::visible::visible_json;
use super::{Count, Diagnostic, count};

#[derive(Serialize)]
struct Report<'a> {
    diagnostics: Vec<Entry<'a>>,
    #[serde(flatten)]
    count: Count,
}

#[derive(Serialize)]
struct Entry<'a> {
    code: &'a str,
    severity: &'a str,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    length: Option<usize>,
    /// The line; if it is long, the part around the mark.
    text: Option<&'a str>,
    /// The column at which `text` begins, if not 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    text_column: Option<usize>,
    message: &'a str,
    label: Option<&'a str>,
    help: Option<&'a str>,
    note: Option<&'a str>,
    /// What can take the place of the marked text without anybody deciding anything.
    #[serde(skip_serializing_if = "Option::is_none")]
    replacement: Option<&'a str>,
    /// The number of further findings of this kind in the file, in the last one listed.
    #[serde(skip_serializing_if = "is_zero")]
    more: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for this signature")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

/// Renders all findings as `{"diagnostics": [...], "errors": n, "warnings": n, "advice": n}`, indented.
#[must_use]
pub fn json(diagnostics: &[Diagnostic]) -> String {
    let report =
        Report { diagnostics: diagnostics.iter().map(entry).collect(), count: count(diagnostics) };
    let json = serde_json::to_string_pretty(&report)
        .unwrap_or_else(|error| format!("{{\"failed\":\"{error}\"}}"));
    visible_json(json)
}

fn entry(diagnostic: &Diagnostic) -> Entry<'_> {
    let place = diagnostic.place.as_ref();
    Entry {
        code: &diagnostic.code,
        severity: diagnostic.severity.as_str(),
        file: place.map(|place| place.file.as_str()),
        line: place.map(|place| place.line),
        column: place.map(|place| place.column),
        length: place.map(|place| place.length),
        text: place.map(|place| place.text.as_str()),
        text_column: place.map(|place| place.from).filter(|from| *from > 1),
        message: &diagnostic.message,
        label: diagnostic.label.as_deref(),
        help: diagnostic.help.as_deref(),
        note: diagnostic.note.as_deref(),
        replacement: diagnostic.replacement.as_deref(),
        more: diagnostic.more,
    }
}
