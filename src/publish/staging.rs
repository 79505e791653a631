//! A site on its way to the disk.

use std::collections::{BTreeMap, HashSet};
use std::fs::{self, File};
use std::io::{self, Write};
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::SystemTime;

use rayon::prelude::*;

use crate::output::{Artifact, Sink};

use super::build_stamp::{self, BuildMark, BuildStamp};
use super::file_stamp::{Fate, FileStamp, stamp_of_open};
use super::manifest::{self, MANIFEST, Published};
use super::scratch::Scratch;
use super::target::Target;
use super::{Cache, PublishError, path, preserve, swap};

/// A site that is being written and that nobody sees yet.
///
/// Artifacts go in through [`Sink`]; [`Staging::commit`] shows them. Dropped without that, it
/// removes its folder and leaves the published site as it was.
#[derive(Debug)]
pub struct Staging {
    /// The output folder.
    out: PathBuf,
    published: Published,
    taken: Mutex<Taken>,
    /// Folders that were made.
    folders: Mutex<HashSet<PathBuf>>,
    /// Folders of the published site that are folders indeed and no links.
    real: Mutex<HashSet<PathBuf>>,
    /// When the first artifact came, by the clock of the file system.
    begun: OnceLock<Option<SystemTime>>,
    /// Where it is noted what builds have left.
    cache: Option<Cache>,
    /// Where the new site grows.
    new: PathBuf,
    scratch: Scratch,
}

#[derive(Debug, Default)]
struct Taken {
    files: BTreeMap<String, Fate>,
    bytes: u64,
    failed: bool,
    /// It was for the artifact's path, not for the system.
    refused: bool,
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
    /// Begins to write beside `out`, which need not exist.
    ///
    /// # Errors
    /// When `out` cannot be an output folder, is not ours, or is being written by another build.
    pub fn begin(out: &Path) -> Result<Staging, PublishError> {
        Staging::begin_at(&Target::resolve(out, None)?)
    }

    /// Like [`Staging::begin`], for a site whose content and themes lie in `root`: an output folder
    /// that overlaps with them is refused, and so is one that is reached from the root through
    /// links.
    ///
    /// # Errors
    /// See [`Staging::begin`].
    pub fn begin_for(root: &Path, out: &Path) -> Result<Staging, PublishError> {
        Staging::begin_at(&Target::resolve(out, Some(root))?)
    }

    fn begin_at(target: &Target) -> Result<Staging, PublishError> {
        let scratch = Scratch::begin(target)?;
        let published = manifest::read(&target.out)?;
        Ok(Staging {
            out: target.out.clone(),
            published,
            taken: Mutex::default(),
            folders: Mutex::default(),
            real: Mutex::default(),
            begun: OnceLock::new(),
            cache: None,
            new: scratch.new_site(),
            scratch,
        })
    }

    /// Notes in `cache` what the site is made from, and looks there for what the last build has
    /// noted.
    #[must_use]
    pub fn remembering(self, cache: Option<Cache>) -> Staging {
        Staging { cache, ..self }
    }

    /// Whether an artifact was not taken for its path. Content has given it that path, so that the
    /// system is not to blame.
    #[must_use]
    pub fn has_refused_a_path(&self) -> bool {
        locked(&self.taken).refused
    }

    /// Whether the published site was made from what the mark `from` stands for and has not been
    /// touched since: what a build would then say, and the counts that were noted.
    #[must_use]
    pub fn is_made_from(&self, from: &str) -> Option<(Written, Vec<usize>)> {
        let cache = self.cache.as_ref()?;
        let left = build_stamp::read(cache, &self.out).filter(|left| left.is_from(cache, from))?;
        let Published { manifest, files } = &self.published;
        let paths = files.iter().map(String::as_str);
        let unchanged = Written { unchanged: files.len(), bytes: left.bytes, ..Written::default() };
        left.holds(cache, manifest, &self.out, paths).then_some((unchanged, left.counts))
    }

