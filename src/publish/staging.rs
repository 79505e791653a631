//! A site on its way to the disk.

use std::collections::{BTreeMap, HashSet};
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::SystemTime;

use rayon::prelude::*;

use crate::output::{Artifact, Sink};

use super::left::{self, Left, Look, Made};
use super::manifest::{self, MANIFEST, Published};
use super::target::Target;
use super::{PublishError, carry, path, swap};

/// A site that is being written and that nobody sees yet.
///
/// Artifacts go in through [`Sink`]; [`Staging::commit`] shows them. Dropped without that, it
/// removes its folder and leaves the published site as it was.
#[derive(Debug)]
pub struct Staging {
    target: Target,
    published: Published,
    taken: Mutex<Taken>,
    folders: Mutex<HashSet<PathBuf>>,
    /// When the first artifact came, by the clock of the file system.
    begun: OnceLock<Option<SystemTime>>,
    /// Closing it lets the next build in. It holds what the last one has left.
    lock: File,
}

#[derive(Debug, Default)]
struct Taken {
    files: BTreeMap<String, Fate>,
    bytes: u64,
    failed: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is new or has changed, and lies in the staging folder: so, where that was looked at.
    Written(Option<Look>),
    /// It is published as it is. It is linked only when something else has changed.
    Unchanged,
}

/// What a commit has done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that are new or have changed.
    pub written: usize,
    /// Files that were left as they were.
    pub unchanged: usize,
    /// Files of the build before that are gone.
    pub removed: usize,
    /// Bytes of all files of the site, changed or not.
    pub bytes: u64,
}

impl Staging {
    /// Opens a staging folder beside `out`, which need not exist.
    ///
    /// # Errors
    /// When `out` cannot be an output folder, is not ours, or is being written by another build.
    pub fn begin(out: &Path) -> Result<Staging, PublishError> {
        Staging::begin_apart(out, &[])
    }

    /// Like [`Staging::begin`], and refuses an output folder that lies in one of the folders
    /// `apart` or holds one of them: those that the build reads.
    ///
    /// # Errors
    /// See [`Staging::begin`].
    pub fn begin_apart(out: &Path, apart: &[&Path]) -> Result<Staging, PublishError> {
        let target = Target::resolve(out, apart)?;
        let lock = lock(&target)?;
        swap::recover(&target)?;
        let published = manifest::read(&target.out)?;
        Ok(Staging {
            target,
            published,
            taken: Mutex::default(),
            folders: Mutex::default(),
            begun: OnceLock::new(),
            lock,
        })
    }

    /// Whether the published site was made from what the mark `from` stands for and has not been
    /// touched since: what a build would then say, and the memo that it was given.
    pub fn is_made_from(&mut self, from: &str) -> Option<(Written, String)> {
        let left = left::read(&mut self.lock).filter(|left| left.made.from == from)?;
        let Published { manifest, files } = &self.published;
        let paths = files.iter().map(String::as_str);
        let unchanged = Written { unchanged: files.len(), bytes: left.bytes, ..Written::default() };
        let holds = left.holds(manifest, &self.target.out, paths);
        holds.then_some((unchanged, left.made.memo))
    }

    /// Shows the new site in the place of the old one.
    ///
    /// # Errors
    /// When an artifact could not be taken, when a file of someone else is in the way, or when
    /// the system fails. The old site is then as it was.
    pub fn commit(self) -> Result<Written, PublishError> {
        self.commit_made(None)
    }

    /// Like [`Staging::commit`], and notes for [`Staging::is_made_from`] what the site was made
    /// from.
    ///
    /// # Errors
    /// See [`Staging::commit`].
    pub fn commit_made(mut self, made: Option<&Made>) -> Result<Written, PublishError> {
        let taken = mem::take(&mut *locked(&self.taken));
        if taken.failed {
            return Err(PublishError::Incomplete);
        }
        if let Some(path) = taken
            .files
            .keys()
            .flat_map(|path| path::folders(path))
            .find(|folder| taken.files.contains_key(*folder))
        {
            return Err(PublishError::Taken { path: path.to_owned() });
        }
        let written = self.count(&taken);
        let manifest = manifest::bytes(taken.files.keys().map(String::as_str));
        let begun = self.begun.get().copied().flatten();
        let mut last = begun;
        if written.written > 0 || manifest != self.published.manifest {
            self.keep_unchanged(&taken)?;
            make_folder(&self.target.staging)?;
            write_new(&self.target.staging.join(MANIFEST), &manifest)?;
            // What was noted ceases to be true here; what cannot be noted costs only time.
            last = left::tick(&mut self.lock).ok().flatten();
            self.replace(&taken)?;
        }
        let times = begun.zip(last);
        let Target { out, .. } = &self.target;
        let left = made.zip(times).and_then(|(made, times)| {
            Left::of(made, &manifest, taken.bytes, out, &taken.files, times)
        });
        if let Some(left) = left {
            _ = left.keep(&mut self.lock);
        }
        Ok(written)
    }

    fn count(&self, taken: &Taken) -> Written {
        let written = taken.files.values().filter(|fate| **fate != Fate::Unchanged).count();
        let gone = |path: &&String| {
            !taken.files.contains_key(*path)
                && fs::symlink_metadata(self.target.out.join(path)).is_ok()
        };
        Written {
            written,
            unchanged: taken.files.len() - written,
            removed: self.published.files.iter().filter(gone).count(),
            bytes: taken.bytes,
        }
    }

