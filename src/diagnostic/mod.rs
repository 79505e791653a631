//! What the program has to say about content, as values.
//!
//! Every stage collects [`Diagnostic`]s instead of stopping at the first fault, since a
//! contributor wants to mend a file once and not once per message. A diagnostic carries its own
//! copy of the offending line, so that writers need no access to the files. What a hostile or a
//! converted file could make of that is bounded: of a long line a part is kept, of findings of one
//! kind in one file the first [`KEPT`] and the number of the rest.

mod encoding;
mod human;
mod json;
mod nearest;
mod place;
mod sorted;
mod visible;

pub use encoding::not_utf8;
pub use human::{Style, human};
pub use json::json;
pub use nearest::nearest;
pub use place::{LineIndex, Lines, Place, Span};
pub use sorted::{KEPT, foremost, is_listed, keep, sort};
pub use visible::{visible, visible_in_line, visible_json};

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// How bad it is. An error fails `check` and `build`; a warning is printed and changes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The site cannot be built from this.
    Error,
    /// The site can be built, but a reader or a reviewer would want this mended.
    Warning,
}

impl Severity {
    /// The word that opens a message: `error` or `warning`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// One finding: what is wrong, where, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Stable name of the kind of finding, in kebab case, like `unknown-field`.
    pub code: Cow<'static, str>,
    /// Error or warning.
    pub severity: Severity,
    /// Where, or `None` when it concerns the whole folder.
    pub place: Option<Place>,
    /// One sentence without a full stop, lower case, naming the value it is about.
    pub message: String,
    /// What stands under the marked text: what was expected there.
    pub label: Option<String>,
    /// What to do, with the nearest valid value where there is one.
    pub help: Option<String>,
    /// Background that explains the rule.
    pub note: Option<String>,
    /// How many findings of this kind a file has beyond those that are listed, where this is the
    /// one that says so; else 0.
    #[serde(default)]
    pub more: usize,
}

impl Diagnostic {
    /// An error at `place`.
    #[must_use]
    pub fn error(code: &'static str, place: Place, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code: code.into(),
            severity: Severity::Error,
            place: Some(place),
            message: clipped(message.into()),
            label: None,
            help: None,
            note: None,
            more: 0,
        }
    }

    /// A warning at `place`.
    #[must_use]
    pub fn warning(code: &'static str, place: Place, message: impl Into<String>) -> Diagnostic {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(code, place, message) }
    }

    /// An error that concerns no single file.
    #[must_use]
    pub fn global(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code: code.into(),
            severity: Severity::Error,
            place: None,
            message: clipped(message.into()),
            label: None,
            help: None,
            note: None,
            more: 0,
        }
    }

    /// Says under the marked text what was expected.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Diagnostic {
        self.label = Some(clipped(label.into()));
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(clipped(help.into()));
        self
    }

    /// Offers `candidate` as the probable meaning, where there is one.
    #[must_use]
    pub fn did_you_mean(self, candidate: Option<&str>) -> Diagnostic {
        match candidate {
            Some(candidate) => self.help(format!("did you mean `{candidate}`?")),
            None => self,
        }
    }

    /// Explains the rule behind the message.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Diagnostic {
        self.note = Some(clipped(note.into()));
        self
    }

    /// Whether this finding fails a build.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Characters of a text of a finding. One that quotes a value of a hundred thousand, or lists as
/// many names, tells nobody more than this.
const TEXT: usize = 1000;

fn clipped(mut text: String) -> String {
    // No text has more characters than bytes.
    if text.len() > TEXT
        && let Some((at, _)) = text.char_indices().nth(TEXT)
    {
        text.truncate(at);
        text.push('…');
    }
    text
}

/// How many findings of each severity there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// Findings that fail a build.
    pub errors: usize,
    /// Findings that do not.
    pub warnings: usize,
}

/// Counts findings by severity, those that are not listed among them.
#[must_use]
pub fn count(diagnostics: &[Diagnostic]) -> Count {
    let mut count = Count::default();
    for diagnostic in diagnostics {
        let of_its_kind =
            if diagnostic.is_error() { &mut count.errors } else { &mut count.warnings };
        *of_its_kind += diagnostic.more.max(1);
    }
    count
}
