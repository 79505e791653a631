//! Carries files over from the published folder to the new one: our own that are unchanged, and
//! everything that is not ours.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, FileTimes};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::PublishError;
use super::manifest::MANIFEST;
use super::path::folders;

/// Files in the published folder that are not ours, as relative paths.
#[derive(Debug, Default)]
pub(super) struct Foreign {
    folders: Vec<PathBuf>,
    files: Vec<PathBuf>,
    /// Those at the path of something in the new site.
    pub(super) in_the_way: Vec<PathBuf>,
}

/// Finds files in the published folder `old` that are not in `own`, and whether they are in the way
/// of the `new` files.
pub(super) fn foreign<T>(
    old: &Path,
    own: &BTreeSet<String>,
    new: &BTreeMap<String, T>,
) -> Result<Foreign, PublishError> {
    let own_folders: BTreeSet<&str> = own.iter().flat_map(|path| folders(path)).collect();
    let new_folders: BTreeSet<&str> = new.keys().flat_map(|path| folders(path)).collect();
    let mut found = Foreign::default();
    for entry in WalkDir::new(old).min_depth(1).follow_root_links(false).sort_by_file_name() {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(old).to_owned();
            PublishError::system("reading", &path)(error.into())
        })?;
        let Ok(path) = entry.path().strip_prefix(old) else { continue };
        // A name that is not UTF-8 cannot be ours, nor be in the way of our files.
        let name = slashed(path);
        let is = |set: &BTreeSet<&str>| name.as_deref().is_some_and(|name| set.contains(name));
        let is_folder = entry.file_type().is_dir();
        let ours = if is_folder {
            is(&own_folders)
        } else {
            name.as_deref().is_some_and(|name| name == MANIFEST || own.contains(name))
        };
        if ours {
            continue;
        }
        let blocks = !is_folder && is(&new_folders);
        let blocked = name.as_deref().is_some_and(|name| {
            new.contains_key(name) || folders(name).any(|folder| new.contains_key(folder))
        });
        if blocks || blocked {
            found.in_the_way.push(entry.into_path());
        } else if is_folder {
            found.folders.push(path.to_owned());
        } else {
            found.files.push(path.to_owned());
        }
    }
    Ok(found)
}

fn slashed(path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}

impl Foreign {
    /// Carries everything over from `old` to `new`, except what is already there.
    pub(super) fn bring(&self, old: &Path, new: &Path) -> Result<(), PublishError> {
        for folder in &self.folders {
            let to = new.join(folder);
            fs::create_dir_all(&to).map_err(PublishError::system("making the folder", &to))?;
        }
        for file in &self.files {
            let to = new.join(file);
            if fs::symlink_metadata(&to).is_ok() {
                continue;
            }
            if let Some(folder) = to.parent() {
                fs::create_dir_all(folder)
                    .map_err(PublishError::system("making the folder", folder))?;
            }
            link(&old.join(file), &to)?;
        }
        // Permissions are set last and innermost first, because a folder may be read-only or
        // unreadable for others.
        for folder in self.folders.iter().rev() {
            copy_permissions(&old.join(folder), &new.join(folder))?;
        }
        Ok(())
    }
}

/// Gives the folder `to` the permissions of `from`.
pub(super) fn copy_permissions(from: &Path, to: &Path) -> Result<(), PublishError> {
    fs::metadata(from)
        .and_then(|found| fs::set_permissions(to, found.permissions()))
        .map_err(PublishError::system("setting the permissions of", to))
}

/// Hard-links `to` to `from`, or copies it with its modification time if the file system cannot
/// link it.
pub(super) fn link(from: &Path, to: &Path) -> Result<(), PublishError> {
    match fs::hard_link(from, to) {
        Ok(()) => Ok(()),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::AlreadyExists) => {
            Err(error)
        }
        Err(_) => copy(from, to),
    }
    .map_err(PublishError::system("keeping", from))
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let found = fs::symlink_metadata(from)?;
    if found.is_symlink() {
        return copy_symlink(from, to);
    }
    if !found.is_file() {
        return Err(io::Error::new(ErrorKind::Unsupported, "it is neither a file nor a folder"));
    }
    fs::copy(from, to)?;
    // Only Windows requires write permission; elsewhere the copy may be read-only like its
    // original.
    let windows = cfg!(windows);
    let copied = File::options().read(!windows).write(windows).open(to)?;
    copied.set_times(FileTimes::new().set_modified(found.modified()?))
}

#[cfg(unix)]
fn copy_symlink(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(fs::read_link(from)?, to)
}

#[cfg(not(unix))]
fn copy_symlink(_from: &Path, _to: &Path) -> io::Result<()> {
    Err(io::Error::new(ErrorKind::Unsupported, "symbolic links cannot be kept on this system"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_has_the_bytes_and_the_age_of_its_original() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("a"), folder.path().join("b"));
        fs::write(&from, "text").unwrap();
        let long_ago = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
        let times = FileTimes::new().set_modified(long_ago);
        File::options().write(true).open(&from).unwrap().set_times(times).unwrap();
        copy(&from, &to).unwrap();
        assert_eq!(fs::read(&to).unwrap(), b"text");
        assert_eq!(fs::metadata(&to).unwrap().modified().unwrap(), long_ago);
    }
}
