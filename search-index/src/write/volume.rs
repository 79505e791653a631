//! Index files to a volume, and the volume to pages.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use tantivy::directory::OwnedBytes;

use super::fragments::Take;
use super::package::File;
use super::segment::Part;
use crate::error::{BuildError, SearchError};
use crate::format::{
    DICTIONARIES, Digest, FORMAT, FileEntry, Groups, Head, Manifest, Versions, catalogue_path,
    dictionary_path, head_path, pack, page_path, seal, tantivy_version,
};
use crate::read::{Traced, Volume, trace};

/// Bytes of a page. A search reads a list of postings here and there, mostly of a few hundred
/// bytes: a small page brings little beside it.
const PAGE: usize = 8 << 10;

/// A page of a dictionary is one block of it, or several small ones up to so many bytes.
const DICTIONARY_PAGE: usize = 3 << 10;

/// An index of so many bytes is all in the head.
const SMALL: usize = 96_000;

/// So many bytes of dictionaries are in the head.
const HEAD_DICTIONARIES: usize = 20_000;

/// A catalogue that packs into more bytes stands apart from the head.
pub(super) const LARGE_CATALOGUE: usize = 120_000;

/// Dictionaries that pack into more bytes are not offered as one file.
const LARGE_DICTIONARY: usize = 500_000;

/// Parts of the volume, in order.
type Cuts = Vec<Range<usize>>;

/// What goes beside the volume.
pub(super) struct Beside {
    pub(super) groups: Groups,
    pub(super) versions: Versions,
    pub(super) catalogue: Vec<u8>,
    pub(super) languages: Vec<String>,
    /// Packed bytes beyond which the catalogue stands apart from the head.
    pub(super) large_catalogue: usize,
}

/// Lays files end to end: what the head holds in front, then dictionaries, then the rest. Each is
/// let go once it lies there.
pub(super) fn join(mut files: Vec<Part>) -> (Vec<FileEntry>, Vec<u8>) {
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

/// Cuts a volume into pages, and gives away these, the head and what stands apart; returns how many
/// files these are, how many bytes, and the manifest.
pub(super) fn cut(
    files: Vec<FileEntry>,
    volume: Vec<u8>,
    documents: usize,
    beside: Beside,
    take: Take<'_>,
) -> Result<(usize, usize, Manifest), BuildError> {
    // Shared with the engine, which reads it once to see what it reads first.
    let volume = OwnedBytes::new(volume);
    let mut manifest = Manifest {
        format: FORMAT.to_owned(),
        tantivy: tantivy_version(),
        seal: Digest::default(),
        documents: documents as u32,
        languages: beside.languages,
        version: Digest::of(&volume),
        head: Digest::of(&[]),
        catalogue: None,
        dictionary: None,
        files,
    };
    let (pages, cuts) = places(&manifest, &volume).map_err(std::io::Error::other)?;
    let version = manifest.version;
    let written: Vec<usize> = pages
        .par_iter()
        .enumerate()
        // A page that is all in the head is never asked for.
        .filter(|(_, page)| !cuts.iter().any(|cut| cut.start <= page.start && page.end <= cut.end))
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
    let bytes = |cut: &Range<usize>| volume.get(cut.clone()).unwrap_or_default().to_vec();
    let mut head = Head {
        pages: pages.iter().map(|page| page.len() as u32).collect(),
        cuts: cuts.iter().map(|cut| (cut.start, bytes(cut))).collect(),
        groups: beside.groups,
        versions: beside.versions,
        catalogue: Vec::new(),
    };
    let packed = pack(&beside.catalogue)?;
    if packed.len() > beside.large_catalogue {
        let digest = Digest::of(&beside.catalogue);
        manifest.catalogue = Some(digest);
        further.push(File { path: catalogue_path(&digest), bytes: packed });
    } else {
        head.catalogue = beside.catalogue;
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

/// The pages, and the cuts for the head, found by reading the finished volume once.
fn places(manifest: &Manifest, bytes: &OwnedBytes) -> Result<(Cuts, Cuts), SearchError> {
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
        // Dictionaries are cut at their blocks instead, the other files anywhere.
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
    Ok((pages, hot(traced)))
}

/// The dictionaries as one file, where pages hold them and they are not large.
fn dictionary(manifest: &mut Manifest, volume: &[u8]) -> Result<Option<File>, BuildError> {
    let mut start = 0;
    for file in &manifest.files {
        let end = start + file.length;
        if file.name.ends_with(DICTIONARIES) && volume.len() > SMALL {
            let content = volume.get(start..end).unwrap_or_default();
            // They pack to a half: what is clearly larger is not even tried.
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

/// Where to cut a dictionary: after blocks, each of which begins with its length in four bytes,
/// the lowest first. Were that otherwise, searches would still be right but fetch more.
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

/// The cuts for the head: those that opening makes, and the smallest dictionaries. Neighbours and
/// overlaps are joined.
fn hot(traced: Traced) -> Cuts {
    let mut cuts = traced.opening;
    let mut dictionaries: Vec<(usize, BTreeSet<(usize, usize)>)> = traced
        .dictionaries
        .into_iter()
        .map(|cuts| (cuts.iter().map(|(start, end)| end - start).sum(), cuts))
        .collect();
    dictionaries.sort();
    let mut taken = 0;
    for (size, dictionary) in dictionaries {
        taken += size;
        if taken <= HEAD_DICTIONARIES {
            cuts.extend(dictionary);
        }
    }
    let mut joined: Vec<Range<usize>> = Vec::new();
    for (start, end) in cuts {
        match joined.last_mut() {
            Some(last) if start <= last.end => last.end = end.max(last.end),
            _ => joined.push(start..end),
        }
    }
    joined
}
