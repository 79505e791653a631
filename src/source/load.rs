//! Reads the files that the walk found, once: what they hold is what every later stage works on,
//! and its digest tells whether anything has changed since another build.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use blake3::{Hash, Hasher};
use rayon::prelude::*;

use super::walk::{Found, Listed, Role};
use super::{Asset, config};
use crate::diagnostic::Diagnostic;
use crate::model::{FoundLines, Kind, Limits, SourceFile, attachment};
use crate::spill::SpillFile;

/// With more bytes of content than this, texts are moved to disk once parsed: for
/// as much content, a site in memory takes four times as much.
const LARGE: usize = 256 << 20;

/// A file as it was read.
#[derive(Debug)]
pub struct LoadedFile {
    /// Where it is and what it is for.
    pub listed: Listed,
    /// What it holds, or why that was not read.
    pub bytes: Result<Vec<u8>, Unread>,
    /// So many characters may be on a line.
    pub line: usize,
    /// The digest of what it holds.
    pub digest: Hash,
}

/// Why a file was not read.
#[derive(Debug)]
pub enum Unread {
    /// The system refused.
    System(io::Error),
    /// It is larger than may be.
    TooLarge {
        /// Its bytes.
        bytes: u64,
        /// So many may be.
        limit: u64,
    },
}

/// Everything below `content/`, read. Files that are only copied are left on the disk.
#[derive(Debug, Default)]
pub struct Loaded {
    /// Files that were read, in the order of paths.
    pub files: Vec<LoadedFile>,
    /// Files beside records.
    pub assets: Vec<Asset>,
    /// How large things may be.
    pub limits: Limits,
    /// What has no place here.
    pub diagnostics: Vec<Diagnostic>,
    /// Where texts lie once they are parsed, if not in memory.
    pub spill: Option<Arc<SpillFile>>,
}

/// Reads all files.
#[must_use]
pub fn load(found: Found) -> Loaded {
    let Found { files, assets, diagnostics } = found;
    let limits = limits(&files);
    let files: Vec<LoadedFile> =
        files.into_par_iter().map(|listed| read(listed, &limits)).collect();
    let bytes: usize = files.iter().map(|file| file.bytes.as_ref().map_or(0, Vec::len)).sum();
    // Without a place for them, texts stay in memory.
    let spill = (bytes > LARGE).then(|| SpillFile::new().ok()).flatten();
    Loaded { files, assets, limits, diagnostics, spill }
}

/// The limits that `site.yaml` sets, which have to be known before anything else is read.
pub(super) fn limits(files: &[Listed]) -> Limits {
    let read = || {
        let listed = files.iter().find(|listed| listed.role == Role::Config)?;
        let text = String::from_utf8(bounded(&listed.from, Limits::SETTINGS).ok()?).ok()?;
        let file = SourceFile {
            path: listed.path.clone(),
            kind: Kind::Page,
            slug: String::new(),
            parent: None,
            lang: None,
            text: text.into(),
            lines: FoundLines::default(),
        };
        Some(config::config(&file).0?.limits)
    };
    read().unwrap_or_default()
}

pub(super) fn read(listed: Listed, limits: &Limits) -> LoadedFile {
    let limit = match listed.role {
        Role::Record { .. } => limits.record,
        Role::Config | Role::Vocabulary(_) | Role::TermWords { .. } => Limits::SETTINGS,
    };
    let bytes = bounded(&listed.from, limit);
    let digest = blake3::hash(bytes.as_deref().unwrap_or_default());
    LoadedFile { listed, bytes, line: limits.line, digest }
}

/// Reads a file that is no larger than may be; of a larger one, nothing.
pub(super) fn bounded(path: &Path, limit: u64) -> Result<Vec<u8>, Unread> {
    let file = File::open(path).map_err(Unread::System)?;
    let found = file.metadata().map_err(Unread::System)?.len();
    if found > limit {
        return Err(Unread::TooLarge { bytes: found, limit });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(found).unwrap_or_default() + 1);
    // It may be growing.
    file.take(limit + 1).read_to_end(&mut bytes).map_err(Unread::System)?;
    match bytes.len() as u64 {
        bytes if bytes > limit => Err(Unread::TooLarge { bytes, limit }),
        _ => Ok(bytes),
    }
}

impl Loaded {
    /// One digest of all that was read and of the files that may be published, with their paths.
    /// None where something was not read or has no place.
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
            self.assets.par_iter().map(|asset| of_file(asset, &self.limits).ok()).collect();
        for (asset, digest) in self.assets.iter().zip(assets?) {
            note(&asset.to, digest);
        }
        Some(whole.finalize())
    }
}

/// Pictures and documents may be large, so they are read in pieces. Of what cannot be published
/// for its kind or size, only the size counts.
fn of_file(asset: &Asset, limits: &Limits) -> io::Result<Hash> {
    let mut hasher = Hasher::new();
    let size = fs::metadata(&asset.from)?.len();
    if attachment(&asset.to).is_some() && size <= limits.attachment {
        hasher.update_reader(File::open(&asset.from)?.take(size))?;
    } else {
        hasher.update(&size.to_le_bytes());
    }
    Ok(hasher.finalize())
}
