//! Index files to a volume, and the volume to pages.

use std::sync::Arc;

use rayon::prelude::*;

use super::package::File;
use crate::error::{BuildError, SearchError};
use crate::format::{
    CATALOGUE_FILE, Digest, FORMAT, FRAGMENTS_FILE, FileEntry, Manifest, pack, page_path,
    tantivy_version,
};
use crate::read::{Volume, trace_opening};

/// Bytes of a page of a large index.
const PAGE: usize = 32 << 10;

/// An index that packs into so many bytes goes as one file.
const SMALL: usize = 300_000;

/// So large a volume is not even tried as one file: postings are dense already and pack to
/// a half at best.
const SMALL_UNPACKED: usize = 1 << 20;

/// The table of fragments is fetched ahead of need up to this size.
const WARM_TABLE: usize = 2 * PAGE;

/// Lays files end to end: what every search reads in front, then dictionaries, then the rest.
pub(super) fn join(mut files: Vec<(String, Vec<u8>)>) -> (Vec<FileEntry>, Vec<u8>) {
    files.sort_by_key(|(name, _)| (rank(name), name.clone()));
    let mut entries = Vec::with_capacity(files.len());
    let mut volume = Vec::with_capacity(files.iter().map(|(_, content)| content.len()).sum());
    for (name, content) in files {
        entries.push(FileEntry { name, start: volume.len(), length: content.len() });
        volume.extend_from_slice(&content);
    }
    (entries, volume)
}

fn rank(name: &str) -> usize {
    let order = [
        "meta.json",
        CATALOGUE_FILE,
        ".fieldnorm",
        FRAGMENTS_FILE,
        ".fast",
        ".store",
        ".term",
        ".idx",
    ];
    order.iter().position(|end| name.ends_with(end)).unwrap_or(order.len())
}

/// Cuts a volume into pages; returns them with the manifest.
pub(super) fn cut(
    files: Vec<FileEntry>,
    volume: &[u8],
    documents: usize,
    languages: Vec<String>,
) -> Result<(Vec<File>, Manifest), BuildError> {
    let mut manifest = Manifest {
        format: FORMAT.to_owned(),
        tantivy: tantivy_version(),
        seal: Digest::default(),
        documents: documents as u32,
        languages,
        length: volume.len(),
        page_size: PAGE,
        pages: Vec::new(),
        files,
        warm: Vec::new(),
        hot: Vec::new(),
        hot_bytes: String::new(),
    };
    if volume.len() <= SMALL_UNPACKED {
        let bytes = pack(volume)?;
        if bytes.len() <= SMALL {
            let digest = Digest::of(volume);
            manifest.page_size = volume.len().max(1);
            manifest.pages = vec![digest];
            manifest.warm = vec![0];
            return Ok((vec![File { path: page_path(&digest), bytes }], manifest));
        }
    }
    let pages: Vec<(Digest, File)> =
        volume.par_chunks(PAGE).map(page).collect::<Result<_, BuildError>>()?;
    manifest.pages = pages.iter().map(|(digest, _)| *digest).collect();
    manifest.warm = warm(&manifest.files);
    let hot = hot(&manifest, volume).map_err(std::io::Error::other)?;
    manifest.set_hot(&hot);
    Ok((pages.into_iter().map(|(_, file)| file).collect(), manifest))
}

fn page(content: &[u8]) -> Result<(Digest, File), BuildError> {
    let digest = Digest::of(content);
    Ok((digest, File { path: page_path(&digest), bytes: pack(content)? }))
}

/// The pages of the files that every search reads whole.
fn warm(files: &[FileEntry]) -> Vec<usize> {
    let mut pages = std::collections::BTreeSet::new();
    for file in files.iter().filter(|file| file.length > 0) {
        let whole = file.name == CATALOGUE_FILE
            || file.name.ends_with(".fieldnorm")
            || (file.name == FRAGMENTS_FILE && file.length <= WARM_TABLE);
        if whole {
            pages.extend(file.start / PAGE..=(file.start + file.length - 1) / PAGE);
        }
    }
    pages.into_iter().collect()
}

/// The cuts that opening reads, found by opening the finished volume once. Neighbours and
/// overlaps are joined.
fn hot(manifest: &Manifest, bytes: &[u8]) -> Result<Vec<(usize, Vec<u8>)>, SearchError> {
    let volume = Arc::new(Volume::new(manifest)?);
    for (page, content) in bytes.chunks(manifest.page_size).enumerate() {
        volume.supply(page, content.to_vec());
    }
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for (start, end) in trace_opening(&volume)? {
        match joined.last_mut() {
            Some((_, last)) if start <= *last => *last = end.max(*last),
            _ => joined.push((start, end)),
        }
    }
    let cut = |(start, end): (usize, usize)| Some((start, bytes.get(start..end)?.to_vec()));
    Ok(joined.into_iter().filter_map(cut).collect())
}
