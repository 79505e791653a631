//! The private folder in which one build works, beside the output folder and so on the same file
//! system: `.public.crosstown-` and a name that nobody can guess.
//!
//! Whatever is written, renamed or removed on the way to the published site is in there. Nobody
//! else may enter it, and a link that was planted beside the output under some likely name is not
//! in the way. The folder holds a lock, which keeps two builds apart as long as they run, and the
//! lock file names the folder by its place on the disk: a folder that came with a checkout or was
//! copied cannot know that place and is never taken for one that a dead build has left.

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

/// The lock file within the folder.
const LOCK: &str = "lock";
/// Where the new site grows within the folder.
const NEW: &str = "new";
/// Where the old site waits within the folder during a swap of two steps.
const OLD: &str = "old";

/// The folder of a build that runs. Dropped, it is removed with everything in it.
#[derive(Debug)]
pub(super) struct Scratch {
    folder: PathBuf,
    /// Closing it lets the next build in.
    _lock: File,
    /// Folders above the output that were made for it, the outermost first.
    made: Vec<PathBuf>,
}

impl Scratch {
    /// Makes the folder, after having cleared away what dead builds have left.
    ///
    /// # Errors
    /// When another build is writing to the same output folder, when there is a link under a name
    /// of ours, or when the system fails.
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

    /// Where the new site grows.
    pub(super) fn new_site(&self) -> PathBuf {
        self.folder.join(NEW)
    }

    /// Where the old site waits during a swap of two steps.
    pub(super) fn old_site(&self) -> PathBuf {
        self.folder.join(OLD)
    }

    /// Another file in the folder.
    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // There is nobody to tell, and the next build tries again.
        _ = clear(&self.folder);
        remove_empty(&self.made);
    }
}

/// Lets one build after another look for others and make its own folder. Where a folder cannot be
/// locked, as on Windows, or somebody holds it for long, a build goes on without.
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

/// Mends what builds that were cut short have left: an old site that was moved away and not
/// replaced comes back, and all else goes.
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

/// Removes a folder of a build. The lock file goes last: a build that is killed meanwhile leaves a
/// folder that is still known for what it is.
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

/// Removes the folder of a build that was killed before it had written its mark, or after it had
/// removed it: one in which nothing is but an empty lock file, if that.
fn clear_unmarked(folder: &Path) {
    if !is_folder(folder) {
        return;
    }
    let lock = folder.join(LOCK);
    if fs::symlink_metadata(&lock).is_ok_and(|found| found.is_file() && found.len() == 0) {
        _ = fs::remove_file(&lock);
    }
    // A folder that holds anything stays.
    _ = fs::remove_dir(folder);
}

/// The lock file of a folder that a build has made, this one's or another's.
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

/// What the lock file of a folder says: where the folder lies on the disk.
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

/// Makes opening a file fail where its name is a link.
#[cfg(unix)]
fn no_links(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt;
    options.custom_flags(rustix::fs::OFlags::NOFOLLOW.bits().cast_signed());
}

/// Makes opening a file fail where its name is a link.
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

/// Makes a folder and those above it; gives the ones that were not there, the outermost first.
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

/// Removes the folders that nothing was put into.
fn remove_empty(made: &[PathBuf]) {
    for folder in made.iter().rev() {
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
}
