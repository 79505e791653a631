//! Accepts connections and limits what each may cost.
//!
//! Any page in the author's browser can open connections to this machine, and so can every program
//! on it. A connection that is slow to send a request or to read its response is closed after a
//! while. The size of a request's head and the number of connections are limited.

use std::io;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Sleep, sleep, timeout};

use super::state::Shared;

/// The limits of connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Number of connections at a time; more have to wait. Open pages that listen for changes use
    /// at most half of them.
    pub connections: usize,
    /// Time allowed for the head of a request, and between two requests.
    pub head: Duration,
    /// Time allowed without reading any of a response.
    pub stalled: Duration,
}

impl Default for Limits {
    /// Fewer connections than the 1,024 files that many systems let a program open.
    fn default() -> Limits {
        let (head, stalled) = (Duration::from_secs(10), Duration::from_secs(30));
        Limits { connections: 800, head, stalled }
    }
}

/// Maximum bytes of a request's line and headers; a longer one is answered with 431.
const HEAD_BYTES: usize = 16 * 1024;

/// How long to wait when the system refuses another connection.
const PAUSE: Duration = Duration::from_millis(50);

/// Serves until the state is closing, and then up to `grace` longer for responses under way.
pub(super) async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    shared: &Arc<Shared>,
    grace: Duration,
) {
    let places = Arc::new(Semaphore::new(limits.connections));
    loop {
        let (place, stream) = tokio::select! {
            () = shared.closed(Duration::ZERO) => break,
            taken = next(&listener, &places) => taken,
        };
        let shared = Arc::clone(shared);
        let router = router.clone();
        tokio::spawn(async move {
            connection(stream, router, limits, &shared).await;
            drop(place);
        });
    }
    drop(listener);
    let all = u32::try_from(limits.connections).unwrap_or(u32::MAX);
    _ = timeout(grace, places.acquire_many(all)).await;
}

/// The next connection, once there is room for it.
async fn next(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> (OwnedSemaphorePermit, TcpStream) {
    loop {
        if let Ok(place) = Arc::clone(places).acquire_owned().await
            && let Ok((stream, _)) = listener.accept().await
        {
            return (place, stream);
        }
        sleep(PAUSE).await;
    }
}

/// Serves one connection. Its errors are the client's concern.
async fn connection(stream: TcpStream, router: Router, limits: Limits, shared: &Shared) {
    let stream = Impatient { stream, limit: limits.stalled, waiting: None };
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    let mut connection = pin!(connection);
    tokio::select! {
        _ = connection.as_mut() => return,
        () = shared.closed(Duration::ZERO) => connection.as_mut().graceful_shutdown(),
    }
    _ = connection.await;
}

/// A stream that fails if the other end reads nothing for a while.
struct Impatient {
    stream: TcpStream,
    limit: Duration,
    /// The timer, set while the other end reads nothing.
    waiting: Option<Pin<Box<Sleep>>>,
}

impl Impatient {
    fn stream(self: Pin<&mut Self>) -> Pin<&mut TcpStream> {
        Pin::new(&mut self.get_mut().stream)
    }

    /// The result of an attempt to write, or a timeout.
    fn bounded<T>(
        &mut self,
        context: &mut Context<'_>,
        attempt: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if attempt.is_ready() {
            self.waiting = None;
            return attempt;
        }
        let limit = self.limit;
        let waiting = self.waiting.get_or_insert_with(|| Box::pin(sleep(limit)));
        ready!(waiting.as_mut().poll(context));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Impatient {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.stream().poll_read(context, buffer)
    }
}

impl AsyncWrite for Impatient {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let attempt = self.as_mut().stream().poll_write(context, bytes);
        self.bounded(context, attempt)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let attempt = self.as_mut().stream().poll_write_vectored(context, parts);
        self.bounded(context, attempt)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.stream().poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.stream().poll_shutdown(context)
    }
}
