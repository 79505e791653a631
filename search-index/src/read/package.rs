//! The package as far as it has been fetched: the manifest, the head and the pages of the volume.

use std::sync::Arc;

use super::halt::Halt;
use super::opened::Opened;
use super::volume::Volume;
use crate::error::SearchError;
use crate::format::{
    DICTIONARIES, FragmentPlace, Groups, Head, Manifest, Priors, Versions, head_path, page_path,
};

/// Reads a package whose files are supplied one by one.
pub(super) struct PackageReader {
    pub(super) manifest: Manifest,
    head: Option<LoadedHead>,
    opened: Option<Arc<Opened>>,
}

/// What the head holds, but for the catalogue.
struct LoadedHead {
    volume: Arc<Volume>,
    groups: Groups,
    versions: Versions,
    priors: Priors,
    /// Whether the whole volume is in the head.
    is_whole: bool,
}

impl PackageReader {
    pub(super) fn new(manifest: Manifest) -> Self {
        Self { manifest, head: None, opened: None }
    }

    /// The index, opened on the first call for which everything is at hand.
    pub(super) fn opened(&mut self) -> Result<Arc<Opened>, Halt> {
        if let Some(opened) = &self.opened {
            return Ok(Arc::clone(opened));
        }
        let path = head_path(&self.manifest.head);
        let Some(head) = &self.head else { return Err(Halt::Need(vec![path])) };
        let tried = Opened::open(&head.volume);
        let missing = self.take_missing();
        if !missing.is_empty() {
            return Err(Halt::Need(missing));
        }
        let opened = Arc::new(tried.map_err(Halt::Fault)?);
        if opened.documents() != self.manifest.documents {
            return Err(Halt::Fault(SearchError::corrupt(path)));
        }
        self.opened = Some(Arc::clone(&opened));
        Ok(opened)
    }

    /// Takes the head, and returns the catalogue in it.
    pub(super) fn supply_head(&mut self, content: &[u8]) -> Result<Vec<u8>, SearchError> {
        let corrupt = || SearchError::corrupt(head_path(&self.manifest.head));
        let head = Head::read(content).ok_or_else(corrupt)?;
        if head.groups.documents() != self.manifest.documents {
            return Err(corrupt());
        }
        let is_whole = head.pages.pages.len() == 1;
        let volume = Volume::new(&self.manifest, &head.pages, head.slices).ok_or_else(corrupt)?;
        self.head = Some(LoadedHead {
            volume: Arc::new(volume),
            groups: head.groups,
            versions: head.versions,
            priors: head.priors,
            is_whole,
        });
        Ok(head.catalogue)
    }

    /// Takes a page of the volume; false where it does not fit.
    pub(super) fn supply_page(&self, page: u32, content: Vec<u8>) -> bool {
        self.head.as_ref().is_some_and(|head| head.volume.supply(page as usize, content))
    }

    /// Takes the dictionaries in one file; false where they do not fit.
    pub(super) fn supply_dictionaries(&self, content: Vec<u8>) -> bool {
        self.head.as_ref().is_some_and(|head| head.volume.supply_end(DICTIONARIES, content))
    }

    /// The paths of the pages that have been read in vain since the last call.
    pub(super) fn take_missing(&self) -> Vec<String> {
        let missing = self.head.as_ref().map(|head| head.volume.take_missing());
        let version = &self.manifest.version;
        missing.unwrap_or_default().into_iter().map(|page| page_path(version, page)).collect()
    }

    /// Where a document's fragment is.
    pub(super) fn fragment(&self, document: u32) -> Option<FragmentPlace> {
        self.head.as_ref()?.groups.place(document)
    }

    /// The translations.
    pub(super) fn versions(&self) -> Option<&Versions> {
        self.head.as_ref().map(|head| &head.versions)
    }

    /// The prior of a document.
    pub(super) fn prior(&self, document: u32) -> u8 {
        self.head.as_ref().map_or(0, |head| head.priors.get(document))
    }

    /// Whether the whole volume came with the head.
    pub(super) fn is_whole(&self) -> bool {
        self.head.as_ref().is_some_and(|head| head.is_whole)
    }
}
