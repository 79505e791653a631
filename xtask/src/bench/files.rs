//! Writing, counting and copying folders.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The number of files in a folder, and their bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) files: u64,
    pub(super) bytes: u64,
}

/// Writes a file, and creates the folders it is in.
pub(super) fn write(path: &Path, text: &str) -> Result<(), String> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, text))
        .map_err(|error| format!("{}: {error}", path.display()))
}

/// Reads a text.
pub(super) fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// Removes a folder if it exists.
pub(super) fn remove(folder: &Path) -> Result<(), String> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(format!("{}: {error}", folder.display()))
        }
        _ => Ok(()),
    }
}

/// Reads a program's file once, so that it is cached for its first run as for later ones. It is
/// read in pieces, because the system counts this process's peak memory towards programs it starts.
pub(super) fn warm(program: &Path) -> Result<(), String> {
    fs::File::open(program)
        .and_then(|mut file| io::copy(&mut file, &mut io::sink()))
        .map(drop)
        .map_err(|error| format!("{}: {error}", program.display()))
}

/// The modification time and length of each file in a folder.
pub(super) type Times = BTreeMap<PathBuf, (SystemTime, u64)>;

/// Looks at every file in a folder and its subfolders.
pub(super) fn times(folder: &Path) -> Result<Times, String> {
    let fault = |error: io::Error| format!("{}: {error}", folder.display());
    let mut found = Times::new();
    for entry in fs::read_dir(folder).map_err(fault)? {
        let entry = entry.map_err(fault)?;
        let about = entry.metadata().map_err(fault)?;
        if about.is_dir() {
            found.extend(times(&entry.path())?);
        } else {
            found.insert(entry.path(), (about.modified().map_err(fault)?, about.len()));
        }
    }
    Ok(found)
}

/// Number of files that differ, are new or are gone.
pub(super) fn changed(before: &Times, after: &Times) -> usize {
    let new = after.iter().filter(|(path, time)| before.get(*path) != Some(time)).count();
    new + before.keys().filter(|path| !after.contains_key(*path)).count()
}

/// Counts the files and bytes of a folder and its subfolders.
pub(super) fn tally(folder: &Path) -> Result<Tally, String> {
    let fault = |error: io::Error| format!("{}: {error}", folder.display());
    let mut sum = Tally::default();
    for entry in fs::read_dir(folder).map_err(fault)? {
        let entry = entry.map_err(fault)?;
        let about = entry.metadata().map_err(fault)?;
        if about.is_dir() {
            let inner = tally(&entry.path())?;
            sum = Tally { files: sum.files + inner.files, bytes: sum.bytes + inner.bytes };
        } else {
            sum = Tally { files: sum.files + 1, bytes: sum.bytes + about.len() };
        }
    }
    Ok(sum)
}

/// Copies a folder with everything in it.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<(), String> {
    let fault = |error: io::Error| format!("{}: {error}", from.display());
    fs::create_dir_all(to).map_err(|error| format!("{}: {error}", to.display()))?;
    for entry in fs::read_dir(from).map_err(fault)? {
        let entry = entry.map_err(fault)?;
        let target = to.join(entry.file_name());
        if entry.file_type().map_err(fault)?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), &target).map_err(fault)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_were_written_again_are_counted() {
        let time = |seconds| SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(seconds);
        let of = |files: &[(&str, u64)]| -> Times {
            files.iter().map(|(name, at)| (PathBuf::from(name), (time(*at), 1))).collect()
        };
        let before = of(&[("a", 1), ("b", 1), ("c", 1)]);
        assert_eq!(changed(&before, &before), 0);
        assert_eq!(changed(&before, &of(&[("a", 1), ("b", 2), ("d", 1)])), 3);
    }
}
