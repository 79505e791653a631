//! `crosstown links` against a server on this machine.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use crate::common::{base, run, status, stderr, stdout, write};
use serde_json::Value;

const BINS: &str = "content/practices/food-bins.md";

/// A server whose answers follow from the path, and which records the requests.
struct Answering {
    at: String,
    asked: Arc<Mutex<Vec<String>>>,
    /// The most connections at the same time.
    most: Arc<AtomicUsize>,
}

impl Answering {
    fn start() -> Answering {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let at = format!("http://{}", listener.local_addr().unwrap());
        let (asked, most) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicUsize::new(0)));
        let server = Answering { at, asked: Arc::clone(&asked), most: Arc::clone(&most) };
        let now = Arc::new(AtomicUsize::new(0));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (asked, most, now) = (Arc::clone(&asked), Arc::clone(&most), Arc::clone(&now));
                thread::spawn(move || answer(&stream, &asked, &now, &most));
            }
        });
        server
    }

    fn asked(&self) -> Vec<String> {
        let mut asked = self.asked.lock().unwrap().clone();
        asked.sort();
        asked
    }
}

/// Answers one request and closes the connection. `now` counts the requests that have come and are
/// not answered yet.
fn answer(stream: &TcpStream, asked: &Mutex<Vec<String>>, now: &AtomicUsize, most: &AtomicUsize) {
    let mut lines = BufReader::new(stream).lines();
    let Some(Ok(first)) = lines.next() else { return };
    most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
    while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
    let request = first.trim_end_matches(" HTTP/1.1").to_owned();
    let (method, path) = request.split_once(' ').unwrap();
    let moved = |to: &str| format!("301 Moved Permanently\r\nLocation: {to}");
    let said = match (method, path) {
        (_, "/gone" | "/copies/gone") => "404 Not Found".to_owned(),
        (_, "/closed") => "403 Forbidden".to_owned(),
        ("HEAD", "/no-head") => "405 Method Not Allowed".to_owned(),
        (_, "/old") => moved("/new"),
        (_, "/round") => moved("/round"),
        (_, path) if path.starts_with("/web/2017") && path.contains("http") => {
            moved("/web/20170702000000/x")
        }
        (_, path) if path.starts_with("/web/http") => "404 Not Found".to_owned(),
        _ => "200 OK".to_owned(),
    };
    asked.lock().unwrap().push(request.clone());
    let head = format!("HTTP/1.1 {said}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    // The client may send its next request before this thread goes on.
    now.fetch_sub(1, Ordering::SeqCst);
    _ = (&mut &*stream).write_all(head.as_bytes());
}

/// The base with sources at the paths of a server, and a link in its body.
fn content(server: &str, sources: &[(&str, &str)]) -> tempfile::TempDir {
    let root = base();
    let listed: String = sources
        .iter()
        .map(|(path, more)| {
            let id = path.trim_start_matches('/');
            format!("- id: {id}\n  title: A report\n  url: {server}{path}\n{more}")
        })
        .collect();
    let text = format!(
        "---\ntitle: Food bins\nsummary: Bins for scraps.\nstage: pilot\ncities: [denver]\nspheres: [operations]\ntopics: [waste]\nsources:\n{listed}---\n\n## Problem\n\nSee [this]({server}/body#part).\n\n## How it works\n\nIt works.\n"
    );
    write(root.path(), BINS, text);
    root
}

/// Runs the command on the one practice; the codes of its findings with their texts, by id.
fn links(root: &std::path::Path, more: &[&str]) -> BTreeMap<String, (String, String)> {
    let arguments = [&["links", "--format", "json", "--pause", "0", BINS], more].concat();
    let output = run(root, &arguments);
    assert_eq!((status(&output), stderr(&output).as_str()), (0, ""), "{}", stdout(&output));
    let report: Value = serde_json::from_str(&stdout(&output)).unwrap();
    let text = |found: &Value, name: &str| found[name].as_str().unwrap_or_default().to_owned();
    let findings = report["diagnostics"].as_array().unwrap();
    let told = findings.iter().map(|found| {
        let id = text(found, "text").rsplit('/').next().unwrap().to_owned();
        let said = format!("{}; {}", text(found, "message"), text(found, "help"));
        (id, (text(found, "code"), said))
    });
    told.collect()
}

#[test]
fn each_address_is_judged_by_what_its_server_answers() {
    let server = Answering::start();
    let paths = ["/fine", "/gone", "/closed", "/no-head", "/old", "/round"];
    let root = content(&server.at, &paths.map(|path| (path, "  accessed: 2017-07-02\n")));
    let archive = format!("{}/web/", server.at);
    let told = links(root.path(), &["--local", "--archive", &archive]);
    let codes: Vec<(&str, &str)> =
        told.iter().map(|(id, (code, _))| (id.as_str(), code.as_str())).collect();
    let expected = [
        ("closed", "unclear-address"),
        ("gone", "dead-address"),
        ("old", "moved-address"),
        ("round", "silent-address"),
    ];
    assert_eq!(codes, expected);
    assert!(told["old"].1.contains("/new"), "{told:?}");
    let proposed = format!("archived_url: {archive}20170702/{}/gone", server.at);
    assert!(told["gone"].1.contains(&proposed), "{told:?}");
    let asked = server.asked();
    assert!(asked.contains(&"HEAD /body".to_owned()), "{asked:?}");
    assert!(!asked.contains(&"GET /fine".to_owned()), "the head was enough: {asked:?}");
    assert!(!asked.iter().any(|request| request.contains("/web/")), "the archive was not asked");
    assert_eq!(server.most.load(Ordering::SeqCst), 1, "a host is asked by one at a time");
}

#[test]
fn the_archive_is_asked_for_its_copies_on_request() {
    let server = Answering::start();
    let root = content(&server.at, &[("/gone", "  date: 2017-07-02\n"), ("/closed", "")]);
    let archive = format!("{}/web/", server.at);
    let told = links(root.path(), &["--local", "--find-copies", "--archive", &archive]);
    assert!(told["gone"].1.contains("/web/20170702000000/x`"), "{told:?}");
    let asked = server.asked();
    assert_eq!(
        asked.iter().filter(|request| request.contains("/web/2017")).count(),
        2,
        "{asked:?}"
    );
}

#[test]
fn a_copy_that_is_gone_is_given_no_copy_of_its_own() {
    let server = Answering::start();
    let archived = format!("  archived_url: {}/copies/gone\n", server.at);
    let root = content(&server.at, &[("/fine", &archived)]);
    let archive = format!("{}/web/", server.at);
    let told = links(root.path(), &["--local", "--archive", &archive]);
    assert_eq!(told["gone"].0, "dead-address");
    assert!(told["gone"].1.ends_with("; it is an archived copy; look for another one"), "{told:?}");
}

#[test]
fn if_nothing_answers_the_network_may_be_missing() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let closed = format!("http://{}", taken.local_addr().unwrap());
    drop(taken);
    let root = content(&closed, &[]);
    let output = run(root.path(), &["links", "--local", "--pause", "0", BINS]);
    assert_eq!(status(&output), 0);
    assert!(
        stdout(&output)
            .ends_with("No server answered. Is this machine connected to the network?\n"),
        "{}",
        stdout(&output)
    );
}

