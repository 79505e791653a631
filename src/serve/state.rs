//! The state of the server: one value that is replaced as a whole, and whose changes can be
//! awaited.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use super::snapshot::{Files, Snapshot};

/// The results of the last builds.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    /// Number of builds so far; 0 before the first.
    pub(super) version: u64,
    /// The last good build.
    pub(super) site: Option<Arc<Snapshot>>,
    /// The error page of the last build, if it failed.
    pub(super) failure: Option<Arc<str>>,
    /// Whether the site is served as it was built: its pages do not wait for another build.
    pub(super) is_built: bool,
    /// Whether the server is shutting down.
    pub(super) closing: bool,
}

impl State {
    /// The version as browsers see it; a restarted server must not repeat one.
    pub(super) fn mark(&self) -> String {
        format!("{}-{}", std::process::id(), self.version)
    }

    /// The message to open pages: the version, and whether the index is still missing.
    pub(super) fn news(&self) -> String {
        let is_updating = self.site.as_ref().is_some_and(|site| !site.has_index());
        if is_updating { format!("{} updating", self.mark()) } else { self.mark() }
    }

    /// The base path of the site, with slashes at both ends.
    pub(super) fn base_path(&self) -> &str {
        self.site.as_ref().map_or("/", |site| site.base_path())
    }
}

/// The state, shared by the builder and all requests.
#[derive(Debug)]
pub(super) struct Shared {
    state: watch::Sender<State>,
    /// Limits the number of listening pages.
    listeners: Arc<Semaphore>,
}

impl Shared {
    /// The state before the first build, with a maximum number of listening pages.
    pub(super) fn new(listeners: usize) -> Shared {
        Shared { state: watch::Sender::default(), listeners: Arc::new(Semaphore::new(listeners)) }
    }

    /// The state of a site that was built before.
    pub(super) fn of_built(site: Arc<Snapshot>) -> Shared {
        let state = State { version: 1, site: Some(site), is_built: true, ..State::default() };
        Shared { state: watch::Sender::new(state), listeners: Arc::new(Semaphore::new(0)) }
    }

    /// A permit for a listening page, if one is left.
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

    /// Adds the search index to a good build, if that is still the last one, and returns whether it
    /// is. Open pages need not reload.
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

    /// Shows a failure; the last good build is kept for files that are not pages.
    pub(super) fn fail(&self, page: String) {
        self.state.send_modify(|state| {
            state.version += 1;
            state.failure = Some(page.into());
        });
    }

    /// Starts the shutdown and wakes everything that waits.
    pub(super) fn close(&self) {
        self.state.send_modify(|state| state.closing = true);
    }

    /// The state, once there has been a build.
    pub(super) async fn ready(&self) -> State {
        let mut receiver = self.subscribe();
        let ready = receiver.wait_for(|state| state.version > 0 || state.closing).await;
        ready.map_or_else(|_| State::default(), |state| state.clone())
    }

    /// The state, once the search index matches the pages or the server shuts down.
    pub(super) async fn indexed(&self) -> State {
        let indexed = |state: &State| {
            state.closing || state.site.as_ref().is_none_or(|site| site.has_index())
        };
        let mut receiver = self.subscribe();
        let state = receiver.wait_for(indexed).await;
        state.map_or_else(|_| State::default(), |state| state.clone())
    }

    /// Completes some time after [`Shared::close`].
    pub(super) async fn closed(&self, grace: Duration) {
        _ = self.subscribe().wait_for(|state| state.closing).await;
        tokio::time::sleep(grace).await;
    }

    /// A receiver of state changes.
    pub(super) fn subscribe(&self) -> watch::Receiver<State> {
        self.state.subscribe()
    }
}
