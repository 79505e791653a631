//! The site on the author's own machine: built anew at each change, and shown at once.
//!
//! There is no second way to build here. The same pipeline as for publishing puts its artifacts
//! into memory, and what is in memory is swapped as a whole, so that a page never meets the style
//! sheet of another build. When content has an error, every page shows it as the terminal does
//! and comes back when it is mended.
//!
//! Nothing is printed here: what happens is told to the caller as [`Event`]s.

mod builder;
mod connections;
mod content_type;
mod deferred_index;
mod error;
mod error_page;
mod host;
mod listen;
mod reload;
mod respond;
mod snapshot;
mod state;
mod watch;

use std::future::Future;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::routing::get;
use axum::{Router, middleware};

use crate::diagnostic::Diagnostic;
use crate::output::Sink;
use crate::pipeline::{Report, SystemError};

use builder::Builder;
pub use connections::Limits;
pub use error::ServeError;
use state::Shared;

/// The pipeline: puts the site into a sink, which can keep what is as it was in the last build
/// that was good.
pub type Build = dyn Fn(&dyn Sink) -> Result<Built, SystemError> + Send + Sync;

/// Writes the search index of a site whose pages are shown, into a sink of its own.
pub type WriteIndex = Box<dyn FnOnce(&dyn Sink) -> Result<(), SystemError> + Send>;

/// What came of a build.
pub struct Built {
    /// What was found. Where it holds an error, there is no site.
    pub report: Report,
    /// Writes the search index; until it has, requests for files that do not exist wait.
    pub index: Option<WriteIndex>,
}

impl From<Report> for Built {
    fn from(report: Report) -> Built {
        Built { report, index: None }
    }
}

impl std::fmt::Debug for Built {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Built").field("report", &self.report).finish_non_exhaustive()
    }
}

/// How to serve.
#[derive(Debug, Clone)]
pub struct ServeConfig {
    /// The folder that holds `content/` and `themes/`.
    pub root: PathBuf,
    /// Where to listen.
    pub port: Port,
    /// What connections may cost.
    pub limits: Limits,
}

/// Which port to listen on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Port {
    /// This one or, where it is taken, one of the ten that follow.
    From(u16),
    /// This one only; 0 lets the system choose.
    Exactly(u16),
}

impl Default for Port {
    fn default() -> Port {
        Port::From(4321)
    }
}

/// What happens while serving, for the caller to tell.
#[derive(Debug)]
pub enum Event {
    /// The first build is over and the site can be looked at, or its errors.
    Started {
        /// The address of its first page.
        url: String,
        /// The port that was asked for, when it was taken.
        instead_of: Option<u16>,
    },
    /// The site was built; pages that are open reload.
    Rebuilt {
        /// What the pipeline reports, warnings among it.
        report: Report,
        /// How many files the site has.
        files: usize,
        /// How long it took.
        duration: Duration,
    },
    /// The search index is that of the pages again.
    Indexed {
        /// How long after the pages.
        duration: Duration,
    },
    /// Content has errors; pages that are open show them.
    Failed {
        /// All findings, sorted.
        diagnostics: Vec<Diagnostic>,
    },
    /// The system failed; pages that are open show how.
    Broken {
        /// What failed.
        error: SystemError,
    },
    /// Changes of a folder will go unnoticed.
    NotWatching {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
}

/// Builds and serves the site, again at each change, until the user interrupts (Ctrl-C).
///
/// # Errors
/// When the address cannot be listened on. Errors of content are [`Event`]s.
pub async fn serve(
    config: ServeConfig,
    build: Arc<Build>,
    events: impl Fn(Event) + Send + Sync + 'static,
) -> Result<(), ServeError> {
    let stop = async {
        // Where the system does not tell us, it ends the program by itself.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    serve_until(config, build, events, stop).await
}

/// How long answers that are under way may take once the server stops.
const GRACE: Duration = Duration::from_secs(1);

/// Like [`serve`], until `stop` is ready.
///
/// # Errors
/// See [`serve`].
pub async fn serve_until(
    config: ServeConfig,
    build: Arc<Build>,
    events: impl Fn(Event) + Send + Sync + 'static,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    let system = |source| ServeError::System { doing: "serving".to_owned(), source };
    let (listener, instead_of) = listen::bind(config.port).await?;
    let address = listener.local_addr().map_err(system)?;
    let shared = Arc::new(Shared::new(config.limits.connections / 2));
    let events: Arc<dyn Fn(Event) + Send + Sync> = Arc::new(events);
    let index = deferred_index::start(Arc::clone(&shared), Arc::clone(&events)).map_err(system)?;
    let builder = Builder::new(build, Arc::clone(&shared), Arc::clone(&events), index);
    let watching = watch::start(&config.root, builder).map_err(system)?;

    let answers = router(Arc::clone(&shared));
    let serving = connections::serve(listener, answers, config.limits, &shared, GRACE);
    let stopping = async {
        stop.await;
        shared.close();
    };
    let announce = async {
        let state = shared.ready().await;
        if !state.closing {
            let url = format!("http://{address}{}", state.base_path());
            events(Event::Started { url, instead_of });
        }
    };
    tokio::join!(serving, stopping, announce);
    watching.end();
    Ok(())
}

fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route(reload::EVENTS, get(reload::events))
        .route(reload::SCRIPT, get(reload::script))
        .fallback(get(respond::answer))
        .layer(middleware::from_fn(host::only_loopback))
        .with_state(shared)
}
