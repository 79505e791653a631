//! The last gate: whatever is written passes here, and what names somebody who must not be named
//! does not.
//!
//! That is looked for in the bytes of every file, unpacked where they are packed, and in its path.
//! It does not matter which output wrote them, nor whether its maker thought of confidentiality.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use super::{Artifact, Sink};
use crate::withheld::{Names, Reach, Text, unpacked};

/// A sink before another one.
pub struct Gate<'a> {
    sink: &'a dyn Sink,
    names: &'a Names,
    /// Whether what the sink has of the build before passed the same names.
    known: bool,
    held: Mutex<Vec<Held>>,
}

/// A file that was held back.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Held {
    /// Its path; where that holds the name, what comes before.
    pub path: String,
    /// Position of the name.
    pub name: usize,
}

/// Endings of files that the program writes itself, from texts that were judged when they were
/// read: their bytes are searched as they are. All others are decoded first.
const OWN: [&str; 8] = ["html", "json", "xml", "md", "js", "css", "wasm", "woff2"];

/// Endings of files in which text is not written as text.
const NOT_TEXT: [&str; 12] =
    ["png", "jpg", "jpeg", "gif", "webp", "avif", "mp3", "ogg", "wav", "mp4", "webm", "ico"];

impl<'a> Gate<'a> {
    /// A gate before `sink`. Where `known` is not set, nothing of the build before is kept.
    #[must_use]
    pub fn new(sink: &'a dyn Sink, names: &'a Names, known: bool) -> Gate<'a> {
        Gate { sink, names, known, held: Mutex::default() }
    }

    /// What was held back, in the order of paths.
    #[must_use]
    pub fn held(self) -> Vec<Held> {
        let mut held = self.held.into_inner().unwrap_or_else(PoisonError::into_inner);
        held.sort();
        held.dedup();
        held
    }

    /// The name that a file gives away.
    fn named(&self, path: &str, bytes: &[u8]) -> Option<usize> {
        let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        let ending = ending.as_str();
        let found = self.names.find_in_bytes(bytes).map(|hit| hit.name);
        if found.is_some() || OWN.contains(&ending) || NOT_TEXT.contains(&ending) {
            return found;
        }
        if path.starts_with("search-index/") {
            // What the index is made from was seen before it was packed; of the names that the
            // search box suggests, the texts were judged when they were read.
            let suggested = path.contains("suggestions").then(|| unpacked(bytes));
            let mut texts = suggested.iter().flatten();
            return texts.find_map(|text| self.names.find_in_bytes(text)).map(|hit| hit.name);
        }
        let packed = unpacked(bytes);
        if packed.is_empty() {
            return self.in_text(&String::from_utf8_lossy(bytes));
        }
        packed.iter().find_map(|text| self.in_text(&String::from_utf8_lossy(text)))
    }

    fn in_text(&self, text: &str) -> Option<usize> {
        if !self.names.may_stand_in(text) {
            return None;
        }
        self.names.find(&Text::of(text), Reach::Site).first().map(|hit| hit.name)
    }

    fn hold(&self, path: &str, name: usize) {
        let held = Held { path: path.to_owned(), name };
        self.held.lock().unwrap_or_else(PoisonError::into_inner).push(held);
    }
}

impl Sink for Gate<'_> {
    fn put(&self, artifact: Artifact) -> io::Result<()> {
        if self.names.may_stand_in(&artifact.path) {
            let hits = self.names.find(&Text::of(&artifact.path), Reach::Site);
            if let Some(hit) = hits.first() {
                let before = artifact.path.get(..hit.span.start as usize).unwrap_or_default();
                self.hold(&format!("{before}…"), hit.name);
                return Ok(());
            }
        }
        match self.named(&artifact.path, &artifact.bytes) {
            Some(name) => {
                self.hold(&artifact.path, name);
                Ok(())
            }
            None => self.sink.put(artifact),
        }
    }

    fn keep(&self, groups: &[&[Arc<str>]]) -> Vec<bool> {
        if self.known { self.sink.keep(groups) } else { vec![false; groups.len()] }
    }

    fn see(&self, path: &str, text: &str) {
        if let Some(hit) = self.names.find_in_bytes(text.as_bytes()) {
            self.hold(path, hit.name);
        }
        self.sink.see(path, text);
    }
}
