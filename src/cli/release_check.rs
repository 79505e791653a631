//! `crosstown release-check`.

use std::path::PathBuf;

use clap::Args;
use crosstown::diagnostic::Diagnostic;
use crosstown::pipeline::{self, NextRelease, Since};
use crosstown::release::{Hidden, Release, Released, attribution_words};

use super::content_args::ContentArgs;
use super::report::{findings, plural, system};
use super::terminal::{Terminal, shown};
use super::{exit, start};

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  crosstown release-check                         since the latest tag\n  crosstown release-check --since v1.2 --withhold ~/private/names.txt\n  crosstown release-check --against public        since that site was built\n\nExit status: 0 nothing confidential was found and the content has no errors, 1 otherwise."
)]
pub(super) struct ReleaseCheckArgs {
    #[command(flatten)]
    content: ContentArgs,
    /// Commit, tag or branch of the last release [default: the latest tag].
    #[arg(long, value_name = "REF")]
    since: Option<String>,
    /// Folder of the last release, as it was built.
    #[arg(long, value_name = "DIR", conflicts_with = "since")]
    against: Option<PathBuf>,
}

/// Lists what would become public.
pub(super) fn run(args: &ReleaseCheckArgs, terminal: &Terminal) -> u8 {
    if let Some(status) = start::refused(&args.content.root, terminal) {
        return status;
    }
    args.content.set_threads();
    let since = match (&args.since, &args.against) {
        (Some(reference), _) => Since::Reference(reference.clone()),
        (None, Some(folder)) => Since::Folder(folder.clone()),
        (None, None) => Since::LastTag,
    };
    let options = args.content.options(None, None);
    let next = match options.and_then(|options| pipeline::release(&options, since)) {
        Ok(next) => next,
        Err(error) => return system(&error, terminal),
    };
    let told: Vec<Diagnostic> = next.confidential().cloned().collect();
    let errors = next.report.diagnostics.iter().filter(|one| one.is_error() && !told.contains(one));
    let errors: Vec<Diagnostic> = errors.cloned().collect();
    findings(&[errors.clone(), told.clone()].concat(), terminal);
    terminal.out(&summary(&next));
    terminal.out(&match told.len() {
        0 => "Nothing confidential was found.\n".to_owned(),
        count => format!("Do not publish: {} about confidentiality.\n", plural(count, "finding")),
    });
    if !errors.is_empty() {
        terminal.out("The content has errors, so that no site would be written.\n");
    }
    if told.is_empty() && errors.is_empty() { exit::DONE } else { exit::CONTENT }
}

/// A summary of the release, with notes first, which matter most to an organizer.
fn summary(next: &NextRelease) -> String {
    let NextRelease { release, since, .. } = next;
    let mut text = match since {
        Some(since) => format!("What would become public, compared with {since}\n"),
        None => "What would become public, as the first release: there is no tag yet\n".to_owned(),
    };
    if release.is_empty() {
        text.push_str("\nNothing differs.\n\n");
        return text;
    }
    let is_note = |one: &&Released| one.record.kind == "session";
    let notes: Vec<String> = release.new.iter().filter(is_note).map(new_note).collect();
    section(&mut text, "New session notes", &notes);
    let attributed = release.attributed.iter().map(|one| {
        let (before, after) = (attribution_words(&one.before), attribution_words(&one.after));
        format!("{} (/{}/): {before} → {after}", one.title, one.id)
    });
    section(&mut text, "Other attribution", &attributed.collect::<Vec<_>>());
    let renamed =
        release.renamed.iter().map(|one| format!("{}, before at /{}/", line(&one.now), one.before));
    section(&mut text, "At another address", &renamed.collect::<Vec<_>>());
    for (heading, records) in [
        ("New", release.new.iter().filter(|one| !is_note(one)).collect::<Vec<_>>()),
        ("Changed", release.changed.iter().collect()),
        ("No longer public", release.removed.iter().collect()),
    ] {
        section(&mut text, heading, &records.into_iter().map(line).collect::<Vec<_>>());
    }
    files(&mut text, release);
    text.push('\n');
    text
}

fn new_note(note: &Released) -> String {
    let attribution = note.record.attribution.as_deref().map_or("", attribution_words);
    let was = note.was.map_or(String::new(), |was| format!("; {} before", hidden(was)));
    format!("{} (/{}/): {attribution}{was}", note.record.title, note.id)
}

fn line(one: &Released) -> String {
    let why = one.was.map_or(String::new(), |was| format!(", now {}", hidden(was)));
    format!("{}: {} (/{}/){why}", one.record.kind, one.record.title, one.id)
}

fn hidden(why: Hidden) -> &'static str {
    match why {
        Hidden::Draft => "a draft",
        Hidden::CitiesOnly => "for cities only",
    }
}

fn files(text: &mut String, release: &Release) {
    for (heading, paths) in [
        ("New attached files", &release.new_files),
        ("Changed attached files", &release.changed_files),
        ("Attached files no longer public", &release.removed_files),
    ] {
        let paths: Vec<String> =
            paths.iter().map(|path| shown(path.as_ref()).to_string()).collect();
        section(text, heading, &paths);
    }
}

fn section(text: &mut String, heading: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    text.push_str(&format!("\n{heading} ({})\n", lines.len()));
    for line in lines {
        text.push_str(&format!("  {line}\n"));
    }
}
