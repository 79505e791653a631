//! Serves the site on the author's own machine, and rebuilds it on every change.
//!
//! There is no second way to build. The same pipeline as for publishing puts its artifacts into
//! memory, where the whole site is swapped at once, so that a page never uses the stylesheet of
//! another build. If the content has an error, every page shows it as the terminal does, and comes
//! back when it is fixed.
//!
//! Nothing is printed here: the caller receives [`Event`]s.

mod build;
mod builder;
mod built;
mod connections;
mod content_type;
mod deferred_index;
mod error;
mod error_page;
mod event;
mod host;
mod listen;
mod reload;
mod respond;
mod snapshot;
mod state;
mod watch;

use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::routing::get;
use axum::{Router, middleware};
use tokio::net::TcpListener;

pub use build::{Build, Built, WriteIndex};
use builder::Builder;
pub use connections::Limits;
pub use error::ServeError;
pub use event::Event;
pub use listen::Port;
use state::Shared;

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
    serve_until(config, build, events, interrupted()).await
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
    let shared = Arc::new(Shared::new(config.limits.connections / 2));
    let events: Arc<dyn Fn(Event) + Send + Sync> = Arc::new(events);
    let index = deferred_index::start(Arc::clone(&shared), Arc::clone(&events)).map_err(system)?;
    let builder = Builder::new(build, Arc::clone(&shared), Arc::clone(&events), index);
    let watching = watch::start(&config.root, builder).map_err(system)?;

    let live = Router::new()
        .route(reload::EVENTS, get(reload::events))
        .route(reload::SCRIPT, get(reload::script));
    let started = |url| events(Event::Started { url, instead_of });
    answer(listener, live, &shared, config.limits, started, stop).await?;
    watching.end();
    Ok(())
}

/// Serves a built site, from a folder or a zip archive of one, as it is, until the user interrupts
/// it.
///
/// # Errors
/// When it cannot be read, is no site, or the server cannot listen on the address.
pub async fn serve_built(
    place: &Path,
    port: Port,
    events: impl Fn(Event) + Send + Sync + 'static,
) -> Result<(), ServeError> {
    let site = built::read(place)?;
    let (listener, instead_of) = listen::bind(port).await?;
    let limits = Limits::default();
    let shared = Arc::new(Shared::of_built(Arc::new(site)));
    let started = |url| events(Event::Started { url, instead_of });
    answer(listener, Router::new(), &shared, limits, started, interrupted()).await
}

/// Completes when the user interrupts the program. If the system cannot tell us, it ends the program
/// itself.
async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

/// Answers requests until `stop` is ready; those that `router` has no answer for with files of the
/// site. `started` receives the address once the site can be viewed.
async fn answer(
    listener: TcpListener,
    router: Router<Arc<Shared>>,
    shared: &Arc<Shared>,
    limits: Limits,
    started: impl Fn(String),
    stop: impl Future<Output = ()>,
) -> Result<(), ServeError> {
    let system = |source| ServeError::System { doing: "serving".to_owned(), source };
    let address = listener.local_addr().map_err(system)?;
    let router = router
        .fallback(get(respond::answer))
        .layer(middleware::from_fn(host::only_loopback))
        .with_state(Arc::clone(shared));
    let serving = connections::serve(listener, router, limits, shared, GRACE);
    let stopping = async {
        stop.await;
        shared.close();
    };
    let announce = async {
        let state = shared.ready().await;
        if !state.closing {
            started(format!("http://{address}{}", state.base_path()));
        }
    };
    tokio::join!(serving, stopping, announce);
    Ok(())
}
