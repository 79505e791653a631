//! The log of the content, as data.

use std::path::{Path, PathBuf};

use blake3::Hash;

use super::git::{self, Fault};
use crate::model::Date;

/// What Git says about the changes of a folder, the latest first.
#[derive(Debug)]
pub struct Log {
    /// The folder `content/`, without symbolic links.
    pub(super) folder: PathBuf,
    /// Its path within the repository, with a slash at its end unless it is all of it.
    pub(super) prefix: String,
    pub(super) commits: Vec<Commit>,
    digest: Hash,
}

/// A commit that changed the folder.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Commit {
    /// Its whole id.
    pub(super) id: String,
    /// The day in UTC on which it was made.
    pub(super) date: Date,
    /// Whether what came before it is missing: the edge of a shallow clone. Every file that it has
    /// seems to be new then.
    pub(super) is_edge: bool,
    pub(super) files: Vec<Touched>,
}

/// A file that a commit changed. Paths are relative to the folder.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Touched {
    /// Its path before; none if it is new.
    pub(super) from: Option<String>,
    /// Its path after; none if it was deleted.
    pub(super) to: Option<String>,
    /// The ids of its texts before and after.
    pub(super) old: String,
    pub(super) new: String,
}

impl Log {
    /// Reads the log of `content/` below `root`.
    ///
    /// # Errors
    /// When Git is missing, refuses, or has too much to say.
    pub fn read(root: &Path) -> Result<Log, Fault> {
        let folder = root.join("content").canonicalize()?;
        let bytes = git::log(&folder)?;
        let top = folder.ancestors().find(|folder| folder.join(".git").exists());
        let inner = top.and_then(|top| folder.strip_prefix(top).ok()).map(slashed);
        let prefix = inner.filter(|inner| !inner.is_empty());
        let prefix = prefix.map(|inner| format!("{inner}/")).unwrap_or_default();
        Ok(Log { folder, prefix, commits: commits(&bytes), digest: blake3::hash(&bytes) })
    }

    /// A digest of everything that it says.
    #[must_use]
    pub fn digest(&self) -> Hash {
        self.digest
    }

    /// The day of the first commit that is known, if there were others before it: in a shallow
    /// clone.
    #[must_use]
    pub fn since(&self) -> Option<Date> {
        self.commits.iter().find(|commit| commit.is_edge).map(|commit| commit.date)
    }
}

fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// Reads the output of `git log -z --raw` with `>id date mark` before the files of each commit.
/// Names of files are taken by their position, whatever they look like.
fn commits(bytes: &[u8]) -> Vec<Commit> {
    let mut commits: Vec<Commit> = Vec::new();
    let mut parts = bytes.split(|byte| *byte == 0);
    while let Some(part) = parts.next() {
        match part.trim_ascii_start().split_first() {
            Some((b'>', line)) => match commit(&String::from_utf8_lossy(line)) {
                Some(commit) => commits.push(commit),
                // The date is invalid, so this commit and older ones cannot be shown.
                None => break,
            },
            Some((b':', line)) => {
                let line = String::from_utf8_lossy(line).into_owned();
                let touched = touched(&line, || parts.next());
                if let (Some(touched), Some(commit)) = (touched, commits.last_mut()) {
                    commit.files.push(touched);
                }
            }
            _ => {}
        }
    }
    commits
}

fn commit(line: &str) -> Option<Commit> {
    let mut words = line.split_whitespace();
    let (id, date) = (words.next()?, Date::parse(words.next()?)?);
    let is_edge = words.any(|word| word == "grafted");
    Some(Commit { id: id.to_owned(), date, is_edge, files: Vec::new() })
}

/// Reads `100644 100644 old new M` and the one or two names after it. A name that is not UTF-8 is
/// that of no record; nor is anything but a file a record.
fn touched<'a>(line: &str, mut name: impl FnMut() -> Option<&'a [u8]>) -> Option<Touched> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_file = |mode: &&&str| mode.starts_with("100");
    let mut text = || name().and_then(|name| String::from_utf8(name.to_vec()).ok());
    let &[ref before, ref after, old, new, status] = words.as_slice() else { return None };
    let first = text();
    let second = if status.starts_with(['R', 'C']) { text() } else { first.clone() };
    Some(Touched {
        from: first.filter(|_| is_file(&before)),
        to: second.filter(|_| is_file(&after)),
        old: old.to_owned(),
        new: new.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::{Touched, commits};
    use crate::model::Date;

    /// As `git log` writes it, with `~` for the byte 0.
    fn of(text: &str) -> Vec<super::Commit> {
        commits(text.replace('~', "\0").as_bytes())
    }

    #[test]
    fn each_commit_has_its_day_and_its_files() {
        let log = of(
            ">abc 2026-03-12 ~\n:100644 100644 1 2 M~practices/x.md~:100644 100644 3 4 R090~\
                      practices/old.md~practices/new.md~>def 2026-01-02 grafted~\n:000000 100644 0 1 A~\
                      practices/x.md~",
        );
        assert_eq!(log.len(), 2);
        assert_eq!((log[0].id.as_str(), log[0].is_edge), ("abc", false));
        assert_eq!(Some(log[0].date), Date::parse("2026-03-12"));
        let renamed = Touched {
            from: Some("practices/old.md".to_owned()),
            to: Some("practices/new.md".to_owned()),
            old: "3".to_owned(),
            new: "4".to_owned(),
        };
        assert_eq!(log[0].files[1], renamed);
        assert!(log[1].is_edge);
        assert_eq!(log[1].files[0].from, None);
    }

    #[test]
    fn names_that_look_like_something_else_are_names() {
        let log =
            of(">abc 2026-03-12 ~\n:000000 100644 0 1 A~>def 2020-01-01 ~:000000 100644 0 2 A~\
                      :100644 100644 1 2 M~:000000 120000 0 3 A~link.md~");
        assert_eq!(log.len(), 1);
        let names: Vec<_> = log[0].files.iter().map(|file| file.to.as_deref()).collect();
        assert_eq!(names, [Some(">def 2020-01-01 "), Some(":100644 100644 1 2 M"), None]);
    }
}
