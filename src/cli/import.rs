//! `crosstown import`.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::Args;
use crosstown::diagnostic::{Diagnostic, Place, not_utf8};
use crosstown::draft::{Draft, Known};
use crosstown::import::{self, Fault, Imported, MOST, import};
use crosstown::model::Kind;
use crosstown::pipeline::{self, SystemError};
use crosstown::source::Content;

use super::files::{CreateError, create};
use super::report::{findings, system};
use super::terminal::{Terminal, shown};
use super::{exit, start};

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  crosstown import practice.docx --print          look first\n  crosstown import practice.docx\n  crosstown import notes.md --convening innovation-teams-2015\n\nThe file is a filled-in template from the site's pages for contributors, in any of its languages, or a record that one of its forms has written. An existing record is never overwritten."
)]
pub(super) struct ImportArgs {
    /// A filled-in template (.docx, .md or .txt), or a record (.md).
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Convening that a session belongs to, if the file does not say so.
    #[arg(long, value_name = "SLUG")]
    convening: Option<String>,
    /// Print the record and write nothing.
    #[arg(long)]
    print: bool,
    /// Folder that holds content/ and themes/.
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
}

/// A record that was read, with the path of its file if it has a name.
struct Record {
    path: Option<String>,
    text: String,
    found: Vec<Diagnostic>,
}

/// Turns a file into a record.
pub(super) fn run(args: &ImportArgs, terminal: &Terminal) -> u8 {
    if let Some(status) = start::refused(&args.root, terminal) {
        return status;
    }
    match read(args) {
        Ok(record) => write(args, &record, terminal),
        Err(error) => system(&error, terminal),
    }
}

fn read(args: &ImportArgs) -> Result<Record, SystemError> {
    let content = pipeline::content(&args.root)?;
    let bytes = bytes(&args.file)?;
    let name = args.file.display().to_string();
    let fault = |found| Record { path: None, text: String::new(), found: vec![found] };
    if bytes.len() as u64 > MOST {
        return Ok(fault(unreadable(&name, Fault::TooLarge)));
    }
    let lines = if bytes.starts_with(b"PK") {
        match import::paragraphs(&bytes) {
            Ok(lines) => lines,
            Err(why) => return Ok(fault(unreadable(&name, why))),
        }
    } else {
        match String::from_utf8(bytes) {
            Ok(text) => {
                let bare = text.trim_start_matches('\u{feff}');
                if bare.lines().next() == Some("---") {
                    return Ok(whole(args, content, bare.to_owned()));
                }
                bare.lines().map(str::to_owned).collect()
            }
            Err(error) => return Ok(fault(not_utf8(&name, error.as_bytes()))),
        }
    };
    let Imported { draft, found } = import(&name, &lines, &content);
    let Some(mut draft) = draft else {
        return Ok(Record { path: None, text: String::new(), found });
    };
    if args.convening.is_some() {
        draft.convening.clone_from(&args.convening);
    }
    Ok(drafted(&draft, content, found))
}

/// The file as bytes, of which no more are read than it may have.
fn bytes(path: &Path) -> Result<Vec<u8>, SystemError> {
    let mut bytes = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(MOST + 1).read_to_end(&mut bytes));
    match read {
        Ok(_) => Ok(bytes),
        Err(error) => Err(SystemError {
            doing: format!("reading {}", path.display()),
            reason: error.to_string(),
        }),
    }
}

/// The record of a draft, judged where it will be.
fn drafted(draft: &Draft, content: Content, mut found: Vec<Diagnostic>) -> Record {
    let mut known = Known::of(content);
    let review = known.review(draft);
    if let Some(path) = &review.path {
        found.extend(known.judge(path, &review.text).0);
    } else {
        let message = review.findings.iter().find(|one| one.code == "taken-name");
        let message = message.map_or("the record has no title, and so no name", |one| &one.message);
        found.push(Diagnostic::global("no-name", message));
    }
    Record { path: review.path, text: review.text, found }
}

/// A file that is a record already, as a form writes it: its name stays.
fn whole(args: &ImportArgs, content: Content, text: String) -> Record {
    let stem = args.file.file_stem().unwrap_or_default().to_string_lossy();
    let is_notes = text.lines().any(|line| line.starts_with("attribution:"));
    let (kind, folder) = match &args.convening {
        Some(convening) => (Kind::Session, format!("convenings/{convening}")),
        None if is_notes => {
            let found = Diagnostic::global("no-name", "a session belongs to a convening");
            let found = found.help("name it with `--convening`");
            return Record { path: None, text, found: vec![found] };
        }
        None => (Kind::Practice, Kind::Practice.folder().to_owned()),
    };
    let path = format!("content/{folder}/{stem}.md");
    if !crosstown::model::is_slug(&stem) {
        let message = format!("`{stem}` cannot be the name of {}", kind.as_str());
        let found = Diagnostic::global("no-name", message);
        let found = found.help("rename the file: lower-case letters, digits and hyphens");
        return Record { path: None, text, found: vec![found] };
    }
    let (found, _) = Known::of(content).judge(&path, &text);
    Record { path: Some(path), text, found }
}

fn unreadable(name: &str, why: Fault) -> Diagnostic {
    let (message, help) = match why {
        Fault::NoArchive | Fault::NoText => {
            ("this is not a document of a word processor", "save it as .docx, or as plain text")
        }
        Fault::TooLarge => (
            "this file is larger than 10 MB",
            "take pictures out of it, and add them to the record later",
        ),
        Fault::Damaged => {
            ("this document is damaged", "open it in a word processor and save it again")
        }
    };
    Diagnostic::error("unreadable-document", Place::file(name), message).help(help)
}

fn write(args: &ImportArgs, record: &Record, terminal: &Terminal) -> u8 {
    findings(&record.found, terminal);
    let Some(path) = &record.path else {
        terminal.err("nothing was written\n");
        return exit::CONTENT;
    };
    // What could not be read would be lost, so it stops the import; mistakes in the record can be
    // mended after it is written.
    if record.found.iter().any(|one| one.is_error() && of_document(one, path)) {
        terminal.err("nothing was written\n");
        return exit::CONTENT;
    }
    if args.print {
        terminal.out(&format!("# {path}\n{}", record.text));
        return exit::DONE;
    }
    match create(&args.root, [(path.as_str(), record.text.as_str())].into_iter()) {
        Ok(()) => {}
        Err(CreateError::Exists(path)) => {
            terminal.error(format_args!("{path} is there already; nothing was written"));
            return exit::CONTENT;
        }
        Err(CreateError::System(error)) => return system(&error, terminal),
    }
    terminal.out(&format!("Wrote {}.\n", shown(&args.root.join(path))));
    exit::DONE
}

/// Whether a finding is about the file that was imported, and not about the record.
fn of_document(found: &Diagnostic, path: &str) -> bool {
    found.place.as_ref().is_none_or(|place| place.file != path)
}
