//! Reads the files that the walk found, once: what they hold is what every later stage works on,
//! and its digest tells whether anything has changed since another build.

use std::fs::{self, File};
use std::io;
use std::sync::Arc;

use blake3::{Hash, Hasher};
use rayon::prelude::*;

use super::Asset;
use super::walk::{Found, Listed};
use crate::diagnostic::Diagnostic;
use crate::shelf::Shelf;

/// With more bytes of content than this, texts are laid away on the disk once they are parsed: for
/// as much content, a site in memory takes four times as much.
const LARGE: usize = 256 << 20;

/// A file as it was read.
#[derive(Debug)]
pub struct LoadedFile {
    /// Where it is and what it is for.
    pub listed: Listed,
    /// What it holds, or why that cannot be read.
    pub bytes: io::Result<Vec<u8>>,
    /// The digest of what it holds.
    pub digest: Hash,
}

/// Everything below `content/`, read. Files that are only copied are left on the disk.
#[derive(Debug, Default)]
pub struct Loaded {
    /// Files that were read, in the order of paths.
    pub files: Vec<LoadedFile>,
    /// Files to be copied.
    pub assets: Vec<Asset>,
    /// What has no place here.
    pub diagnostics: Vec<Diagnostic>,
    /// Where texts lie once they are parsed, if not in memory.
    pub shelf: Option<Arc<Shelf>>,
}

/// Reads all files.
#[must_use]
pub fn load(found: Found) -> Loaded {
    let Found { files, assets, diagnostics } = found;
    let files: Vec<LoadedFile> = files.into_par_iter().map(read).collect();
    let bytes: usize = files.iter().map(|file| file.bytes.as_ref().map_or(0, Vec::len)).sum();
    // Without a place for them, texts stay in memory.
    let shelf = (bytes > LARGE).then(|| Shelf::new().ok()).flatten();
    Loaded { files, assets, diagnostics, shelf }
}

pub(super) fn read(listed: Listed) -> LoadedFile {
    let bytes = fs::read(&listed.from);
    let digest = blake3::hash(bytes.as_deref().unwrap_or_default());
    LoadedFile { listed, bytes, digest }
}

impl Loaded {
    /// One digest of all that was read and of the files to be copied, with their paths. None
    /// where something cannot be read or has no place.
    #[must_use]
    pub fn digest(&self) -> Option<Hash> {
        if !self.diagnostics.is_empty() {
            return None;
        }
        let mut whole = Hasher::new();
        let mut note = |path: &str, digest: Hash| {
            whole.update(&(path.len() as u64).to_le_bytes());
            whole.update(path.as_bytes());
            whole.update(digest.as_bytes());
        };
        for file in &self.files {
            file.bytes.as_ref().ok()?;
            note(&file.listed.path, file.digest);
        }
        let assets: Option<Vec<Hash>> =
            self.assets.par_iter().map(|asset| of_file(asset).ok()).collect();
        for (asset, digest) in self.assets.iter().zip(assets?) {
            note(&asset.to, digest);
        }
        Some(whole.finalize())
    }
}

/// Pictures and documents may be large, so they are read in pieces.
fn of_file(asset: &Asset) -> io::Result<Hash> {
    let mut hasher = Hasher::new();
    hasher.update_reader(File::open(&asset.from)?)?;
    Ok(hasher.finalize())
}
