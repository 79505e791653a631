//! Where a build may write: the output folder, resolved once, and its hidden neighbours.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use super::PublishError;

/// The output folder and what stands beside it while a build runs, on the same file system.
#[derive(Debug)]
pub(super) struct Target {
    /// The output folder: absolute, without symbolic links. It may not exist yet.
    pub(super) out: PathBuf,
    /// Where the new site grows.
    pub(super) staging: PathBuf,
    /// Where the old site waits during a swap of two steps.
    pub(super) previous: PathBuf,
    /// The lock file.
    pub(super) lock: PathBuf,
}

impl Target {
    /// Resolves `out` and refuses what cannot be an output folder; `apart` are folders that it
    /// may neither hold nor lie in, such as the content's.
    pub(super) fn resolve(out: &Path, apart: &[&Path]) -> Result<Target, PublishError> {
        let refuse = |why: &str| Err(PublishError::refused(out, why));
        // Collecting the components drops a slash at the end, behind which a link hides.
        let absolute: PathBuf =
            std::path::absolute(out).map_err(say("resolving", out))?.components().collect();
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
        for folder in apart {
            let folder = real(folder);
            if folder.starts_with(&out) || out.starts_with(&folder) {
                let why = format!("it overlaps with {}, which is read", folder.display());
                return Err(PublishError::refused(&out, why));
            }
        }
        let beside = |end: &str| parent.join(hidden(name, end));
        Ok(Target {
            staging: beside(".crosstown-new"),
            previous: beside(".crosstown-old"),
            lock: beside(".lock"),
            out,
        })
    }
}

fn say(doing: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> PublishError {
    PublishError::system(doing, path)
}

fn hidden(name: &OsStr, end: &str) -> std::ffi::OsString {
    let mut hidden = std::ffi::OsString::from(".");
    hidden.push(name);
    hidden.push(end);
    hidden
}

/// The path with its links resolved as far as it exists; what does not exist has no links.
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
