//! One thing that is wrong, and how to mend it.

use std::ops::Range;

use crate::source::yaml::read;

/// What is wrong with the form of a text.
#[derive(Debug, Clone)]
pub(super) struct Cause {
    pub(super) code: &'static str,
    /// The bytes to point at.
    pub(super) at: Range<usize>,
    pub(super) message: String,
    pub(super) label: Option<String>,
    pub(super) help: Option<String>,
    /// The byte of what was there before, where this is a repetition.
    pub(super) first: Option<usize>,
    /// What to replace by what, in order, none overlapping. Nothing where it is not clear what the
    /// text should be.
    pub(super) mend: Vec<Edit>,
}

/// Bytes to be replaced, and by what.
#[derive(Debug, Clone)]
pub(super) struct Edit {
    pub(super) at: Range<usize>,
    pub(super) by: String,
}

impl Edit {
    pub(super) fn new(at: Range<usize>, by: impl Into<String>) -> Edit {
        Edit { at, by: by.into() }
    }
}

impl Cause {
    pub(super) fn new(at: Range<usize>, message: impl Into<String>) -> Cause {
        Cause {
            code: "yaml-syntax",
            at,
            message: message.into(),
            label: None,
            help: None,
            first: None,
            mend: Vec::new(),
        }
    }

    pub(super) fn label(self, label: impl Into<String>) -> Cause {
        Cause { label: Some(label.into()), ..self }
    }

    pub(super) fn help(self, help: impl Into<String>) -> Cause {
        Cause { help: Some(help.into()), ..self }
    }

    pub(super) fn mend(self, mend: Vec<Edit>) -> Cause {
        Cause { mend, ..self }
    }

    /// Where the remedy begins.
    pub(super) fn starts(&self) -> usize {
        self.mend.first().map_or(self.at.start, |edit| edit.at.start)
    }

    /// Whether the text can be read once this is mended, at least up to the end of the remedy.
    pub(super) fn reads(&self, text: &str) -> bool {
        let mended = self.mended(text);
        let left = text.len() - self.mend.last().map_or(self.at.end, |edit| edit.at.end);
        match read(&mended, 0) {
            Ok(_) => true,
            Err(refused) => mended.len() - refused.at.start <= left,
        }
    }

    /// The text with this mended.
    pub(super) fn mended(&self, text: &str) -> String {
        let mut mended = String::with_capacity(text.len() + 16);
        let mut at = 0;
        for edit in &self.mend {
            mended.push_str(&text[at..edit.at.start]);
            mended.push_str(&edit.by);
            at = edit.at.end;
        }
        mended.push_str(&text[at..]);
        mended
    }
}

/// The remedies that were applied to a text, one after the other.
#[derive(Debug, Default)]
pub(super) struct Edits(Vec<Vec<Edit>>);

impl Edits {
    pub(super) fn push(&mut self, edits: Vec<Edit>) {
        self.0.push(edits);
    }

    /// Where bytes of the mended text stand in the original.
    pub(super) fn original_range(&self, range: Range<usize>) -> Range<usize> {
        let back =
            |byte, last| self.0.iter().rev().fold(byte, |byte, edits| before(edits, byte, last));
        let start = back(range.start, false);
        start..back(range.end, true).max(start)
    }

    pub(super) fn original(&self, cause: Cause) -> Cause {
        let first = cause.first.map(|first| self.original_range(first..first).start);
        Cause { at: self.original_range(cause.at.clone()), first, ..cause }
    }
}

/// Where a byte stood before the edits. What stands within a replacement came from the whole of what
/// was replaced, so that a first byte is put at its beginning and a last one at its end.
fn before(edits: &[Edit], byte: usize, last: bool) -> usize {
    let mut gone = 0;
    let mut come = 0;
    for edit in edits {
        let start = edit.at.start + come - gone;
        if byte <= start {
            break;
        }
        if byte < start + edit.by.len() {
            return if last { edit.at.end } else { edit.at.start };
        }
        gone += edit.at.len();
        come += edit.by.len();
    }
    byte + gone - come
}

/// A text in the quotation marks that it needs.
pub(in crate::source) fn quoted(text: &str) -> String {
    if text.contains(['"', '\\']) {
        format!("'{}'", text.replace('\'', "''"))
    } else {
        format!("\"{text}\"")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_the_mended_text_are_places_in_the_original() {
        let text = "abc def ghi";
        let mend = vec![Edit::new(3..3, "__"), Edit::new(4..7, "d")];
        let cause = Cause::new(0..1, "").mend(mend.clone());
        assert_eq!(cause.mended(text), "abc__ d ghi");
        let mut edits = Edits::default();
        edits.push(mend);
        assert_eq!(edits.original_range(8..11), 8..11, "`ghi`");
        assert_eq!(edits.original_range(0..3), 0..3, "`abc`");
        assert_eq!(edits.original_range(6..7), 4..7, "`d`, which was `def`");
    }

    #[test]
    fn texts_get_the_quotation_marks_that_they_need() {
        assert_eq!(quoted("Denver's trees: a plan"), "\"Denver's trees: a plan\"");
        assert_eq!(quoted("\"Street\" trees"), "'\"Street\" trees'");
        assert_eq!(quoted("the city's \"Street\" trees"), "'the city''s \"Street\" trees'");
    }
}
