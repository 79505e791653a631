//! Concatenates index files into a volume and splits it into pages.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use tantivy::directory::OwnedBytes;

use super::file::{File, PutFile};
use super::segment::IndexFile;
use crate::error::{BuildError, SearchError};
use crate::format::{
    DICTIONARIES, Digest, FORMAT, FileEntry, Groups, Head, Manifest, Priors, Versions,
    catalogue_path, dictionary_path, head_path, pack, page_path, seal, tantivy_version,
};
use crate::read::{Traced, Volume, trace};

/// The size of a page in bytes. Searches read scattered postings lists of a few hundred bytes, so
/// small pages waste little.
const PAGE: usize = 8 << 10;

/// A page of a dictionary is one block, or several small ones up to this size in bytes.
const DICTIONARY_PAGE: usize = 3 << 10;

/// An index up to this size in bytes is entirely in the head.
const SMALL: usize = 96_000;

/// The size in bytes of dictionaries in the head.
const HEAD_DICTIONARIES: usize = 20_000;

/// The compressed size in bytes above which the catalogue is a file of its own.
pub(super) const LARGE_CATALOGUE: usize = 120_000;

/// The compressed size in bytes above which dictionaries are not offered as one file. Five queries
/// read about this many bytes of their blocks.
const LARGE_DICTIONARY: usize = 120_000;

/// Byte ranges of the volume, in order.
type ByteRanges = Vec<Range<usize>>;

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
    let (pages, ranges) = layout(&manifest, &volume).map_err(std::io::Error::other)?;
    let version = manifest.version;
    let written: Vec<usize> = pages
        .par_iter()
        .enumerate()
        // A page that is entirely in the head is never fetched.
        .filter(|(_, page)| {
            !ranges.iter().any(|range| range.start <= page.start && page.end <= range.end)
        })
        .map(|(number, page)| {
            let content = volume.get(page.clone()).unwrap_or_default().to_vec();
            let digest = Digest::of(&content);
            let sealed = seal(content, &digest, &version, number as u32);
            let bytes = pack(&sealed)?;
            let size = bytes.len();
            take(File { path: page_path(&version, number), bytes })?;
            Ok(size)
        })
        .collect::<Result<_, BuildError>>()?;
    let mut further = Vec::new();
    let bytes = |range: &Range<usize>| volume.get(range.clone()).unwrap_or_default().to_vec();
    let mut head = Head {
        pages: pages.iter().map(|page| page.len() as u32).collect(),
        slices: ranges.iter().map(|range| (range.start, bytes(range))).collect(),
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
    further.extend(dictionary(&mut manifest, &volume)?);
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

/// The pages, and the slices for the head, found by opening the finished volume.
fn layout(
    manifest: &Manifest,
    bytes: &OwnedBytes,
) -> Result<(ByteRanges, ByteRanges), SearchError> {
    if bytes.len() <= SMALL {
        let all = 0..bytes.len();
        return Ok((vec![all.clone()], vec![all]));
    }
    let whole = Volume::whole(manifest, bytes.clone());
    let whole = whole.ok_or_else(|| SearchError::Index("it is too large".to_owned()))?;
    let traced = trace(&Arc::new(whole))?;
    let mut ends = BTreeSet::new();
    let mut end = 0;
    for file in &manifest.files {
        let start = end;
        end += file.length;
        // Dictionaries are split at their blocks, other files anywhere.
        if !file.name.ends_with(DICTIONARIES) {
            ends.extend((start + PAGE..end).step_by(PAGE));
        }
        ends.insert(end);
    }
    for (start, end) in traced.dictionaries.iter().flatten() {
        ends.extend(blocks(bytes, *start..*end));
    }
    let mut start = 0;
    let mut pages = Vec::with_capacity(ends.len());
    for end in ends.into_iter().filter(|end| *end > 0) {
        if end > start {
            pages.push(start..end);
            start = end;
        }
    }
    Ok((pages, head_ranges(traced)))
}

/// The dictionaries as one file, if they are in pages and not large.
fn dictionary(manifest: &mut Manifest, volume: &[u8]) -> Result<Option<File>, BuildError> {
    let mut start = 0;
    for file in &manifest.files {
        let end = start + file.length;
        if file.name.ends_with(DICTIONARIES) && volume.len() > SMALL {
            let content = volume.get(start..end).unwrap_or_default();
            // They compress to about half: larger ones are not tried.
            if content.len() > 3 * LARGE_DICTIONARY {
                return Ok(None);
            }
            let bytes = pack(content)?;
            let digest = Digest::of(content);
            let offered = bytes.len() <= LARGE_DICTIONARY;
            manifest.dictionary = offered.then_some(digest);
            return Ok(offered.then(|| File { path: dictionary_path(&digest), bytes }));
        }
        start = end;
    }
    Ok(None)
}

/// The offsets after the blocks of a dictionary. Each block begins with its length, four bytes in
/// little-endian order. If tantivy changed that, searches would still be right, but fetch more.
fn blocks(bytes: &[u8], dictionary: Range<usize>) -> Vec<usize> {
    let mut ends = vec![dictionary.start, dictionary.end];
    let (mut at, mut page) = (dictionary.start, dictionary.start);
    while let Some(Ok(length)) = bytes.get(at..at + 4).map(<[u8; 4]>::try_from) {
        at += 4 + u32::from_le_bytes(length) as usize;
        if at >= dictionary.end {
            break;
        }
        if at - page >= DICTIONARY_PAGE {
            ends.push(at);
            page = at;
        }
    }
    ends
}

/// The slices for the head: what opening reads, and the smallest dictionaries. Adjacent and
/// overlapping ones are merged.
fn head_ranges(traced: Traced) -> ByteRanges {
    let mut ranges = traced.opening;
    let mut dictionaries: Vec<(usize, BTreeSet<(usize, usize)>)> = traced
        .dictionaries
        .into_iter()
        .map(|ranges| (ranges.iter().map(|(start, end)| end - start).sum(), ranges))
        .collect();
    dictionaries.sort();
    let mut taken = 0;
    for (size, dictionary) in dictionaries {
        taken += size;
        if taken <= HEAD_DICTIONARIES {
            ranges.extend(dictionary);
        }
    }
    let mut joined: Vec<Range<usize>> = Vec::new();
    for (start, end) in ranges {
        match joined.last_mut() {
            Some(last) if start <= last.end => last.end = end.max(last.end),
            _ => joined.push(start..end),
        }
    }
    joined
}
