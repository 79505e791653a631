//! Social cards as chats and social networks see them: a picture for each page, named in its head.

use std::collections::BTreeMap;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::Stdio;
use std::sync::{Arc, Mutex};

use tempfile::TempDir;

use crate::common::{Tree, build, crosstown, real_site, site, tree, write};
use crosstown::output::{Artifact, Sink};
use crosstown::pipeline::{self, Built, Memory, Options};
use crosstown::store::Store;

/// A site with every kind of record, a translation, and cards.
fn with_cards() -> TempDir {
    let root = site("every-kind");
    let settings = "title: Bins\nbase_url: https://bins.example/bins/\nlanguages: [en, es]\n\
        description: How cities deal with what they throw away.\nextras: [cards]\n\
        translations: [{lang: es, title: Cubos}]\n";
    write(root.path(), "content/site.yaml", settings);
    root
}

/// A sink that keeps files in memory, records the texts that it is shown, and rejects `secret`.
#[derive(Default)]
struct Taken {
    files: Mutex<Tree>,
    seen: Mutex<BTreeMap<String, String>>,
    secret: Option<&'static str>,
}

impl Taken {
    fn cards(&self) -> Tree {
        let files = self.files.lock().unwrap();
        let cards = files.iter().filter(|(path, _)| path.ends_with("social-card.png"));
        cards.map(|(path, bytes)| (path.clone(), bytes.clone())).collect()
    }
}

impl Sink for Taken {
    fn put(&self, file: Artifact) -> io::Result<()> {
        self.files.lock().unwrap().insert(file.path, file.bytes.into_owned());
        Ok(())
    }

    fn see(&self, path: &str, text: &str) -> bool {
        self.seen.lock().unwrap().insert(path.to_owned(), text.to_owned());
        !self.secret.is_some_and(|secret| text.contains(secret))
    }

    fn keep(&self, groups: &[&[Arc<str>]]) -> Vec<bool> {
        let files = self.files.lock().unwrap();
        groups.iter().map(|group| group.iter().all(|path| files.contains_key(&**path))).collect()
    }
}

/// Builds into a sink, with a store below the root. Returns how many pictures were drawn.
fn drawn(root: &Path, sink: &Taken, memory: Option<&mut Memory>) -> usize {
    let store = Arc::new(Store::at(root.join("store"), [1; 32]));
    let options = Options { store: Some(Arc::clone(&store)), ..Options::new(root) };
    let inputs = pipeline::read(&options, memory.as_deref()).unwrap();
    let Built { report, .. } = pipeline::build(&options, inputs, memory, sink).unwrap();
    assert!(!report.failed(), "{:?}", report.diagnostics);
    store.made()
}

/// The content of a `<meta>` element of a page, as written.
fn meta<'a>(page: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = page.split_once(&format!("=\"{name}\" content=\""))?;
    Some(rest.split_once('"').unwrap().0)
}

