//! A cause of invalid YAML, with its remedy.

use std::ops::Range;

use crate::source::yaml::read;

/// A fault in the syntax of a text.
#[derive(Debug, Clone)]
pub(super) struct Cause {
    pub(super) code: &'static str,
    /// The bytes to point at.
    pub(super) at: Range<usize>,
    pub(super) message: String,
    pub(super) label: Option<String>,
    pub(super) help: Option<String>,
    /// The byte of the first occurrence, if this is a repetition.
    pub(super) first: Option<usize>,
    /// The replacements, in order and without overlap; none if it is not clear what the text should
    /// be.
    pub(super) mend: Vec<Edit>,
}

/// A range of bytes and its replacement.
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

    /// The start of the remedy.
    pub(super) fn starts(&self) -> usize {
        self.mend.first().map_or(self.at.start, |edit| edit.at.start)
    }

    /// Whether the text can be parsed with this remedy, at least up to its end.
    pub(super) fn reads(&self, text: &str) -> bool {
        let mended = self.mended(text);
        let left = text.len() - self.mend.last().map_or(self.at.end, |edit| edit.at.end);
        match read(&mended, 0) {
            Ok(_) => true,
            Err(refused) => mended.len() - refused.at.start <= left,
        }
    }

    /// The text with this remedy applied.
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

/// The remedies applied to a text, in sequence.
#[derive(Debug, Default)]
pub(super) struct Edits(Vec<Vec<Edit>>);

impl Edits {
    pub(super) fn push(&mut self, edits: Vec<Edit>) {
        self.0.push(edits);
    }

    /// The position in the original text of bytes of the corrected text.
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

/// The position of a byte before the edits. A byte within a replacement comes from the whole
/// replaced range: a first byte maps to its start and a last one to its end.
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

/// The text in suitable quotation marks.
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
