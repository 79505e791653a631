//! The local server under attack. It listens on this machine only, but every page open in the
//! author's browser can send it requests.
//!
//! The default numbers are small. `CROSSTOWN_SERVE_REQUESTS`, `CROSSTOWN_SERVE_SLOW` and
//! `CROSSTOWN_SERVE_SAVES` set larger ones, such as 5,000, 500 and 400; if they are set, the
//! promised times and sizes are asserted too.

use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use crate::common::server::{Server, folder, pipeline};
use crosstown::output::{Artifact, Sink};
use crosstown::pipeline::Report;
use crosstown::serve::{Built, Limits, Port};

/// A number that the environment may set, and whether it is set.
fn number(name: &str, ordinary: usize) -> (usize, bool) {
    let given = std::env::var(name).ok().and_then(|text| text.parse().ok());
    (given.unwrap_or(ordinary), given.is_some())
}

fn quick() -> Limits {
    let time = Duration::from_millis(300);
    Limits { connections: 8, head: time, stalled: time }
}

fn limited(limits: Limits) -> Server {
    let root = folder("hello");
    let build = pipeline(root.path().to_owned(), "/");
    Server::limited(root, build, Port::Exactly(0), limits)
}

/// Sends raw bytes and reads until the server closes the connection, for at most ten seconds.
fn raw(address: &str, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    // The server may answer before it has read everything.
    _ = stream.write_all(bytes);
    answer(&mut stream)
}

fn answer(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => break,
            Ok(length) => answer.extend_from_slice(&buffer[..length]),
            Err(error) if error.kind() == ErrorKind::ConnectionReset => break,
            Err(error) => panic!("the connection stays open: {error}"),
        }
    }
    String::from_utf8_lossy(&answer).into_owned()
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or("none")
}

#[test]
fn no_spelling_of_a_path_leads_out_of_the_site() {
    let server = Server::start("hello", "/");
    fs::write(server.root.path().join("secret.txt"), "precious").unwrap();
    fs::write(server.root.path().join("content/secret.txt"), "precious").unwrap();
    for up in [
        "../",
        "..%2f",
        "%2e%2e/",
        "%2e%2e%2f",
        ".%2e/",
        "..\\",
        "..%5c",
        "%252e%252e%252f",
        "..;/",
        "..%00/",
        "..%c0%af",
        "//",
    ] {
        for depth in [1, 2, 8] {
            for name in ["secret.txt", "content/secret.txt", "content/page.md"] {
                let path = format!("/{}{name}", up.repeat(depth));
                let request =
                    format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
                let answer = raw(&server.address, request.as_bytes());
                assert!(["400", "404"].contains(&status(&answer)), "{path}: {answer}");
                assert!(!answer.contains("precious"), "{path}");
            }
        }
    }
    let absolute = server.root.path().join("secret.txt");
    let answer = server.get(absolute.to_str().unwrap());
    assert_eq!(answer.status(), "404");
}

#[test]
fn other_hosts_and_methods_are_refused() {
    let server = Server::start("hello", "/");
    for host in [
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evil.example:80",
        "0.0.0.0",
        "169.254.169.254",
        "[::ffff:8.8.8.8]",
        "localhost@evil.example",
        "localhost, evil.example",
        "",
    ] {
        let answer = server.ask("GET", "/", &format!("Host: {host}"));
        assert!(["400", "403"].contains(&answer.status()), "{host}: {}", answer.head);
    }
    let absolute =
        "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    assert_eq!(status(&raw(&server.address, absolute.as_bytes())), "403");
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "X"] {
        for path in ["/", "/_crosstown/events", "/_crosstown/reload.js"] {
            let answer = server.ask(method, path, "Host: localhost\r\nContent-Length: 0");
            assert_eq!(answer.status(), "405", "{method} {path}");
        }
    }
    assert_ne!(server.ask("CONNECT", "evil.example:80", "Host: localhost").status(), "200");
    assert_eq!(server.get("/").status(), "200");
}

