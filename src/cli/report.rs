//! The report at the end: findings, counts, times.

use std::time::Duration;

use crosstown::diagnostic::{Count, Diagnostic, Refusal, count, foremost, human};
use crosstown::pipeline::{Report, SystemError};

use super::exit;
use super::terminal::Terminal;

/// Maximum number of findings shown to people; programs get all.
const SHOWN: usize = 1000;

/// Prints the findings and their count to standard error.
pub(super) fn findings(diagnostics: &[Diagnostic], terminal: &Terminal) {
    if diagnostics.is_empty() {
        return;
    }
    let style = terminal.style();
    let mut text = String::new();
    let shown = foremost(diagnostics, SHOWN);
    for diagnostic in &shown {
        text.push_str(&human(diagnostic, style));
        text.push_str("\n\n");
    }
    if shown.len() < diagnostics.len() {
        text.push_str(&format!(
            "{} more are not shown; `crosstown check --format json` lists them\n\n",
            plural(diagnostics.len() - shown.len(), "finding")
        ));
    }
    text.push_str(&format!("{}\n", counted(count(diagnostics))));
    terminal.err_drawn(&text);
}

/// `2 errors, 1 warning`.
pub(super) fn counted(count: Count) -> String {
    let errors = plural(count.errors, "error");
    match (count.errors, count.warnings) {
        (0, warnings) => plural(warnings, "warning"),
        (_, 0) => errors,
        (_, warnings) => format!("{errors}, {}", plural(warnings, "warning")),
    }
}

/// A number with its word: `1 error`, `2 errors`.
pub(super) fn plural(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

/// The records of a report as text: `185 practices, 1 convening`, or that there are none.
pub(super) fn records(report: &Report) -> String {
    let named = report.records.iter().filter(|(_, count)| *count > 0);
    let named = named.map(|(name, count)| {
        let one = match name.strip_suffix("ies") {
            Some(start) => format!("{start}y"),
            None => name.trim_end_matches('s').to_owned(),
        };
        if *count == 1 { format!("1 {one}") } else { format!("{count} {name}") }
    });
    let named: Vec<String> = named.collect();
    if named.is_empty() { "a site without records".to_owned() } else { named.join(", ") }
}

/// A duration in readable form: `85 ms`, `1.24 s`.
pub(super) fn duration(time: Duration) -> String {
    match time.as_millis() {
        0 => "under 1 ms".to_owned(),
        millis @ 1..1000 => format!("{millis} ms"),
        _ => format!("{:.2} s", time.as_secs_f64()),
    }
}

/// Prints a system error and returns its exit status.
pub(super) fn system(error: &SystemError, terminal: &Terminal) -> u8 {
    terminal.error(format_args!("{}: {}", error.doing, error.reason));
    exit::SYSTEM
}

/// Prints why a command does nothing, and returns its exit status.
pub(super) fn refused(refusal: &Refusal, terminal: &Terminal) -> u8 {
    terminal.error(&refusal.message);
    if let Some(help) = &refusal.help {
        terminal.err(&format!("  = help: {help}\n"));
    }
    exit::USAGE
}
