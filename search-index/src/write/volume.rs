//! Concatenates index files into a volume and splits it into pages.

use std::ops::Range;

use rayon::prelude::*;
use tantivy::directory::OwnedBytes;

use super::file::{File, PutFile};
use super::layout::{Examined, Layout};
use super::segment::IndexFile;
use crate::error::BuildError;
use crate::format::{
    Digest, FORMAT, FileEntry, Groups, Head, Manifest, Priors, Versions, catalogue_path,
    dictionary_path, head_path, pack, page_path, seal, tantivy_version,
};

/// The compressed size in bytes above which the catalogue is a file of its own.
pub(super) const LARGE_CATALOGUE: usize = 120_000;

/// The compressed size in bytes above which dictionaries are not offered as one file. Five queries
/// read about this many bytes of their blocks.
const LARGE_DICTIONARY: usize = 120_000;

/// What the head and manifest hold besides the volume.
pub(super) struct Metadata {
    pub(super) groups: Groups,
    pub(super) versions: Versions,
    pub(super) priors: Priors,
    pub(super) catalogue: Vec<u8>,
    pub(super) languages: Vec<String>,
    /// The compressed size in bytes above which the catalogue is a file of its own.
    pub(super) large_catalogue: usize,
}

/// Concatenates files: first those that the head holds, then dictionaries, then the rest. Each is
/// dropped once it is copied.
pub(super) fn concatenate(mut files: Vec<IndexFile>) -> (Vec<FileEntry>, Vec<u8>) {
    files.sort_by_key(|(name, _)| (rank(name), name.clone()));
    let mut entries = Vec::with_capacity(files.len());
    let lengths = files.iter().flat_map(|(_, pieces)| pieces.iter().map(Vec::len));
    let mut volume = Vec::with_capacity(lengths.sum());
    for (name, pieces) in files {
        let start = volume.len();
        pieces.into_iter().for_each(|piece| volume.extend_from_slice(&piece));
        entries.push(FileEntry { name, length: volume.len() - start });
    }
    (entries, volume)
}

fn rank(name: &str) -> usize {
    let order = ["meta.json", ".fieldnorm", ".fast", ".store", ".term", ".idx"];
    order.iter().position(|end| name.ends_with(end)).unwrap_or(order.len())
}

/// Splits a volume into pages and writes them, the head and the other files. Returns the number of
/// files, their size in bytes, and the manifest.
pub(super) fn write_pages(
    files: Vec<FileEntry>,
    volume: Vec<u8>,
    documents: usize,
    metadata: Metadata,
    take: PutFile<'_>,
) -> Result<(usize, usize, Manifest), BuildError> {
    // Shared with the engine, which opens the index to find what the head should hold.
    let volume = OwnedBytes::new(volume);
    let mut manifest = Manifest {
        format: FORMAT.to_owned(),
        tantivy: tantivy_version(),
        seal: Digest::default(),
        documents: documents as u32,
        languages: metadata.languages,
        version: Digest::of(&volume),
        head: Digest::of(&[]),
        catalogue: None,
        dictionary: None,
        files,
    };
    let examined = Examined::new(&manifest, volume.clone()).map_err(std::io::Error::other)?;
    let mut further = Vec::new();
    if let Some(place) = examined.dictionaries(&manifest)
        && let Some((digest, file)) = dictionary(volume.get(place).unwrap_or_default())?
    {
        manifest.dictionary = Some(digest);
        further.push(file);
    }
    let Layout { pages, head: ranges } = examined.layout(&manifest, manifest.dictionary.is_some());
    let slices = pages.slices().unwrap_or_default();
    let version = manifest.version;
    let bytes = |range: &Range<usize>| volume.get(range.clone()).unwrap_or_default();
    let is_in_head = |slice: &Range<usize>| {
        ranges.iter().any(|range| range.start <= slice.start && slice.end <= range.end)
    };
    let written: Vec<usize> = slices
        .par_iter()
        .enumerate()
        // A page that is entirely in the head is never fetched.
        .filter(|(_, page)| !page.iter().all(is_in_head))
        .map(|(number, page)| {
            let content: Vec<u8> = page.iter().flat_map(bytes).copied().collect();
            let digest = Digest::of(&content);
            let sealed = seal(content, &digest, &version, number as u32);
            let bytes = pack(&sealed)?;
            let size = bytes.len();
            take(File { path: page_path(&version, number), bytes })?;
            Ok(size)
        })
        .collect::<Result<_, BuildError>>()?;
    let mut head = Head {
        pages,
        slices: ranges.iter().map(|range| (range.start, bytes(range).to_vec())).collect(),
        groups: metadata.groups,
        versions: metadata.versions,
        priors: metadata.priors,
        catalogue: Vec::new(),
    };
    let packed = pack(&metadata.catalogue)?;
    if packed.len() > metadata.large_catalogue {
        let digest = Digest::of(&metadata.catalogue);
        manifest.catalogue = Some(digest);
        further.push(File { path: catalogue_path(&digest), bytes: packed });
    } else {
        head.catalogue = metadata.catalogue;
    }
    let content = head.write();
    manifest.head = Digest::of(&content);
    further.push(File { path: head_path(&manifest.head), bytes: pack(&content)? });
    let count = written.len() + further.len();
    let mut size = written.iter().sum();
    for file in further {
        size += file.bytes.len();
        take(file)?;
    }
    Ok((count, size, manifest))
}

/// The dictionaries as one file, if they are in pages and not large.
fn dictionary(content: &[u8]) -> Result<Option<(Digest, File)>, BuildError> {
    // They compress to about half: larger ones are not tried.
    if content.len() > 3 * LARGE_DICTIONARY {
        return Ok(None);
    }
    let bytes = pack(content)?;
    let digest = Digest::of(content);
    let offered = bytes.len() <= LARGE_DICTIONARY;
    Ok(offered.then(|| (digest, File { path: dictionary_path(&digest), bytes })))
}
