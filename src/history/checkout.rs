//! What a repository has of the past: its tags, and the content as it was at a commit, a tag or a
//! branch, written into a folder.

use std::fs;
use std::io;
use std::path::Path;

use super::git::{self, Fault};

/// Maximum bytes of a file.
const LARGEST: u64 = 1 << 30;

/// The latest tag before what is checked out below `root`; `None` if there is none.
///
/// # Errors
/// When Git is missing or too slow.
pub fn last_tag(root: &Path) -> Result<Option<String>, Fault> {
    match git::words(root, &["describe", "--tags", "--abbrev=0"]) {
        Ok(tag) => Ok(Some(tag).filter(|tag| !tag.is_empty())),
        Err(Fault::Refused(_)) => Ok(None),
        Err(fault) => Err(fault),
    }
}

/// Whether the repository of `root` is a shallow clone, which lacks a part of its history.
///
/// # Errors
/// When Git is missing or too slow, or `root` is in no repository.
pub fn is_shallow(root: &Path) -> Result<bool, Fault> {
    Ok(git::words(root, &["rev-parse", "--is-shallow-repository"])? == "true")
}

/// Writes `content/` below `root`, as it was at `reference`, into `folder`. Only files are written,
/// with their bytes as Git has them: no filter of the repository is run.
///
/// # Errors
/// When Git is missing or refuses, as for a reference that does not exist, or a file cannot be written.
pub fn checkout(root: &Path, reference: &str, folder: &Path) -> Result<(), Fault> {
    let files = git::files(root, reference, "content/")?;
    let ids: Vec<&str> = files.iter().map(|(_, id)| id.as_str()).collect();
    let write = |mut texts: git::Texts| -> io::Result<()> {
        for (path, _) in &files {
            let Some(bytes) = texts.next(LARGEST)? else { continue };
            let path = folder.join(path);
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::write(path, bytes)?;
        }
        Ok(())
    };
    Ok(git::texts(root, &ids, write)??)
}
