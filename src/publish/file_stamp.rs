//! The stamp of a file, which shows whether it has changed: size, timestamps and inode.

use std::fs::{self, File, Metadata};
use std::path::Path;
use std::time::SystemTime;

/// Size, timestamps and inode of a file, as far as the system provides them.
pub(super) type FileStamp = [i64; 6];

/// What a build did with a file of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is new or changed, and in the staging folder; with its stamp, if that was taken.
    Written(Option<FileStamp>),
    /// The published file is unchanged. It is linked into the new site only if something else has
    /// changed.
    Unchanged,
}

/// The stamp of a file on disk. `None` if there is no file, or if it was changed later than `last`.
pub(super) fn stamp_at(path: &Path, last: Option<SystemTime>) -> Option<FileStamp> {
    let found = fs::symlink_metadata(path).ok().filter(Metadata::is_file)?;
    let modified = found.modified().ok()?;
    let is_young = last.is_some_and(|last| modified > last);
    (!is_young).then(|| stamp(&found, modified))
}

/// The stamp of a file that has just been written and is still open, which is cheaper than reading
/// it later. `None` if the system may change a file's stamp again when it is closed.
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