#[test]
fn this_machine_is_left_alone_unless_it_is_meant() {
    let server = Answering::start();
    let root = content(&server.at, &[("/fine", "")]);
    let told = links(root.path(), &[]);
    assert_eq!(told["fine"].0, "silent-address");
    assert!(told["fine"].1.contains("it is on this machine or its network"), "{told:?}");
    assert_eq!(server.asked(), [""; 0]);
}

#[test]
fn no_more_is_asked_than_is_allowed_and_that_is_said() {
    let server = Answering::start();
    let root = content(&server.at, &[("/a", ""), ("/b", ""), ("/c", "")]);
    let output = run(root.path(), &["links", "--local", "--pause", "0", "--most", "2", BINS]);
    assert_eq!((status(&output), stderr(&output).as_str()), (0, ""));
    assert_eq!(
        stdout(&output),
        "Asked for 2 addresses: 2 can be read as they are written.\n2 more were not asked for; `--most` and `--time` say how many are.\n"
    );
    assert_eq!(server.asked(), ["HEAD /a", "HEAD /b"]);
}

#[test]
fn addresses_in_notes_under_the_chatham_house_rule_are_not_asked_for() {
    let server = Answering::start();
    let root = base();
    write(
        root.path(),
        "content/convenings/bin-day-2021/closed.md",
        format!(
            "---\ntitle: Closed\ndate: 2021-05-02\nattribution: chatham-house\nsummary: Notes.\nmaterials: [{{title: Slides, url: \"{}/slides\"}}]\n---\n\nSee [it]({}/it).\n",
            server.at, server.at
        ),
    );
    let output = run(
        root.path(),
        &["links", "--local", "--pause", "0", "content/convenings/bin-day-2021/closed.md"],
    );
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    assert_eq!(server.asked(), [""; 0]);
}
