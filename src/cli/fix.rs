//! `crosstown fix`: corrects mistakes that need no decision.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, IsTerminal as _};

use clap::Args;
use crosstown::diagnostic::{Diagnostic, mended, visible_in_line};
use crosstown::model::Kind;
use crosstown::pipeline::{self, SystemError};
use dialoguer::Confirm;
use similar::TextDiff;

use super::content_args::ContentArgs;
use super::report::{plural, system};
use super::terminal::Terminal;
use super::{exit, files, start};

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  crosstown fix                                          show what would change\n  crosstown fix --write                                  change it\n  crosstown fix content/practices/food-bins.md --write   only in this file\n\nIt corrects what can only be meant one way: misspelt fields, slugs and keywords that are close to a valid one, dates in another form, spaces. Notes under the Chatham House Rule are left alone."
)]
pub(super) struct FixArgs {
    #[command(flatten)]
    content: ContentArgs,
    /// Write the changes; otherwise they are only shown, and in a terminal you are asked.
    #[arg(long)]
    write: bool,
    /// Files, as paths below the root [default: all content].
    #[arg(value_name = "FILE")]
    files: Vec<String>,
}

/// How often the content is looked at again after changes were written, because one mistake may
/// hide another.
const ROUNDS: usize = 20;

/// A file as it is, and as it would be.
struct Mended {
    path: String,
    old: String,
    new: String,
    count: usize,
}

/// Shows what can be mended, and writes it if it is wanted.
pub(super) fn run(args: &FixArgs, terminal: &Terminal) -> u8 {
    if let Some(status) = start::refused(&args.content.root, terminal) {
        return status;
    }
    args.content.set_threads();
    match fix(args, terminal) {
        Ok(status) => status,
        Err(error) => system(&error, terminal),
    }
}

fn fix(args: &FixArgs, terminal: &Terminal) -> Result<u8, SystemError> {
    let first = mendable(args)?;
    if let Some(unknown) = unknown(args) {
        terminal.error(format_args!("there is no file {unknown} below the root"));
        return Ok(exit::USAGE);
    }
    if first.is_empty() {
        terminal.out("Nothing was found that can be corrected without a decision.\n");
        return Ok(exit::DONE);
    }
    first.iter().for_each(|file| terminal.out(&diff(file)));
    if !args.write && !is_wanted(&first)? {
        terminal.out(&format!("\n{}. Nothing was written; `--write` does.\n", told(&first)));
        return Ok(exit::DONE);
    }
    write(args, &first)?;
    let mut all = first.iter().map(|file| file.count).sum::<usize>();
    let mut paths: BTreeSet<String> = first.into_iter().map(|file| file.path).collect();
    for _ in 1..ROUNDS {
        let next = mendable(args)?;
        if next.is_empty() {
            break;
        }
        next.iter().for_each(|file| terminal.out(&diff(file)));
        write(args, &next)?;
        all += next.iter().map(|file| file.count).sum::<usize>();
        paths.extend(next.into_iter().map(|file| file.path));
    }
    let (changes, files) = (plural(all, "change"), plural(paths.len(), "file"));
    terminal.out(&format!("\nWrote {changes} to {files}.\n"));
    Ok(exit::DONE)
}

/// The first of the named files that does not exist.
fn unknown(args: &FixArgs) -> Option<String> {
    let missing = args.files.iter().find(|file| !args.content.root.join(relative(file)).is_file());
    missing.map(|file| visible_in_line(file).into_owned())
}

/// A path as findings have it.
fn relative(file: &str) -> String {
    file.replace('\\', "/").trim_start_matches("./").to_owned()
}

/// What can be mended in the files that are looked at.
fn mendable(args: &FixArgs) -> Result<Vec<Mended>, SystemError> {
    let options = args.content.options(None, None)?;
    let report = pipeline::check(&options)?;
    let content = pipeline::content(&options.root)?;
    // Only people change notes under the Chatham House Rule, and session files that cannot be read,
    // which may be such notes.
    let withheld = content.entries.iter().filter(|entry| entry.record.withholds());
    let withheld = withheld.map(|entry| entry.file.path.as_str());
    let unread = content.unread.iter().filter(|file| file.kind == Kind::Session);
    let closed: BTreeSet<&str> = withheld.chain(unread.map(|file| file.path.as_str())).collect();
    let named: BTreeSet<String> = args.files.iter().map(|file| relative(file)).collect();
    let mut by_file: BTreeMap<&str, Vec<&Diagnostic>> = BTreeMap::new();
    for found in report.diagnostics.iter().filter(|found| found.replacement.is_some()) {
        let Some(place) = &found.place else { continue };
        let is_named = named.is_empty() || named.contains(&place.file);
        if is_named && place.file.starts_with("content/") && !closed.contains(place.file.as_str()) {
            by_file.entry(&place.file).or_default().push(found);
        }
    }
    let mut all = Vec::new();
    for (path, found) in by_file {
        let old = fs::read_to_string(options.root.join(path)).map_err(|error| SystemError {
            doing: format!("reading {path}"),
            reason: error.to_string(),
        })?;
        let (new, count) = mended(&old, &found);
        if count > 0 {
            all.push(Mended { path: path.to_owned(), old, new, count });
        }
    }
    Ok(all)
}

/// The changes of a file in the form of `diff -u`.
fn diff(file: &Mended) -> String {
    let diff = TextDiff::from_lines(file.old.as_str(), file.new.as_str());
    let (old, new) = (format!("a/{}", file.path), format!("b/{}", file.path));
    diff.unified_diff().context_radius(1).header(&old, &new).to_string()
}

fn told(files: &[Mended]) -> String {
    let count = files.iter().map(|file| file.count).sum();
    format!("{} in {}", plural(count, "change"), plural(files.len(), "file"))
}

/// Whether somebody at a terminal wants the changes.
fn is_wanted(files: &[Mended]) -> Result<bool, SystemError> {
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return Ok(false);
    }
    let prompt = format!("Write {}?", told(files));
    let answer = Confirm::new().with_prompt(prompt).default(false).interact();
    answer.map_err(|error| SystemError { doing: "asking".to_owned(), reason: error.to_string() })
}

fn write(args: &FixArgs, all: &[Mended]) -> Result<(), SystemError> {
    let texts = all.iter().map(|file| (file.path.as_str(), file.new.as_str()));
    files::replace(&args.content.root, texts)
}
