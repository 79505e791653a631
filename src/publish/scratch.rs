//! The private folder in which a build works: `.public.crosstown-` and a random name, beside the
//! output folder and so on the same file system.
//!
//! Everything that is written, renamed or removed before publishing is inside it. Nobody else may
//! enter it, and links planted beside the output folder under a likely name do not matter. The
//! folder contains a lock, which keeps two running builds apart. The lock file records the folder's
//! location on disk: a folder that came with a checkout or was copied cannot contain the right
//! location, so it is never mistaken for one left by a dead build.

use std::collections::hash_map::RandomState;
use std::ffi::OsStr;
use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::hash::BuildHasher;
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use super::target::Target;
use super::{PublishError, swap};

/// Name of the lock file in the folder.
const LOCK: &str = "lock";
/// Name of the folder for the new site.
const NEW: &str = "new";
/// Name of the folder for the old site during a swap in two steps.
const OLD: &str = "old";

/// The folder of a running build. Dropping it removes the folder with everything in it.
#[derive(Debug)]
pub(super) struct Scratch {
    folder: PathBuf,
    /// The open lock file; closing it admits the next build.
    _lock: File,
    /// Folders created above the output folder, outermost first.
    made: Vec<PathBuf>,
}

impl Scratch {
    /// Creates the folder, after cleaning up after dead builds.
    ///
    /// # Errors
    /// When another build is writing to the same output folder, when there is a symbolic link with
    /// one of our names, or when the system fails.
    pub(super) fn begin(target: &Target) -> Result<Scratch, PublishError> {
        let made = make_folders(&target.parent)?;
        let begun = {
            let _turn = turn(&target.parent);
            recover(target).and_then(|()| create(target))
        };
        match begun {
            Ok((folder, lock)) => Ok(Scratch { folder, _lock: lock, made }),
            Err(error) => {
                remove_empty(&made);
                Err(error)
            }
        }
    }

    /// The folder for the new site.
    pub(super) fn new_site(&self) -> PathBuf {
        self.folder.join(NEW)
    }

    /// The folder for the old site during a swap in two steps.
    pub(super) fn old_site(&self) -> PathBuf {
        self.folder.join(OLD)
    }

    /// The path of another file in the folder.
    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // An error cannot be reported here; the next build tries again.
        _ = clear(&self.folder);
        remove_empty(&self.made);
    }
}

/// Makes builds take turns to look for others and create their folders. If the parent folder cannot
/// be locked, as on Windows, or stays locked for long, a build goes on without the lock.
fn turn(parent: &Path) -> Option<File> {
    const TRIES: usize = 200;
    let folder = File::open(parent).ok()?;
    for _ in 0..TRIES {
        match folder.try_lock() {
            Ok(()) => return Some(folder),
            Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(10)),
            Err(TryLockError::Error(_)) => return None,
        }
    }
    None
}

fn create(target: &Target) -> Result<(PathBuf, File), PublishError> {
    let name: String =
        (0..2_u8).map(|n| format!("{:016x}", RandomState::new().hash_one(n))).collect();
    let mut prefixed = target.prefix.clone();
    prefixed.push(name);
    let folder = target.parent.join(prefixed);
    #[cfg_attr(not(unix), expect(unused_mut, reason = "only Unix has modes"))]
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(&folder).map_err(PublishError::system("making the folder", &folder))?;
    let lock = folder.join(LOCK);
    let made = File::create_new(&lock).and_then(|mut file| {
        file.write_all(mark(&folder)?.as_bytes())?;
        file.lock()?;
        Ok(file)
    });
    match made {
        Ok(file) => Ok((folder, file)),
        Err(error) => {
            _ = clear(&folder);
            Err(PublishError::system("locking", &lock)(error))
        }
    }
}

