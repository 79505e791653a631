//! What a rule is.

use crate::diagnostic::{Diagnostic, Place, Severity, Span, keep};
use crate::source::{Content, Entry};
use crate::withheld::Guard;

/// One rule.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its stable name, in kebab case.
    pub code: &'static str,
    /// How bad it is to break it.
    pub severity: Severity,
    /// What it looks for, in one sentence.
    pub what: &'static str,
    /// Why, with the source of the rule where there is one.
    pub why: &'static str,
    /// Content that breaks it.
    pub example: &'static str,
    /// Whether `site.yaml` may turn it off.
    pub optional: bool,
    /// Whether a build takes out by itself what this rule finds.
    pub withheld_by_build: bool,
    /// Notes what is wrong with one record.
    pub find: fn(&Subject<'_>) -> Vec<Finding>,
}

/// One place where a rule is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where in the record's file.
    pub span: Span,
    /// What is wrong there.
    pub message: String,
    /// What was expected.
    pub label: Option<String>,
    /// What to do.
    pub help: Option<String>,
}

impl Finding {
    /// A finding with nothing but its message.
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

/// A record and everything around it.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The record.
    pub entry: &'a Entry,
    /// All content.
    pub content: &'a Content,
    /// Who must not be named.
    pub guard: &'a Guard,
    /// Whether the site would have the record.
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
