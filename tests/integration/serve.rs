//! The local server by example, with a small pipeline instead of the real one.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use crate::common::server::{FOR_EVER, HASHED, Server, folder, pipeline, read, render};
use crosstown::output::{Artifact, Sink};
use crosstown::pipeline::Report;
use crosstown::serve::{
    Build, Built, Event, Limits, Port, ServeConfig, ServeError, WriteIndex, serve_until,
};

#[test]
fn files_are_served_as_what_they_are() {
    let server = Server::start("hello", "/");
    for (path, kind) in [
        ("/", "text/html; charset=utf-8"),
        ("/practices/a/", "text/html; charset=utf-8"),
        ("/practices/a/index.md", "text/markdown; charset=utf-8"),
        ("/feed.xml", "application/xml; charset=utf-8"),
        ("/assets/style.css", "text/css; charset=utf-8"),
        ("/assets/app.mjs", "text/javascript; charset=utf-8"),
        ("/client.wasm", "application/wasm"),
        ("/events.ics", "text/calendar; charset=utf-8"),
        ("/search-index/manifest.json", "application/json"),
    ] {
        let answer = server.get(path);
        assert_eq!((answer.status(), answer.header("content-type")), ("200", Some(kind)), "{path}");
        assert_eq!(answer.header("cache-control"), Some("no-cache"), "{path}");
    }
    let packed = server.get(&format!("/{HASHED}"));
    assert_eq!(packed.header("content-type"), Some("application/gzip"));
    assert_eq!(packed.header("content-encoding"), None);
    assert!(packed.header("cache-control").unwrap().ends_with("immutable"));
    assert_eq!(packed.body, b"packed");
    assert_eq!(server.get("/practices/a/part.html").text(), "<li>part</li>");
}

#[test]
fn what_the_browser_has_is_not_sent_again() {
    let server = Server::start("hello", "/");
    for path in ["/feed.xml", "/practices/a/"] {
        let first = server.get(path);
        let etag = first.header("etag").unwrap();
        let again =
            server.ask("GET", path, &format!("Host: localhost\r\nIf-None-Match: \"x\", W/{etag}"));
        assert_eq!((again.status(), again.header("etag")), ("304", Some(etag)));
        assert!(again.body.is_empty());
        let other = server.ask("GET", path, "Host: localhost\r\nIf-None-Match: \"x\"");
        assert_eq!((other.status(), &other.body), ("200", &first.body));

        let head = server.ask("HEAD", path, "Host: localhost");
        assert_eq!(head.header("content-length"), Some(first.body.len().to_string().as_str()));
        assert_eq!((head.status(), head.header("etag")), ("200", Some(etag)));
        assert!(head.body.is_empty());
    }
}

#[test]
fn addresses_lead_where_they_should() {
    let server = Server::start("hello", "/crosstown/");
    assert!(server.url.ends_with("/crosstown/"), "{}", server.url);
    for (from, to) in [
        ("/", "/crosstown/"),
        ("/crosstown", "/crosstown/"),
        ("/crosstown/practices/a", "/crosstown/practices/a/"),
        ("/crosstown/practices/a?q=1", "/crosstown/practices/a/?q=1"),
    ] {
        let answer = server.get(from);
        assert_eq!((answer.status(), answer.header("location")), ("307", Some(to)), "{from}");
    }
    assert!(server.get("/crosstown/").text().contains("<h1>hello</h1>"));
    for path in ["/crosstown/none", "/practices/a/", "/crosstown/../../etc/passwd", "/%2e%2e/x"] {
        let answer = server.get(path);
        assert_eq!(answer.status(), "404", "{path}");
        assert!(answer.text().contains("not here"), "{path}");
    }
    let post = server.ask("POST", "/crosstown/", "Host: localhost\r\nContent-Length: 0");
    assert_eq!((post.status(), post.header("allow")), ("405", Some("GET,HEAD")));
}

#[test]
fn other_hosts_are_refused() {
    let server = Server::start("hello", "/");
    assert_eq!(server.ask("GET", "/", &format!("Host: {}", server.address)).status(), "200");
    for headers in ["Host: evil.example", "Host: localhost\r\nHost: evil.example", "X: y"] {
        for path in ["/", "/_crosstown/events"] {
            let status = server.ask("GET", path, headers).status().to_owned();
            assert!(["400", "403"].contains(&status.as_str()), "{headers}: {status}");
        }
    }
}

