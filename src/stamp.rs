//! The stamp of a file, which shows whether it has changed: size, timestamps and inode.

use std::fs::{self, Metadata};
use std::path::Path;
use std::time::{Duration, SystemTime};

use blake3::{Hash, Hasher};

/// The coarsest timestamp resolution of file systems.
const TICK: Duration = Duration::from_secs(2);

/// Size, timestamps and inode of a file, as far as the system provides them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp([i64; 6]);

impl Stamp {
    /// The stamp in what the system says about a file, with the time of its last change. `None` if
    /// the system does not know that time.
    #[must_use]
    pub fn of(found: &Metadata) -> Option<(Stamp, SystemTime)> {
        let modified = found.modified().ok()?;
        Some((Stamp(numbers(found, modified)), modified))
    }

    /// The current stamp of a file. `None` if the system provides none, or if the file was written
    /// so recently that a later change might leave the same stamp.
    #[must_use]
    pub fn at_rest(path: &Path) -> Option<Stamp> {
        let (stamp, modified) = Stamp::of(&fs::metadata(path).ok()?)?;
        #[expect(clippy::disallowed_methods, reason = "decides what is read, not what is written")]
        let age = SystemTime::now().duration_since(modified).ok()?;
        (age > TICK).then_some(stamp)
    }

    /// Adds the stamp to a digest.
    pub fn update(&self, hasher: &mut Hasher) {
        for number in self.0 {
            hasher.update(&number.to_le_bytes());
        }
    }

    /// A digest of the stamp.
    #[must_use]
    pub fn digest(&self) -> Hash {
        let mut hasher = Hasher::new();
        self.update(&mut hasher);
        hasher.finalize()
    }
}

#[cfg(unix)]
fn numbers(found: &Metadata, _: SystemTime) -> [i64; 6] {
    use std::os::unix::fs::MetadataExt;
    let inode = found.ino().cast_signed();
    let size = found.size().cast_signed();
    [size, found.mtime(), found.mtime_nsec(), found.ctime(), found.ctime_nsec(), inode]
}

#[cfg(not(unix))]
fn numbers(found: &Metadata, modified: SystemTime) -> [i64; 6] {
    let time = modified.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let size = found.len().cast_signed();
    [size, time.as_secs().cast_signed(), i64::from(time.subsec_nanos()), 0, 0, 0]
}
