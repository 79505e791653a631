//! Files that take long to make, such as pictures, kept by a digest of what they are made from, so
//! that what has not changed is not made again by the next build.
//!
//! The folder is a cache: nothing depends on it, and whatever is wrong with it costs only time. A
//! file is named by the digest of its inputs, and begins with a digest of its contents, so that one
//! that is damaged or was put there by somebody else is made again. Both digests are made with the
//! user's key.

use std::fs::{self, DirEntry};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use blake3::{Hash, Hasher, OUT_LEN};

/// Maximum size in bytes: social cards of some 20,000 records, or as many documents of 50 kB.
const MOST: u64 = 1_000_000_000;

/// A folder of files that take long to make. Threads may share it, and so may programs.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    key: [u8; 32],
    made: AtomicUsize,
}

/// A digest of everything that a file is made from. Lengths are part of it, so that `["ab", "c"]`
/// and `["a", "bc"]` differ.
#[must_use]
pub fn made_from(parts: &[&[u8]]) -> Hash {
    let mut hasher = Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize()
}

impl Store {
    /// The store in a folder, which is created when the first file is kept. `key` is the user's.
    #[must_use]
    pub fn at(folder: impl Into<PathBuf>, key: [u8; 32]) -> Store {
        Store { folder: folder.into(), key, made: AtomicUsize::new(0) }
    }

    /// Returns what is kept of `from`, or makes it now and keeps it.
    ///
    /// `from` has to cover everything that the bytes depend on, including the version of the code
    /// that makes them; see [`made_from`].
    ///
    /// # Errors
    /// When making fails. A store that cannot be read or written is no error.
    pub fn get_or_make<E>(
        &self,
        from: &Hash,
        make: impl FnOnce() -> Result<Vec<u8>, E>,
    ) -> Result<Vec<u8>, E> {
        if let Some(bytes) = self.get(from) {
            return Ok(bytes);
        }
        let bytes = make()?;
        self.made.fetch_add(1, Ordering::Relaxed);
        _ = self.keep(from, &bytes);
        Ok(bytes)
    }

    /// Number of files that were made because the store did not have them.
    pub fn made(&self) -> usize {
        self.made.load(Ordering::Relaxed)
    }

    /// Removes files if there are too many, beginning with those made longest ago. To be called once
    /// at the end; if nothing was made, nothing is looked at.
    ///
    /// # Errors
    /// When the folder cannot be read, or a file cannot be removed.
    pub fn tidy(&self) -> io::Result<()> {
        if self.made() == 0 { Ok(()) } else { self.shrink(MOST) }
    }

    fn shrink(&self, most: u64) -> io::Result<()> {
        let age = |entry: DirEntry| {
            let found = entry.metadata().ok().filter(fs::Metadata::is_file)?;
            Some((found.modified().ok()?, entry.path(), found.len()))
        };
        let mut files: Vec<_> = fs::read_dir(&self.folder)?.flatten().filter_map(age).collect();
        files.sort();
        let mut bytes: u64 = files.iter().map(|(.., bytes)| bytes).sum();
        for (_, path, length) in files {
            if bytes <= most {
                break;
            }
            match fs::remove_file(path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => bytes -= length,
            }
        }
        Ok(())
    }

    fn get(&self, from: &Hash) -> Option<Vec<u8>> {
        let mut bytes = fs::read(self.path(from)).ok()?;
        let seal = <[u8; OUT_LEN]>::try_from(bytes.get(..OUT_LEN)?).ok()?;
        bytes.drain(..OUT_LEN);
        // `Hash` compares in constant time, so timing reveals nothing about the key.
        (self.seal(from, &bytes) == seal).then_some(bytes)
    }

    fn keep(&self, from: &Hash, bytes: &[u8]) -> io::Result<()> {
        private_folder(&self.folder)?;
        let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
        file.write_all(self.seal(from, bytes).as_bytes())?;
        file.write_all(bytes)?;
        file.persist(self.path(from))?;
        Ok(())
    }

