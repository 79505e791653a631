//! Quotation marks of the wrong kind, or that close too early or never.

use std::ops::Range;

use super::cause::{Cause, Edit, quoted};
use super::lines::{Line, Page};

const CURLY: [char; 10] = ['“', '”', '„', '‟', '«', '»', '‘', '’', '‚', '‛'];

/// An item in brackets, or a whole value, that begins with a quotation mark and continues after the
/// closing one: the range from the first mark to the end.
fn entangled(page: &Page<'_>, line: &Line) -> Option<(char, Range<usize>, usize)> {
    values(page, line).into_iter().find_map(|at| {
        let text = page.of(&at);
        let mark = text.chars().next().filter(|mark| ['"', '\''].contains(mark))?;
        let closing = closing(text, mark)?;
        (closing + 1 < text.trim_end().len()).then_some((mark, at, closing))
    })
}

/// The end of a quotation at the start of a text.
pub(super) fn closing(text: &str, mark: char) -> Option<usize> {
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((at, character)) = characters.next() {
        if character == '\\' && mark == '"' {
            characters.next();
        } else if character == mark {
            if mark == '\'' && characters.peek().is_some_and(|(_, next)| *next == '\'') {
                characters.next();
            } else {
                return Some(at);
            }
        }
    }
    None
}

/// The value of a line; if it is in brackets, the values in it, split at commas.
pub(super) fn values(page: &Page<'_>, line: &Line) -> Vec<Range<usize>> {
    let text = page.of(&line.value);
    if !text.starts_with(['[', '{']) {
        return vec![line.value.clone()];
    }
    let mut parts = Vec::new();
    let mut open = Vec::new();
    let mut start = line.value.start;
    for (at, character) in text.char_indices() {
        let here = line.value.start + at;
        let ends = ",]}".contains(character) || here + character.len_utf8() == line.value.end;
        if "[{".contains(character) {
            open.push(character);
            start = here + 1;
        } else if ends {
            let end = if ",]}".contains(character) { here } else { here + character.len_utf8() };
            let part = start..end.max(start);
            let keyed = open.last() == Some(&'{');
            parts.push(if keyed { inner_value(page, part) } else { trimmed(page, part) });
            start = here + character.len_utf8();
            if "]}".contains(character) {
                open.pop();
            }
        }
    }
    parts
}

/// A range without the spaces around its text.
fn trimmed(page: &Page<'_>, part: Range<usize>) -> Range<usize> {
    let text = page.of(&part);
    let start = part.start + (text.len() - text.trim_start().len());
    start..(part.start + text.trim_end().len()).max(start)
}

/// The value of `key: value` within braces, or the whole.
fn inner_value(page: &Page<'_>, part: Range<usize>) -> Range<usize> {
    let text = page.of(&part);
    let from = text.find(": ").filter(|at| {
        text[..*at].trim().bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    });
    let from = from.map_or(0, |at| at + 2);
    let inner = &text[from..];
    let start = part.start + from + (inner.len() - inner.trim_start().len());
    start..(part.start + text.trim_end().len()).max(start)
}

/// How to write a value.
pub(super) fn write(page: &Page<'_>, line: &Line, whole: &Range<usize>, value: &str) -> String {
    match &line.key {
        Some(key) if *whole == line.value => format!("write `{}: {value}`", page.of(key)),
        _ => format!("write `{value}`"),
    }
}

/// Typographic quotation marks, as word processors insert them.
pub(super) fn curly(page: &Page<'_>, line: usize) -> Option<Cause> {
    let line = &page.lines[line];
    values(page, line).into_iter().find_map(|at| {
        let text = page.of(&at);
        let first = text.chars().next().filter(|first| CURLY.contains(first))?;
        let inner = text.trim_matches(CURLY);
        let value = quoted(inner);
        let mark = at.start..at.start + first.len_utf8();
        let cause = Cause::new(mark, "YAML does not know this quotation mark");
        let help = write(page, line, &at, &value);
        let label = "expected a straight one, `\"`";
        Some(cause.label(label).help(help).mend(vec![Edit::new(at, value)]))
    })
}

/// A text in which a quotation mark or apostrophe ends the quotation too early.
pub(super) fn ends_early(page: &Page<'_>, line: usize) -> Option<Cause> {
    let line = &page.lines[line];
    let (mark, at, closing) = entangled(page, line)?;
    let text = page.of(&at);
    // `"Street trees",` is how other notations end a field.
    let rest = closing + 1..text.len();
    if [",", ";"].contains(&text[rest.clone()].trim()) {
        let behind = at.start + rest.start..at.end;
        let sign = text[rest].trim();
        let cause = Cause::new(behind.clone(), format!("a `{sign}` follows the text"));
        let help = write(page, line, &at, &text[..=closing]);
        return Some(cause.help(help).mend(vec![Edit::new(behind, "")]));
    }
    // `'Denver's trees'` is quoted as a whole, `"Street" trees` only in part.
    let goes_on = text[closing + 1..].starts_with(char::is_alphanumeric);
    let whole = text[1..].strip_suffix(mark).filter(|_| goes_on);
    let meant = whole.unwrap_or(text);
    let value = quoted(meant);
    let stop = at.start + closing..at.start + closing + 1;
    let name = if mark == '\'' { "apostrophe" } else { "quotation mark" };
    let cause = Cause::new(stop, format!("this {name} ends the text, and more follows"));
    Some(cause.help(write(page, line, &at, &value)).mend(vec![Edit::new(at, value)]))
}

/// A backslash within double quotation marks, where it begins an escape.
pub(super) fn backslash(page: &Page<'_>, line: usize) -> Option<Cause> {
    let line = &page.lines[line];
    values(page, line).into_iter().find_map(|at| {
        let text = page.of(&at);
        let inner = text.strip_prefix('"')?.strip_suffix('"')?;
        let first = at.start + 1 + inner.find('\\')?;
        let value = format!("'{}'", inner.replace('\'', "''"));
        let cause = Cause::new(first..first + 1, "a backslash between `\"` marks begins a code");
        Some(cause.help(write(page, line, &at, &value)).mend(vec![Edit::new(at, value)]))
    })
}

/// A quotation that is never closed.
pub(super) fn unclosed(page: &Page<'_>, line: usize) -> Option<Cause> {
    let line = &page.lines[line];
    values(page, line).into_iter().find_map(|at| {
        let text = page.of(&at);
        let mark = text.chars().next().filter(|mark| ['"', '\''].contains(mark))?;
        if closing(text, mark).is_some() {
            return None;
        }
        let cause = Cause::new(at.start..at.start + 1, "this quotation mark is not closed");
        let close = format!("close it with `{mark}` at the end of the text");
        // `'90s trees` may begin with an apostrophe.
        let help = match text[1..].starts_with(char::is_alphanumeric) && mark == '\'' {
            true => {
                let meant = write(page, line, &at, &quoted(text));
                format!("{close}, or {meant} if it is an apostrophe")
            }
            false => close,
        };
        Some(cause.help(help).mend(vec![Edit::new(at.end..at.end, mark)]))
    })
}
