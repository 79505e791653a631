//! What the server knows, as one value that is replaced as a whole and can be waited for.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use super::snapshot::{Files, Snapshot};

/// What the last builds came to.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    /// Rises with each build; 0 before the first.
    pub(super) version: u64,
    /// The last good build.
    pub(super) site: Option<Arc<Snapshot>>,
    /// The page about the last build, when that failed.
    pub(super) failure: Option<Arc<str>>,
    /// The server is about to end.
    pub(super) closing: bool,
}

impl State {
    /// The version as browsers see it: a server that was started anew must not repeat one.
    pub(super) fn mark(&self) -> String {
        format!("{}-{}", std::process::id(), self.version)
    }

    /// What open pages are told: the version, and whether the index is still to come.
    pub(super) fn news(&self) -> String {
        let is_updating = self.site.as_ref().is_some_and(|site| !site.has_index());
        if is_updating { format!("{} updating", self.mark()) } else { self.mark() }
    }

    /// Where the site begins, with slashes at both ends.
    pub(super) fn base_path(&self) -> &str {
        self.site.as_ref().map_or("/", |site| site.base_path())
    }
}

/// The state, shared by the builder and all requests.
#[derive(Debug)]
pub(super) struct Shared {
    state: watch::Sender<State>,
    /// Places for pages that listen.
    listeners: Arc<Semaphore>,
}

impl Shared {
    /// Before the first build, for so many pages that listen.
    pub(super) fn new(listeners: usize) -> Shared {
        Shared { state: watch::Sender::default(), listeners: Arc::new(Semaphore::new(listeners)) }
    }

    /// A place for a page that listens, where there is one left.
    pub(super) fn listener(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.listeners).try_acquire_owned().ok()
    }

    /// Shows a good build.
    pub(super) fn show(&self, site: Arc<Snapshot>) {
        self.state.send_modify(|state| {
            state.version += 1;
            state.site = Some(site);
            state.failure = None;
        });
    }

    /// Adds the search index to a good build, if that is still the last one, and returns whether
    /// it is. Open pages have nothing to reload.
    pub(super) fn add_index(&self, site: &Arc<Snapshot>, index: Files) -> bool {
        self.state.send_if_modified(|state| {
            let is_last = state.site.as_ref().is_some_and(|last| Arc::ptr_eq(last, site));
            if is_last {
                state.site = Some(Arc::new(site.with_index(index)));
            }
            is_last
        })
    }

    /// The last good build.
    pub(super) fn site(&self) -> Option<Arc<Snapshot>> {
        self.state.borrow().site.clone()
    }

    /// Shows a failure; the last good build stays for what is not a page.
    pub(super) fn fail(&self, page: String) {
        self.state.send_modify(|state| {
            state.version += 1;
            state.failure = Some(page.into());
        });
    }

    /// Ends everything that waits.
    pub(super) fn close(&self) {
        self.state.send_modify(|state| state.closing = true);
    }

    /// The state, once there has been a build.
    pub(super) async fn ready(&self) -> State {
        let mut receiver = self.subscribe();
        let ready = receiver.wait_for(|state| state.version > 0 || state.closing).await;
        ready.map_or_else(|_| State::default(), |state| state.clone())
    }

    /// The state, once the search index is that of the pages, or the server ends.
    pub(super) async fn indexed(&self) -> State {
        let indexed = |state: &State| {
            state.closing || state.site.as_ref().is_none_or(|site| site.has_index())
        };
        let mut receiver = self.subscribe();
        let state = receiver.wait_for(indexed).await;
        state.map_or_else(|_| State::default(), |state| state.clone())
    }

    /// Ready some time after [`Shared::close`].
    pub(super) async fn closed(&self, grace: Duration) {
        _ = self.subscribe().wait_for(|state| state.closing).await;
        tokio::time::sleep(grace).await;
    }

    /// For waiting for the next state.
    pub(super) fn subscribe(&self) -> watch::Receiver<State> {
        self.state.subscribe()
    }
}
