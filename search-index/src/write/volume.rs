//! Index files to a volume, and the volume to pages.

use std::sync::Arc;

use rayon::prelude::*;

use super::package::File;
use crate::error::{BuildError, SearchError};
use crate::format::{
    Digest, FORMAT, FileEntry, Groups, Head, Manifest, catalogue_path, head_path, pack, page_path,
    seal, tantivy_version,
};
use crate::read::{Volume, trace_opening};

/// Bytes of a page. A search reads a list of postings here and there, mostly of a few hundred
/// bytes: a small page brings little beside it.
const PAGE: usize = 8 << 10;

/// Bytes of a page of dictionaries, about one of their blocks.
const DICTIONARY_PAGE: usize = 4 << 10;

/// An index of so many bytes is all in the head.
const SMALL: usize = 96_000;

/// So many bytes of dictionaries are in the head.
const HEAD_DICTIONARIES: usize = 20_000;

/// A catalogue that packs into more bytes stands apart from the head.
const LARGE_CATALOGUE: usize = 120_000;

/// What goes beside the volume.
pub(super) struct Beside {
    pub(super) groups: Groups,
    pub(super) catalogue: Vec<u8>,
    pub(super) languages: Vec<String>,
}

/// Lays files end to end: what the head holds in front, then dictionaries, then the rest.
pub(super) fn join(mut files: Vec<(String, Vec<u8>)>) -> (Vec<FileEntry>, Vec<u8>) {
    files.sort_by_key(|(name, _)| (rank(name), name.clone()));
    let mut entries = Vec::with_capacity(files.len());
    let length = files.iter().map(|(_, content)| content.len()).sum();
    let mut volume = Vec::with_capacity(length);
    for (name, content) in files {
        let page = match name.ends_with(".term") {
            _ if length <= SMALL => 0,
            true => DICTIONARY_PAGE,
            false => PAGE,
        };
        entries.push(FileEntry { name, length: content.len(), page });
        volume.extend_from_slice(&content);
    }
    (entries, volume)
}

fn rank(name: &str) -> usize {
    let order = ["meta.json", ".fieldnorm", ".fast", ".store", ".term", ".idx"];
    order.iter().position(|end| name.ends_with(end)).unwrap_or(order.len())
}

/// Cuts a volume into pages; returns them, with the head and a catalogue apart, and the manifest.
pub(super) fn cut(
    files: Vec<FileEntry>,
    volume: &[u8],
    documents: usize,
    beside: Beside,
) -> Result<(Vec<File>, Manifest), BuildError> {
    let mut manifest = Manifest {
        format: FORMAT.to_owned(),
        tantivy: tantivy_version(),
        documents: documents as u32,
        languages: beside.languages,
        version: Digest::of(volume),
        head: Digest::of(&[]),
        catalogue: None,
        files,
    };
    let version = manifest.version;
    let mut written: Vec<File> = pages(&manifest.files, volume)
        .into_par_iter()
        .enumerate()
        .map(|(number, content)| {
            let sealed = seal(content.to_vec(), &version, number as u32);
            Ok(File { path: page_path(&version, number), bytes: pack(&sealed)? })
        })
        .collect::<Result<_, BuildError>>()?;
    let cuts = hot(&manifest, volume).map_err(std::io::Error::other)?;
    let mut head = Head { cuts, groups: beside.groups, catalogue: Vec::new() };
    let packed = pack(&beside.catalogue)?;
    if packed.len() > LARGE_CATALOGUE {
        let digest = Digest::of(&beside.catalogue);
        manifest.catalogue = Some(digest);
        written.push(File { path: catalogue_path(&digest), bytes: packed });
    } else {
        head.catalogue = beside.catalogue;
    }
    let content = head.write();
    manifest.head = Digest::of(&content);
    written.push(File { path: head_path(&manifest.head), bytes: pack(&content)? });
    Ok((written, manifest))
}

/// The files' pages, all in order.
fn pages<'a>(files: &[FileEntry], volume: &'a [u8]) -> Vec<&'a [u8]> {
    let mut rest = volume;
    let mut pages = Vec::new();
    for file in files {
        let (content, after) = rest.split_at(file.length.min(rest.len()));
        rest = after;
        if file.page > 0 {
            pages.extend(content.chunks(file.page));
        }
    }
    pages
}

/// The cuts that every search reads, found by opening the finished volume once. Neighbours and
/// overlaps are joined.
fn hot(manifest: &Manifest, bytes: &[u8]) -> Result<Vec<(usize, Vec<u8>)>, SearchError> {
    if manifest.files.iter().all(|file| file.page == 0) {
        return Ok(vec![(0, bytes.to_vec())]);
    }
    let volume = Arc::new(Volume::new(manifest, vec![(0, bytes.to_vec())]));
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for (start, end) in trace_opening(&volume, HEAD_DICTIONARIES)? {
        match joined.last_mut() {
            Some((_, last)) if start <= *last => *last = end.max(*last),
            _ => joined.push((start, end)),
        }
    }
    let cut = |(start, end): (usize, usize)| Some((start, bytes.get(start..end)?.to_vec()));
    Ok(joined.into_iter().filter_map(cut).collect())
}
