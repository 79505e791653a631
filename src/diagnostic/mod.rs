//! Findings about content, as values.
//!
//! Every stage collects [`Diagnostic`]s instead of stopping at the first error, because
//! contributors want to correct a file once, not once per message. A diagnostic has its own copy of
//! the source line, so writers need no access to the files. Hostile or converted files cannot make
//! this grow without limit: only a part of a long line is kept, and of one kind of finding in one
//! file, the first [`KEPT`] and the number of the rest.

mod encoding;
mod github;
mod human;
mod json;
mod mend;
mod nearest;
mod place;
mod refusal;
mod sarif;
mod sorted;
mod visible;

pub use encoding::not_utf8;
pub use github::github;
pub use human::{Style, human};
pub use json::json;
pub use mend::mended;
pub use nearest::nearest;
pub use place::{LineIndex, Lines, Place, Span};
pub use refusal::Refusal;
pub use sarif::{About, sarif};
pub use sorted::{KEPT, foremost, is_listed, keep, sort};
pub use visible::{visible, visible_in_line, visible_json};

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// The severity. An error fails `check` and `build`; a warning is only printed; advice is for `check`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The site cannot be built.
    Error,
    /// The site can be built, but readers or reviewers would want this corrected.
    Warning,
    /// Nothing is wrong; this would make the record more useful. A build does not look for it.
    Advice,
}

impl Severity {
    /// The word that opens a message: `error`, `warning` or `advice`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Advice => "advice",
        }
    }
}

/// One finding: what is wrong, where, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Stable name of the kind of finding, in kebab case, like `unknown-field`.
    pub code: Cow<'static, str>,
    /// Error, warning or advice.
    pub severity: Severity,
    /// The place, or `None` if it concerns the whole folder.
    pub place: Option<Place>,
    /// One sentence without a full stop, in lower case, that names the value.
    pub message: String,
    /// The label under the marked text: what was expected there.
    pub label: Option<String>,
    /// What to do, with the nearest valid value if there is one.
    pub help: Option<String>,
    /// Background that explains the rule.
    pub note: Option<String>,
    /// The text that can take the place of the marked one without anybody deciding anything;
    /// `crosstown fix` puts it there.
    #[serde(default)]
    pub replacement: Option<String>,
    /// The number of further findings of this kind in the file, if this is the last one listed;
    /// otherwise 0.
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
            replacement: None,
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
        Diagnostic { place: None, ..Diagnostic::error(code, Place::file(""), message) }
    }

    /// Sets the label under the marked text.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Diagnostic {
        self.label = Some(clipped(label.into()));
        self
    }

    /// Sets the advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(clipped(help.into()));
        self
    }

    /// Suggests `candidate`, if there is one, as the probable meaning.
    #[must_use]
    pub fn did_you_mean(self, candidate: Option<&str>) -> Diagnostic {
        match candidate {
            Some(candidate) => self.help(format!("did you mean `{candidate}`?")),
            None => self,
        }
    }

    /// Says what can take the place of the marked text without anybody deciding anything.
    #[must_use]
    pub fn replaced_by(mut self, text: impl Into<String>) -> Diagnostic {
        self.replacement = Some(text.into());
        self
    }

    /// Adds the background of the rule.
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

/// Maximum number of characters in a text of a finding, because one that quotes a huge value or
/// lists thousands of names is of no more use.
const TEXT: usize = 1000;

fn clipped(mut text: String) -> String {
    // A text never has more characters than bytes.
    if text.len() > TEXT
        && let Some((at, _)) = text.char_indices().nth(TEXT)
    {
        text.truncate(at);
        text.push('…');
    }
    text
}

/// The number of findings of each severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// Number of errors.
    pub errors: usize,
    /// Number of warnings.
    pub warnings: usize,
    /// Number of pieces of advice.
    pub advice: usize,
}

/// Counts findings by severity, including those not listed.
#[must_use]
pub fn count(diagnostics: &[Diagnostic]) -> Count {
    let mut count = Count::default();
    for diagnostic in diagnostics {
        let of_its_kind = match diagnostic.severity {
            Severity::Error => &mut count.errors,
            Severity::Warning => &mut count.warnings,
            Severity::Advice => &mut count.advice,
        };
        *of_its_kind += diagnostic.more.max(1);
    }
    count
}
