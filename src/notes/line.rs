//! One line of notes: bullets and emphasis apart, and the word that it begins with.

use super::words::{self, Key};
use crate::withheld::{Reading, fold};

/// What a line begins with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Lead {
    /// Bytes before the text: spaces, a bullet, a number, a box, signs of a heading.
    pub(super) length: usize,
    /// Whether there is a bullet, a number or a box.
    pub(super) is_item: bool,
    /// The number of signs of a heading.
    pub(super) heading: usize,
    /// Whether there is a ticked box.
    pub(super) done: bool,
}

/// Reads what a line begins with.
pub(super) fn lead(line: &str) -> Lead {
    let mut lead = Lead::default();
    loop {
        let rest = &line[lead.length..];
        let spaces = rest.len() - rest.trim_start().len();
        lead.length += spaces;
        let rest = &line[lead.length..];
        let signs = rest.len() - rest.trim_start_matches('#').len();
        if signs > 0 && lead.heading == 0 && rest[signs..].starts_with([' ', '\t', '\u{a0}']) {
            lead.heading = signs;
            lead.length += signs;
            continue;
        }
        let Some(length) = bullet(rest).or_else(|| boxed(rest, &mut lead.done)) else { break };
        lead.is_item = true;
        lead.length += length;
    }
    lead
}

/// Length of the bullet or number that a text begins with.
fn bullet(text: &str) -> Option<usize> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let sign = if digits > 0 {
        text[digits..].chars().next().filter(|c| ".)".contains(*c))
    } else {
        text.chars().next().filter(|c| "-*+•◦▪‣·–—→".contains(*c))
    };
    let end = digits + sign?.len_utf8();
    let next = text[end..].chars().next();
    (digits <= 3 && next.is_none_or(char::is_whitespace)).then_some(end)
}

/// Length of the box that a text begins with; notes whether it is ticked.
fn boxed(text: &str, done: &mut bool) -> Option<usize> {
    let inner = text.strip_prefix('[')?.chars().next()?;
    let ticked = "xX✓✔".contains(inner);
    let rest = text.strip_prefix('[')?.strip_prefix(inner)?.strip_prefix(']')?;
    *done |= ticked;
    (ticked || inner == ' ').then_some(text.len() - rest.len())
}

/// A line that begins with a word for what it is.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Keyed {
    pub(super) key: Key,
    /// What stands in parentheses behind the word, as bytes of the line; may be empty.
    pub(super) detail: std::ops::Range<usize>,
    /// What follows, as bytes of the line; may be empty.
    pub(super) value: std::ops::Range<usize>,
    /// Whether a colon follows, and not a dash or nothing.
    pub(super) has_colon: bool,
}

/// The longest word with what is in parentheses behind it, in characters.
const LONGEST: usize = 60;

/// The first colon or dash of a text that could end a label, and the byte behind it.
pub(super) fn separator(text: &str) -> Option<(usize, usize, bool)> {
    let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at);
    let colon = text[..end].char_indices().find(|(at, c)| {
        // Times and addresses have colons of their own.
        let after = text[at + c.len_utf8()..].chars().next();
        *c == '：' || *c == ':' && after.is_none_or(|c| c.is_whitespace() || "*_".contains(c))
    });
    let dash =
        [" – ", " — ", " - "].iter().filter_map(|dash| Some((text[..end].find(dash)?, *dash)));
    let dash = dash.min_by_key(|(at, _)| *at).map(|(at, dash)| (at, at + dash.len(), false));
    let colon = colon.map(|(at, c)| (at, at + c.len_utf8(), true));
    match (colon, dash) {
        (Some(colon), Some(dash)) => Some(if colon.0 < dash.0 { colon } else { dash }),
        (colon, dash) => colon.or(dash),
    }
}

/// Reads the word of a line, if it begins with one.
pub(super) fn keyed(line: &str) -> Option<Keyed> {
    let Lead { length, .. } = lead(line);
    let text = &line[length..];
    // `Summary:The text` is meant, too, but not `https://`.
    let tight = text.char_indices().find(|(_, c)| ":：".contains(*c));
    let tight = tight.map(|(at, c)| (at, at + c.len_utf8(), true));
    let tight = tight.filter(|(_, after, _)| !text[*after..].starts_with("//"));
    let read = |(end, after, has_colon): (usize, usize, bool)| {
        let (name, inner) = match text[..end].split_once('(') {
            Some((name, inner)) => (name, inner.rfind(')').map_or("", |at| &inner[..at])),
            None => (&text[..end], ""),
        };
        let key = words::key(&fold(name, Reading::Apart))?;
        let start = if inner.is_empty() { end } else { name.len() + 1 };
        let detail = length + start..length + start + inner.len();
        let behind = &text[after..];
        let value = behind.trim_start_matches(|c: char| c.is_whitespace() || "*_".contains(c));
        let from = length + after + behind.len() - value.len();
        Some(Keyed { key, detail, value: from..from + value.trim_end().len(), has_colon })
    };
    let alone = (text.len(), text.len(), false);
    let found = separator(text).into_iter().chain(tight).chain([alone]);
    found.into_iter().find_map(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_read_however_they_are_typed() {
        for line in [
            "takeaway: Lids help",
            "TAKEAWAY : Lids help",
            "- **Takeaway:** Lids help",
            "* *Takeaway* – Lids help",
            "•\tTakeaways:Lids help",
            "1) À retenir\u{a0}: Lids help",
            "## Takeaway — Lids help",
            "- [ ] Takeaway：Lids help",
        ] {
            let keyed = keyed(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((keyed.key, &line[keyed.value]), (Key::Takeaway, "Lids help"), "{line}");
        }
        for line in ["Takeaways", "## Takeaways", "**Takeaways:**", "- takeaways:"] {
            let keyed = keyed(line).unwrap_or_else(|| panic!("{line}"));
            assert!(keyed.key == Key::Takeaway && keyed.value.is_empty(), "{line}");
        }
        for line in ["Question the budget", "Lids help: a takeaway", "A practice of 2 cities", ""] {
            assert_eq!(keyed(line), None, "{line}");
        }
    }

    #[test]
    fn a_word_may_have_something_in_parentheses_behind_it() {
        let line = "- [x] Action (Zelda Quimby): send it";
        let keyed = keyed(line).unwrap();
        assert_eq!((keyed.key, &line[keyed.detail]), (Key::Action, "Zelda Quimby"));
        assert_eq!(&line[keyed.value], "send it");
        assert!(lead(line).done);
    }
}
