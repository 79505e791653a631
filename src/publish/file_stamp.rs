//! What tells whether a file has changed: its size, its times and its place on the disk.

use std::fs::{self, File, Metadata};
use std::path::Path;
use std::time::SystemTime;

/// Size, times and inode of a file, as far as the system has them.
pub(super) type FileStamp = [i64; 6];

/// What became of a file of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is new or has changed, and is in the staging folder; with its stamp if that was taken.
    Written(Option<FileStamp>),
    /// It is published as it is. It is linked only when something else has changed.
    Unchanged,
}

/// The stamp of a file on the disk. None if there is no file, or if it was changed later than `last`.
pub(super) fn stamp_at(path: &Path, last: Option<SystemTime>) -> Option<FileStamp> {
    let found = fs::symlink_metadata(path).ok().filter(Metadata::is_file)?;
    let modified = found.modified().ok()?;
    let is_young = last.is_some_and(|last| modified > last);
    (!is_young).then(|| stamp(&found, modified))
}

/// The stamp of a file that has just been written and is still open, which costs less than to look
/// for it later. None if the system can change a file once more when it is closed.
pub(super) fn stamp_of_open(file: &File) -> Option<FileStamp> {
    let found = file.metadata().ok().filter(|_| cfg!(unix))?;
    let modified = found.modified().ok()?;
    Some(stamp(&found, modified))
}

#[cfg(unix)]
fn stamp(found: &Metadata, _modified: SystemTime) -> FileStamp {
    use std::os::unix::fs::MetadataExt;
    let place = found.ino().cast_signed();
    let size = found.size().cast_signed();
    [size, found.mtime(), found.mtime_nsec(), found.ctime(), found.ctime_nsec(), place]
}

#[cfg(not(unix))]
fn stamp(found: &Metadata, modified: SystemTime) -> FileStamp {
    let time = modified.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let size = found.len().cast_signed();
    [size, time.as_secs().cast_signed(), i64::from(time.subsec_nanos()), 0, 0, 0]
}
