//! Makes untrusted text safe to print.
//!
//! Titles, names, lines and paths are written by contributors. In a terminal, a control character
//! in them could move the cursor, change colours or the title, or answer for the user, and a
//! direction mark could disguise the text ("Trojan Source"). All of these are shown as their code
//! point instead, like `<U+001B>`.

use std::borrow::Cow;
use std::fmt::Write;

/// A text of one or more lines: line ends and tabs are kept.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    shown(text, |letter| matches!(letter, '\n' | '\t'))
}

/// A text that must stay on one line.
#[must_use]
pub fn visible_in_line(text: &str) -> Cow<'_, str> {
    shown(text, |_| false)
}

/// Equivalent JSON without hidden characters. `serde_json` escapes only what the standard requires,
/// which does not include DEL, control characters beyond ASCII and direction marks.
#[must_use]
pub fn visible_json(json: String) -> String {
    if !json.chars().any(|letter| letter != '\n' && is_hidden(letter)) {
        return json;
    }
    let mut escaped = String::with_capacity(json.len());
    for letter in json.chars() {
        // Between strings, JSON contains no hidden characters except line ends.
        if letter == '\n' || !is_hidden(letter) {
            escaped.push(letter);
            continue;
        }
        for unit in letter.encode_utf16(&mut [0; 2]) {
            _ = write!(escaped, "\\u{unit:04x}");
        }
    }
    escaped
}

fn shown(text: &str, stays: impl Fn(char) -> bool) -> Cow<'_, str> {
    let hides = |letter: char| is_hidden(letter) && !stays(letter);
    if !text.chars().any(hides) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    let mut before = None;
    while let Some(letter) = letters.next() {
        if hides(letter) && !joins(before, letter, letters.peek().copied()) {
            _ = write!(shown, "<U+{:04X}>", u32::from(letter));
        } else {
            shown.push(letter);
        }
        before = Some(letter);
    }
    Cow::Owned(shown)
}

/// Whether a joiner has a function here: in a script that needs it, or between emoji.
fn joins(before: Option<char>, letter: char, after: Option<char>) -> bool {
    let beyond_ascii =
        |letter: Option<char>| letter.is_some_and(|it| !it.is_ascii() && !is_hidden(it));
    matches!(letter, '\u{200c}' | '\u{200d}') && beyond_ascii(before) && beyond_ascii(after)
}

/// Control characters and invisible ones: line separators, direction marks, zero-width spaces,
/// fillers and tags.
fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_command_a_terminal_or_hide_is_shown_by_its_number() {
        for (text, safe) in [
            ("\u{1b}[31mred", "<U+001B>[31mred"),
            ("\u{1b}]0;title\u{7}", "<U+001B>]0;title<U+0007>"),
            ("\u{9b}2J\u{90}q\u{9c}", "<U+009B>2J<U+0090>q<U+009C>"),
            ("a\rb\u{8}\u{7f}\0", "a<U+000D>b<U+0008><U+007F><U+0000>"),
            ("\u{202e}abc\u{2066}d\u{2069}", "<U+202E>abc<U+2066>d<U+2069>"),
            ("Bos\u{200b}ton\u{feff}", "Bos<U+200B>ton<U+FEFF>"),
            ("x\u{200d}y", "x<U+200D>y"),
            ("one\u{2028}two\u{85}", "one<U+2028>two<U+0085>"),
            ("\u{e0041}", "<U+E0041>"),
        ] {
            assert_eq!(visible(text), safe);
        }
        assert_eq!(visible("one\n\ttwo"), "one\n\ttwo");
        assert_eq!(visible_in_line("one\n\ttwo"), "one<U+000A><U+0009>two");
    }

    #[test]
    fn what_people_write_stays() {
        for text in
            ["São Paulo – “été”", "می\u{200c}خواهم", "👩\u{200d}🚒", "❤\u{fe0f}", "e\u{301}"]
        {
            assert!(matches!(visible_in_line(text), Cow::Borrowed(_)) || text == visible(text));
        }
    }

    #[test]
    fn json_means_the_same() {
        let texts = ["a\u{7f}b\u{9b}c", "\u{202e}", "\u{e0041}é", "\u{1b}\n"];
        let json = visible_json(serde_json::to_string_pretty(&texts).unwrap());
        assert!(!json.chars().any(|letter| letter != '\n' && is_hidden(letter)), "{json}");
        assert_eq!(serde_json::from_str::<Vec<String>>(&json).unwrap(), texts);
    }
}
