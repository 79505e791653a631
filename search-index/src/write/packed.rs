//! The compressed texts of the build before: compressing is most of the work of an index that is
//! built again, and nearly all of its texts are as they were.

use std::collections::HashMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use blake3::Hash;

use crate::format::pack;

type Files = HashMap<Hash, Arc<[u8]>>;

/// What was compressed in the build before and in this one.
#[derive(Debug, Default)]
pub struct Packed {
    before: Files,
    now: Mutex<Files>,
}

impl Packed {
    /// Begins a build: what the one before last needed, and the last one did not, is forgotten.
    pub(super) fn begin(&mut self) {
        let now = self.now.get_mut().unwrap_or_else(PoisonError::into_inner);
        self.before = std::mem::take(now);
    }

    /// Compresses a file, if that was not done before.
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
