//! `crosstown doctor`: looks at what the commands need from this machine and this folder, and says
//! what stands in the way. It changes nothing.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use crosstown::diagnostic::Severity;
use crosstown::history::{Fault, is_shallow};
use crosstown::model::Extra;
use crosstown::output::BriefProgram;
use crosstown::pipeline::{self, SystemError};
use crosstown::publish::Cache;
use crosstown::source::Content;
use crosstown::theme::catalog::{self, Standing};
use search_index::{FORMAT, MANIFEST, tantivy_version};

use super::briefs::INSTALL;
use super::exit;
use super::terminal::{Terminal, shown};

#[derive(Debug, Args)]
#[command(
    after_help = "Exit status: 0 if nothing stands in the way, 3 otherwise. `crosstown check` says what is wrong with the content itself."
)]
pub(super) struct DoctorArgs {
    /// Folder that holds content/ and themes/.
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Folder of the built site [default: public/ below the root].
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// What was found, from good to bad.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    Good,
    /// Something works less well than it could, or is missing and only sometimes needed.
    Note,
    /// Something does not work.
    Wrong,
}

/// One thing that was looked at.
struct Found {
    state: State,
    /// What was looked at: the label of the line.
    what: &'static str,
    /// What was found.
    how: String,
    /// What to do about it.
    help: Option<String>,
}

fn good(what: &'static str, how: impl Into<String>) -> Found {
    Found { state: State::Good, what, how: how.into(), help: None }
}

fn note(what: &'static str, how: impl Into<String>, help: impl Into<String>) -> Found {
    Found { state: State::Note, what, how: how.into(), help: Some(help.into()) }
}

fn wrong(what: &'static str, how: impl Into<String>, help: impl Into<String>) -> Found {
    Found { state: State::Wrong, ..note(what, how, help) }
}

/// Looks at everything, and prints a line about each.
pub(super) fn run(args: &DoctorArgs, terminal: &Terminal) -> u8 {
    let out = args.out.clone().unwrap_or_else(|| args.root.join("public"));
    let read = content(&args.root);
    let extras = read.as_ref().map(extras).unwrap_or_default();
    let mut all = vec![program()];
    all.push(match read {
        Ok(read) => good("content", format!("{} records", read.entries.len())),
        Err(found) => found,
    });
    all.push(theme(&args.root));
    all.push(site(&out));
    all.push(cache());
    all.push(git(&args.root, &extras));
    all.push(briefs(&extras));
    for Found { state, what, how, help } in &all {
        let mark = match state {
            State::Good => "good ",
            State::Note => "note ",
            State::Wrong => "wrong",
        };
        terminal.out(&format!("{mark}  {what:<8} {how}\n"));
        if let Some(help) = help {
            terminal.out(&format!("{:17}= help: {help}\n", ""));
        }
    }
    let worst = all.iter().map(|found| &found.state).max();
    if worst == Some(&State::Wrong) { exit::SYSTEM } else { exit::DONE }
}

fn program() -> Found {
    let features = [
        ("cards", cfg!(feature = "cards")),
        ("links", cfg!(feature = "links")),
        ("mcp", cfg!(feature = "mcp")),
        ("sqlite", cfg!(feature = "sqlite")),
        ("xlsx", cfg!(feature = "xlsx")),
    ];
    let version = format!("crosstown {}", env!("CARGO_PKG_VERSION"));
    let missing: Vec<&str> =
        features.iter().filter(|(_, here)| !here).map(|(name, _)| *name).collect();
    if missing.is_empty() {
        return good("program", version);
    }
    let how = format!("{version}, built without {}", missing.join(", "));
    note("program", how, "these are Cargo features; `cargo install` includes them by default")
}

fn content(root: &Path) -> Result<Content, Found> {
    if !root.join("content").is_dir() {
        let how = format!("there is no folder `content` in {}", shown(root));
        return Err(wrong(
            "content",
            how,
            "name the site's folder with `--root`, or create one with `crosstown init`",
        ));
    }
    pipeline::content(root).map_err(|SystemError { doing, reason }| {
        wrong("content", format!("{doing}: {reason}"), "see who may read it")
    })
}

