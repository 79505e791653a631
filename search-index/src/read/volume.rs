//! The volume: all index files concatenated, of which the pages fetched so far are in memory, and
//! the tantivy directory over it.
//!
//! Reading a page that is missing notes its number and returns an error. Nothing waits, so that the
//! same engine works with a folder and with a browser's `fetch`.

use std::collections::BTreeSet;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tantivy::HasLen;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, OwnedBytes, WatchCallback, WatchHandle, WritePtr,
};

use crate::format::{Manifest, Pages};

/// A file and its range in the volume.
#[derive(Debug)]
struct VolumeEntry {
    name: String,
    start: usize,
    length: usize,
}

/// A slice of the volume that is in a page.
#[derive(Debug)]
struct PageSlice {
    start: usize,
    end: usize,
    page: usize,
    /// Where it begins in the page.
    at: usize,
}

/// The volume.
#[derive(Debug)]
pub(crate) struct Volume {
    files: Vec<VolumeEntry>,
    length: usize,
    /// The slices of all pages, in order: together they are the volume.
    parts: Vec<PageSlice>,
    /// The length of each page.
    lengths: Vec<usize>,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    /// Slices that are not pages, with their offsets.
    slices: Vec<(usize, OwnedBytes)>,
    pages: Vec<Option<OwnedBytes>>,
    missing: BTreeSet<usize>,
    /// The byte ranges read so far, while tracing.
    trace: Option<BTreeSet<(usize, usize)>>,
}

impl Volume {
    /// A volume with these pages and some slices, each with its offset. `None` where the pages do
    /// not add up to the manifest's files.
    pub(crate) fn new(
        manifest: &Manifest,
        pages: &Pages,
        slices: Vec<(usize, Vec<u8>)>,
    ) -> Option<Self> {
        let slices = slices.into_iter().map(|(start, cut)| (start, OwnedBytes::new(cut))).collect();
        Self::with_slices(manifest, pages, slices)
    }

    /// A complete volume.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn whole(manifest: &Manifest, content: OwnedBytes) -> Option<Self> {
        Self::with_slices(manifest, &Pages::whole(content.len()), vec![(0, content)])
    }

    fn with_slices(
        manifest: &Manifest,
        pages: &Pages,
        slices: Vec<(usize, OwnedBytes)>,
    ) -> Option<Self> {
        let mut files = Vec::with_capacity(manifest.files.len());
        let mut length = 0_usize;
        for entry in &manifest.files {
            files.push(VolumeEntry {
                name: entry.name.clone(),
                start: length,
                length: entry.length,
            });
            length = length.checked_add(entry.length)?;
        }
        // Pages take the bytes of each lane in order: no sorting is needed.
        let mut by_lane: Vec<Vec<PageSlice>> = pages.lanes.iter().map(|_| Vec::new()).collect();
        let mut lengths = Vec::with_capacity(pages.pages.len());
        for (number, (page, held)) in pages.pages.iter().zip(pages.slices()?).enumerate() {
            let mut at = 0;
            for (piece, slice) in page.iter().zip(held) {
                let (start, end) = (slice.start, slice.end);
                let lane = by_lane.get_mut(piece.lane as usize)?;
                lane.push(PageSlice { start, end, page: number, at });
                at += end - start;
            }
            lengths.push(at);
        }
        let parts: Vec<PageSlice> = by_lane.into_iter().flatten().collect();
        // Pages hold each byte of their lanes once.
        (parts.last().map_or(0, |part| part.end) == length).then(|| Self {
            files,
            length,
            parts,
            state: Mutex::new(State {
                slices,
                pages: vec![None; lengths.len()],
                missing: BTreeSet::new(),
                trace: None,
            }),
            lengths,
        })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a page; false where it does not have the right length.
    pub(crate) fn supply(&self, page: usize, content: Vec<u8>) -> bool {
        let mut state = self.state();
        match state.pages.get_mut(page) {
            Some(place) if self.lengths.get(page) == Some(&content.len()) => {
                *place = Some(OwnedBytes::new(content));
                true
            }
            _ => false,
        }
    }

    /// Takes the end of a file; false where the file is shorter.
    pub(crate) fn supply_end(&self, ending: &str, content: Vec<u8>) -> bool {
        let Some(file) = self.files.iter().find(|file| file.name.ends_with(ending)) else {
            return false;
        };
        let Some(before) = file.length.checked_sub(content.len()) else { return false };
        self.state().slices.push((file.start + before, OwnedBytes::new(content)));
        true
    }

    /// The pages that have been read in vain since the last call.
    pub(crate) fn take_missing(&self) -> BTreeSet<usize> {
        std::mem::take(&mut self.state().missing)
    }

    /// Begins to record what is read.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn start_trace(&self) {
        self.state().trace = Some(BTreeSet::new());
    }

    /// The byte ranges read since then.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn take_trace(&self) -> BTreeSet<(usize, usize)> {
        self.state().trace.take().unwrap_or_default()
    }

    fn find(&self, name: &str) -> Option<&VolumeEntry> {
        self.files.iter().find(|file| file.name == name)
    }

    fn read(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.start > range.end || range.end > self.length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if range.is_empty() {
            return Ok(OwnedBytes::empty());
        }
        let mut state = self.state();
        if let Some(trace) = &mut state.trace {
            trace.insert((range.start, range.end));
        }
        for (start, cut) in &state.slices {
            if *start <= range.start && range.end <= start + cut.len() {
                return Ok(cut.slice(range.start - start..range.end - start));
            }
        }
        self.read_pages(&mut state, range)
    }

    fn read_pages(&self, state: &mut State, range: Range<usize>) -> io::Result<OwnedBytes> {
        let first = self.parts.partition_point(|part| part.end <= range.start);
        let past = self.parts.partition_point(|part| part.start < range.end);
        let parts = self.parts.get(first..past).unwrap_or_default();
        let mut complete = true;
        let mut joined = Vec::new();
        for part in parts {
            let Some(Some(page)) = state.pages.get(part.page) else {
                state.missing.insert(part.page);
                complete = false;
                continue;
            };
            let from = part.at + range.start.max(part.start) - part.start;
            let to = part.at + range.end.min(part.end) - part.start;
            if parts.len() == 1 {
                return Ok(page.slice(from..to));
            }
            joined.extend_from_slice(page.get(from..to).unwrap_or_default());
        }
        if complete { Ok(OwnedBytes::new(joined)) } else { Err(io::ErrorKind::WouldBlock.into()) }
    }
}

