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
