//! Where a build may write: the output folder, resolved once, and its parent.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use super::PublishError;

/// The folders below the root that a build reads.
const READ: [&str; 2] = ["content", "themes"];

/// The output folder, and its parent, where a build works.
#[derive(Debug)]
pub(super) struct Target {
    /// The output folder: absolute, without symbolic links. It may not exist yet.
    pub(super) out: PathBuf,
    /// Its parent folder.
    pub(super) parent: PathBuf,
    /// The prefix of the names of our folders beside it.
    pub(super) prefix: OsString,
}

impl Target {
    /// Resolves `out` and refuses what cannot be an output folder. If a site's `root` is given, the
    /// output may neither contain what is read there nor be inside it, and the path to it from
    /// there may not contain symbolic links, because such a link may have come with the content.
    pub(super) fn resolve(out: &Path, root: Option<&Path>) -> Result<Target, PublishError> {
        let refuse = |why: &str| Err(PublishError::refused(out, why));
        let absolute = absolute(out)?;
        match fs::symlink_metadata(&absolute) {
            Ok(found) if found.is_symlink() => {
                return refuse("it is a symbolic link; give the folder that it points to");
            }
            Ok(found) if !found.is_dir() => return refuse("it is a file, not a folder"),
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(say("reading", out)(error));
            }
            _ => {}
        }
        if let Some(root) = root {
            no_links_between(&self::absolute(root)?, &absolute)?;
        }
        let out = real(&absolute);
        let (Some(parent), Some(name)) = (out.parent(), out.file_name()) else {
            return refuse("it is the root of the file system");
        };
        if env::home_dir().is_some_and(|home| real(&home).starts_with(&out)) {
            return refuse("it is the home folder, or holds it");
        }
        if env::current_dir().is_ok_and(|here| real(&here).starts_with(&out)) {
            return refuse("it is the current folder, or holds it");
        }
        for folder in root.iter().flat_map(|root| READ.map(|folder| root.join(folder))) {
            let folder = real(&folder);
            if folder.starts_with(&out) || out.starts_with(&folder) {
                let why = format!("it overlaps with {}, which is read", folder.display());
                return Err(PublishError::refused(&out, why));
            }
        }
        let mut prefix = OsString::from(".");
        prefix.push(name);
        prefix.push(".crosstown-");
        Ok(Target { parent: parent.to_owned(), prefix, out })
    }
}

/// Collecting the components removes a trailing slash, which would hide a link.
fn absolute(path: &Path) -> Result<PathBuf, PublishError> {
    Ok(std::path::absolute(path).map_err(say("resolving", path))?.components().collect())
}

fn no_links_between(root: &Path, out: &Path) -> Result<(), PublishError> {
    let Ok(inner) = out.strip_prefix(root) else { return Ok(()) };
    let mut folder = root.to_owned();
    for part in inner.components() {
        folder.push(part);
        if fs::symlink_metadata(&folder).is_ok_and(|found| found.is_symlink()) {
            return Err(PublishError::Link { path: folder });
        }
    }
    Ok(())
}

fn say(doing: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> PublishError {
    PublishError::system(doing, path)
}

/// The path with its links resolved as far as it exists; the rest has no links.
fn real(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let existing = absolute.ancestors().find_map(|part| Some((part, part.canonicalize().ok()?)));
    let Some((existing, mut whole)) = existing else { return absolute };
    let rest = absolute.strip_prefix(existing).unwrap_or(Path::new(""));
    for part in rest.components() {
        match part {
            Component::ParentDir => _ = whole.pop(),
            Component::Normal(name) => whole.push(name),
            _ => {}
        }
    }
    whole
}
