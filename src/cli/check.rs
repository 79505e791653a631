//! `crosstown check`.

use clap::{Args, ValueEnum};
use crosstown::check::about;
use crosstown::diagnostic::{Diagnostic, Severity, github, json, sarif};
use crosstown::model::Date;
use crosstown::pipeline::{self, Options, Report, Reviewed, SystemError, counted};

use super::content_args::ContentArgs;
use super::pull_request::markdown;
use super::report::{findings, records, system};
use super::terminal::Terminal;
use super::{advice, exit, start, today};

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  crosstown check\n  crosstown check --advice\n  crosstown check --changed-from origin/main\n  crosstown check --format sarif > report.sarif\n\nErrors fail a build. Warnings are shown by `build`, too. Advice is what a reviewer would say; only `check` gives it. docs/checks.md explains each check."
)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    content: ContentArgs,
    /// Output format.
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "human")]
    format: CheckFormat,
    /// Report only what this branch has changed since it left REF, a branch or commit of Git, and
    /// errors anywhere, since a change may break something else.
    #[arg(long, value_name = "REF", value_parser = reference)]
    changed_from: Option<String>,
    /// List all advice, record by record.
    #[arg(long)]
    advice: bool,
    /// Day on which records are judged to be up to date or not [default: today].
    #[arg(long, value_name = "DATE", value_parser = day)]
    today: Option<Date>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CheckFormat {
    /// For people: the line, what is wrong with it, and what to do.
    Human,
    /// For programs: one JSON object.
    Json,
    /// For workflows on GitHub, which show it beside the lines.
    Github,
    /// For code hosts and editors: SARIF 2.1.0.
    Sarif,
    /// For the discussion of a pull request: what a reviewer wants to know of each changed record.
    Markdown,
}

/// A name of Git that cannot be mistaken for an option.
fn reference(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("name a branch or a commit".to_owned()),
        name if name.starts_with('-') => Err("a name of Git does not begin with `-`".to_owned()),
        name => Ok(name.to_owned()),
    }
}

fn day(text: &str) -> Result<Date, String> {
    let date = Date::parse(text).filter(|date| date.day.is_some());
    date.ok_or_else(|| "expected YYYY-MM-DD".to_owned())
}

/// Checks the content and prints the findings.
pub(super) fn run(args: &CheckArgs, terminal: &Terminal) -> u8 {
    if let Some(status) = start::refused(&args.content.root, terminal) {
        return status;
    }
    args.content.set_threads();
    let (report, reviewed) = match review(args) {
        Ok(reviewed) => reviewed,
        Err(error) => return system(&error, terminal),
    };
    match args.format {
        CheckFormat::Json => terminal.out_json(json(&report.diagnostics)),
        CheckFormat::Github => terminal.out(&github(&report.diagnostics)),
        CheckFormat::Sarif => terminal.out_json(sarif(&report.diagnostics, &about())),
        CheckFormat::Markdown => terminal.out(&markdown(&report, &reviewed)),
        CheckFormat::Human => human(args, &report, terminal),
    }
    if report.failed() { exit::CONTENT } else { exit::DONE }
}

/// The report, and with the format that tells it what there is to say of each changed record.
fn review(args: &CheckArgs) -> Result<(Report, Vec<Reviewed>), SystemError> {
    let options = args.content.options(None, None)?;
    let options = Options { today: args.today.or_else(today::today), ..options };
    let Some(reference) = &args.changed_from else {
        return Ok((pipeline::check(&options)?, Vec::new()));
    };
    let changed = pipeline::changed_since(&options.root, reference)?;
    if args.format == CheckFormat::Markdown {
        return pipeline::review(&options, &changed);
    }
    let mut report = pipeline::check(&options)?;
    report.keep_changed(&changed);
    Ok((report, Vec::new()))
}

/// Prints errors and warnings whole, and advice in a short form: all of it if it was asked for, or
/// if only a few files are looked at.
fn human(args: &CheckArgs, report: &Report, terminal: &Terminal) {
    let is_advice = |found: &&Diagnostic| found.severity == Severity::Advice;
    let (given, wrong): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
        report.diagnostics.iter().partition(is_advice);
    let wrong: Vec<Diagnostic> = wrong.into_iter().cloned().collect();
    let listed = args.advice || args.changed_from.is_some();
    if listed {
        terminal.err(&advice::listed(&given));
    }
    findings(&wrong, terminal);
    if counted(report).errors == 0 {
        terminal.out(&format!("Checked {}: no errors.\n", records(report)));
    }
    if !listed {
        terminal.out(&advice::summed_up(&given));
    }
}