/// Width and height in the header of a PNG.
fn size(bytes: &[u8]) -> (u32, u32) {
    assert_eq!(bytes[..16], *b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR");
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

/// Asserts that a page names its card, and that this is there and as the networks want it. Returns
/// its path.
fn card_of(files: &Tree, path: &str, base_url: &str) -> String {
    let page = std::str::from_utf8(&files[path]).unwrap();
    let of = |name| meta(page, name).unwrap_or_else(|| panic!("{path} has no {name}"));
    let card = of("og:image").strip_prefix(base_url).unwrap();
    let bytes =
        files.get(card).unwrap_or_else(|| panic!("{path} names {card}, which is not there"));
    assert_eq!((of("og:image:width"), of("og:image:height")), ("1200", "630"), "{path}");
    assert_eq!(size(bytes), (1200, 630), "{card}");
    assert!(bytes.len() < 80_000, "{card} has {} bytes", bytes.len());
    assert_eq!(of("twitter:card"), "summary_large_image", "{path}");
    assert!(!of("og:image:alt").is_empty(), "{path}");
    card.to_owned()
}

#[test]
fn a_record_has_its_own_card_and_a_list_that_of_the_site() {
    let root = with_cards();
    build(root.path(), &[]);
    let files = tree(&root.path().join("public"));
    for (page, card) in [
        ("index.html", "social-card.png"),
        ("practices/index.html", "social-card.png"),
        ("search/index.html", "social-card.png"),
        ("practices/food-bins/index.html", "practices/food-bins/social-card.png"),
        ("cities/denver/index.html", "cities/denver/social-card.png"),
        ("convenings/bin-day-2021/index.html", "convenings/bin-day-2021/social-card.png"),
        (
            "convenings/bin-day-2021/smells/index.html",
            "convenings/bin-day-2021/smells/social-card.png",
        ),
        ("networks/bin-league/index.html", "networks/bin-league/social-card.png"),
        ("challenges/bin-prize-2020/index.html", "challenges/bin-prize-2020/social-card.png"),
        ("pages/about/index.html", "pages/about/social-card.png"),
        ("topics/waste/index.html", "topics/waste/social-card.png"),
        ("es/index.html", "es/social-card.png"),
        ("es/search/index.html", "es/social-card.png"),
        ("es/practices/food-bins/index.html", "es/practices/food-bins/social-card.png"),
    ] {
        assert_eq!(card_of(&files, page, "https://bins.example/bins/"), card, "{page}");
    }
    let alt = |page: &str| meta(std::str::from_utf8(&files[page]).unwrap(), "og:image:alt");
    assert_eq!(
        alt("practices/food-bins/index.html"),
        Some(
            "Food bins · Practice · Denver, United States · Operating · Evidence: not rated · Bins"
        )
    );
    assert_eq!(
        alt("es/practices/food-bins/index.html"),
        Some(
            "Cubos verdes · Práctica · Denver, Estados Unidos · En marcha · Evidencia: sin calificar · Cubos"
        )
    );
    assert_eq!(
        alt("convenings/bin-day-2021/smells/index.html"),
        Some("Smells · Session · 4 May 2021 · Bin Day 2021 · Bins")
    );
    assert_eq!(alt("index.html"), Some("Bins · How cities deal with what they throw away."));
    // A page for missing pages is shown at any address, and has no card.
    assert_eq!(alt("404.html"), None);
}

#[test]
fn every_page_of_the_real_content_has_a_card() {
    let files = real_site();
    let pages: Vec<&String> = files
        .iter()
        .filter(|(path, bytes)| {
            // Redirects are no pages.
            path.ends_with(".html")
                && *path != "404.html"
                && holds(bytes, "rel=\"canonical\"")
                && !holds(bytes, "http-equiv=\"refresh\"")
        })
        .map(|(path, _)| path)
        .collect();
    assert!(pages.len() > 1000, "only {} pages", pages.len());
    for path in pages {
        card_of(files, path, "https://crosstown.example/");
    }
}

fn holds(bytes: &[u8], text: &str) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|page| page.contains(text))
}

#[test]
fn without_the_extra_there_is_no_card_and_no_page_names_one() {
    let root = with_cards();
    build(root.path(), &["--no-extras"]);
    for (path, bytes) in tree(&root.path().join("public")) {
        assert!(!path.ends_with("social-card.png"), "{path}");
        assert!(!holds(&bytes, "og:image") && !holds(&bytes, "twitter:card"), "{path}");
    }
}

#[test]
fn a_build_draws_only_what_has_changed_since_any_other() {
    let root = with_cards();
    let first = Taken::default();
    let all = drawn(root.path(), &first, None);
    assert_eq!(all, first.cards().len());
    assert_eq!(drawn(root.path(), &Taken::default(), None), 0);

    let path = "content/pages/about.md";
    let text = std::fs::read_to_string(root.path().join(path)).unwrap();
    write(root.path(), path, text.replacen("title: ", "title: More ", 1));
    let second = Taken::default();
    assert_eq!(drawn(root.path(), &second, None), 1);
    let (first, second) = (first.cards(), second.cards());
    let differ: Vec<&String> = second
        .iter()
        .filter(|(path, bytes)| first[*path] != **bytes)
        .map(|(path, _)| path)
        .collect();
    assert_eq!(differ, ["pages/about/social-card.png"]);
    assert_eq!(first.len(), second.len());
}

