//! Serves the site on the author's own machine, and rebuilds it on every change.
//!
//! There is no second way to build. The same pipeline as for publishing puts its artifacts into
//! memory, where the whole site is swapped at once, so that a page never uses the stylesheet of
//! another build. If the content has an error, every page shows it as the terminal does, and comes
//! back when it is fixed.
//!
//! Nothing is printed here: the caller receives [`Event`]s.

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

/// The pipeline: puts the site into a sink, which may keep unchanged files of the last good build.
pub type Build = dyn Fn(&dyn Sink) -> Result<Built, SystemError> + Send + Sync;

/// Writes the search index of a site whose pages are shown, into a separate sink.
pub type WriteIndex = Box<dyn FnOnce(&dyn Sink) -> Result<(), SystemError> + Send>;

/// The result of a build.
pub struct Built {
    /// Its findings. If one is an error, there is no site.
    pub report: Report,
    /// Writes the search index. Until it is done, requests for its missing files wait.
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

/// Options of the server.
#[derive(Debug, Clone)]
pub struct ServeConfig {
    /// The folder that contains `content/` and `themes/`.
    pub root: PathBuf,
    /// The address to listen on.
    pub port: Port,
    /// The limits of connections.
    pub limits: Limits,
}

/// The port to listen on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Port {
    /// This one or, if it is in use, one of the ten that follow.
    From(u16),
    /// This one only; 0 lets the system choose.
    Exactly(u16),
}

impl Default for Port {
    fn default() -> Port {
        Port::From(4321)
    }
}

/// What happens while serving, for the caller to report.
#[derive(Debug)]
pub enum Event {
    /// The first build is done, and the site or its errors can be viewed.
    Started {
        /// The address of its first page.
        url: String,
        /// The requested port, if it was in use.
        instead_of: Option<u16>,
    },
    /// The site was built; open pages reload.
    Rebuilt {
        /// The report of the pipeline, including warnings.
        report: Report,
        /// Number of files in the site.
        files: usize,
        /// How long it took.
        duration: Duration,
    },
    /// The search index matches the pages again.
    Indexed {
        /// Time since the pages were shown.
        duration: Duration,
    },
    /// The content has errors; open pages show them.
    Failed {
        /// All findings, sorted.
        diagnostics: Vec<Diagnostic>,
    },
    /// The system failed; open pages show the error.
    Broken {
        /// What failed.
        error: SystemError,
    },
    /// Changes of a folder will not be noticed.
    NotWatching {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
}

/// Builds and serves the site, and rebuilds it on every change, until the user interrupts it
/// (Ctrl-C).
///
/// # Errors
/// When the server cannot listen on the address. Errors in the content are [`Event`]s.
pub async fn serve(
    config: ServeConfig,
    build: Arc<Build>,
    events: impl Fn(Event) + Send + Sync + 'static,
) -> Result<(), ServeError> {
    let stop = async {
        // If the system cannot notify us, it ends the program itself.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    serve_until(config, build, events, stop).await
}

/// How long responses under way may take after the server stops.
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
