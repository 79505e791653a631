//! The program that sets briefs, `crosstown-briefs`.

use std::env::consts::EXE_SUFFIX;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::UNIX_EPOCH;
use std::{env, fmt};

use blake3::{Hash, Hasher};

/// How briefs are made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BriefOptions {
    /// The program that sets them.
    pub program: BriefProgram,
    /// Slugs of the practices that have one; if none are named, all.
    pub only: Vec<String>,
}

/// Where the program is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BriefProgram {
    path: PathBuf,
}

impl BriefProgram {
    /// Its name.
    pub const NAME: &'static str = "crosstown-briefs";

    /// Looks for it: beside this program, then in the folders of the variable `PATH`. Folders that are
    /// relative are left out, because what lies there may have come with the content.
    #[must_use]
    pub fn find() -> Option<BriefProgram> {
        let own = env::current_exe().ok().and_then(|path| Some(path.parent()?.to_owned()));
        let path = env::var_os("PATH").unwrap_or_default();
        let folders: Vec<PathBuf> = own.into_iter().chain(env::split_paths(&path)).collect();
        folders.iter().find_map(|folder| BriefProgram::within(folder))
    }

    /// The program in a folder.
    pub(super) fn within(folder: &Path) -> Option<BriefProgram> {
        let path = folder.join(format!("{}{EXE_SUFFIX}", BriefProgram::NAME));
        (folder.is_absolute() && is_executable(&path)).then_some(BriefProgram { path })
    }

    /// Its path.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The version that it reports, such as `0.1.0`; `None` if it reports none.
    #[must_use]
    pub fn version(&self) -> Option<String> {
        let said = Command::new(&self.path).arg("--version").stdin(Stdio::null()).output().ok()?;
        let said = String::from_utf8(said.stdout).ok()?;
        let version = said.strip_prefix(BriefProgram::NAME)?.trim();
        let is_version = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+');
        (!version.is_empty() && version.chars().all(is_version)).then(|| version.to_owned())
    }

    /// A digest of it.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(super) fn digest(&self) -> io::Result<Hash> {
        let mut hasher = Hasher::new();
        io::copy(&mut File::open(&self.path)?, &mut hasher)?;
        Ok(hasher.finalize())
    }
}

/// Its path, size and time of change: another version of it has another stamp. This takes less time
/// than a digest, which only builds with briefs need.
impl fmt::Display for BriefProgram {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = fs::metadata(&self.path).ok();
        let changed = found.as_ref().and_then(|found| found.modified().ok());
        let changed = changed.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        write!(f, "{:?} {:?} {changed:?}", self.path, found.map(|found| found.len()))
    }
}

#[cfg(unix)]
fn is_executable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_executable(path: &Path) -> bool {
    path.is_file()
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;
    use std::path::Path;

    use super::BriefProgram;

    #[test]
    fn only_a_program_in_a_known_place_is_taken() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(BriefProgram::NAME);
        assert_eq!(BriefProgram::within(folder.path()), None);
        fs::write(&path, "#!/bin/sh\n").unwrap();
        assert_eq!(BriefProgram::within(folder.path()), None);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        assert_eq!(BriefProgram::within(folder.path()), Some(BriefProgram { path: path.clone() }));
        assert_eq!(BriefProgram::within(Path::new("")), None);
    }

    #[test]
    fn another_version_has_another_stamp_and_another_digest() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(BriefProgram::NAME);
        fs::write(&path, "one").unwrap();
        let program = BriefProgram { path: path.clone() };
        let first = (program.to_string(), program.digest().unwrap());
        assert_eq!((program.to_string(), program.digest().unwrap()), first);
        fs::write(&path, "another").unwrap();
        assert_ne!(program.to_string(), first.0);
        assert_ne!(program.digest().unwrap(), first.1);
    }
}