#[test]
fn an_edit_is_shown_and_told_to_open_pages() {
    let server = Server::start("before", "/");
    let page = server.get("/");
    assert!(page.text().contains("<h1>before</h1>"));
    let script = server.get("/_crosstown/reload.js");
    assert_eq!(script.header("content-type"), Some("text/javascript; charset=utf-8"));
    assert!(page.text().contains("<script src=\"/_crosstown/reload.js\""));

    let listening = server.connect("GET", "/_crosstown/events", "Host: localhost");
    let mut versions = BufReader::new(listening)
        .lines()
        .map_while(|line| Some(line.unwrap().strip_prefix("data: ").map(str::to_owned)))
        .flatten();
    assert_eq!(versions.next().unwrap(), page.version());

    server.edit("after", |server| server.get("/").text().contains("<h1>after</h1>"));
    let now = server.get("/").version().to_owned();
    assert_ne!(now, page.version());
    assert!(versions.any(|version| version == now));
}

#[test]
fn an_error_of_content_is_shown_on_every_page_until_it_is_mended() {
    let server = Server::start("good", "/");
    server.edit("it is broken", |server| server.get("/").status() == "500");
    for path in ["/", "/practices/a/", "/no/such/page/", "/404.html"] {
        let page = server.get(path);
        assert_eq!((page.status(), page.header("cache-control")), ("500", Some("no-store")));
        assert!(page.text().contains("bad-page") && page.text().contains("no &lt;good&gt; page"));
        assert!(page.text().contains("content/page.md:1:1") && page.text().contains("1 error"));
        assert!(page.text().contains("/_crosstown/reload.js"));
        let policy = page.header("content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'none'; script-src 'self';"), "{policy}");
    }
    // Everything else stays as in the last good build.
    assert_eq!(server.get("/practices/a/index.md").text(), "good");
    assert_eq!(server.get("/assets/style.css").status(), "200");

    server.edit("mended", |server| server.get("/").text().contains("<h1>mended</h1>"));
    assert_eq!(server.get("/").status(), "200");
    assert_eq!(server.get("/practices/a/index.md").text(), "mended");
}

#[test]
fn findings_are_told_as_values() {
    let server = Server::start("good", "/");
    fs::write(server.root.path().join("content/page.md"), "broken").unwrap();
    let codes: Vec<_> = server.wait(|event| match event {
        Event::Failed { diagnostics } => {
            Some(diagnostics.iter().map(|found| found.code.clone()).collect())
        }
        _ => None,
    });
    assert_eq!(codes, vec!["bad-page"]);
}

#[test]
fn a_server_may_start_with_an_error() {
    let server = Server::start("broken", "/crosstown/");
    assert_eq!(server.get("/").status(), "500");
    assert_eq!(server.get("/feed.xml").status(), "503");
    server.edit("mended", |server| server.get("/crosstown/").status() == "200");
    assert_eq!(server.get("/").status(), "307");
}

#[test]
fn a_fault_of_the_program_does_not_end_the_server() {
    let server = Server::start("good", "/");
    server.edit("panic", |server| server.get("/").status() == "500");
    assert!(server.get("/").text().contains("the program has met its panic"));
    server.edit("good again", |server| server.get("/").text().contains("good again"));
}

#[test]
fn two_files_at_one_address_fail_the_build_as_they_do_on_disk() {
    let build = |sink: &dyn Sink| {
        _ = sink.put(Artifact::new("index.html", "one"));
        _ = sink.put(Artifact::new("index.html", "two"));
        Ok(Report::default().into())
    };
    let server = Server::with(folder(""), Arc::new(build), Port::Exactly(0));
    let page = server.get("/");
    assert_eq!(page.status(), "500");
    assert!(page.text().contains("`index.html`"));
}

#[test]
fn folders_may_come_and_go() {
    let root = tempfile::tempdir().unwrap();
    let content = root.path().join("content");
    let build = pipeline(root.path().to_owned(), "/");
    let server = Server::with(root, build, Port::Exactly(0));
    let shows = |text: &'static str| move |server: &Server| server.get("/").text().contains(text);
    assert!(shows("nothing yet")(&server));

    fs::create_dir(&content).unwrap();
    server.edit("here", shows("here"));
    server.edit("still here", shows("still here"));
    fs::remove_dir_all(&content).unwrap();
    server.wait(|_| shows("nothing yet")(&server).then_some(()));
    fs::create_dir(&content).unwrap();
    server.edit("back", shows("back"));
    server.edit("back for good", shows("back for good"));
}

