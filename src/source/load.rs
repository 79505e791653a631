//! Reads the files that the walk found, once. All later stages work on these bytes, and their
//! digest shows whether anything has changed since an earlier build.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use blake3::{Hash, Hasher};
use rayon::prelude::*;

use super::content::{Parsed, by_path};
use super::parse_cache::{Known, ParseCache};
use super::walk::{FileList, Listed, Role, listed};
use super::{Asset, config};
use crate::diagnostic::Diagnostic;
use crate::model::{At, Config, Extra, Limits, SourceFile, attachment};
use crate::spill::SpillFile;
use crate::stamp::Stamp;

/// With more bytes of content than this, texts move to disk once parsed; a site in memory takes
/// four times the size of its content.
const LARGE: usize = 256 << 20;

/// A file and its content.
#[derive(Debug)]
pub(super) struct LoadedFile {
    /// Its path and role.
    pub(super) listed: Listed,
    pub(super) contents: Contents,
    /// The most characters a line may have.
    pub(super) line: usize,
    /// The digest of its bytes.
    pub(super) digest: Hash,
    /// Its stamp before it was read; only taken if there is a cache.
    pub(super) stamp: Option<Stamp>,
}

/// The content of a file.
#[derive(Debug)]
pub(super) enum Contents {
    Bytes(Vec<u8>),
    /// Unchanged since the previous build, which parsed it.
    Parsed(Arc<Parsed>),
    Unread(Unread),
}

/// Why a file was not read.
#[derive(Debug)]
pub enum Unread {
    /// A system error.
    System(io::Error),
    /// It is too large.
    TooLarge {
        /// Its bytes.
        bytes: u64,
        /// The limit in bytes.
        limit: u64,
    },
}

/// Everything below `content/`, read into memory, except files that are only copied.
#[derive(Debug, Default)]
pub struct Loaded {
    /// In the order of paths.
    pub(super) files: Vec<LoadedFile>,
    /// Files beside records.
    pub(super) assets: Vec<Asset>,
    pub(super) limits: Limits,
    /// The extras that `site.yaml` asks for.
    extras: Vec<At<Extra>>,
    /// Findings about files that do not belong here.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Where texts move once they are parsed, if they do not stay in memory.
    pub(crate) spill: Option<Arc<SpillFile>>,
}

/// Reads all files, or with a `cache` only those that have changed since the build that filled it.
///
/// Texts of a large site are spilled unless there is a cache, which keeps them in memory anyway.
#[must_use]
pub fn load(found: FileList, cache: Option<&ParseCache>) -> Loaded {
    let FileList { files, assets, diagnostics } = found;
    let settings = settings(&files);
    let (limits, extras) =
        settings.map(|config| (config.limits, config.extras)).unwrap_or_default();
    let files: Vec<LoadedFile> = files
        .into_par_iter()
        .map(|listed| match cache {
            Some(cache) => {
                let known = cache.get(&listed.path, &limits);
                read_changed(listed, &limits, known)
            }
            None => read(listed, &limits),
        })
        .collect();
    let bytes: usize = files.iter().map(LoadedFile::size).sum();
    // If no temporary file can be created, texts stay in memory.
    let spill = (bytes > LARGE && cache.is_none()).then(|| SpillFile::new().ok()).flatten();
    Loaded { files, assets, limits, extras, diagnostics, spill }
}

/// Files that are in no folder, by their paths below the root, in the order of paths.
#[must_use]
pub fn given(files: impl IntoIterator<Item = (String, String)>) -> Loaded {
    let mut loaded = Loaded::default();
    for (path, text) in files {
        let FileList { files, diagnostics, .. } = listed(&path);
        loaded.diagnostics.extend(diagnostics);
        loaded.files.extend(files.into_iter().map(|listed| LoadedFile {
            listed,
            digest: blake3::hash(text.as_bytes()),
            contents: Contents::Bytes(text.clone().into_bytes()),
            line: loaded.limits.line_characters,
            stamp: None,
        }));
    }
    loaded.files.sort_by(|one, other| by_path(&one.listed.path, &other.listed.path));
    loaded
}

/// The settings in `site.yaml`, some of which have to be known before anything else is read.
fn settings(files: &[Listed]) -> Option<Config> {
    let listed = files.iter().find(|listed| listed.role == Role::Config)?;
    let text = String::from_utf8(bounded(&listed.from, Limits::SETTINGS).ok()?).ok()?;
    config::config(&SourceFile::without_record(&listed.path, text)).0
}

/// Reads a file unless it is known to be unchanged.
fn read_changed(listed: Listed, limits: &Limits, known: Option<&Known>) -> LoadedFile {
    // Taken before reading: a later change gives the file a later time.
    let stamp = Stamp::at_rest(&listed.from);
    let unchanged = |known: &&Known| stamp.is_some() && known.stamp == stamp;
    if let Some(known) = known.filter(unchanged) {
        let contents = Contents::Parsed(Arc::clone(&known.parsed));
        return LoadedFile {
            listed,
            contents,
            line: limits.line_characters,
            digest: known.digest,
            stamp,
        };
    }
    let mut file = read(listed, limits);
    if matches!(file.contents, Contents::Bytes(_)) {
        file.stamp = stamp;
        if let Some(known) = known.filter(|known| known.digest == file.digest) {
            file.contents = Contents::Parsed(Arc::clone(&known.parsed));
        }
    }
    file
}

fn read(listed: Listed, limits: &Limits) -> LoadedFile {
    let limit = match listed.role {
        Role::Record { .. } => limits.record(),
        Role::Config | Role::Vocabulary(_) | Role::TermWords { .. } => Limits::SETTINGS,
    };
    let contents = bounded(&listed.from, limit).map_or_else(Contents::Unread, Contents::Bytes);
    let digest = match &contents {
        Contents::Bytes(bytes) => blake3::hash(bytes),
        _ => blake3::hash(&[]),
    };
    LoadedFile { listed, contents, line: limits.line_characters, digest, stamp: None }
}

impl LoadedFile {
    fn size(&self) -> usize {
        if let Contents::Bytes(bytes) = &self.contents { bytes.len() } else { 0 }
    }
}

/// Reads a file unless it is too large.
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
    /// Whether `site.yaml` asks for an extra.
    #[must_use]
    pub fn makes(&self, extra: Extra) -> bool {
        self.extras.iter().any(|one| one.value == extra)
    }

    /// A digest of everything read and of all files that may be published, with their paths. `None`
    /// if a file could not be read or does not belong here.
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
            if matches!(file.contents, Contents::Unread(_)) {
                return None;
            }
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

/// Pictures and documents may be large, so they are read in pieces. For files that cannot be
/// published because of their type or size, only the size counts.
fn of_file(asset: &Asset, limits: &Limits) -> io::Result<Hash> {
    let mut hasher = Hasher::new();
    let size = fs::metadata(&asset.from)?.len();
    if attachment(&asset.to).is_some() && size <= limits.attachment() {
        hasher.update_reader(File::open(&asset.from)?.take(size))?;
    } else {
        hasher.update(&size.to_le_bytes());
    }
    Ok(hasher.finalize())
}
