//! A server for tests, with a small pipeline instead of the real one.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crosstown::diagnostic::{Diagnostic, Place};
use crosstown::output::{Artifact, Sink};
use crosstown::pipeline::{Report, SystemError};
use crosstown::serve::{Build, Built, Event, Limits, Port, ServeConfig, ServeError, serve_until};
use tempfile::TempDir;
use tokio::sync::oneshot;

/// Not a measure of speed, but a limit, so that a test fails instead of waiting for ever.
pub(crate) const FOR_EVER: Duration = Duration::from_secs(60);

/// A running server.
pub(crate) struct Server {
    pub(crate) root: TempDir,
    pub(crate) address: String,
    pub(crate) url: String,
    pub(crate) events: Receiver<Event>,
    pub(crate) stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<Result<(), ServeError>>>,
}

impl Server {
    /// Serves the small pipeline's output for `content/page.md`.
    pub(crate) fn start(page: &str, base_path: &'static str) -> Server {
        let root = folder(page);
        let build = pipeline(root.path().to_owned(), base_path);
        Server::with(root, build, Port::Exactly(0))
    }

    pub(crate) fn with(root: TempDir, build: Arc<Build>, port: Port) -> Server {
        Server::limited(root, build, port, Limits::default())
    }

    pub(crate) fn limited(root: TempDir, build: Arc<Build>, port: Port, limits: Limits) -> Server {
        let (sender, events) = mpsc::channel();
        let (stop, stopped) = oneshot::channel();
        let config = ServeConfig { root: root.path().to_owned(), port, limits };
        let thread = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .worker_threads(2)
                .enable_all()
                .build()
                .unwrap();
            let tell = move |event| _ = sender.send(event);
            runtime.block_on(serve_until(config, build, tell, async { _ = stopped.await }))
        });
        let mut server = Server {
            root,
            address: String::new(),
            url: String::new(),
            events,
            stop: Some(stop),
            thread: Some(thread),
        };
        server.url = server.wait(|event| match event {
            Event::Started { url, .. } => Some(url),
            _ => None,
        });
        server.address = server.url.split('/').nth(2).unwrap().to_owned();
        server
    }

    /// Waits for an event that `pick` accepts.
    pub(crate) fn wait<T>(&self, pick: impl Fn(Event) -> Option<T>) -> T {
        loop {
            let event = self.events.recv_timeout(FOR_EVER).unwrap();
            if let Some(found) = pick(event) {
                return found;
            }
        }
    }

    /// Changes the page and waits until a build makes `shown` true: saving may cause more than one
    /// change event.
    pub(crate) fn edit(&self, page: &str, shown: impl Fn(&Server) -> bool) {
        fs::write(self.root.path().join("content/page.md"), page).unwrap();
        self.wait(|event| {
            matches!(event, Event::Rebuilt { .. } | Event::Failed { .. } | Event::Broken { .. })
                .then_some(())
                .filter(|()| shown(self))
        });
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "Host: localhost")
    }

    pub(crate) fn ask(&self, method: &str, path: &str, headers: &str) -> Answer {
        let mut stream = self.connect(method, path, headers);
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let end = answer.windows(4).position(|part| part == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(answer[..end].to_vec()).unwrap();
        Answer { head, body: answer[end + 4..].to_vec() }
    }

    pub(crate) fn connect(&self, method: &str, path: &str, headers: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(FOR_EVER)).unwrap();
        let request = format!("{method} {path} HTTP/1.1\r\n{headers}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        stream
    }

    pub(crate) fn stop(&mut self) -> Result<(), ServeError> {
        _ = self.stop.take().unwrap().send(());
        self.thread.take().unwrap().join().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if self.thread.is_some() {
            _ = self.stop();
        }
    }
}

pub(crate) struct Answer {
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn status(&self) -> &str {
        self.head.split(' ').nth(1).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (key, value) = line.split_once(": ")?;
            key.eq_ignore_ascii_case(name).then_some(value)
        })
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// The version that the page belongs to.
    pub(crate) fn version(&self) -> &str {
        self.text().split_once("data-version=\"").unwrap().1.split('"').next().unwrap()
    }
}

pub(crate) fn folder(page: &str) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("content")).unwrap();
    fs::write(root.path().join("content/page.md"), page).unwrap();
    root
}

pub(crate) const HASHED: &str = "search-index/0123456789abcdef0123456789abcdef.gz";

/// Makes a site of one text. The word "broken" in it causes an error in the content, "panic" a
/// panic of the program.
pub(crate) fn pipeline(root: PathBuf, base_path: &'static str) -> Arc<Build> {
    Arc::new(move |sink: &dyn Sink| render(&read(&root), base_path, sink).map(Built::from))
}

pub(crate) fn read(root: &Path) -> String {
    fs::read_to_string(root.join("content/page.md")).unwrap_or_else(|_| "nothing yet".to_owned())
}

pub(crate) fn render(text: &str, base_path: &str, sink: &dyn Sink) -> Result<Report, SystemError> {
    assert!(!text.contains("panic"), "the program has met its panic");
    let page = format!("<!doctype html><html><body><h1>{text}</h1></body></html>");
    for (path, bytes) in [
        ("index.html", page.as_str()),
        ("404.html", "<!doctype html><html><body>not here</body></html>"),
        ("practices/a/index.html", page.as_str()),
        ("practices/a/index.md", text),
        ("practices/a/part.html", "<li>part</li>"),
        ("feed.xml", "<feed/>"),
        ("assets/style.css", "body{}"),
        ("assets/app.mjs", "export {}"),
        ("client.wasm", "\0asm"),
        ("events.ics", "BEGIN:VCALENDAR"),
        (HASHED, "packed"),
        ("search-index/manifest.json", "{}"),
    ] {
        sink.put(Artifact::new(path, bytes)).map_err(|error| SystemError {
            doing: "keeping a file".to_owned(),
            reason: error.to_string(),
        })?;
    }
    let mut report = Report { base_path: base_path.to_owned(), ..Report::default() };
    if text.contains("broken") {
        let place = Place::at("content/page.md", (1, 1), text);
        report.diagnostics.push(Diagnostic::error("bad-page", place, "no <good> page"));
    }
    Ok(report)
}
