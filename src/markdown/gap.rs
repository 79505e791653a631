//! Numbered gaps in rendered text, filled once what belongs there is known.
//!
//! A body is rendered before the site is linked and before it is known in which language its page
//! speaks. Links and the places of headings are filled in when the site is linked
//! ([`super::Doc::closed`]), labels when the page is rendered ([`fill_labels`]).
//!
//! A gap is a letter and a number between two private-use characters. No text of a body holds one
//! of these characters, see [`super::characters`].

use std::fmt::{self, Display, Formatter};

const OPEN: char = '\u{E000}';
const CLOSE: char = '\u{E001}';

/// Separates the parts of a body with raw HTML that are cleaned one by one: the text and each of its
/// notes. Every second part is our own HTML around the notes, which is not cleaned.
pub(super) const BOUNDARY: char = '\u{E002}';

/// The content of a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// The link at this position of [`super::Doc::links`].
    Link(usize),
    /// Nothing: it marks the start tag of the heading at this position of [`super::Doc::outline`].
    Heading(usize),
    /// Words in the language of the page.
    Label(Label),
}

/// Words that a body needs and its author did not write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// Names the link to a source, by the number of the source.
    Source(usize),
    /// The text of the link to a note, by the number of the note.
    Note(usize),
    /// Names the section of notes.
    Notes,
    /// Names the frame in which a table scrolls, by the number of the table.
    Table(usize),
    /// Names the ticked box of a task.
    Done,
    /// Names the empty box of a task.
    ToDo,
}

impl Label {
    /// The key of its words among those of the theme, and its number.
    #[must_use]
    pub fn words(self) -> (&'static str, usize) {
        match self {
            Label::Source(number) => ("source.number", number),
            Label::Note(number) => ("body.note", number),
            Label::Notes => ("body.notes", 0),
            Label::Table(number) => ("body.table", number),
            Label::Done => ("body.done", 0),
            Label::ToDo => ("body.to-do", 0),
        }
    }
}

impl Display for Gap {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (letter, number) = match *self {
            Gap::Link(number) => ('l', number),
            Gap::Heading(number) => ('h', number),
            Gap::Label(Label::Source(number)) => ('s', number),
            Gap::Label(Label::Note(number)) => ('n', number),
            Gap::Label(Label::Notes) => ('N', 0),
            Gap::Label(Label::Table(number)) => ('t', number),
            Gap::Label(Label::Done) => ('d', 0),
            Gap::Label(Label::ToDo) => ('o', 0),
        };
        write!(f, "{OPEN}{letter}{number}{CLOSE}")
    }
}

impl Display for Label {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Gap::Label(*self).fmt(f)
    }
}

impl Gap {
    /// Reads the text between the two marks of a gap.
    fn read(text: &str) -> Option<Gap> {
        let mut characters = text.chars();
        let letter = characters.next()?;
        let number = characters.as_str().parse().ok()?;
        Some(match letter {
            'l' => Gap::Link(number),
            'h' => Gap::Heading(number),
            's' => Gap::Label(Label::Source(number)),
            'n' => Gap::Label(Label::Note(number)),
            'N' => Gap::Label(Label::Notes),
            't' => Gap::Label(Label::Table(number)),
            'd' => Gap::Label(Label::Done),
            'o' => Gap::Label(Label::ToDo),
            _ => return None,
        })
    }
}

/// Whether a character marks a gap or a boundary.
pub(super) fn is_mark(character: char) -> bool {
    matches!(character, OPEN | CLOSE | BOUNDARY)
}

/// Whether `text` has a gap.
pub fn has_gap(text: &str) -> bool {
    text.contains(OPEN)
}

/// Copies `text` with each gap replaced by what `with` writes for it, in all about `more` bytes.
pub fn fill(text: &str, more: usize, mut with: impl FnMut(Gap, &mut String)) -> String {
    let mut filled = String::with_capacity(text.len() + more);
    let mut rest = text;
    while let Some(at) = rest.find(OPEN) {
        filled.push_str(&rest[..at]);
        let after = &rest[at + OPEN.len_utf8()..];
        let Some((gap, tail)) = after.split_once(CLOSE) else {
            rest = after;
            continue;
        };
        if let Some(gap) = Gap::read(gap) {
            with(gap, &mut filled);
        }
        rest = tail;
    }
    filled.push_str(rest);
    filled
}

/// The HTML of a closed body with the labels that `words` has for it, as HTML.
#[must_use]
pub fn fill_labels(html: &str, words: impl Fn(Label) -> String) -> String {
    fill(html, 0, |gap, filled| {
        if let Gap::Label(label) = gap {
            filled.push_str(&words(label));
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{Gap, Label, fill, fill_labels};

    #[test]
    fn every_gap_is_read_as_it_was_written() {
        let labels = [
            Label::Source(1),
            Label::Note(20),
            Label::Notes,
            Label::Table(3),
            Label::Done,
            Label::ToDo,
        ];
        let gaps = [Gap::Link(0), Gap::Heading(12)];
        for gap in gaps.into_iter().chain(labels.map(Gap::Label)) {
            let mut read = Vec::new();
            let filled = fill(&format!("a {gap} b"), 0, |gap, _| read.push(gap));
            assert_eq!((filled.as_str(), read.as_slice()), ("a  b", &[gap][..]));
        }
    }

    #[test]
    fn labels_are_filled_with_words() {
        let html = format!("<b aria-label=\"{}\">Note 1</b>", Label::Note(1));
        let words = |label| format!("{label:?}");
        assert_eq!(fill_labels(&html, words), "<b aria-label=\"Note(1)\">Note 1</b>");
    }
}
