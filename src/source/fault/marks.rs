//! Characters that other notations use where YAML has a hyphen, a colon or a number sign.

use std::ops::Range;

use super::cause::{Cause, Edit};
use super::lines::{Line, Page};
use super::quotes::values;

/// Bullets of other notations, longer ones first.
const BULLETS: [&str; 10] = ["--", "*", "+", "•", "·", "‣", "◦", "–", "—", "−"];

/// The bullet at the start of a text, if a space follows it.
pub(in crate::source) fn bullet_of(text: &str) -> Option<&'static str> {
    let parted = |bullet: &&&str| {
        text.strip_prefix(**bullet).is_some_and(|rest| rest.starts_with([' ', '\u{a0}', '\t']))
    };
    BULLETS.iter().find(parted).copied()
}

/// `* denver`: an item with a bullet that is not a hyphen.
pub(super) fn bullet(page: &Page<'_>, at: usize) -> Option<Cause> {
    let line = &page.lines[at];
    let sign = bullet_of(page.content(line))?;
    let before = &page.lines[page.before(at)?];
    let in_list = before.key.is_some() && before.value.is_empty()
        || before.is_item()
        || bullet_of(page.content(before)).is_some();
    if !in_list {
        return None;
    }
    let same =
        |other: &&Line| other.indent == line.indent && bullet_of(page.content(other)) == Some(sign);
    let start = |line: &Line| line.all.start + line.indent;
    let edits: Vec<Edit> = page.lines[at..]
        .iter()
        .filter(same)
        .map(|line| Edit::new(start(line)..start(line) + sign.len(), "-"))
        .collect();
    let item = page.content(line)[sign.len()..].trim();
    let more = if edits.len() > 1 { ", and the same in the items below" } else { "" };
    let mark = start(line)..start(line) + sign.len();
    let cause = Cause::new(mark, "an item of a list begins with a hyphen");
    Some(cause.help(format!("write `- {item}`{more}")).mend(edits))
}

/// `cities: - denver` or `[- denver]`: a hyphen where YAML does not allow one.
pub(super) fn item_behind_key(page: &Page<'_>, at: usize) -> Option<Cause> {
    let line = &page.lines[at];
    let in_brackets = |at: &Range<usize>| {
        *at != line.value && page.of(at).starts_with("- ") && page.of(at).len() > 2
    };
    if let Some(at) = values(page, line).into_iter().find(in_brackets) {
        let item = page.of(&at)[2..].trim();
        let mark = at.start..at.start + 1;
        let cause =
            Cause::new(mark, "items in brackets are separated by commas and have no hyphens");
        return Some(cause.help(format!("write `{item}`")).mend(vec![Edit::new(at, item)]));
    }
    let key = page.of(line.key.as_ref()?);
    let item = page.of(&line.value).strip_prefix("- ")?.trim();
    let next = page.lines.get(at + 1).filter(|next| next.is_item());
    let column = line.body - line.all.start;
    let indent = next.map_or(column, |next| next.indent.max(column));
    let hyphen = line.value.start..line.value.start + 1;
    let cause = Cause::new(hyphen, "an item of a list stands on a line of its own");
    let help = format!(
        "write `- {item}` in the line below `{key}:`, or put the text in quotation marks if the hyphen belongs to it"
    );
    let gap = line.value.start..line.value.start;
    Some(cause.help(help).mend(vec![Edit::new(gap, format!("\n{}", " ".repeat(indent)))]))
}

/// `// why` or `<!-- why -->`: a comment in another notation, or a YAML comment within a text.
pub(super) fn comment(page: &Page<'_>, at: usize) -> Option<Cause> {
    let line = &page.lines[at];
    let text = page.content(line).trim_end();
    let start = line.all.start + line.indent;
    let whole = start..start + text.len();
    if text.starts_with('#') {
        let goes_on = |line: &Line| line.key.is_none() && !line.is_item() && line.indent > 0;
        page.lines.get(at + 1).filter(|next| goes_on(next) && !next.is_blank(page.text))?;
        let cause = Cause::new(whole.clone(), "a comment cannot stand within a text");
        let help = "delete this line, or put the whole text in quotation marks if it belongs to it";
        return Some(cause.help(help).mend(vec![Edit::new(whole, "")]));
    }
    let inner = text.strip_prefix("//").or_else(|| {
        let inner = text.strip_prefix("<!--").or_else(|| text.strip_prefix("/*"))?;
        inner.strip_suffix("-->").or_else(|| inner.strip_suffix("*/"))
    })?;
    let written = format!("# {}", inner.trim());
    let cause = Cause::new(whole.clone(), "a comment begins with `#`");
    Some(cause.help(format!("write `{written}`")).mend(vec![Edit::new(whole, written)]))
}

/// `stage = operating`: another character in place of the colon.
pub(super) fn colon(page: &Page<'_>, at: usize) -> Option<Cause> {
    const SIGNS: [&str; 5] = [":=", "=>", "=", "：", "﹕"];
    let line = &page.lines[at];
    if line.key.is_some() {
        return None;
    }
    let content = page.of(&line.value);
    let is_part = |c: char| c.is_ascii_lowercase() || c == '_';
    let name = &content[..content.find(|c: char| !is_part(c))?];
    let rest = &content[name.len()..];
    let sign = SIGNS.iter().find(|sign| rest.trim_start().starts_with(**sign))?;
    let value = rest.trim_start()[sign.len()..].trim();
    if name.len() < 2 || value.is_empty() {
        return None;
    }
    let from = line.value.start + name.len();
    let to = line.value.end - value.len();
    let start = from + (rest.len() - rest.trim_start().len());
    let message = format!("`{sign}` is written where the name of a field needs a colon");
    let cause = Cause::new(start..start + sign.len(), message);
    let mend = vec![Edit::new(from..to, ": ")];
    Some(cause.help(format!("write `{name}: {value}`")).mend(mend))
}