    /// Replaces the old site by the new one, and notes for [`Staging::is_made_from`] what the new
    /// one was made from.
    ///
    /// # Errors
    /// When an artifact could not be taken, when a file of someone else is in the way, or when
    /// the system fails. The old site is then as it was.
    pub fn commit(self, mark: Option<&BuildMark>) -> Result<Written, PublishError> {
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
            make_folder(&self.new)?;
            write_new(&self.new.join(MANIFEST), &manifest)?;
            last = build_stamp::tick(&self.scratch.file("clock")).ok().flatten();
            // What was noted ceases to be true here.
            self.cache
                .as_ref()
                .map_or(Ok(()), |cache| cache.forget(&self.out))
                .map_err(PublishError::system("forgetting what was noted of", &self.out))?;
            self.replace(&taken)?;
        }
        if let (Some(cache), Some(times), Some(mark)) = (&self.cache, begun.zip(last), mark) {
            let left =
                BuildStamp::of(cache, mark, &manifest, taken.bytes, &self.out, &taken.files, times);
            // What cannot be noted costs only time.
            _ = match left {
                Some(left) => left.keep(cache, &self.out),
                None => cache.forget(&self.out),
            };
        }
        Ok(written)
    }

    fn count(&self, taken: &Taken) -> Written {
        let written = taken.files.values().filter(|fate| **fate != Fate::Unchanged).count();
        let gone = |path: &&String| {
            !taken.files.contains_key(*path) && fs::symlink_metadata(self.out.join(path)).is_ok()
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
            let to = self.new.join(path);
            self.folder_for(&to)?;
            preserve::link(&self.out.join(path), &to)
        })
    }

    /// Brings along what is not ours, swaps, and clears the old site away.
    fn replace(&self, taken: &Taken) -> Result<(), PublishError> {
        let (out, new) = (&self.out, &self.new);
        if fs::symlink_metadata(out).is_ok_and(|found| found.is_dir()) {
            let foreign = self.foreign_in(out, taken)?;
            if !foreign.in_the_way.is_empty() {
                return Err(PublishError::Foreign { paths: foreign.in_the_way });
            }
            foreign.bring(out, new)?;
            preserve::copy_permissions(out, new)?;
        }
        if let Some(old) = swap::swap(new, out, &self.scratch.old_site())? {
            // A second look: someone may have put a file there since the first.
            self.foreign_in(&old, taken)?.bring(&old, out)?;
            // The site is published. What cannot be removed now is removed by the next build.
            _ = swap::remove(&old);
        }
        Ok(())
    }

    fn foreign_in(&self, folder: &Path, taken: &Taken) -> Result<preserve::Foreign, PublishError> {
        preserve::foreign(folder, &self.published.files, &taken.files)
    }

    /// Makes the folder in which the new site grows; its age tells when that was. That it cannot
    /// be made is told by the first file.
    fn begin_growing(&self) {
        self.begun.get_or_init(|| {
            let found = fs::create_dir_all(&self.new).and_then(|()| fs::metadata(&self.new));
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
        let to = self.new.join(path);
        self.folder_for(&to)?;
        let stamp = write_new(&to, bytes)?;
        if let Some(fate) = locked(&self.taken).files.get_mut(path) {
            *fate = Fate::Written(stamp);
        }
        Ok(())
    }

    fn is_published(&self, path: &str, bytes: &[u8]) -> bool {
        if !self.published.files.contains(path) {
            return false;
        }
        let file = self.out.join(path);
        if !path::folders(path).all(|folder| self.is_real(folder)) {
            return false;
        }
        // What cannot be read counts as changed: it is written anew.
        fs::symlink_metadata(&file)
            .is_ok_and(|found| found.is_file() && found.len() == bytes.len() as u64)
            && fs::read(&file).is_ok_and(|found| found == bytes)
    }

    /// Whether a folder of the published site is a folder and no link.
    fn is_real(&self, folder: &str) -> bool {
        let folder = self.out.join(folder);
        if locked(&self.real).contains(&folder) {
            return true;
        }
        let is_real = fs::symlink_metadata(&folder).is_ok_and(|found| found.is_dir());
        is_real && {
            locked(&self.real).insert(folder);
            true
        }
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
            let mut taken = locked(&self.taken);
            taken.failed = true;
            taken.refused |= error.is_of_the_path();
            drop(taken);
            error.into()
        })
    }
}

/// Never writes over anything: on a file system that takes upper and lower case for the same,
/// two artifacts could meet in one file.
fn write_new(path: &Path, bytes: &[u8]) -> Result<Option<FileStamp>, PublishError> {
    let written = |mut file: File| file.write_all(bytes).map(|()| stamp_of_open(&file));
    File::create_new(path).and_then(written).map_err(PublishError::system("writing", path))
}

fn make_folder(folder: &Path) -> Result<(), PublishError> {
    fs::create_dir_all(folder).map_err(PublishError::system("making the folder", folder))
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
