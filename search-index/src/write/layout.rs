//! Divides a volume into pages, and finds the slices of it that the head holds.
//!
//! A search reads, for each of its words, a list of postings in every field. The lists of one word
//! are therefore on one page, with those of its neighbours in the alphabet if they are short: a
//! search fetches a file for each word. Positions, which only phrases need, are on pages of their
//! own, but for those in titles.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use tantivy::directory::OwnedBytes;

use crate::error::SearchError;
use crate::format::{DICTIONARIES, Manifest, Pages, Piece};
use crate::read::{Traced, Volume, WordPlaces, trace};
use crate::schema::TITLE;

/// The size of a page in bytes, unless it holds a single word. Forms of a word are neighbours, and
/// in a large index their lists are long: larger pages hold them together.
const PAGE: usize = 8 << 10;
const LARGE_PAGE: usize = 16 << 10;

/// A page of a dictionary is one block, or several small ones up to this size in bytes.
const DICTIONARY_PAGE: usize = 3 << 10;

/// An index up to this size in bytes is entirely in the head.
const SMALL: usize = 96_000;

/// The size in bytes of dictionaries in the head, if all dictionaries are offered as one file, and
/// if they are too large for that.
const HEAD_DICTIONARIES: usize = 20_000;
const HEAD_DICTIONARIES_ALONE: usize = 100_000;

/// Byte ranges of the volume, in order.
pub(super) type ByteRanges = Vec<Range<usize>>;

/// Where the bytes of a volume go.
pub(super) struct Layout {
    pub(super) pages: Pages,
    /// The slices of the head.
    pub(super) head: ByteRanges,
}

/// A complete volume, and what readers read of it.
pub(super) struct Examined {
    bytes: OwnedBytes,
    /// What readers read; `None` for a small volume, which is one page.
    traced: Option<Traced>,
}

impl Examined {
    /// Opens the finished volume.
    pub(super) fn new(manifest: &Manifest, bytes: OwnedBytes) -> Result<Self, SearchError> {
        if bytes.len() <= SMALL {
            return Ok(Self { bytes, traced: None });
        }
        let whole = Volume::whole(manifest, bytes.clone());
        let whole = whole.ok_or_else(|| SearchError::Index("it is too large".to_owned()))?;
        Ok(Self { traced: Some(trace(&Arc::new(whole))?), bytes })
    }

    /// The range of the dictionaries that are searched, if they are in pages.
    pub(super) fn dictionaries(&self, manifest: &Manifest) -> Option<Range<usize>> {
        let first = self.traced.as_ref()?.dictionaries.iter().flatten().map(|(start, _)| *start);
        let mut files = files(manifest);
        let (_, file) = files.find(|(name, _)| name.ends_with(DICTIONARIES))?;
        Some(first.min()?..file.end)
    }

    /// Lays the volume out. `offered` is whether all dictionaries are offered as one file.
    pub(super) fn layout(self, manifest: &Manifest, offered: bool) -> Layout {
        let Some(traced) = self.traced else {
            let all = 0..self.bytes.len();
            return Layout { pages: Pages::whole(all.len()), head: vec![all] };
        };
        let words = word_lanes(&traced.fields);
        let ends = ends(manifest, &self.bytes, &traced);
        let size = if offered { PAGE } else { LARGE_PAGE };
        let pages = pages(self.bytes.len(), &words, &ends, size);
        Layout { pages, head: head_ranges(traced, offered) }
    }
}

/// The files of a volume and their ranges.
fn files(manifest: &Manifest) -> impl Iterator<Item = (&str, Range<usize>)> {
    manifest.files.iter().scan(0, |end, file| {
        let start = *end;
        *end += file.length;
        Some((file.name.as_str(), start..*end))
    })
}

/// What one word after the other has in a field: its postings or its positions.
struct WordLane<'a> {
    range: Range<usize>,
    /// Whether only phrases read it.
    of_phrases: bool,
    words: Vec<(&'a [u8], usize)>,
}

/// The postings and positions of all fields, in the order of the volume.
fn word_lanes(fields: &[WordPlaces]) -> Vec<WordLane<'_>> {
    let mut lanes = Vec::new();
    for (at, field) in fields.iter().enumerate() {
        let mut add = |start: usize, of_phrases, words: Vec<(_, usize)>| {
            let length: usize = words.iter().map(|(_, length)| length).sum();
            if length > 0 {
                lanes.push(WordLane { range: start..start + length, of_phrases, words });
            }
        };
        add(
            field.postings,
            false,
            field.lengths().map(|(word, length, _)| (word, length)).collect(),
        );
        if let Some(start) = field.positions {
            let words = field.lengths().map(|(word, _, length)| (word, length)).collect();
            add(start, at != TITLE, words);
        }
    }
    lanes.sort_by_key(|lane| lane.range.start);
    lanes
}