#[test]
fn a_change_during_a_build_causes_one_more() {
    let root = folder("start");
    let (reading, is_reading) = mpsc::channel();
    let (release, released) = mpsc::channel::<()>();
    let gate = Mutex::new((reading, released));
    let path = root.path().to_owned();
    let build = move |sink: &dyn Sink| {
        let text = read(&path);
        if text == "slow" {
            let gate = gate.lock().unwrap();
            gate.0.send(()).unwrap();
            // Later builds of the same text find the channel closed and continue.
            _ = gate.1.recv();
        }
        render(&text, "/", sink).map(Built::from)
    };
    let server = Server::with(root, Arc::new(build), Port::Exactly(0));
    let page = server.root.path().join("content/page.md");
    fs::write(&page, "slow").unwrap();
    is_reading.recv_timeout(FOR_EVER).unwrap();
    fs::write(&page, "meanwhile").unwrap();
    drop(release);
    server.wait(|_| server.get("/").text().contains("<h1>meanwhile</h1>").then_some(()));
}

#[test]
fn a_taken_port_gives_way_to_another_unless_it_must_be_that_one() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let config = ServeConfig {
        root: PathBuf::from("."),
        port: Port::Exactly(port),
        limits: Limits::default(),
    };
    let build = |_: &dyn Sink| Ok(Report::default().into());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let error =
        runtime.block_on(serve_until(config, Arc::new(build), |_| (), async {})).unwrap_err();
    assert!(error.to_string().contains(&port.to_string()), "{error}");
    assert!(matches!(error, ServeError::Taken { first, last } if first == port && last == port));

    let server = Server::with(folder(""), pipeline(PathBuf::new(), "/"), Port::From(port));
    let other: u16 = server.address.rsplit(':').next().unwrap().parse().unwrap();
    assert!(other > port && other - port <= 10, "{other}");
}

#[test]
fn the_server_ends_while_pages_listen() {
    let mut server = Server::start("hello", "/");
    let listening = server.connect("GET", "/_crosstown/events", "Host: localhost");
    let mut lines = BufReader::new(listening).lines();
    assert!(lines.any(|line| line.unwrap().starts_with("data: ")));
    server.stop().unwrap();
    assert!(lines.map_while(Result::ok).all(|line| !line.starts_with("data: ")));
    assert!(TcpStream::connect(&server.address).is_err());
}

/// A page, and an index that is written when the test permits it.
fn indexed(path: PathBuf, gone: Receiver<()>) -> Arc<Build> {
    let gone = Arc::new(Mutex::new(gone));
    Arc::new(move |sink: &dyn Sink| {
        let text = read(&path);
        sink.put(Artifact::new("index.html", format!("<!doctype html><body>{text}</body>")))
            .unwrap();
        let gone = Arc::clone(&gone);
        let index: WriteIndex = Box::new(move |sink| {
            gone.lock().unwrap().recv().unwrap();
            assert!(!text.contains("panic"), "the index has met its panic");
            sink.put(Artifact::new("search-index/manifest.json", text)).unwrap();
            Ok(())
        });
        Ok(Built { report: Report::default(), index: Some(index) })
    })
}

#[test]
fn the_index_is_waited_for_and_never_out_of_date() {
    let root = folder("one");
    let (go, gone) = mpsc::channel::<()>();
    let build = indexed(root.path().to_owned(), gone);
    let server = Server::with(root, build, Port::Exactly(0));
    // The page is there, the index is not yet.
    assert!(server.get("/").text().contains("one"));
    let mut news = BufReader::new(server.connect("GET", "/_crosstown/events", "Host: localhost"))
        .lines()
        .map_while(Result::ok)
        .filter_map(|line| line.strip_prefix("data: ").map(str::to_owned));
    let mut listen = |expected: &str| {
        let version = server.get("/").version().to_owned();
        assert_eq!(news.next().unwrap(), format!("{version}{expected}"));
        version
    };
    let indexed = || server.wait(|event| matches!(event, Event::Indexed { .. }).then_some(()));
    let asked = || {
        let mut stream = server.connect("GET", "/search-index/manifest.json", "Host: localhost");
        // By now it is waiting, or does not need to.
        thread::sleep(Duration::from_millis(50));
        go.send(()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    };
    listen(" updating");
    assert!(asked().ends_with("\r\n\r\none"));
    indexed();
    let first = listen("");
    server.edit("two", |server| server.get("/").text().contains("two"));
    let second = listen(" updating");
    assert_ne!(first, second);
    assert!(asked().ends_with("\r\n\r\ntwo"));
    indexed();
    assert_eq!(listen(""), second, "open pages have nothing to reload");
    // If writing the index fails, nobody waits for ever, and the pages say so.
    server.edit("panic", |server| server.get("/").text().contains("panic"));
    go.send(()).unwrap();
    server.wait(|event| matches!(event, Event::Broken { .. }).then_some(()));
    assert_eq!(server.get("/search-index/manifest.json").status(), "404");
    assert!(server.get("/").text().contains("the index has met its panic"));
}
