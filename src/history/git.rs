//! Asks the program `git` for what it knows, and lets nothing that a repository contains run.
//!
//! All calls only read. What a repository's own configuration could start is turned off: hooks,
//! file watchers, signature checks, filters, and the transport that would fetch missing objects.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// How long a call may take.
const LONGEST: Duration = Duration::from_secs(300);
/// Maximum bytes of an answer: a log of some 300,000 changes of files.
const LARGEST: u64 = 64 << 20;
/// Bytes of an error message that are kept.
const LARGEST_MESSAGE: u64 = 4096;

/// Options before the command.
const QUIET: [&str; 12] = [
    "--no-pager",
    "--no-replace-objects",
    "--no-optional-locks",
    "--literal-pathspecs",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "log.showSignature=false",
    "-c",
    "log.showRoot=true",
];

/// The log of a folder: of each commit the id, the day in UTC on which it was made, and `grafted`
/// if what came before it is missing; then the files that it changed, with the ids of their texts.
/// A merge is compared with its first parent only, so that what it brought in is one change, and
/// paths are relative to the folder.
const LOG: [&str; 18] = [
    "log",
    "-z",
    "--first-parent",
    "-m",
    "--raw",
    "--relative",
    "--no-abbrev",
    "-M",
    "-l1000",
    "--no-color",
    "--no-ext-diff",
    "--no-textconv",
    "--date=short-local",
    "--decorate-refs-exclude=refs/*",
    "--decorate-refs-exclude=HEAD",
    "--format=tformat:>%H %cd %D",
    "--",
    ".",
];

/// Why Git could not be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// There is no program `git`.
    Missing,
    /// It refused, with its own words.
    Refused(String),
    /// It took longer than five minutes.
    Slow,
    /// It said more than can be read.
    Large,
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Fault {
        match error.kind() {
            io::ErrorKind::NotFound => Fault::Missing,
            _ => Fault::Refused(error.to_string()),
        }
    }
}

/// The log of `folder`.
pub(super) fn log(folder: &Path) -> Result<Vec<u8>, Fault> {
    asked(folder, &LOG)
}

