//! One index of an engine, and what was brought of it: that of a package, or of an amendment.

use std::sync::Arc;

use super::engine::Halt;
use super::opened::Opened;
use super::volume::Volume;
use crate::error::SearchError;
use crate::format::{DICTIONARIES, Digest, Groups, Head, Manifest, Versions, head_path, page_path};

/// An index.
pub(super) struct Part {
    pub(super) manifest: Manifest,
    begun: Option<Begun>,
    opened: Option<Arc<Opened>>,
}

/// What the head brought.
struct Begun {
    volume: Arc<Volume>,
    groups: Groups,
    versions: Versions,
    /// Whether the head was all of the index.
    whole: bool,
}

impl Part {
    pub(super) fn new(manifest: Manifest) -> Self {
        Self { manifest, begun: None, opened: None }
    }

    /// The index, opened: with lengths and numbers of documents of its own or, where it stands
    /// `beside` a larger one, those of the larger one.
    pub(super) fn opened(&mut self, beside: Option<&Opened>) -> Result<Arc<Opened>, Halt> {
        if let Some(opened) = &self.opened {
            return Ok(Arc::clone(opened));
        }
        let head = head_path(&self.manifest.head);
        let Some(begun) = &self.begun else { return Err(Halt::Need(vec![head])) };
        let tried = Opened::open(&begun.volume, beside);
        let missing = self.missing();
        if !missing.is_empty() {
            return Err(Halt::Need(missing));
        }
        let opened = Arc::new(tried.map_err(Halt::Fault)?);
        if opened.documents() != self.manifest.documents {
            return Err(Halt::Fault(SearchError::corrupt(head)));
        }
        self.opened = Some(Arc::clone(&opened));
        Ok(opened)
    }

    /// Takes the head, and returns the catalogue in it.
    pub(super) fn begin(&mut self, content: &[u8]) -> Result<Vec<u8>, SearchError> {
        let corrupt = || SearchError::corrupt(head_path(&self.manifest.head));
        let head = Head::read(content).ok_or_else(corrupt)?;
        if head.groups.documents() != self.manifest.documents {
            return Err(corrupt());
        }
        let volume = Volume::new(&self.manifest, &head.pages, head.cuts).ok_or_else(corrupt)?;
        self.begun = Some(Begun {
            volume: Arc::new(volume),
            groups: head.groups,
            versions: head.versions,
            whole: head.pages.len() == 1,
        });
        Ok(head.catalogue)
    }

    /// Keeps a page; false where it is none of this index.
    pub(super) fn supply_page(&self, page: u32, content: Vec<u8>) -> bool {
        let begun = self.begun.as_ref();
        begun.is_some_and(|begun| begun.volume.supply(page as usize, content))
    }

    /// Keeps all dictionaries; false where they are not those of this index.
    pub(super) fn supply_dictionaries(&self, content: Vec<u8>) -> bool {
        let begun = self.begun.as_ref();
        begun.is_some_and(|begun| begun.volume.supply_file(DICTIONARIES, content))
    }

    /// The pages that were asked for in vain since the last call.
    pub(super) fn missing(&self) -> Vec<String> {
        let missing = self.begun.as_ref().map(|begun| begun.volume.take_missing());
        let version = &self.manifest.version;
        missing.unwrap_or_default().into_iter().map(|page| page_path(version, page)).collect()
    }

    /// Where a document's fragment is.
    pub(super) fn fragment(&self, document: u32) -> Option<(Digest, u32)> {
        self.begun.as_ref()?.groups.place(document)
    }

    /// The translations.
    pub(super) fn versions(&self) -> Option<&Versions> {
        self.begun.as_ref().map(|begun| &begun.versions)
    }

    /// Whether the head was all of the index.
    pub(super) fn is_whole(&self) -> bool {
        self.begun.as_ref().is_some_and(|begun| begun.whole)
    }
}
