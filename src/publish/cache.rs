//! Where builds keep what they remember: in the user's cache folder, out of reach of any web server
//! and of anybody who can submit a change of the content.
//!
//! Beside the output folder it could be fetched from a server that serves the folder above, and a
//! link under its name could lead writing astray. What is kept holds no text of the content, and
//! its digests are made with a key of this user: whoever finds one of the files alone cannot try
//! guesses against it. Whoever removes the folder loses nothing but time.

use std::collections::hash_map::RandomState;
use std::env;
use std::ffi::OsString;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::hash::BuildHasher;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use blake3::{Hash, Hasher};

/// So many output folders are remembered; beyond that, those go that were built longest ago.
const REMEMBERED: usize = 1000;
/// No file of ours is larger.
const LARGEST: u64 = 64 << 10;
const KEY: &str = "key";

/// The folder.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    key: [u8; 32],
}

impl Cache {
    /// The one of the user who runs this; none where the user has no place for it.
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

    /// The one at `folder`, which is made; none where that cannot be.
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
            // Another build may have been quicker.
            _ = write_new(&path, blake3::hash(parts.as_bytes()).as_bytes());
        }
        let key = <[u8; 32]>::try_from(read(&path)?).ok()?;
        Some(Cache { folder: folder.to_owned(), key })
    }

    /// A digest that only this user can make.
    pub(super) fn sealed(&self, text: &[u8]) -> Hash {
        blake3::keyed_hash(&self.key, text)
    }

    /// What makes such digests piece by piece.
    pub(super) fn hasher(&self) -> Hasher {
        Hasher::new_keyed(&self.key)
    }

    fn path(&self, out: &Path) -> PathBuf {
        let name = self.sealed(out.as_os_str().as_encoded_bytes()).to_hex();
        self.folder.join(format!("{}.json", &name[..32]))
    }

    /// What is kept for an output folder.
    pub(super) fn read(&self, out: &Path) -> Option<Vec<u8>> {
        read(&self.path(out))
    }

    /// Stores a value for an output folder, replacing the previous one.
    pub(super) fn keep(&self, out: &Path, bytes: &[u8]) -> io::Result<()> {
        let path = self.path(out);
        let new = path.with_extension("new");
        _ = fs::remove_file(&new);
        write_new(&new, bytes)?;
        fs::rename(&new, &path)?;
        self.tidy()
    }

    /// Removes the value stored for an output folder.
    pub(super) fn forget(&self, out: &Path) -> io::Result<()> {
        match fs::remove_file(self.path(out)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

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

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(bytes)
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
