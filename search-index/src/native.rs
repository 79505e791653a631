//! Searching natively.

use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::error::SearchError;
use crate::format::{MANIFEST, unpack};
use crate::read::{Engine, Step, terms};
use crate::request::Request;
use crate::response::Response;
use crate::text::words;

/// Stores the files of a package.
pub trait PageStore: Send + Sync + 'static {
    /// Reads the file at `path`, relative to the package.
    ///
    /// # Errors
    /// When the file does not exist or cannot be read.
    fn read(&self, path: &str) -> std::io::Result<Vec<u8>>;
}

/// A package in a local folder.
#[derive(Debug, Clone)]
pub struct DirStore {
    folder: PathBuf,
}

impl DirStore {
    /// The package in `folder`, which holds `manifest.json`.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }
}

impl PageStore for DirStore {
    fn read(&self, path: &str) -> std::io::Result<Vec<u8>> {
        let inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
        if !inside {
            return Err(std::io::ErrorKind::InvalidInput.into());
        }
        std::fs::read(self.folder.join(path))
    }
}

/// A package held in memory, as [`crate::build`] returns it.
impl PageStore for crate::Package {
    fn read(&self, path: &str) -> std::io::Result<Vec<u8>> {
        let found = self.files.binary_search_by(|file| file.path.as_str().cmp(path));
        let file = found.ok().and_then(|index| self.files.get(index));
        file.map(|file| file.bytes.clone()).ok_or_else(|| std::io::ErrorKind::NotFound.into())
    }
}

/// An open package.
pub struct Index {
    store: Box<dyn PageStore>,
    engine: Mutex<Engine>,
}

impl Index {
    /// Opens the package in `store`.
    ///
    /// # Errors
    /// When a file is missing or damaged, or another version wrote the package.
    pub fn open(store: impl PageStore) -> Result<Self, SearchError> {
        let manifest = store.read(MANIFEST).map_err(|error| unreadable(MANIFEST, &error))?;
        let index = Self { store: Box::new(store), engine: Mutex::new(Engine::new(&manifest)?) };
        index.drive(Engine::open)?;
        Ok(index)
    }

    /// Answers a request. No query is an error; a damaged package is.
    ///
    /// # Errors
    /// When a file is missing or damaged.
    pub fn search(&self, request: &Request) -> Result<Response, SearchError> {
        self.drive(|engine| engine.search(request))
    }

    /// The terms that each word of a text is looked up as, to ask another reader of the index.
    #[doc(hidden)]
    pub fn terms(&self, text: &str) -> Vec<Vec<String>> {
        let engine = self.engine.lock().unwrap_or_else(PoisonError::into_inner);
        words(text).map(|word| terms(&word.folded, engine.languages())).collect()
    }

    /// Replaces the weights, for tuning them.
    #[doc(hidden)]
    pub fn set_weights(&self, weights: crate::Weights) {
        self.engine.lock().unwrap_or_else(PoisonError::into_inner).set_weights(weights);
    }

    /// Calls `attempt` and supplies the files that it needs, until it is done.
    fn drive<T>(
        &self,
        attempt: impl Fn(&mut Engine) -> Result<Step<T>, SearchError>,
    ) -> Result<T, SearchError> {
        let mut engine = self.engine.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let files = match attempt(&mut engine)? {
                Step::Done(value) => return Ok(value),
                Step::Need(files) => files,
            };
            for path in files {
                let bytes = self.store.read(&path).map_err(|error| unreadable(&path, &error))?;
                let content = unpack(bytes).map_err(|_| SearchError::corrupt(&path))?;
                engine.supply(&path, content)?;
            }
        }
    }
}

fn unreadable(path: &str, error: &std::io::Error) -> SearchError {
    SearchError::Unreadable { path: path.to_owned(), reason: error.to_string() }
}