/// The offsets at which other parts of the volume may be cut.
fn ends(manifest: &Manifest, bytes: &OwnedBytes, traced: &Traced) -> BTreeSet<usize> {
    let mut ends = BTreeSet::new();
    for (name, file) in files(manifest) {
        // Dictionaries are cut at their blocks, other files anywhere.
        if !name.ends_with(DICTIONARIES) {
            ends.extend((file.start + PAGE..file.end).step_by(PAGE));
        }
        ends.insert(file.end);
    }
    for (start, end) in traced.dictionaries.iter().flatten() {
        ends.extend(blocks(bytes, *start..*end));
    }
    ends
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

/// The pages of a volume of `length` bytes: first those between the lanes of words, then words,
/// on pages of about `size` bytes, then what only phrases read.
fn pages(length: usize, words: &[WordLane<'_>], ends: &BTreeSet<usize>, size: usize) -> Pages {
    let mut table = Pages::default();
    let mut numbers = Vec::with_capacity(words.len());
    let mut start = 0;
    let between = |table: &mut Pages, range: Range<usize>| {
        if range.is_empty() {
            return;
        }
        let lane = table.lanes.len() as u32;
        table.lanes.push(range.len() as u32);
        let mut at = range.start;
        for end in ends.range(range.start + 1..range.end).copied().chain([range.end]) {
            table.pages.push(vec![Piece { lane, length: (end - at) as u32 }]);
            at = end;
        }
    };
    for lane in words {
        between(&mut table, start..lane.range.start);
        numbers.push(table.lanes.len() as u32);
        table.lanes.push(lane.range.len() as u32);
        start = lane.range.end;
    }
    between(&mut table, start..length);
    for (of_phrases, size) in [(false, size), (true, LARGE_PAGE)] {
        let lanes = || words.iter().zip(&numbers).filter(|(lane, _)| lane.of_phrases == of_phrases);
        let entries = lanes().flat_map(|(lane, number)| {
            lane.words.iter().map(|(word, length)| (*word, *number, *length))
        });
        table.pages.extend(by_word(entries.collect(), size));
    }
    table
}

/// Pages with whole words. Each entry is a word, a lane, and the word's bytes there.
fn by_word(mut entries: Vec<(&[u8], u32, usize)>, most: usize) -> Vec<Vec<Piece>> {
    entries.par_sort_unstable();
    let mut pages: Vec<Vec<Piece>> = Vec::new();
    let mut page: Vec<Piece> = Vec::new();
    let mut size = 0;
    for word in entries.chunk_by(|(one, ..), (other, ..)| one == other) {
        let more: usize = word.iter().map(|(.., length)| length).sum();
        if size > 0 && size + more > most {
            pages.push(std::mem::take(&mut page));
            size = 0;
        }
        size += more;
        for (_, lane, length) in word.iter().filter(|(.., length)| *length > 0) {
            match page.iter_mut().find(|piece| piece.lane == *lane) {
                Some(piece) => piece.length += *length as u32,
                None => page.push(Piece { lane: *lane, length: *length as u32 }),
            }
        }
    }
    pages.push(page);
    pages.retain(|page| !page.is_empty());
    pages.iter_mut().for_each(|page| page.sort_by_key(|piece| piece.lane));
    pages
}

/// The slices for the head: what opening reads, and the smallest dictionaries, of titles only the
/// words. Adjacent and overlapping ones are merged.
fn head_ranges(traced: Traced, offered: bool) -> ByteRanges {
    let room = if offered { HEAD_DICTIONARIES } else { HEAD_DICTIONARIES_ALONE };
    let mut ranges = traced.opening;
    let of_words = |(at, ranges): (usize, BTreeSet<(usize, usize)>)| {
        let from = if at == TITLE { traced.title_words } else { 0 };
        let cut = |(start, end): (usize, usize)| (start.max(from), end);
        ranges.into_iter().map(cut).filter(|(start, end)| start < end).collect()
    };
    let mut dictionaries: Vec<(usize, BTreeSet<(usize, usize)>)> = traced
        .dictionaries
        .into_iter()
        .enumerate()
        .map(of_words)
        .map(|ranges: BTreeSet<(usize, usize)>| {
            (ranges.iter().map(|(start, end)| end - start).sum(), ranges)
        })
        .collect();
    dictionaries.sort();
    let mut taken = 0;
    for (size, dictionary) in dictionaries {
        taken += size;
        if taken <= room {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_on_one_page_in_all_fields() {
        let entry = |word: &'static str, lane, length| (word.as_bytes(), lane, length);
        let entries = vec![
            entry("bus", 1, 100),
            entry("tram", 1, 9_000),
            entry("walk", 1, 50),
            entry("bus", 4, 30),
            entry("tram", 4, 20),
            entry("cycle", 4, 10),
        ];
        let piece = |lane, length| Piece { lane, length };
        assert_eq!(
            by_word(entries, PAGE),
            [
                vec![piece(1, 100), piece(4, 40)],
                vec![piece(1, 9_000), piece(4, 20)],
                vec![piece(1, 50)]
            ]
        );
        assert!(by_word(Vec::new(), PAGE).is_empty());
    }
}
