//! Compressed files of the previous build: compressing is most of the work of indexing, and most
//! files stay the same.

use std::collections::HashMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use blake3::Hash;

use crate::format::pack;

type Files = HashMap<Hash, Arc<[u8]>>;

/// Compressed files of the previous and the current build.
#[derive(Debug, Default)]
pub struct CompressionCache {
    before: Files,
    now: Mutex<Files>,
}

impl CompressionCache {
    /// Begins a build. Files that the previous one did not use are dropped.
    pub(super) fn begin(&mut self) {
        let now = self.now.get_mut().unwrap_or_else(PoisonError::into_inner);
        self.before = std::mem::take(now);
    }

    /// Compresses a file, unless it was compressed before.
    pub(super) fn pack(&self, content: &[u8]) -> io::Result<Vec<u8>> {
        let name = blake3::hash(content);
        let bytes = match self.before.get(&name) {
            Some(bytes) => Arc::clone(bytes),
            None => pack(content)?.into(),
        };
        let file = bytes.to_vec();
        self.now.lock().unwrap_or_else(PoisonError::into_inner).insert(name, bytes);
        Ok(file)
    }
}
