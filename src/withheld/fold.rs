//! Normalises text so that two spellings of a name compare as equal: lower case, without accents and
//! invisible characters, words separated by single spaces.

use super::decode::{PART, Plain, Reading};
use crate::diagnostic::Span;
use crate::letters::plain;

/// A folded text. It begins and ends with a space, so that every word has one on either side.
#[derive(Debug, Default)]
pub(super) struct Folded {
    pub(super) text: String,
    /// For each byte, the bytes of the source that it came from.
    from: Vec<Span>,
    /// For each byte, whether it was written as a capital.
    capital: Vec<bool>,
}

impl Folded {
    /// Folds a text.
    pub(super) fn new(plain: &Plain) -> Folded {
        let mut folded = Folded::default();
        folded.put(' ', Span::default(), false);
        let mut before = ' ';
        for (at, c) in plain.text().char_indices() {
            let span = plain.from(at);
            // `ZeldaQuimby` and `quimby2` are two words each.
            let begins = plain.reading() == Reading::Apart
                && (c.is_uppercase() && before.is_lowercase()
                    || c.is_ascii_digit() != before.is_ascii_digit());
            if begins {
                folded.put(' ', span, false);
            }
            folded.fold(c, span, plain.reading());
            if !is_ignored(c) {
                before = c;
            }
        }
        folded.put(' ', Span::default(), false);
        folded
    }

    /// The bytes of the source that a range of the folded text came from, without the spaces around
    /// it.
    pub(super) fn span(&self, range: std::ops::Range<usize>) -> Span {
        let words = &self.text[range.clone()];
        let start = range.start + words.len() - words.trim_start().len();
        let end = range.start + words.trim_end().len();
        let from = |at: usize| self.from.get(at).copied().unwrap_or_default();
        Span { start: from(start).start, end: from(end.saturating_sub(1)).end }
    }

    /// Whether each word of a range was written with a capital.
    pub(super) fn is_capital(&self, range: std::ops::Range<usize>) -> bool {
        let words = self.text[range.clone()].char_indices();
        let mut starts = true;
        words.map(|(at, c)| (range.start + at, c)).all(|(at, c)| {
            let good = !starts || c == ' ' || self.capital.get(at).copied().unwrap_or_default();
            starts = c == ' ';
            good
        })
    }

    /// Adds a character of the source.
    fn fold(&mut self, c: char, span: Span, reading: Reading) {
        if c.is_ascii_alphanumeric() {
            return self.put(c.to_ascii_lowercase(), span, c.is_ascii_uppercase());
        }
        if c.is_ascii() && c != '\'' {
            return self.put(' ', span, false);
        }
        if c == PART {
            self.put(' ', span, false);
            self.put(PART, span, false);
            return self.put(' ', span, false);
        }
        if is_ignored(c) || reading == Reading::Joined && is_apostrophe(c) {
            return;
        }
        let capital = c.is_uppercase();
        for letter in letters(c) {
            let letter = if letter.is_alphanumeric() { letter } else { ' ' };
            self.put(letter, span, capital && letter != ' ');
        }
    }

    /// Adds a folded letter, or a space unless there is one already.
    fn put(&mut self, c: char, span: Span, capital: bool) {
        if c == ' ' && self.text.ends_with(' ') {
            return;
        }
        self.text.push(c);
        self.from.resize(self.text.len(), span);
        self.capital.resize(self.text.len(), capital);
    }
}

/// The letters of a character in lower case and without accents: `ﬁ` becomes `fi`, `Ø` becomes `o`.
/// None for an invisible character.
pub(super) fn letters(c: char) -> impl Iterator<Item = char> {
    // Some letters, such as mathematical ones, have a lower case only once they are decomposed.
    let plain = c.to_lowercase().flat_map(plain).flat_map(char::to_lowercase);
    plain.filter(|letter| !is_ignored(*letter))
}

/// The folded form of a few words, without the spaces around them.
pub(crate) fn fold(words: &str, reading: Reading) -> String {
    let mut plain = Plain::new(reading);
    plain.push_value(words, Span::default());
    Folded::new(&plain).text.trim().to_owned()
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{2bc}' | '\u{b4}' | '\u{ff07}')
}

/// Combining marks and invisible characters.
fn is_ignored(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}'
        | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{20d0}'..='\u{20ff}' | '\u{3164}' | '\u{e000}'..='\u{e001}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{fe20}'..='\u{fe2f}' | '\u{feff}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
}