/// The whole answer to a question.
fn asked(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>, Fault> {
    let read = |out: ChildStdout| {
        let mut bytes = Vec::new();
        out.take(LARGEST + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let bytes = run(folder, arguments, |_| Ok(()), read)?;
    if bytes.len() as u64 > LARGEST { Err(Fault::Large) } else { Ok(bytes) }
}

/// The files below `folder`, in its `parts`, that differ from where the branch left `reference`,
/// whether committed or not, with the ids of their texts; and the paths of those that Git does not
/// follow yet.
pub(super) fn changed(
    folder: &Path,
    reference: &str,
    parts: &[&str],
) -> Result<(Vec<u8>, Vec<u8>), Fault> {
    let new = ["ls-files", "-z", "--others", "--exclude-standard", "--"];
    let new = asked(folder, &[&new, parts].concat())?;
    let raw = ["diff", "-z", "--raw", "--no-abbrev", "--relative", "--no-renames"];
    let since = ["--no-ext-diff", "--no-textconv", "--merge-base", reference, "--"];
    Ok((asked(folder, &[&raw, &since[..], parts].concat())?, new))
}

/// Reads texts by their ids, in this order, while `read` takes them one by one from a [`Texts`].
pub(super) fn texts<T: Send>(
    folder: &Path,
    ids: &[&str],
    read: impl FnOnce(Texts) -> T + Send,
) -> Result<T, Fault> {
    let ask = |mut stdin: ChildStdin| {
        let asked = ids.iter().try_for_each(|id| writeln!(stdin, "{id}"));
        // The reader that stopped early has returned the error.
        asked.or_else(|error| match error.kind() {
            io::ErrorKind::BrokenPipe => Ok(()),
            _ => Err(error),
        })
    };
    let read = |out: ChildStdout| Ok(read(Texts { out: BufReader::new(out) }));
    run(folder, &["cat-file", "--batch", "--buffer"], ask, read)
}

/// The paths and ids of the files below a folder at a commit, in order. Links are left out.
pub(super) fn files(
    folder: &Path,
    reference: &str,
    below: &str,
) -> Result<Vec<(String, String)>, Fault> {
    // A reference is no option, whatever it begins with.
    let commit = format!("{reference}^{{commit}}");
    let verify = ["rev-parse", "--verify", "--quiet", "--end-of-options", &commit];
    let commit = words(folder, &verify).map_err(|fault| match fault {
        Fault::Refused(said) if said.is_empty() => {
            Fault::Refused(format!("there is no commit, tag or branch `{reference}`"))
        }
        fault => fault,
    })?;
    let listed = words(folder, &["ls-tree", "-r", "-z", &commit, "--", below])?;
    let files = listed.split('\0').filter_map(|line| {
        let (about, path) = line.split_once('\t')?;
        let mut about = about.split(' ');
        let (mode, id) = (about.next()?, about.nth(1)?);
        mode.starts_with("100").then(|| (path.to_owned(), id.to_owned()))
    });
    Ok(files.collect())
}

/// What Git answers to a question, as text.
pub(super) fn words(folder: &Path, arguments: &[&str]) -> Result<String, Fault> {
    let bytes = asked(folder, arguments)?;
    Ok(String::from_utf8_lossy(&bytes).trim_end_matches('\n').to_owned())
}

/// The texts that Git was asked for.
pub(super) struct Texts {
    out: BufReader<ChildStdout>,
}

impl Texts {
    /// The next text. `Ok(None)` if there is none with this id, or it has more bytes than `most`.
    pub(super) fn next(&mut self, most: u64) -> io::Result<Option<Vec<u8>>> {
        let mut header = String::new();
        if self.out.read_line(&mut header)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let mut words = header.split_whitespace().skip(1);
        let (kind, size) = (words.next(), words.next().and_then(|size| size.parse::<u64>().ok()));
        let Some(size) = size else { return Ok(None) };
        let mut bytes = Vec::new();
        // One more for the line end after it.
        let mut rest = (&mut self.out).take(size + 1);
        if kind == Some("blob") && size <= most {
            rest.read_to_end(&mut bytes)?;
            bytes.pop();
            return Ok(Some(bytes));
        }
        io::copy(&mut rest, &mut io::sink())?;
        Ok(None)
    }
}

/// Runs Git in `folder`: `ask` writes what it is asked, while `read` takes its answer.
fn run<T: Send>(
    folder: &Path,
    arguments: &[&str],
    ask: impl FnOnce(ChildStdin) -> io::Result<()> + Send,
    read: impl FnOnce(ChildStdout) -> io::Result<T> + Send,
) -> Result<T, Fault> {
    let mut child = command(folder, arguments).spawn()?;
    let (Some(stdin), Some(stdout), Some(stderr)) =
        (child.stdin.take(), child.stdout.take(), child.stderr.take())
    else {
        return Err(Fault::Refused("its answer cannot be read".to_owned()));
    };
    thread::scope(|scope| {
        let (done, is_done) = mpsc::channel::<()>();
        let watch = scope.spawn(move || watch(child, &is_done));
        let asking = scope.spawn(move || ask(stdin));
        let said = scope.spawn(move || {
            let mut stderr = stderr;
            let mut said = Vec::new();
            _ = (&mut stderr).take(LARGEST_MESSAGE).read_to_end(&mut said);
            _ = io::copy(&mut stderr, &mut io::sink());
            String::from_utf8_lossy(&said).trim().to_owned()
        });
        let value = read(stdout);
        // The time also runs out for a program that has closed its answer and does not end.
        let said = said.join().unwrap_or_default();
        drop(done);
        let asked = asking.join().unwrap_or(Ok(()));
        match watch.join() {
            Ok(Ended::InTime(true)) => {}
            Ok(Ended::InTime(false)) | Err(_) => return Err(Fault::Refused(said)),
            Ok(Ended::Killed) => return Err(Fault::Slow),
        }
        asked?;
        Ok(value?)
    })
}

/// How a process ended.
enum Ended {
    /// By itself, and whether with success.
    InTime(bool),
    Killed,
}

/// Waits for a process, whose time is limited until `is_done` is closed.
fn watch(mut child: Child, is_done: &mpsc::Receiver<()>) -> Ended {
    if is_done.recv_timeout(LONGEST) == Err(RecvTimeoutError::Timeout) {
        _ = child.kill();
        _ = child.wait();
        return Ended::Killed;
    }
    Ended::InTime(child.wait().is_ok_and(|status| status.success()))
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    // A build that a hook started inherits variables that point elsewhere.
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        let is_setting = ["GIT_CONFIG", "GIT_EXEC_PATH", "GIT_CEILING_DIRECTORIES"]
            .iter()
            .any(|kept| text.starts_with(kept));
        if text.starts_with("GIT_") && !is_setting {
            command.env_remove(name);
        }
    }
    command
        .current_dir(folder)
        .args(QUIET)
        .args(arguments)
        .env("TZ", "UTC0")
        .env("LC_ALL", "C")
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_ALLOW_PROTOCOL", "none")
        .env("GIT_TERMINAL_PROMPT", "0")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}
