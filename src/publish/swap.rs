//! Swaps the new site with the old one.
//!
//! If the system can exchange two folders in one step, it does. Otherwise there are two steps, and
//! a crash between them leaves no site in place but a complete one beside it, which the next build
//! restores first.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::PublishError;

/// Replaces the output folder `out` with the folder `new`; if that takes two steps, the old
/// site goes to `previous`. Returns where the old site is now, if there was one.
pub(super) fn swap(
    new: &Path,
    out: &Path,
    previous: &Path,
) -> Result<Option<PathBuf>, PublishError> {
    let swapped = if !exists(out) {
        fs::rename(new, out).map(|()| None)
    } else if exchange(new, out)? {
        Ok(Some(new.to_owned()))
    } else {
        two_steps(new, out, previous).map(|()| Some(previous.to_owned()))
    };
    swapped.map_err(|error| cannot_move(out, error))
}

/// Exchanges two folders atomically; `false` if this system or file system cannot.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(new: &Path, out: &Path) -> Result<bool, PublishError> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    match renameat_with(CWD, new, CWD, out, RenameFlags::EXCHANGE).map_err(io::Error::from) {
        Ok(()) => Ok(true),
        // Old kernels and some file systems reject the flag as unknown.
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => {
            Ok(false)
        }
        Err(error) => Err(cannot_move(out, error)),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_new: &Path, _out: &Path) -> Result<bool, PublishError> {
    Ok(false)
}

fn two_steps(new: &Path, out: &Path, previous: &Path) -> io::Result<()> {
    fs::rename(out, previous)?;
    fs::rename(new, out).inspect_err(|_| {
        // The first error is the one to report; if this fails too, the next build recovers.
        _ = fs::rename(previous, out);
    })
}

fn cannot_move(out: &Path, error: io::Error) -> PublishError {
    match error.kind() {
        ErrorKind::CrossesDevices | ErrorKind::ResourceBusy => PublishError::refused(
            out,
            "the system will not move it, since it is a mount or a layer of a container; give a \
             folder inside it",
        ),
        _ => PublishError::system("replacing", out)(error),
    }
}

/// Removes a folder with everything in it, if it exists. A symbolic link, here or further down, is
/// removed itself, never its target.
pub(super) fn remove(folder: &Path) -> io::Result<()> {
    if fs::symlink_metadata(folder).is_ok_and(|found| !found.is_dir()) {
        return fs::remove_file(folder);
    }
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries.collect::<io::Result<Vec<_>>>()?,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    let inner: Vec<_> = entries
        .iter()
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .flat_map(|entry| fs::read_dir(entry.path()).into_iter().flatten().flatten())
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .collect();
    // A site is wide two levels down, so the work is shared there.
    inner.par_iter().try_for_each(|entry| fs::remove_dir_all(entry.path()))?;
    fs::remove_dir_all(folder)
}

fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with a new and an old site, and a place for the old one.
    fn sites() -> (tempfile::TempDir, [PathBuf; 3]) {
        let folder = tempfile::tempdir().unwrap();
        let paths = ["new", "public", "old"].map(|name| folder.path().join(name));
        for path in &paths[..2] {
            fs::create_dir(path).unwrap();
            fs::write(path.join("index.html"), path.file_name().unwrap().as_encoded_bytes())
                .unwrap();
        }
        (folder, paths)
    }

    #[test]
    fn two_steps_do_what_an_exchange_does() {
        let (_folder, [new, out, previous]) = sites();
        two_steps(&new, &out, &previous).unwrap();
        assert_eq!(fs::read(out.join("index.html")).unwrap(), b"new");
        assert_eq!(fs::read(previous.join("index.html")).unwrap(), b"public");
        assert!(!exists(&new));
    }

    #[test]
    fn a_second_step_that_fails_puts_the_old_site_back() {
        let (_folder, [new, out, previous]) = sites();
        remove(&new).unwrap();
        two_steps(&new, &out, &previous).unwrap_err();
        assert_eq!(fs::read(out.join("index.html")).unwrap(), b"public");
    }

    #[cfg(unix)]
    #[test]
    fn removing_follows_no_link() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let victim = folder.path().join("victim");
        let doomed = folder.path().join("doomed");
        fs::create_dir_all(victim.join("a/b")).unwrap();
        fs::write(victim.join("a/b/precious"), "x").unwrap();
        for depth in ["one", "one/two", "one/two/three"] {
            fs::create_dir_all(doomed.join(depth)).unwrap();
            symlink(&victim, doomed.join(depth).join("link")).unwrap();
        }
        symlink(&victim, folder.path().join("link")).unwrap();
        remove(&folder.path().join("link")).unwrap();
        remove(&doomed).unwrap();
        assert!(!exists(&doomed) && !exists(&folder.path().join("link")));
        assert_eq!(fs::read(victim.join("a/b/precious")).unwrap(), b"x");
    }
}
