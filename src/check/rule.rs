//! The shape of a rule, and what one finds.

use crate::diagnostic::{Diagnostic, Place, Severity, Span, keep};
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
    /// Whether `site.yaml` may turn it off.
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
}

impl Finding {
    /// A finding with only a message.
    pub(super) fn new(span: Span, message: impl Into<String>) -> Finding {
        Finding { span, message: message.into(), label: None, help: None }
    }

    pub(super) fn label(mut self, label: impl Into<String>) -> Finding {
        self.label = Some(label.into());
        self
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Finding {
        self.help = Some(help.into());
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
            finding.help.into_iter().fold(said, Diagnostic::help)
        };
        let mut found = Vec::new();
        for finding in (self.find)(subject) {
            keep(&mut found, said(finding));
        }
        found
    }
}
