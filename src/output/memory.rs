//! The pages of the build before: what each read of the site, and which files it became.

use std::collections::HashMap;
use std::sync::Arc;

use blake3::Hash;

use super::Sink;
use crate::site::{Changes, Read};

/// The pages of a build. The files themselves are in the sink that took them.
#[derive(Debug, Default)]
pub struct PageMemory {
    pages: HashMap<String, Arc<Made>>,
}

/// One page.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) mark: Option<Hash>,
    pub(super) reads: Vec<Read>,
    pub(super) paths: Vec<Arc<str>>,
}

impl PageMemory {
    /// Has the sink keep a page where nothing of what it was made from has changed.
    pub(super) fn kept(
        &self,
        name: &str,
        mark: Option<Hash>,
        changes: Option<&Changes>,
        sink: &dyn Sink,
    ) -> Option<Arc<Made>> {
        let made = self.pages.get(name)?;
        let same = mark.is_some() && mark == made.mark && !changes?.concern(&made.reads);
        (same && sink.keep(&made.paths)).then(|| Arc::clone(made))
    }

    pub(super) fn note(&mut self, name: String, made: Arc<Made>) {
        self.pages.insert(name, made);
    }
}