/// Cleans up after interrupted builds: restores an old site that was moved away and not replaced,
/// and removes everything else.
fn recover(target: &Target) -> Result<(), PublishError> {
    let reading = |error| PublishError::system("reading", &target.parent)(error);
    for entry in fs::read_dir(&target.parent).map_err(reading)? {
        let entry = entry.map_err(reading)?;
        if !begins_with(&entry.file_name(), &target.prefix) {
            continue;
        }
        let folder = entry.path();
        if entry.file_type().is_ok_and(|kind| kind.is_symlink()) {
            return Err(PublishError::Link { path: folder });
        }
        let Some(lock) = ours(&folder) else {
            clear_unmarked(&folder);
            continue;
        };
        match lock.try_lock() {
            Err(TryLockError::WouldBlock) => {
                return Err(PublishError::Busy { path: target.out.clone() });
            }
            Err(TryLockError::Error(_)) => continue,
            Ok(()) => {}
        }
        let old = folder.join(OLD);
        if is_folder(&old) && !exists(&target.out) {
            fs::rename(&old, &target.out)
                .map_err(PublishError::system("restoring", &target.out))?;
        }
        drop(lock);
        clear(&folder).map_err(PublishError::system("removing", &folder))?;
    }
    Ok(())
}

/// Removes the folder of a build. The lock file is removed last, so that if this is interrupted,
/// the folder is still recognised.
fn clear(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name() != LOCK {
            swap::remove(&entry.path())?;
        }
    }
    match fs::remove_file(folder.join(LOCK)) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    fs::remove_dir(folder)
}

/// Removes the folder of a build that was killed before it wrote its lock file or after it removed
/// it: one that contains at most an empty lock file.
fn clear_unmarked(folder: &Path) {
    if !is_folder(folder) {
        return;
    }
    let lock = folder.join(LOCK);
    if fs::symlink_metadata(&lock).is_ok_and(|found| found.is_file() && found.len() == 0) {
        _ = fs::remove_file(&lock);
    }
    // A folder with any content stays.
    _ = fs::remove_dir(folder);
}

/// The lock file of a folder created by this build or another one.
fn ours(folder: &Path) -> Option<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    no_links(&mut options);
    if !is_folder(folder) {
        return None;
    }
    let mut file = options.open(folder.join(LOCK)).ok()?;
    let expected = mark(folder).ok()?;
    let mut found = String::new();
    (&mut file).take(expected.len() as u64 + 1).read_to_string(&mut found).ok()?;
    (found == expected).then_some(file)
}

/// The content of a folder's lock file: the location of the folder on disk.
fn mark(folder: &Path) -> io::Result<String> {
    let found = fs::symlink_metadata(folder)?;
    #[cfg(unix)]
    let place = {
        use std::os::unix::fs::MetadataExt;
        format!("{} {}", found.dev(), found.ino())
    };
    #[cfg(not(unix))]
    let place = format!("{:?}", found.created()?);
    Ok(format!("crosstown {place}\n"))
}

/// Makes opening a file fail if it is a symbolic link.
#[cfg(unix)]
fn no_links(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt;
    options.custom_flags(rustix::fs::OFlags::NOFOLLOW.bits().cast_signed());
}

/// Makes opening a file fail if it is a symbolic link.
#[cfg(not(unix))]
fn no_links(_options: &mut OpenOptions) {}

fn begins_with(name: &OsStr, prefix: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(prefix.as_encoded_bytes())
}

fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_dir())
}

/// Creates a folder and its parents; returns those that did not exist, outermost first.
fn make_folders(folder: &Path) -> Result<Vec<PathBuf>, PublishError> {
    let missing = folder.ancestors().take_while(|folder| !exists(folder));
    let mut missing: Vec<PathBuf> = missing.map(Path::to_owned).collect();
    missing.reverse();
    let mut made = Vec::new();
    for folder in missing {
        match fs::create_dir(&folder) {
            Ok(()) => made.push(folder),
            Err(error) if error.kind() == ErrorKind::AlreadyExists && is_folder(&folder) => {}
            Err(error) => {
                remove_empty(&made);
                return Err(PublishError::system("making the folder", &folder)(error));
            }
        }
    }
    Ok(made)
}

/// Removes the folders that are empty.
fn remove_empty(made: &[PathBuf]) {
    for folder in made.iter().rev() {
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
}