    /// The digest with which a file begins. It covers the name, so that a file under another name is
    /// not taken for what that name says.
    fn seal(&self, from: &Hash, bytes: &[u8]) -> Hash {
        let mut hasher = Hasher::new_keyed(&self.key);
        hasher.update(from.as_bytes());
        hasher.update(bytes);
        hasher.finalize()
    }

    fn path(&self, from: &Hash) -> PathBuf {
        let name = blake3::keyed_hash(&self.key, from.as_bytes());
        self.folder.join(name.to_hex().as_str())
    }
}

/// Creates a folder that only the user can enter, unless it exists.
fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::fs::{File, FileTimes};
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    const KEY: [u8; 32] = [7; 32];

    fn made(store: &Store, from: &str, bytes: &[u8]) -> Vec<u8> {
        let from = made_from(&[from.as_bytes()]);
        let made: Result<_, Infallible> = store.get_or_make(&from, || Ok(bytes.to_vec()));
        made.unwrap()
    }

    #[test]
    fn what_is_made_once_is_kept_for_later_builds() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::at(folder.path().join("made"), KEY);
        assert_eq!(made(&store, "a title", b"picture"), b"picture");
        assert_eq!(made(&store, "a title", b"not asked for"), b"picture");
        assert_eq!(made(&store, "another title", b"other picture"), b"other picture");
        assert_eq!(store.made(), 2);

        let later = Store::at(folder.path().join("made"), KEY);
        assert_eq!(made(&later, "a title", b"not asked for"), b"picture");
        assert_eq!(later.made(), 0);
    }

    #[test]
    fn what_is_damaged_or_moved_or_from_somebody_else_is_made_again() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::at(folder.path(), KEY);
        made(&store, "one", b"first");
        made(&store, "two", b"second");
        let path = |name: &str| store.path(&made_from(&[name.as_bytes()]));
        fs::copy(path("one"), path("two")).unwrap();
        assert_eq!(made(&store, "two", b"again"), b"again");
        let mut bytes = fs::read(path("one")).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        fs::write(path("one"), bytes).unwrap();
        assert_eq!(made(&store, "one", b"again"), b"again");
        fs::write(path("one"), b"short").unwrap();
        assert_eq!(made(&store, "one", b"and again"), b"and again");
        assert_eq!(made(&Store::at(folder.path(), [8; 32]), "one", b"own"), b"own");
    }

    #[test]
    fn a_failure_is_returned_and_not_kept() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::at(folder.path(), KEY);
        let from = made_from(&[b"one"]);
        assert_eq!(store.get_or_make(&from, || Err("no font")), Err("no font"));
        assert_eq!(made(&store, "one", b"picture"), b"picture");
    }

    #[test]
    fn a_folder_that_cannot_be_written_costs_only_time() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("made");
        fs::write(&file, "not a folder").unwrap();
        let store = Store::at(file, KEY);
        assert_eq!(made(&store, "one", b"picture"), b"picture");
        assert_eq!(made(&store, "one", b"picture"), b"picture");
        assert_eq!(store.made(), 2);
    }

    #[test]
    fn the_oldest_files_go_first() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::at(folder.path(), KEY);
        for (age, name) in ["old", "middle", "new"].into_iter().enumerate() {
            made(&store, name, &[0; 100]);
            let path = store.path(&made_from(&[name.as_bytes()]));
            let file = File::options().write(true).open(path).unwrap();
            let time = UNIX_EPOCH + Duration::from_secs(1_000_000 + age as u64);
            file.set_times(FileTimes::new().set_modified(time)).unwrap();
        }
        store.shrink(2 * (100 + OUT_LEN as u64)).unwrap();
        let kept = |name: &str| store.get(&made_from(&[name.as_bytes()])).is_some();
        assert_eq!(["old", "middle", "new"].map(kept), [false, true, true]);
        assert!(Store::at(folder.path().join("none"), KEY).tidy().is_ok());
    }

    #[test]
    fn parts_do_not_run_into_each_other() {
        assert_ne!(made_from(&[b"ab", b"c"]), made_from(&[b"a", b"bc"]));
    }
}
