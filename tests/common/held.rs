//! What comes after the pages, when a test lets it.

use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex};

use crosstown::output::{Artifact, Sink};
use crosstown::pipeline::{IndexState, SystemError};
use crosstown::serve::Rest;
use search_index::Written;

/// An index that is made when the test lets it.
pub(crate) struct Held {
    pub(crate) gone: Arc<Mutex<Receiver<()>>>,
    pub(crate) text: String,
}

impl Rest for Held {
    fn whole(&self, sink: &dyn Sink) -> Result<Option<Written>, SystemError> {
        self.gone.lock().unwrap().recv().unwrap();
        assert!(!self.text.contains("panic"), "the rest has met its panic");
        sink.put(Artifact::new("search-index/manifest.json", self.text.clone())).unwrap();
        Ok(None)
    }

    fn amend(&self, _: &Written, _: &dyn Sink) -> Result<IndexState, SystemError> {
        Ok(IndexState::None)
    }
}