#[test]
fn a_build_with_a_memory_draws_the_same_cards() {
    let root = with_cards();
    let (sink, mut memory) = (Taken::default(), Memory::default());
    drawn(root.path(), &sink, Some(&mut memory));
    let path = "content/practices/food-bins.md";
    let text = std::fs::read_to_string(root.path().join(path)).unwrap();
    write(root.path(), path, text.replacen("title: Food bins", "title: Bins for food", 1));
    assert_eq!(drawn(root.path(), &sink, Some(&mut memory)), 1);
    let whole = Taken::default();
    drawn(root.path(), &whole, None);
    assert_eq!(sink.cards(), whole.cards());
}

#[test]
fn the_last_gate_reads_each_card_before_it_is_drawn() {
    let root = with_cards();
    let sink = Taken::default();
    let all = drawn(root.path(), &sink, None);
    let seen = sink.seen.lock().unwrap();
    for path in sink.cards().keys() {
        assert!(seen[path].contains("Bins") || seen[path].contains("Cubos"), "{path}");
    }
    assert!(seen["cities/denver/social-card.png"].starts_with("Denver · City · United States"));

    let strict = Taken { secret: Some("Cubos verdes"), ..Taken::default() };
    let store = TempDir::new().unwrap();
    let kept = Arc::new(Store::at(store.path(), [1; 32]));
    let options = Options { store: Some(Arc::clone(&kept)), ..Options::new(root.path()) };
    let inputs = pipeline::read(&options, None).unwrap();
    pipeline::build(&options, inputs, None, &strict).unwrap();
    assert!(!strict.cards().contains_key("es/practices/food-bins/social-card.png"));
    assert_eq!((strict.cards().len(), kept.made()), (all - 1, all - 1));
}

#[test]
fn a_site_that_is_being_edited_is_served_without_cards() {
    let root = with_cards();
    let mut command = crosstown(root.path());
    let command = command.args(["serve", "--port", "0"]).stdout(Stdio::piped());
    let mut server = command.stderr(Stdio::null()).spawn().unwrap();
    let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
    let url = lines.find_map(|line| Some(line.unwrap().strip_prefix("Serving ")?.to_owned()));
    let url = url.unwrap();
    let (address, path) = url.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let get = |path: &str| {
        let mut stream = TcpStream::connect(address).unwrap();
        let request =
            format!("GET /{path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    };
    let (page, card) = (get(path), get(&format!("{path}social-card.png")));
    server.kill().unwrap();
    server.wait().unwrap();
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("og:title"), "{page}");
    assert!(!page.contains("og:image"));
    assert!(card.starts_with("HTTP/1.1 404"), "{card}");
}

#[test]
fn notes_under_the_chatham_house_rule_show_what_their_page_shows() {
    let root = with_cards();
    let notes = "---\ntitle: Lids\ndate: 2021-05-04\nattribution: chatham-house\n\
        summary: What helps.\nchair: Zelda Quimby\nspeakers:\n- name: Otto Farnsworth\n  \
        role: Mayor\n---\n\nA lid helps.\n";
    write(root.path(), "content/convenings/bin-day-2021/lids.md", notes);
    let sink = Taken::default();
    drawn(root.path(), &sink, None);
    let seen = sink.seen.lock().unwrap();
    let said = &seen["convenings/bin-day-2021/lids/social-card.png"];
    assert_eq!(said, "Lids · Session · 4 May 2021 · Bin Day 2021 · Bins\nWhat helps.");
    assert!(seen.values().all(|text| !text.contains("Quimby") && !text.contains("Farnsworth")));
}
