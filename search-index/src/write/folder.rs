//! The in-memory directory that tantivy writes a segment into.
//!
//! Files grow in pieces and are handed on in pieces. tantivy's own directory copies a file whenever
//! it grows, and would hold a large index twice.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tantivy::Directory;
use tantivy::directory::error::{DeleteError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, FileHandle, OwnedBytes, TerminatingWrite, WatchCallback, WatchHandle, WritePtr,
};

/// The size of a piece in bytes.
const PIECE: usize = 1 << 20;

/// The content of a file, in order.
pub(super) type Pieces = Vec<Vec<u8>>;

/// Files by their paths.
#[derive(Debug, Clone, Default)]
pub(super) struct Folder(Arc<Mutex<BTreeMap<PathBuf, Pieces>>>);

impl Folder {
    fn files(&self) -> MutexGuard<'_, BTreeMap<PathBuf, Pieces>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Removes a file and returns it.
    pub(super) fn take(&self, path: &Path) -> Option<Pieces> {
        self.files().remove(path)
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        let missing = || OpenReadError::FileDoesNotExist(path.to_owned());
        self.files().get(path).map(|pieces| pieces.concat()).ok_or_else(missing)
    }
}

/// A file being written.
struct Growing {
    folder: Folder,
    path: PathBuf,
    pieces: Pieces,
}

impl Write for Growing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let full = |piece: &Vec<u8>| piece.len() >= PIECE;
        if self.pieces.last().is_none_or(full) {
            self.pieces.push(Vec::new());
        }
        let Some(piece) = self.pieces.last_mut() else { return Ok(0) };
        let taken = bytes.get(..PIECE - piece.len()).unwrap_or(bytes);
        piece.extend_from_slice(taken);
        Ok(taken.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl TerminatingWrite for Growing {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        let (path, pieces) = (std::mem::take(&mut self.path), std::mem::take(&mut self.pieces));
        self.folder.files().insert(path, pieces);
        Ok(())
    }
}

impl Directory for Folder {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        Ok(Arc::new(OwnedBytes::new(self.read(path)?)))
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        let missing = || DeleteError::FileDoesNotExist(path.to_owned());
        self.take(path).map(drop).ok_or_else(missing)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        Ok(self.files().contains_key(path))
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let mut files = self.files();
        if files.contains_key(path) {
            return Err(OpenWriteError::FileAlreadyExists(path.to_owned()));
        }
        files.insert(path.to_owned(), Pieces::new());
        let growing = Growing { folder: self.clone(), path: path.to_owned(), pieces: Vec::new() };
        // Terms are written a few bytes at a time.
        Ok(io::BufWriter::new(Box::new(growing)))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.files().insert(path.to_owned(), vec![data.to_vec()]);
        Ok(())
    }

    fn sync_directory(&self) -> io::Result<()> {
        Ok(())
    }

    fn watch(&self, _: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_there_once_it_is_finished() {
        let folder = Folder::default();
        let path = Path::new("a.idx");
        let content: Vec<u8> = (0..3 * PIECE + 5).map(|at| (at % 251) as u8).collect();
        let mut file = folder.open_write(path).unwrap();
        assert!(folder.open_write(path).is_err(), "a file is written once");
        content.chunks(1000).for_each(|part| file.write_all(part).unwrap());
        file.terminate().unwrap();
        assert_eq!(folder.atomic_read(path).unwrap(), content);
        let pieces = folder.take(path).unwrap();
        assert_eq!((pieces.len(), pieces.concat()), (4, content));
        assert!(!folder.exists(path).unwrap() && folder.delete(path).is_err());
    }
}
