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
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::routing::get;
use axum::{Router, middleware};

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
