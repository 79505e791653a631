//! `crosstown notes`.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

use clap::Args;
use crosstown::diagnostic::{Diagnostic, not_utf8};
use crosstown::model::SourceFile;
use crosstown::notes::{self, Draft, Drafts, Filled};
use crosstown::pipeline::{self, SystemError};
use crosstown::withheld::List;

use super::ask::Asker;
use super::content_args;
use super::files::{CreateError, create, replace};
use super::report::{findings, plural, system};
use super::terminal::{Terminal, shown};
use super::{exit, start};

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  crosstown notes --template > notes.txt\n  crosstown notes notes.txt --print                          look first\n  crosstown notes notes.txt --withhold ~/private/names.txt\n\nEach session of the notes becomes a file of its convening, as a draft for review. Under the Chatham House Rule names and labels of speakers are removed, and lines that may identify somebody are left out and shown to you. docs/organizers.md explains the form of the notes."
)]
pub(super) struct NotesArgs {
    /// Text or Markdown file with the notes of a meeting.
    #[arg(value_name = "FILE", required_unless_present = "template")]
    file: Option<PathBuf>,
    /// Print an empty form for notes.
    #[arg(long, conflicts_with_all = ["file", "print", "out", "withhold"])]
    template: bool,
    /// Language of the empty form.
    #[arg(long, value_name = "LANG", requires = "template", default_value = "en", value_parser = ["en", "es", "fr", "pt"])]
    lang: String,
    /// Print the session files and write nothing.
    #[arg(long, conflicts_with = "out")]
    print: bool,
    /// Folder to write to, instead of the root; the files go into content/ in it.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Folder that holds content/ and themes/.
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// File of names that must not be written, one per line; keep it outside the repository.
    #[arg(long, value_name = "FILE", env = "CROSSTOWN_WITHHOLD", hide_env_values = true)]
    withhold: Option<PathBuf>,
}

/// Turns notes into session files.
pub(super) fn run(args: &NotesArgs, terminal: &Terminal) -> u8 {
    let Some(path) = args.file.as_deref().filter(|_| !args.template) else {
        terminal.out(&notes::template(&args.lang, Filled::default()));
        return exit::DONE;
    };
    if let Some(status) = start::refused(&args.root, terminal) {
        return status;
    }
    match made(args, path) {
        Ok(drafts) => written(args, &drafts, terminal),
        Err(error) => system(&error, terminal),
    }
}

/// Reads the notes and makes the files, after asking about practices if somebody is there to answer.
fn made(args: &NotesArgs, path: &Path) -> Result<Drafts, SystemError> {
    let list = content_args::withheld(args.withhold.as_deref())?;
    let failed = |error: io::Error| SystemError {
        doing: format!("reading {}", path.display()),
        reason: error.to_string(),
    };
    let bytes = fs::read(path).map_err(failed)?;
    let name = path.display().to_string();
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let found = vec![not_utf8(&name, error.as_bytes())];
            return Ok(Drafts { found, ..Drafts::default() });
        }
    };
    let file = SourceFile::without_record(name, text);
    let drafts = drafted(args, &file, &list, &BTreeMap::new())?;
    let broken = |error: io::Error| SystemError {
        doing: "asking which practices are meant".to_owned(),
        reason: error.to_string(),
    };
    let answers = Asker::new(!args.print).practices(&drafts.unknown).map_err(broken)?;
    if answers.is_empty() { Ok(drafts) } else { drafted(args, &file, &list, &answers) }
}

fn drafted(
    args: &NotesArgs,
    file: &SourceFile,
    withhold: &List,
    answers: &BTreeMap<String, String>,
) -> Result<Drafts, SystemError> {
    // Findings name people: on a screen only, not in a log.
    let is_private = io::stderr().is_terminal();
    let content = pipeline::content(&args.root)?;
    Ok(notes::draft(file, content, notes::Options { withhold, answers, is_private }))
}

fn texts<'d>(drafts: &'d [&Draft]) -> impl Iterator<Item = (&'d str, &'d str)> + Clone {
    drafts.iter().map(|draft| (draft.path.as_str(), draft.text.as_str()))
}

/// Writes all files, or none.
fn written(args: &NotesArgs, drafts: &Drafts, terminal: &Terminal) -> u8 {
    findings(&drafts.found, terminal);
    if drafts.found.iter().any(Diagnostic::is_error) {
        terminal.err("nothing was written\n");
        return exit::CONTENT;
    }
    if args.print {
        for draft in &drafts.files {
            terminal.out(&format!("# {}\n{}", draft.path, draft.text));
        }
        return exit::DONE;
    }
    let folder = args.out.as_ref().unwrap_or(&args.root);
    // With `--out`, the plans are in the root, not in that folder, so all files are new there.
    let completes = |draft: &&Draft| draft.replaces && args.out.is_none();
    let (plans, new): (Vec<&Draft>, Vec<&Draft>) = drafts.files.iter().partition(completes);
    let written = create(folder, texts(&new))
        .and_then(|()| replace(folder, texts(&plans)).map_err(CreateError::System));
    match written {
        Ok(()) => {}
        Err(CreateError::Exists(path)) => {
            terminal.error(format_args!("{path} is there already; nothing was written"));
            terminal.err("  = help: remove it, or write to another folder with `--out`\n");
            return exit::CONTENT;
        }
        Err(CreateError::System(error)) => return system(&error, terminal),
    }
    for draft in &drafts.files {
        terminal.out(&format!("Wrote {}.\n", shown(&folder.join(&draft.path))));
    }
    let count = plural(drafts.files.len(), "session");
    terminal.out(&format!(
        "{count} for review. Read what was written, and set `status: approved` to publish it.\n"
    ));
    exit::DONE
}
