//! Adds the old name of a record to its `aliases`, in the way in which they are written.

use super::renamed::{Edit, Renamed};
use crate::model::At;

/// The change of the text. `body` is the byte at which the body begins.
pub(super) fn edit(
    text: &str,
    body: usize,
    aliases: &[At<String>],
    Renamed { old, new, .. }: &Renamed<'_>,
) -> Edit {
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    // The new slug is one of the aliases: it changes places with the old slug.
    if let Some(alias) = aliases.iter().find(|alias| alias.value == *new) {
        let start = alias.span.start as usize;
        let at = text[start..alias.span.end as usize].find(new).map_or(start, |at| start + at);
        return (at..at + new.len(), (*old).to_owned());
    }
    if let (Some(first), Some(last)) = (aliases.first(), aliases.last()) {
        let before = text[..first.span.start as usize].trim_end();
        let end = last.span.end as usize;
        if before.ends_with('[') {
            return (end..end, format!(", {old}"));
        }
        let start = text[..last.span.start as usize].rfind('\n').map_or(0, |at| at + 1);
        let mark = &text[start..last.span.start as usize];
        return (end..end, format!("{line_end}{mark}{old}"));
    }
    let list = format!("aliases:{line_end}- {old}{line_end}");
    let front = &text[..body];
    let mut at = 0;
    for line in front.split_inclusive('\n') {
        // The field is there, but without a value.
        if line.starts_with("aliases:") {
            return (at..at + line.len(), list);
        }
        at += line.len();
    }
    let closing = front.trim_end().rfind('\n').map_or(0, |at| at + 1);
    (closing..closing, list)
}
