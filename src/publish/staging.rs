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
use crate::stamp::Stamp;

use super::build_stamp::{self, BuildMark, BuildStamp, Fate, stamp_of_open};
use super::manifest::{self, MANIFEST, Published};
use super::scratch::Scratch;
use super::target::Target;
use super::{Cache, PublishError, path, preserve, swap};

/// A site that is being written and is not visible yet.
///
/// Artifacts are added through [`Sink`]; [`Staging::commit`] publishes them. Dropped without that,
/// it removes its folder and leaves the published site as it was.
#[derive(Debug)]
pub struct Staging {
    /// The output folder.
    out: PathBuf,
    published: Published,
    taken: Mutex<Taken>,
    /// Folders already created.
    folders: Mutex<HashSet<PathBuf>>,
    /// Folders of the published site that are known to be folders and not links.
    real: Mutex<HashSet<PathBuf>>,
    /// When the first artifact arrived, by the clock of the file system.
    begun: OnceLock<Option<SystemTime>>,
    /// Where build stamps are kept.
    cache: Option<Cache>,
    /// The folder for the new site.
    new: PathBuf,
    scratch: Scratch,
}

#[derive(Debug, Default)]
struct Taken {
    files: BTreeMap<String, Fate>,
    bytes: u64,
    failed: bool,
    /// Whether an artifact was refused because of its path and not by the system.
    refused: bool,
}

/// The result of a commit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written {
    /// Number of new or changed files.
    pub written: usize,
    /// Number of unchanged files.
    pub unchanged: usize,
    /// Number of files of the previous build that are gone.
    pub removed: usize,
    /// Total bytes of all files of the site, changed or not.
    pub bytes: u64,
}

impl Staging {
    /// Starts writing beside `out`, which need not exist.
    ///
    /// # Errors
    /// When `out` cannot be an output folder, is not ours, or is being written by another build.
    pub fn begin(out: &Path) -> Result<Staging, PublishError> {
        Staging::begin_at(&Target::resolve(out, None)?)
    }

    /// Like [`Staging::begin`], for a site whose content and themes are in `root`: an output folder
    /// is refused if it overlaps with them, or is reached from the root through symbolic links.
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

    /// Keeps the build stamp in `cache`, and looks there for that of the last build.
    #[must_use]
    pub fn remembering(self, cache: Option<Cache>) -> Staging {
        Staging { cache, ..self }
    }

    /// Whether an artifact was refused because of its path. The path comes from the content, so the
    /// system is not to blame.
    #[must_use]
    pub fn has_refused_a_path(&self) -> bool {
        locked(&self.taken).refused
    }

    /// If the published site was made from the inputs with the digest `from` and is untouched
    /// since, returns what a build would report, and the recorded counts.
    #[must_use]
    pub fn is_made_from(&self, from: &str) -> Option<(Written, Vec<usize>)> {
        let cache = self.cache.as_ref()?;
        let left = build_stamp::read(cache, &self.out).filter(|left| left.is_from(cache, from))?;
        let Published { manifest, files } = &self.published;
        let paths = files.iter().map(String::as_str);
        let unchanged = Written { unchanged: files.len(), bytes: left.bytes, ..Written::default() };
        left.holds(cache, manifest, &self.out, paths).then_some((unchanged, left.counts))
    }

    /// Replaces the old site with the new one, and records its inputs for
    /// [`Staging::is_made_from`].
    ///
    /// # Errors
    /// When an artifact was refused, when a file of somebody else is in the way, or when the system
    /// fails. The old site is then as it was.
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
            // From here on, the old stamp is no longer true.
            self.cache
                .as_ref()
                .map_or(Ok(()), |cache| cache.forget(&self.out))
                .map_err(PublishError::system("forgetting what was noted of", &self.out))?;
            self.replace(&taken)?;
        }
        if let (Some(cache), Some(times), Some(mark)) = (&self.cache, begun.zip(last), mark) {
            let left =
                BuildStamp::of(cache, mark, &manifest, taken.bytes, &self.out, &taken.files, times);
            // A stamp that cannot be stored costs only time.
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

    /// Carries over what is not ours, swaps the sites, and removes the old one.
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
            // Checked a second time: somebody may have put a file there meanwhile.
            self.foreign_in(&old, taken)?.bring(&old, out)?;
            // The site is published. Anything that cannot be removed now is removed by the next
            // build.
            _ = swap::remove(&old);
        }
        Ok(())
    }

    fn foreign_in(&self, folder: &Path, taken: &Taken) -> Result<preserve::Foreign, PublishError> {
        preserve::foreign(folder, &self.published.files, &taken.files)
    }

    /// Creates the folder for the new site, whose timestamp shows when that was. If it cannot be
    /// created, the first file reports the error.
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
        // A file that cannot be read counts as changed and is written again.
        fs::symlink_metadata(&file)
            .is_ok_and(|found| found.is_file() && found.len() == bytes.len() as u64)
            && fs::read(&file).is_ok_and(|found| found == bytes)
    }

    /// Whether a folder of the published site is a real folder and not a link.
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

    /// Creates the folder of `file` and remembers it, because a site has many files per folder.
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

/// Never overwrites anything: on a case-insensitive file system, two artifacts could have the same
/// file.
fn write_new(path: &Path, bytes: &[u8]) -> Result<Option<Stamp>, PublishError> {
    let written = |mut file: File| file.write_all(bytes).map(|()| stamp_of_open(&file));
    File::create_new(path).and_then(written).map_err(PublishError::system("writing", path))
}

fn make_folder(folder: &Path) -> Result<(), PublishError> {
    fs::create_dir_all(folder).map_err(PublishError::system("making the folder", folder))
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
