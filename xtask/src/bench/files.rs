//! Writing, counting and copying folders.

use std::fs;
use std::path::Path;

/// What a folder holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) files: u64,
    pub(super) bytes: u64,
}

/// Writes a file and the folders it is in.
pub(super) fn write(path: &Path, text: &str) -> Result<(), String> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, text))
        .map_err(|error| format!("{}: {error}", path.display()))
}

/// Removes a folder if it is there.
pub(super) fn remove(folder: &Path) -> Result<(), String> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(format!("{}: {error}", folder.display()))
        }
        _ => Ok(()),
    }
}

/// Files and bytes of a folder, and of the folders in it.
pub(super) fn tally(folder: &Path) -> Result<Tally, String> {
    let fault = |error: std::io::Error| format!("{}: {error}", folder.display());
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

/// Copies a folder and all that is in it.
pub(super) fn copy(from: &Path, to: &Path) -> Result<(), String> {
    let fault = |error: std::io::Error| format!("{}: {error}", from.display());
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