fn extras(content: &Content) -> Vec<Extra> {
    content.config.extras.iter().map(|extra| extra.value).collect()
}

fn theme(root: &Path) -> Found {
    let (themes, found) = catalog::list(root);
    let bad = found.iter().filter(|one| one.severity == Severity::Error).count();
    if bad > 0 {
        return wrong(
            "themes",
            "a theme of this site cannot be read",
            "`crosstown theme list` says why",
        );
    }
    let outdated = themes.iter().flat_map(|theme| &theme.files);
    match outdated.filter(|file| file.standing == Standing::Outdated).count() {
        0 => good("themes", format!("{} to choose from", themes.len())),
        count => note(
            "themes",
            format!(
                "{count} of this site's files replace built-in ones that have changed since they were copied"
            ),
            "`crosstown theme list` names them; compare them with `crosstown theme eject`",
        ),
    }
}

/// Whether the built site can be searched by this program.
fn site(out: &Path) -> Found {
    #[derive(serde::Deserialize)]
    struct Manifest {
        format: String,
        tantivy: String,
    }
    if !out.is_dir() {
        return note(
            "site",
            format!("there is none in {} yet", shown(out)),
            "`crosstown build` writes it",
        );
    }
    let manifest = fs::read(out.join("search-index").join(MANIFEST)).ok();
    let manifest = manifest.and_then(|bytes| serde_json::from_slice::<Manifest>(&bytes).ok());
    match manifest {
        None => note(
            "site",
            format!("the site in {} has no search index", shown(out)),
            "unless site.yaml turns the search off, build the site again",
        ),
        Some(Manifest { format, tantivy }) if format == FORMAT && tantivy == tantivy_version() => {
            good("site", format!("its search index is of this program's format, {FORMAT}"))
        }
        Some(Manifest { format, .. }) => wrong(
            "site",
            format!(
                "its search index is of another version: {format}, and this program reads {FORMAT}"
            ),
            "build the site again with this program",
        ),
    }
}

fn cache() -> Found {
    match Cache::of_user() {
        Some(_) => good("cache", "unchanged sites are recognised"),
        None => note(
            "cache",
            "there is no folder for a cache that this user may write to",
            "every build is a whole one; set XDG_CACHE_HOME to a folder of yours",
        ),
    }
}

fn git(root: &Path, extras: &[Extra]) -> Found {
    let needed = extras.contains(&Extra::History);
    let lacking = |how: &str, help: &str| {
        if needed { wrong("git", how, help) } else { note("git", how, help) }
    };
    match is_shallow(root) {
        Ok(false) => good("git", "the whole history of this repository is here"),
        Ok(true) => lacking(
            "this repository is a shallow clone, so pages do not tell all that has changed",
            "fetch the rest with `git fetch --unshallow`",
        ),
        Err(Fault::Missing) => lacking(
            "the program `git` was not found",
            "install Git: the extra `history` and `check --changed-from` ask it",
        ),
        Err(_) => lacking(
            "the site is not in a Git repository that can be read",
            "the extra `history` and `check --changed-from` need one",
        ),
    }
}

fn briefs(extras: &[Extra]) -> Found {
    let name = BriefProgram::NAME;
    let own = env!("CARGO_PKG_VERSION");
    let Some(program) = BriefProgram::find() else {
        let how = format!("`{name}` was not found");
        let why = match extras.contains(&Extra::Briefs) {
            true => "site.yaml asks for briefs, and builds leave them out",
            false => "it is needed only for briefs as PDF",
        };
        return note("briefs", how, format!("{why}; {INSTALL}"));
    };
    match program.version() {
        Some(version) if version == own => good("briefs", format!("`{name}` was found")),
        Some(version) => note(
            "briefs",
            format!("`{name}` is of version {version}, and this program of version {own}"),
            "install both in the same version: one may not understand the other",
        ),
        None => note(
            "briefs",
            format!("`{name}` was found, but does not say its version"),
            format!("it may be damaged; {INSTALL}"),
        ),
    }
}
