//! Numbered gaps in rendered text, closed when the site is linked.
//!
//! A gap is a number between two private-use characters, which no keyboard writes. No text of a
//! body holds one of them, see [`super::characters`].

const OPEN: char = '\u{E000}';
const CLOSE: char = '\u{E001}';

/// Parts what is cleaned by itself: the body, and each note after it. Every second part is what
/// our own renderer wrote around the notes.
pub(super) const PART: char = '\u{E002}';

/// Whether a character has a meaning here.
pub(super) fn is_mark(character: char) -> bool {
    matches!(character, OPEN | CLOSE | PART)
}

/// The gap of a number.
pub(super) fn gap(number: usize) -> String {
    format!("{OPEN}{number}{CLOSE}")
}

/// Whether `text` has a gap.
pub fn has_gap(text: &str) -> bool {
    text.contains(OPEN)
}

/// Copies `text` with each gap replaced by what `with` says for its number, in all about `more`
/// bytes.
pub fn fill(text: &str, more: usize, mut with: impl FnMut(usize, &mut String)) -> String {
    let mut filled = String::with_capacity(text.len() + more);
    let mut rest = text;
    while let Some(at) = rest.find(OPEN) {
        filled.push_str(&rest[..at]);
        let after = &rest[at + OPEN.len_utf8()..];
        let Some((number, tail)) = after.split_once(CLOSE) else {
            rest = after;
            continue;
        };
        if let Ok(number) = number.parse() {
            with(number, &mut filled);
        }
        rest = tail;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::{fill, gap};

    #[test]
    fn gaps_are_closed_by_number() {
        let text = format!("a {} b {}", gap(1), gap(0));
        assert_eq!(fill(&text, 6, |n, out| out.push_str(["zero", "one"][n])), "a one b zero");
    }
}
