//! The history of the records, if `site.yaml` asks for it. A site whose history cannot be told is
//! built without it, and the report says why.

use std::sync::Arc;

use super::memory::Memory;
use super::options::Options;
use super::report::Report;
use crate::diagnostic::{Diagnostic, Severity};
use crate::history::{self, Fault, History, Log};
use crate::model::{Date, Extra, Record};
use crate::site::is_published;
use crate::source::{Content, Loaded};

/// Reads the log of the content. `None` if the site does not ask for the history, if it cannot be
/// read, which is reported, or if the memory has it already: edits under `serve` are not history
/// until they are committed.
pub(super) fn log(
    options: &Options,
    loaded: &Loaded,
    memory: Option<&Memory>,
    report: &mut Report,
) -> Option<Log> {
    let is_known = memory.is_some_and(|memory| memory.history.is_some());
    if is_known || options.left_out.contains(&Extra::History) || !loaded.makes(Extra::History) {
        return None;
    }
    let read = report.timed("log", || Log::read(&options.root));
    match read {
        Ok(log) => {
            report.diagnostics.extend(log.since().map(shallow));
            Some(log)
        }
        Err(fault) => {
            report.diagnostics.push(without(&fault));
            None
        }
    }
}

/// What is known of the history before the content is parsed.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Past<'a> {
    /// The log, if it has been read.
    pub(super) log: Option<&'a Log>,
    /// The history that a previous build has read.
    pub(super) known: Option<&'a Arc<History>>,
}

impl Past<'_> {
    /// The history of the records.
    pub(super) fn history(
        self,
        content: &Content,
        options: &Options,
        report: &mut Report,
    ) -> Arc<History> {
        let entries = &content.entries;
        let history = match (self.log, self.known) {
            (Some(log), _) => {
                let published = |record: &Record| is_published(record, options.link);
                let largest = content.config.limits.record();
                let read = || history::read(log, entries, largest, &published);
                let read = report.timed("history", read);
                Arc::new(read.unwrap_or_else(|fault| {
                    report.diagnostics.push(without(&fault));
                    History::default()
                }))
            }
            (None, Some(known)) => Arc::clone(known),
            (None, None) => Arc::default(),
        };
        history.guarded(entries)
    }
}

fn warning(code: &'static str, message: &str) -> Diagnostic {
    Diagnostic { severity: Severity::Warning, ..Diagnostic::global(code, message) }
}

fn without(fault: &Fault) -> Diagnostic {
    let said =
        |why: &str| warning("no-history", &format!("pages say nothing of their history: {why}"));
    let instead = "or take `history` out of the `extras` in content/site.yaml";
    match fault {
        Fault::Missing => said("there is no program `git`").help(format!("install Git, {instead}")),
        Fault::Refused(words) if words.contains("not a git repository") => {
            said("`content/` is in no Git repository")
                .help(format!("build in a clone of the repository, {instead}"))
        }
        Fault::Refused(words) => {
            let found = said("Git cannot read the history of `content/`");
            let found = found.help(format!("build in a clone of the repository, {instead}"));
            match words.lines().next() {
                Some(first) => found.note(format!("Git says: {first}")),
                None => found,
            }
        }
        Fault::Slow => said("Git took more than five minutes to tell it"),
        Fault::Large => said("there is too much of it"),
    }
}

fn shallow(since: Date) -> Diagnostic {
    let message =
        format!("pages say nothing of what changed up to {since}: this is a shallow clone");
    warning("shallow-history", &message).help(
        "fetch the rest with `git fetch --unshallow`, or in a workflow give `actions/checkout` a `fetch-depth` of 0",
    )
}
