//! The shape of a rule, and what one finds.

use super::neighbours::Neighbours;
use crate::diagnostic::{Diagnostic, Place, Severity, Span, keep};
use crate::model::Date;
use crate::source::{Content, Entry};
use crate::withheld::Confidential;

/// A rule about records.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its stable name in kebab case.
    pub code: &'static str,
    /// How serious a violation is.
    pub severity: Severity,
    /// What it looks for, in one sentence.
    pub what: &'static str,
    /// Why, with the source of the rule if there is one.
    pub why: &'static str,
    /// Content that violates it.
    pub example: &'static str,
    /// Whether `site.yaml` may give it another level or turn it off, and a record may be an exception.
    pub optional: bool,
    /// Whether a build removes what this rule finds.
    pub withheld_by_build: bool,
    /// Finds the violations in one record.
    pub find: fn(&Subject<'_>) -> Vec<Finding>,
}

/// A violation of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where in the record's file; empty for the file as a whole.
    pub span: Span,
    /// What is wrong there.
    pub message: String,
    /// What was expected.
    pub label: Option<String>,
    /// What to do.
    pub help: Option<String>,
    /// What can take the place of the marked text without anybody deciding anything.
    pub replacement: Option<String>,
}

impl Finding {
    /// A finding with only a message.
    pub(super) fn new(span: Span, message: impl Into<String>) -> Finding {
        Finding { span, message: message.into(), label: None, help: None, replacement: None }
    }

    pub(super) fn label(mut self, label: impl Into<String>) -> Finding {
        self.label = Some(label.into());
        self
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Finding {
        self.help = Some(help.into());
        self
    }

    pub(super) fn replaced_by(mut self, text: impl Into<String>) -> Finding {
        self.replacement = Some(text.into());
        self
    }
}

/// A record with its context.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The record.
    pub entry: &'a Entry,
    /// All content.
    pub content: &'a Content,
    /// The names that must not be published.
    pub confidential: &'a Confidential,
    /// Whether the record would be published.
    pub is_published: bool,
    /// The day of the review; without it nothing is out of date.
    pub today: Option<Date>,
    /// The words of all practices; without them no two are compared.
    pub(super) neighbours: Option<&'a Neighbours<'a>>,
}

impl<'a> Subject<'a> {
    /// A record that would be published, outside a review.
    #[must_use]
    pub fn new(
        entry: &'a Entry,
        content: &'a Content,
        confidential: &'a Confidential,
    ) -> Subject<'a> {
        let (today, neighbours) = (None, None);
        Subject { entry, content, confidential, is_published: true, today, neighbours }
    }
}

impl Rule {
    /// Applies the rule to a record.
    pub(super) fn apply(&self, subject: &Subject<'_>) -> Vec<Diagnostic> {
        let file = &subject.entry.file;
        let said = |finding: Finding| {
            let place = if finding.span == Span::default() {
                Place::file(&file.path)
            } else {
                file.place(finding.span)
            };
            let mut said = Diagnostic::error(self.code, place, finding.message);
            said.severity = self.severity;
            said = finding.label.into_iter().fold(said, Diagnostic::label);
            said = finding.help.into_iter().fold(said, Diagnostic::help);
            finding.replacement.into_iter().fold(said, Diagnostic::replaced_by)
        };
        let mut found = Vec::new();
        for finding in (self.find)(subject) {
            keep(&mut found, said(finding));
        }
        found
    }
}