#[test]
fn what_is_no_request_ends_the_connection() {
    let server = Server::start("hello", "/");
    for bytes in [
        &b"\0\0\0\0\r\n\r\n"[..],
        b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
        b"GET /\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
        b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03",
    ] {
        let answer = raw(&server.address, bytes);
        assert_ne!(status(&answer), "200", "{}: {answer}", String::from_utf8_lossy(bytes));
    }
    // A second request inside what may be a body is not a request.
    let smuggled = "GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\
        Content-Length: 5\r\n\r\n0\r\n\r\nGET /feed.xml HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let answer = raw(&server.address, smuggled.as_bytes());
    assert_eq!(answer.matches("HTTP/1.1 ").count(), 1, "{answer}");
    assert_eq!(server.get("/").status(), "200");
}

#[test]
fn heads_of_requests_are_small() {
    let server = Server::start("hello", "/");
    let long = "x".repeat(200_000);
    let many = "X: y\r\n".repeat(5000);
    for request in [
        format!("GET / HTTP/1.1\r\nHost: localhost\r\nX: {long}\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nHost: localhost\r\n{many}\r\n"),
        format!("GET / HTTP/1.1\r\nHost: localhost\r\n{long}: y\r\n\r\n"),
    ] {
        assert_eq!(status(&raw(&server.address, request.as_bytes())), "431");
    }
    let address = format!("GET /{long} HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assert!(["414", "431"].contains(&status(&raw(&server.address, address.as_bytes()))));
    assert_eq!(server.get(&format!("/{}", "x".repeat(8000))).status(), "404");
    assert_eq!(
        server.ask("GET", "/", &format!("Host: localhost\r\nX: {}", "x".repeat(8000))).status(),
        "200"
    );
}

#[test]
fn a_connection_that_is_slow_or_silent_is_closed() {
    let server = limited(quick());
    for begun in ["", "G", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: localhost\r\nX: y"] {
        let answer = raw(&server.address, begun.as_bytes());
        assert_ne!(status(&answer), "200", "{begun}");
    }
    // A byte now and then makes no difference.
    let mut stream = TcpStream::connect(&server.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let start = Instant::now();
    let mut dripping = stream.try_clone().unwrap();
    let drip = thread::spawn(move || {
        for byte in b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ".iter().cycle().take(200) {
            if dripping.write_all(&[*byte]).is_err() {
                break;
            }
            thread::sleep(Duration::from_millis(50));
        }
    });
    assert_ne!(status(&answer(&mut stream)), "200");
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    drop(stream);
    drip.join().unwrap();
    // After an answer: a body that never arrives, or no further request.
    for after in ["Content-Length: 1000000\r\n", ""] {
        let answer = raw(
            &server.address,
            format!("GET / HTTP/1.1\r\nHost: localhost\r\n{after}\r\n").as_bytes(),
        );
        assert_eq!(status(&answer), "200", "{answer}");
    }
}

#[test]
fn a_connection_that_takes_no_answer_is_closed() {
    let root = folder("");
    let build = |sink: &dyn Sink| {
        sink.put(Artifact::new("large.bin", vec![7; 32 << 20])).unwrap();
        Ok(Built::from(Report { base_path: "/".to_owned(), ..Report::default() }))
    };
    let limits = Limits { connections: 1, ..quick() };
    let server = Server::limited(root, Arc::new(build), Port::Exactly(0), limits);
    let idle = server.connect("GET", "/large.bin", "Host: localhost");
    // There is room for one connection: this one is answered after the other is closed.
    assert_eq!(server.get("/large.bin").body.len(), 32 << 20);
    drop(idle);
}

#[test]
fn more_connections_than_there_is_room_for_wait_their_turn() {
    let server = limited(quick());
    let silent: Vec<TcpStream> =
        (0..30).map(|_| TcpStream::connect(&server.address).unwrap()).collect();
    assert_eq!(server.get("/").status(), "200");
    drop(silent);
}

#[test]
fn pages_that_listen_leave_room_for_others() {
    let server = limited(quick());
    let listening: Vec<TcpStream> = (0..4)
        .map(|_| {
            let mut stream = server.connect("GET", "/_crosstown/events", "Host: localhost");
            let mut first = [0; 12];
            stream.read_exact(&mut first).unwrap();
            assert_eq!(&first, b"HTTP/1.1 200");
            stream
        })
        .collect();
    assert_eq!(server.get("/_crosstown/events").status(), "503");
    assert_eq!(server.get("/").status(), "200");
    // They are silent for longer than other connections may be, and are notified all the same.
    thread::sleep(Duration::from_millis(600));
    server.edit("after", |server| server.get("/").text().contains("after"));
    for mut stream in listening {
        let mut told = Vec::new();
        let mut buffer = [0; 1024];
        while String::from_utf8_lossy(&told).matches("data: ").count() < 2 {
            let length = stream.read(&mut buffer).unwrap();
            assert!(length > 0, "the page was cut off");
            told.extend_from_slice(&buffer[..length]);
        }
    }
}

#[test]
fn many_requests_are_answered_beside_slow_ones() {
    let (requests, full) = number("CROSSTOWN_SERVE_REQUESTS", 400);
    let (slow, _) = number("CROSSTOWN_SERVE_SLOW", 60);
    let server = Server::start("hello", "/");
    let slow: Vec<TcpStream> = (0..slow)
        .map(|_| {
            let mut stream = TcpStream::connect(&server.address).unwrap();
            stream.write_all(b"GET / HTTP/1.1\r\nHost: local").unwrap();
            stream
        })
        .collect();
    let mut times: Vec<Duration> = thread::scope(|scope| {
        let address = server.address.as_str();
        let asking = move || {
            let request =
                b"GET /practices/a/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            let ask = |_| {
                let start = Instant::now();
                assert_eq!(status(&raw(address, request)), "200");
                start.elapsed()
            };
            (0..requests.div_ceil(4)).map(ask).collect::<Vec<_>>()
        };
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(asking)).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    times.sort();
    let slowest = times[times.len() * 99 / 100];
    println!(
        "{} requests beside {} slow ones: 99 in 100 within {slowest:?}",
        times.len(),
        slow.len()
    );
    let promised = if full { Duration::from_millis(50) } else { Duration::from_secs(5) };
    assert!(slowest <= promised, "{slowest:?}");
}

/// Kilobytes that a process has in memory.
#[cfg(target_os = "linux")]
fn memory(process: u32) -> usize {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn many_saves_do_not_make_it_grow() {
    use std::io::{BufRead, BufReader};
    use std::process::{Child, Stdio};

    struct Ended(Child);
    impl Drop for Ended {
        fn drop(&mut self) {
            _ = self.0.kill();
            _ = self.0.wait();
        }
    }

    let (saves, full) = number("CROSSTOWN_SERVE_SAVES", 20);
    let root = crate::common::base();
    let mut server = Ended(
        crate::common::crosstown(root.path())
            .args(["serve", "--port", "0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap(),
    );
    let mut lines = BufReader::new(server.0.stdout.take().unwrap()).lines();
    let url =
        lines.find_map(|line| Some(line.unwrap().strip_prefix("Serving ")?.to_owned())).unwrap();
    let address = url.split('/').nth(2).unwrap().to_owned();
    // Its output must be read.
    thread::spawn(move || lines.for_each(drop));
    let path = root.path().join("content/practices/food-bins.md");
    let text = fs::read_to_string(&path).unwrap();
    let request =
        b"GET /practices/food-bins/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    let mut sizes = Vec::new();
    for save in 0..saves {
        let title = format!("Bins of save {save}.");
        fs::write(&path, text.replace("title: Food bins", &format!("title: {title}"))).unwrap();
        let start = Instant::now();
        while !raw(&address, request).contains(&title) {
            assert!(start.elapsed() < Duration::from_secs(60), "save {save} is not shown");
            thread::sleep(Duration::from_millis(10));
        }
        sizes.push(memory(server.0.id()));
    }
    let (early, late) = (sizes[saves / 4], sizes[saves - 1]);
    println!("{saves} saves: {early} kB after a quarter of them, {late} kB at the end");
    let bound = if full { 20_000 } else { 40_000 };
    assert!(late < early + bound, "{sizes:?}");
}
