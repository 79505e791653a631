//! The list of the files that a build has written, kept in the output folder.
//!
//! It marks the folder as ours and distinguishes our files from those of others.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{PublishError, path};

/// The name of the manifest in the output folder.
pub const MANIFEST: &str = ".crosstown.json";

/// The version of the format, which rises when an older program would misread the manifest.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct Out<'a> {
    format: u32,
    files: Vec<&'a str>,
}

/// What every version of the format has, whatever else has changed.
#[derive(Deserialize)]
struct Heading {
    format: u32,
}

#[derive(Deserialize)]
struct Entries {
    files: BTreeSet<String>,
}

/// What an earlier build left in the output folder.
#[derive(Debug, Default)]
pub(super) struct Published {
    /// The manifest itself; empty if there is none.
    pub(super) manifest: Vec<u8>,
    /// The files that it lists.
    pub(super) files: BTreeSet<String>,
}

/// The bytes of the manifest for `files`, which are sorted.
pub(super) fn bytes<'a>(files: impl Iterator<Item = &'a str>) -> Vec<u8> {
    let manifest = Out { format: FORMAT, files: files.collect() };
    let mut bytes = serde_json::to_vec_pretty(&manifest).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// Reads the manifest of the site in `out`, which may be missing or empty.
///
/// # Errors
/// When the folder contains files but no manifest, or a manifest that cannot be parsed.
pub(super) fn read(out: &Path) -> Result<Published, PublishError> {
    let path = out.join(MANIFEST);
    if fs::symlink_metadata(&path).is_ok_and(|found| found.is_symlink()) {
        return Err(PublishError::Link { path });
    }
    let manifest = match fs::read(&path) {
        Ok(manifest) => manifest,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return if is_empty(out)? { Ok(Published::default()) } else { Err(not_ours(out)) };
        }
        Err(error) => return Err(PublishError::system("reading", &path)(error)),
    };
    let unreadable = |error: serde_json::Error| {
        let why =
            format!("its {MANIFEST} cannot be read ({error}); empty the folder to build anew");
        PublishError::refused(out, why)
    };
    let Heading { format } = serde_json::from_slice(&manifest).map_err(unreadable)?;
    if format != FORMAT {
        let by = if format > FORMAT { "a later" } else { "an earlier" };
        let why = format!(
            "it was written by {by} version of this program (format {format}, this one knows \
             {FORMAT}); build it with that version, or empty the folder to build anew"
        );
        return Err(PublishError::refused(out, why));
    }
    let read: Entries = serde_json::from_slice(&manifest).map_err(unreadable)?;
    if let Some(file) = read.files.iter().find(|file| path::check(file).is_err()) {
        let why = format!(
            "its {MANIFEST} lists `{}`, which no build can have written; empty the folder to build \
             anew",
            file.escape_debug()
        );
        return Err(PublishError::refused(out, why));
    }
    Ok(Published { manifest, files: read.files })
}

fn is_empty(out: &Path) -> Result<bool, PublishError> {
    match fs::read_dir(out) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
        Err(error) => Err(PublishError::system("reading", out)(error)),
    }
}

fn not_ours(out: &Path) -> PublishError {
    let why = format!(
        "it holds files that no build has written; give another folder with --out, empty this one, \
         or, to keep its files and build beside them, put into it a file {MANIFEST} with \
         {{\"format\":{FORMAT},\"files\":[]}}"
    );
    PublishError::refused(out, why)
}
