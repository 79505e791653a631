//! The moment when the new site takes the place of the old one.
//!
//! Where the system can exchange two folders in one step, it does. Elsewhere there are two steps,
//! and a crash between them leaves no site in place but a whole one beside it, which the next
//! build puts back first thing.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::PublishError;
use super::target::Target;

/// Puts the staging folder in the place of the output folder. Gives where the old site is now,
/// if there was one.
pub(super) fn swap(target: &Target) -> Result<Option<PathBuf>, PublishError> {
    let swapped = if !exists(&target.out) {
        fs::rename(&target.staging, &target.out).map(|()| None)
    } else if exchange(&target.staging, &target.out)? {
        Ok(Some(target.staging.clone()))
    } else {
        two_steps(target).map(|()| Some(target.previous.clone()))
    };
    swapped.map_err(|error| cannot_move(&target.out, error))
}

/// Exchanges two folders at once; false where this system or file system has no such call.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(new: &Path, out: &Path) -> Result<bool, PublishError> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    match renameat_with(CWD, new, CWD, out, RenameFlags::EXCHANGE).map_err(io::Error::from) {
        Ok(()) => Ok(true),
        // Old kernels and some file systems say that they do not know the flag.
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

fn two_steps(target: &Target) -> io::Result<()> {
    fs::rename(&target.out, &target.previous)?;
    fs::rename(&target.staging, &target.out).inspect_err(|_| {
        // The first error is the one to report; if this fails too, the next build recovers.
        _ = fs::rename(&target.previous, &target.out);
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

/// Mends what a build that was cut short has left. Only under the lock: nobody else is building.
pub(super) fn recover(target: &Target) -> Result<(), PublishError> {
    if exists(&target.previous) && !exists(&target.out) {
        fs::rename(&target.previous, &target.out)
            .map_err(PublishError::system("restoring", &target.out))?;
    }
    for left in [&target.previous, &target.staging] {
        remove(left).map_err(PublishError::system("removing", left))?;
    }
    Ok(())
}

/// Removes a folder with all that is in it, if it is there.
pub(super) fn remove(folder: &Path) -> io::Result<()> {
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
    // Two levels down is where a site is wide; there the work is worth sharing.
    inner.par_iter().try_for_each(|entry| fs::remove_dir_all(entry.path()))?;
    fs::remove_dir_all(folder)
}

fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_steps_do_what_an_exchange_does() {
        let folder = tempfile::tempdir().unwrap();
        let target = Target::resolve(&folder.path().join("public"), &[]).unwrap();
        for (path, text) in [(&target.out, "old"), (&target.staging, "new")] {
            fs::create_dir(path).unwrap();
            fs::write(path.join("index.html"), text).unwrap();
        }
        two_steps(&target).unwrap();
        assert_eq!(fs::read(target.out.join("index.html")).unwrap(), b"new");
        assert_eq!(fs::read(target.previous.join("index.html")).unwrap(), b"old");
        assert!(!exists(&target.staging));
    }

    #[test]
    fn a_second_step_that_fails_puts_the_old_site_back() {
        let folder = tempfile::tempdir().unwrap();
        let target = Target::resolve(&folder.path().join("public"), &[]).unwrap();
        fs::create_dir(&target.out).unwrap();
        fs::write(target.out.join("index.html"), "old").unwrap();
        two_steps(&target).unwrap_err();
        assert_eq!(fs::read(target.out.join("index.html")).unwrap(), b"old");
    }
}
