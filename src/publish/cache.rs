//! The user's cache folder, where builds keep what they remember: out of reach of any web server, and
//! of anybody who can submit a change to the content.
//!
//! Beside the output folder it could be fetched from a server that serves the folder above, and a
//! link planted under its name could redirect a write. What is held about builds contains no text
//! of the content, and its digests are made with a key of this user, so that a stolen file alone does
//! not allow anybody to test guesses. Beside it are files that take long to make (`crate::store`), which
//! show what is published. Removing the folder costs nothing but time.

use std::collections::hash_map::RandomState;
use std::env;
use std::ffi::OsString;
use std::fs::{self, DirBuilder, File};
use std::hash::BuildHasher;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use blake3::{Hash, Hasher};
use tempfile::NamedTempFile;

use crate::store::Store;

/// Maximum number of output folders that are remembered; those built longest ago are dropped.
const REMEMBERED: usize = 1000;
/// Maximum size in bytes of a file in the cache.
const LARGEST: u64 = 64 << 10;
/// Name of the file with the user's key.
const KEY: &str = "key";
/// Name of the folder with files that take long to make.
const MADE: &str = "made";

/// The cache folder and the user's key.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    key: [u8; 32],
}

impl Cache {
    /// The cache of the user who runs this program; none if the system names no folder for it.
    #[must_use]
    pub fn of_user() -> Option<Cache> {
        let absolute = |path: OsString| Some(PathBuf::from(path)).filter(|path| path.is_absolute());
        let home = |inner: &str| {
            env::home_dir().filter(|home| home.is_absolute()).map(|home| home.join(inner))
        };
        let given = env::var_os("XDG_CACHE_HOME").and_then(absolute);
        let folder = if cfg!(windows) {
            env::var_os("LOCALAPPDATA").and_then(absolute)
        } else if cfg!(target_vendor = "apple") {
            given.or_else(|| home("Library/Caches"))
        } else {
            given.or_else(|| home(".cache"))
        };
        Cache::at(&folder?.join("crosstown"))
    }

    /// The cache in `folder`, which is created if necessary; none if that fails.
    #[must_use]
    pub fn at(folder: &Path) -> Option<Cache> {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder).ok()?;
        let path = folder.join(KEY);
        if !path.exists() {
            let parts: String =
                (0..8_u8).map(|n| format!("{:016x}", RandomState::new().hash_one(n))).collect();
            // If another build has been quicker, its key stays.
            let key = blake3::hash(parts.as_bytes());
            _ = written(folder, key.as_bytes()).map(|file| file.persist_noclobber(&path));
        }
        let key = <[u8; 32]>::try_from(read(&path)?).ok()?;
        Some(Cache { folder: folder.to_owned(), key })
    }

    /// Where files that take long to make are kept between builds.
    #[must_use]
    pub fn store(&self) -> Store {
        Store::at(self.folder.join(MADE), self.key)
    }

    /// A digest that only this user can make.
    pub(super) fn sealed(&self, text: &[u8]) -> Hash {
        blake3::keyed_hash(&self.key, text)
    }

    /// A hasher that makes such digests piece by piece.
    pub(super) fn hasher(&self) -> Hasher {
        Hasher::new_keyed(&self.key)
    }

    fn path(&self, out: &Path) -> PathBuf {
        let name = self.sealed(out.as_os_str().as_encoded_bytes()).to_hex();
        self.folder.join(format!("{}.json", &name[..32]))
    }

    /// The value stored for an output folder.
    pub(super) fn read(&self, out: &Path) -> Option<Vec<u8>> {
        read(&self.path(out))
    }

    /// Stores a value for an output folder, replacing the previous one.
    pub(super) fn keep(&self, out: &Path, bytes: &[u8]) -> io::Result<()> {
        written(&self.folder, bytes)?.persist(self.path(out))?;
        self.tidy()
    }

    /// Removes the value stored for an output folder.
    pub(super) fn forget(&self, out: &Path) -> io::Result<()> {
        match fs::remove_file(self.path(out)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Removes the oldest files if there are too many.
    fn tidy(&self) -> io::Result<()> {
        let files: Vec<PathBuf> = fs::read_dir(&self.folder)?
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some())
            .collect();
        let Some(surplus) = files.len().checked_sub(REMEMBERED).filter(|surplus| *surplus > 0)
        else {
            return Ok(());
        };
        let age =
            |path: &PathBuf| fs::symlink_metadata(path).and_then(|found| found.modified()).ok();
        let mut files: Vec<_> = files.into_iter().map(|path| (age(&path), path)).collect();
        files.sort();
        files.iter().take(surplus).try_for_each(|(_, path)| fs::remove_file(path))
    }
}

/// A new file in the folder with this content, which only the user can read. It gets its name once
/// it is whole.
fn written(folder: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut file = tempfile::Builder::new().suffix(".new").tempfile_in(folder)?;
    file.write_all(bytes)?;
    Ok(file)
}

fn read(path: &Path) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path).ok()?.take(LARGEST).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_found_again_and_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::at(folder.path()).unwrap();
        let (one, two) = (Path::new("/a/public"), Path::new("/b/public"));
        cache.keep(one, b"first").unwrap();
        cache.keep(one, b"second").unwrap();
        let again = Cache::at(folder.path()).unwrap();
        assert_eq!(again.read(one).as_deref(), Some(&b"second"[..]));
        assert_eq!(again.read(two), None);
        again.forget(one).unwrap();
        again.forget(two).unwrap();
        assert_eq!(again.read(one), None);
    }

    #[test]
    fn each_user_has_a_key() {
        let keys = [(); 2].map(|()| Cache::at(tempfile::tempdir().unwrap().path()).unwrap().key);
        assert_ne!(keys[0], keys[1]);
    }

    #[test]
    fn only_so_many_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::at(folder.path()).unwrap();
        for n in 0..REMEMBERED + 5 {
            fs::write(folder.path().join(format!("{n}.json")), "").unwrap();
        }
        cache.keep(Path::new("/a/public"), b"kept").unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), REMEMBERED + 1);
        assert!(cache.read(Path::new("/a/public")).is_some());
    }
}