/// The volume as a read-only tantivy directory.
#[derive(Debug, Clone)]
pub(crate) struct VolumeDirectory(pub(crate) Arc<Volume>);

/// A file of the volume.
#[derive(Debug)]
struct VolumeFile {
    volume: Arc<Volume>,
    start: usize,
    length: usize,
}

impl HasLen for VolumeFile {
    fn len(&self) -> usize {
        self.length
    }
}

impl FileHandle for VolumeFile {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.end > self.length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.volume.read(self.start + range.start..self.start + range.end)
    }
}

fn read_only() -> io::Error {
    io::Error::new(io::ErrorKind::ReadOnlyFilesystem, "packages are read-only")
}

impl Directory for VolumeDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let name = path.to_str().unwrap_or_default();
        let file = self
            .0
            .find(name)
            .ok_or_else(|| OpenReadError::FileDoesNotExist(PathBuf::from(path)))?;
        Ok(Arc::new(VolumeFile {
            volume: Arc::clone(&self.0),
            start: file.start,
            length: file.length,
        }))
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        Ok(path.to_str().is_some_and(|name| self.0.find(name).is_some()))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        let handle = self.get_file_handle(path)?;
        match handle.read_bytes(0..handle.len()) {
            Ok(content) => Ok(content.as_slice().to_vec()),
            Err(error) => Err(OpenReadError::IoError {
                io_error: Arc::new(error),
                filepath: PathBuf::from(path),
            }),
        }
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        Err(DeleteError::IoError { io_error: Arc::new(read_only()), filepath: path.into() })
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        Err(OpenWriteError::IoError { io_error: Arc::new(read_only()), filepath: path.into() })
    }

    fn atomic_write(&self, _: &Path, _: &[u8]) -> io::Result<()> {
        Err(read_only())
    }

    fn sync_directory(&self) -> io::Result<()> {
        Ok(())
    }

    fn acquire_lock(&self, _: &Lock) -> Result<DirectoryLock, LockError> {
        Ok(DirectoryLock::from(Box::new(())))
    }

    fn watch(&self, _: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }
}
