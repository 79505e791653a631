//! The pages of the build before: what each read of the site, and which files it became.

use std::collections::HashMap;

use blake3::Hash;

use super::Sink;
use crate::site::{Changes, Read};

/// The pages of a build. The files themselves are in the sink that took them.
#[derive(Debug, Default)]
pub struct PageMemory {
    pages: HashMap<String, Made>,
}

/// One page.
#[derive(Debug, Clone)]
pub(super) struct Made {
    pub(super) mark: Option<Hash>,
    pub(super) reads: Vec<Read>,
    pub(super) paths: Vec<String>,
}

impl PageMemory {
    /// Has the sink keep a page where nothing of what it was made from has changed.
    pub(super) fn kept(
        &self,
        name: &str,
        mark: Option<Hash>,
        changes: Option<&Changes>,
        sink: &dyn Sink,
    ) -> Option<Made> {
        let made = self.pages.get(name)?;
        let same = mark.is_some() && mark == made.mark && !changes?.concern(&made.reads);
        (same && sink.keep(&made.paths)).then(|| made.clone())
    }

    pub(super) fn note(&mut self, name: String, made: Made) {
        self.pages.insert(name, made);
    }
}
