//! Finds all files below a folder, following symbolic links that stay within the site.
//!
//! Links may come with a contributed change. A link out of the site, to a hidden file or in a
//! circle is a finding: following it could publish files outside the site, and ignoring it would
//! silently lose a file.

use std::fs;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::names::is_scratch;
use crate::diagnostic::{Diagnostic, Place};

/// A file that was found.
#[derive(Debug)]
pub(crate) struct Seen {
    /// Its real path.
    pub(crate) from: PathBuf,
    /// The path at which it appears below the folder, links included.
    pub(crate) shown: PathBuf,
}

/// The files below a folder, sorted by path.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    pub(crate) seen: Vec<Seen>,
    /// A finding for each link that was not followed.
    pub(crate) found: Vec<Diagnostic>,
}

/// A folder that cannot be read.
#[derive(Debug)]
pub struct WalkError {
    /// What cannot be read.
    pub path: PathBuf,
    /// What the system said.
    pub reason: String,
}

/// Collects the files below the folder `name` of `root`. That folder itself may be a link to
/// anywhere: its location is the owner's choice.
pub(crate) fn gather(root: &Path, name: &'static str) -> Result<Gathered, WalkError> {
    let folder = root.join(name);
    let real = |path: &Path| path.canonicalize().ok();
    let within = [real(root), real(&folder)].into_iter().flatten().collect();
    let mut gathering = Gathering { name, within, gathered: Gathered::default() };
    gathering.add_folder(&folder, Path::new(""), false)?;
    Ok(gathering.gathered)
}

/// The state of one walk.
struct Gathering {
    /// The name of the folder, for findings.
    name: &'static str,
    /// The folders that links must stay in.
    within: Vec<PathBuf>,
    gathered: Gathered,
}

impl Gathering {
    /// Adds the files of a folder that appears at the path `shown`; `linked` is whether a link has
    /// led there.
    fn add_folder(&mut self, folder: &Path, shown: &Path, linked: bool) -> Result<(), WalkError> {
        let visible = |entry: &DirEntry| {
            entry.depth() == 0 || !entry.file_name().to_str().is_some_and(is_scratch)
        };
        // Within a folder, paths are ordered by name, which is quicker to compare.
        let entries = WalkDir::new(folder)
            .sort_by(|a, b| a.path().as_os_str().cmp(b.path().as_os_str()))
            .follow_links(false)
            .into_iter()
            .filter_entry(visible);
        for entry in entries {
            let entry = entry.map_err(|error| WalkError {
                path: error.path().unwrap_or(folder).to_owned(),
                reason: error.io_error().map_or_else(|| error.to_string(), ToString::to_string),
            })?;
            let kind = entry.file_type();
            if kind.is_dir() || entry.depth() == 0 && kind.is_symlink() {
                continue;
            }
            let inner = entry.path().strip_prefix(folder).unwrap_or(Path::new(""));
            let shown = shown.join(inner);
            if kind.is_file() {
                self.gathered.seen.push(Seen { from: entry.into_path(), shown });
            } else if kind.is_symlink() {
                self.follow(entry.path(), shown, linked)?;
            } else {
                self.refuse(&shown, "this is neither a file nor a folder");
            }
        }
        Ok(())
    }

    /// Adds what a symbolic link leads to, or reports why it is not followed.
    fn follow(&mut self, path: &Path, shown: PathBuf, linked: bool) -> Result<(), WalkError> {
        let target = path.canonicalize().and_then(|target| Ok((fs::metadata(&target)?, target)));
        let Ok((found, target)) = target else {
            self.refuse(&shown, "this symbolic link leads to nothing, or in a circle");
            return Ok(());
        };
        let inner = self.within.iter().find_map(|base| target.strip_prefix(base).ok());
        let hidden =
            |inner: &Path| inner.iter().any(|part| part.as_encoded_bytes().starts_with(b"."));
        let above = |path: &Path| path.parent().and_then(|parent| parent.canonicalize().ok());
        match inner {
            None => self.refuse(&shown, "this symbolic link leads out of the site"),
            Some(inner) if hidden(inner) => {
                self.refuse(&shown, "this symbolic link leads to something hidden");
            }
            Some(_) if found.is_file() => self.gathered.seen.push(Seen { from: target, shown }),
            Some(_) if !found.is_dir() => {
                self.refuse(&shown, "this symbolic link leads to neither a file nor a folder");
            }
            Some(_) if above(path).is_none_or(|above| above.starts_with(&target)) => {
                self.refuse(&shown, "this symbolic link leads in a circle");
            }
            // Links between linked folders could multiply without end.
            Some(_) if linked => {
                self.refuse(&shown, "this symbolic link to a folder is in a linked folder");
            }
            Some(_) => return self.add_folder(&target, &shown, true),
        }
        Ok(())
    }

    /// Reports a link that is not followed, or something that is neither file nor folder.
    fn refuse(&mut self, shown: &Path, message: &str) {
        let place =
            Place::file(format!("{}/{}", self.name, shown.to_string_lossy().replace('\\', "/")));
        self.gathered.found.push(
            Diagnostic::error("bad-link", place, message)
                .help("put the file itself here, or link to a file or folder of this site"),
        );
    }
}