    fn keep_unchanged(&self, taken: &Taken) -> Result<(), PublishError> {
        let unchanged: Vec<&String> = taken
            .files
            .iter()
            .filter(|(_, fate)| **fate == Fate::Unchanged)
            .map(|(path, _)| path)
            .collect();
        unchanged.par_iter().try_for_each(|path| {
            let to = self.target.staging.join(path);
            self.folder_for(&to)?;
            carry::link(&self.target.out.join(path), &to)
        })
    }

    /// Brings along what is not ours, swaps, and clears the old site away.
    fn replace(&self, taken: &Taken) -> Result<(), PublishError> {
        let Target { out, staging, .. } = &self.target;
        if out.is_dir() {
            let foreign = self.foreign_in(out, taken)?;
            if !foreign.in_the_way.is_empty() {
                return Err(PublishError::Foreign { paths: foreign.in_the_way });
            }
            foreign.bring(out, staging)?;
            carry::copy_permissions(out, staging)?;
        }
        if let Some(old) = swap::swap(&self.target)? {
            // A second look: someone may have put a file there since the first.
            self.foreign_in(&old, taken)?.bring(&old, out)?;
            // The site is published. What cannot be removed now is removed by the next build.
            _ = swap::remove(&old);
        }
        Ok(())
    }

    fn foreign_in(&self, folder: &Path, taken: &Taken) -> Result<carry::Foreign, PublishError> {
        carry::foreign(folder, &self.published.files, &taken.files)
    }

    /// Makes the folder in which the new site grows; its age tells when that was. That it cannot
    /// be made is told by the first file.
    fn begin_growing(&self) {
        self.begun.get_or_init(|| {
            let folder = &self.target.staging;
            let found = fs::create_dir_all(folder).and_then(|()| fs::metadata(folder));
            found.and_then(|found| found.modified()).ok()
        });
    }

    fn take(&self, artifact: &Artifact) -> Result<(), PublishError> {
        let Artifact { path, bytes } = artifact;
        path::check(path)?;
        self.begin_growing();
        if path == MANIFEST {
            let why = "the program keeps its list of files there";
            return Err(PublishError::BadPath { path: path.clone(), why });
        }
        let unchanged = self.is_published(path, bytes);
        let fate = if unchanged { Fate::Unchanged } else { Fate::Written(None) };
        {
            let mut taken = locked(&self.taken);
            if taken.files.insert(path.clone(), fate).is_some() {
                return Err(PublishError::Taken { path: path.clone() });
            }
            taken.bytes += bytes.len() as u64;
        }
        if unchanged {
            return Ok(());
        }
        let to = self.target.staging.join(path);
        self.folder_for(&to)?;
        let look = write_new(&to, bytes)?;
        if let Some(fate) = locked(&self.taken).files.get_mut(path) {
            *fate = Fate::Written(look);
        }
        Ok(())
    }

    fn is_published(&self, path: &str, bytes: &[u8]) -> bool {
        if !self.published.files.contains(path) {
            return false;
        }
        let file = self.target.out.join(path);
        // What cannot be read counts as changed: it is written anew.
        fs::symlink_metadata(&file)
            .is_ok_and(|found| found.is_file() && found.len() == bytes.len() as u64)
            && fs::read(&file).is_ok_and(|found| found == bytes)
    }

    /// Makes the folder that holds `file`, and remembers that it did: a site has many files a
    /// folder.
    fn folder_for(&self, file: &Path) -> Result<(), PublishError> {
        let Some(folder) = file.parent() else { return Ok(()) };
        if locked(&self.folders).contains(folder) {
            return Ok(());
        }
        make_folder(folder)?;
        locked(&self.folders).insert(folder.to_owned());
        Ok(())
    }
}

impl Sink for Staging {
    fn put(&self, artifact: Artifact) -> io::Result<()> {
        self.take(&artifact).map_err(|error| {
            locked(&self.taken).failed = true;
            error.into()
        })
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // There is nobody to tell, and the next build tries again.
        _ = swap::remove(&self.target.staging);
    }
}

fn lock(target: &Target) -> Result<File, PublishError> {
    if let Some(parent) = target.lock.parent() {
        make_folder(parent)?;
    }
    let file = File::options()
        .create(true)
        .truncate(false)
        .read(true)
        .write(true)
        .open(&target.lock)
        .map_err(PublishError::system("opening the lock file", &target.lock))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(PublishError::Busy { path: target.out.clone() }),
        Err(TryLockError::Error(error)) => {
            Err(PublishError::system("locking", &target.lock)(error))
        }
    }
}

/// Never writes over anything: on a file system that takes upper and lower case for the same,
/// two artifacts could meet in one file.
fn write_new(path: &Path, bytes: &[u8]) -> Result<Option<Look>, PublishError> {
    let written = |mut file: File| file.write_all(bytes).map(|()| left::look_at_written(&file));
    File::create_new(path).and_then(written).map_err(PublishError::system("writing", path))
}

fn make_folder(folder: &Path) -> Result<(), PublishError> {
    fs::create_dir_all(folder).map_err(PublishError::system("making the folder", folder))
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
