//! Brackets that are not closed, or are closed by a different kind.

use super::cause::{Cause, Edit};
use super::lines::Page;
use super::quotes::closing;

/// A bracket in a line, with its byte.
struct Bracket {
    at: usize,
    sign: char,
}

/// Brackets of a line outside quotations, in order.
fn brackets(page: &Page<'_>, line: usize) -> Vec<Bracket> {
    let line = &page.lines[line];
    let text = page.of(&line.value);
    let mut found = Vec::new();
    let mut skip = 0;
    let mut before = ' ';
    for (at, sign) in text.char_indices() {
        if at < skip {
            continue;
        }
        // A quotation mark or bracket within a plain word is part of it.
        let begins = before.is_whitespace() || "[{,".contains(before);
        if begins && ['"', '\''].contains(&sign) {
            skip = closing(&text[at..], sign).map_or(0, |length| at + length + 1);
        }
        if begins && "[{".contains(sign) || "]}".contains(sign) {
            found.push(Bracket { at: line.value.start + at, sign });
        }
        before = sign;
    }
    found
}

/// Faults of a line's brackets: those open at its end, and the first that closes nothing or a
/// different kind than the last one opened.
fn judge(page: &Page<'_>, line: usize) -> (Vec<Bracket>, Option<(Bracket, Option<Bracket>)>) {
    let mut open: Vec<Bracket> = Vec::new();
    for bracket in brackets(page, line) {
        if "[{".contains(bracket.sign) {
            open.push(bracket);
            continue;
        }
        let last = open.pop();
        if last.as_ref().map(|open| closing_of(open.sign)) != Some(bracket.sign) {
            return (open, Some((bracket, last)));
        }
    }
    (open, None)
}

fn closing_of(open: char) -> char {
    if open == '[' { ']' } else { '}' }
}

/// `[a,, b]`: a comma with nothing before it.
pub(super) fn no_item(page: &Page<'_>, line: usize) -> Option<Cause> {
    let line = &page.lines[line];
    let text = page.of(&line.value);
    if !text.starts_with(['[', '{']) {
        return None;
    }
    let lacks = |(at, _): &(usize, &str)| text[..*at].trim_end().ends_with([',', '[', '{']);
    let (at, _) = text.match_indices(',').find(lacks)?;
    let at = line.value.start + at..line.value.start + at + 1;
    let cause = Cause::new(at.clone(), "there is nothing before this comma");
    Some(cause.help("delete it, or write what belongs there").mend(vec![Edit::new(at, "")]))
}

/// `[{…} {…}]`, `["a" "b"]` or `{a: 1`, line break, `b: 2}`: two items without a comma between them.
pub(super) fn no_comma(page: &Page<'_>, at: usize) -> Option<Cause> {
    let line = &page.lines[at];
    let within = page.of(&line.value);
    let (end, next) = if within.starts_with(['[', '{']) {
        item_without_comma(within)
            .map(|(end, next)| (line.value.start + end, line.value.start + next))
    } else {
        let before = &page.lines[page.before(at)?];
        let goes_on =
            page.of(&before.value).ends_with([',', '[', '{', ':']) || before.value.is_empty();
        (!goes_on && line.indent > 0).then_some((before.value.end, line.all.start + line.indent))
    }?;
    let word = page.text[next..].split([',', ' ', ':', '\n', ']', '}']).next().unwrap_or_default();
    let length = page.text[next..].chars().next().map_or(0, char::len_utf8);
    let cause =
        Cause::new(next..next + word.len().max(length), "there is no comma before this item");
    let help = "put a comma between two items, and a text with signs in quotation marks";
    Some(cause.help(help).mend(vec![Edit::new(end..end, ",")]))
}

/// The end of an item in brackets that is followed by another without a comma, and the start of
/// that other. Only an item in brackets or quotation marks has a certain end.
fn item_without_comma(text: &str) -> Option<(usize, usize)> {
    let mut quotation_end = 0;
    let mut before = ' ';
    for (at, sign) in text.char_indices() {
        if at < quotation_end {
            continue;
        }
        let begins = before.is_whitespace() || "[{,".contains(before);
        before = sign;
        let end = if begins && ['"', '\''].contains(&sign) {
            quotation_end = closing(&text[at..], sign).map(|length| at + length + 1)?;
            before = sign;
            quotation_end
        } else if "]}".contains(sign) {
            at + 1
        } else {
            continue;
        };
        let rest = text[end..].trim_start();
        let is_item = if "]}".contains(sign) {
            !rest.is_empty() && !rest.starts_with([',', ']', '}'])
        } else {
            rest.starts_with(['"', '\'', '[', '{']) || is_field(rest)
        };
        if is_item && rest.len() < text[end..].len() {
            return Some((end, text.len() - rest.len()));
        }
    }
    None
}

/// Whether a text begins with `name: `.
fn is_field(text: &str) -> bool {
    text.split_once(": ").is_some_and(|(name, _)| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
    })
}

/// A bracket that closes nothing, or a different kind than was opened.
pub(super) fn wrong(page: &Page<'_>, line: usize) -> Option<Cause> {
    let begins = page.of(&page.lines[line].value).starts_with(['[', '{']);
    let (outer, wrong) = judge(page, line);
    let outer = outer.last().map(|outer| outer.sign);
    let (bracket, expected) = wrong.filter(|_| begins)?;
    let at = bracket.at..bracket.at + 1;
    Some(match expected {
        Some(open) if outer.is_some_and(|outer| closing_of(outer) == bracket.sign) => {
            let closing = closing_of(open.sign);
            let cause = Cause::new(open.at..open.at + 1, "this bracket is not closed");
            let cause =
                cause.help(format!("close it with `{closing}` before the `{}`", bracket.sign));
            cause.mend(vec![Edit::new(at.start..at.start, closing)])
        }
        Some(open) => {
            let expected = closing_of(open.sign);
            let message = format!("`{}` closes a bracket of another kind", bracket.sign);
            let cause = Cause::new(at.clone(), message).label(format!("expected `{expected}`"));
            cause.mend(vec![Edit::new(at, expected)])
        }
        None => {
            let cause = Cause::new(at.clone(), "this bracket closes nothing");
            cause.help("delete it").mend(vec![Edit::new(at, "")])
        }
    })
}

/// A bracket that is never closed.
pub(super) fn unclosed(page: &Page<'_>, line: usize) -> Option<Cause> {
    let (open, wrong) = judge(page, line);
    if wrong.is_some() {
        return None;
    }
    let last = open.last()?;
    let closing: String = open.iter().rev().map(|open| closing_of(open.sign)).collect();
    let end = page.lines[line].value.end;
    // A list that continues on the next line ends with a comma.
    let next = page.lines.get(line + 1).is_some_and(|next| next.indent > 0 && next.key.is_none());
    if page.of(&page.lines[line].value).ends_with(',') && next {
        return None;
    }
    let cause = Cause::new(last.at..last.at + 1, "this bracket is not closed");
    let help = format!("close it with `{closing}` at the end of the list");
    Some(cause.help(help).mend(vec![Edit::new(end..end, closing)]))
}
