//! Whatever anybody contributes, a page contains only what the theme and the allow-list permit.
//!
//! A small site with every kind of record is built three times: with harmless texts; with texts
//! made of everything that has a meaning in HTML, XML, YAML, Markdown or a template; and with
//! bodies made of the same. A real HTML parser reads every page. With hostile texts, each page must
//! have exactly the elements and attributes that it has with harmless ones. With hostile bodies,
//! the page outside the body must have no additional elements, and the body only permitted ones.
//!
//! `TRUST_CASES` sets the number of sites built.

mod data;
mod page;
mod site;
mod soup;

use std::cell::Cell;

use crate::common::{Tree, run, status, stderr, tree};
use page::Page;
use proptest::prelude::*;
use proptest::test_runner::{TestCaseError, TestRunner};
use site::Laid;

/// Default number of sites built for each property.
const CASES: u32 = 6;

fn cases() -> u32 {
    std::env::var("TRUST_CASES").ok().and_then(|number| number.parse().ok()).unwrap_or(CASES)
}

fn runner() -> TestRunner {
    TestRunner::new(ProptestConfig {
        cases: cases(),
        // A site takes a second or two, so shrinking a failure is limited to a minute.
        max_shrink_iters: 40,
        failure_persistence: None,
        ..ProptestConfig::default()
    })
}

/// Builds a site; returns the findings if it is refused.
fn built(laid: &Laid, theme: &str) -> Result<Tree, String> {
    let root = tempfile::tempdir().unwrap();
    for (path, text) in &laid.files {
        crate::common::write(root.path(), path, text);
    }
    let output = run(root.path(), &["build", "--theme", theme]);
    match status(&output) {
        0 => Ok(tree(&root.path().join("public"))),
        1 => Err(stderr(&output)),
        other => panic!("status {other}: {}", stderr(&output)),
    }
}

/// A page of a site.
fn read(files: &Tree, path: &str) -> Page {
    Page::read(&String::from_utf8_lossy(&files[path]))
}

/// Compares the pages of a build with those of another, and checks its other files.
fn assert_pages(
    hostile: &Tree,
    harmless: &Tree,
    differs: impl Fn(&Page, &str) -> Option<String>,
) -> Result<(), TestCaseError> {
    let pages = |files: &Tree| -> Vec<String> {
        files.keys().filter(|path| path.ends_with(".html")).cloned().collect()
    };
    prop_assert_eq!(pages(hostile), pages(harmless));
    for path in &pages(hostile) {
        let page = read(hostile, path);
        let fault = page.fault().or_else(|| differs(&page, path));
        prop_assert!(fault.is_none(), "{}: {}", path, fault.unwrap_or_default());
    }
    data::judge(hostile, harmless)
}

fn theme() -> impl Strategy<Value = &'static str> {
    prop_oneof![4 => Just("civic"), 1 => Just("plain")]
}

#[test]
fn hostile_texts_change_no_element_of_any_page() {
    let tried = Cell::new(0);
    let texts = prop::collection::vec(soup::text(), site::texts());
    let checked = runner().run(&(texts, theme()), |(texts, theme)| {
        let hostile = built(&site::with_texts(&texts), theme)
            .map_err(|said| TestCaseError::fail(format!("texts are refused:\n{said}")))?;
        let plain: Vec<String> = texts.iter().map(|text| soup::harmless(text)).collect();
        let harmless =
            built(&site::with_texts(&plain), theme).unwrap_or_else(|said| panic!("{said}"));
        tried.set(tried.get() + texts.len());
        assert_pages(&hostile, &harmless, |page, path| page.differs(&read(&harmless, path)))
    });
    checked.unwrap_or_else(|failure| panic!("{failure}"));
    println!("trust: hostile-texts: {} cases", tried.get());
}

#[test]
fn hostile_bodies_stay_within_the_allow_list() {
    let tried = Cell::new(0);
    let bodies = prop::collection::vec(soup::body(), site::BODIES);
    let themes = ["civic", "plain"].map(|theme| {
        let plain = built(&site::with_bodies(&vec!["Plain.".to_owned(); site::BODIES]), theme);
        let rich = built(&site::with_bodies(&site::rich_bodies()), theme);
        (theme, plain.unwrap(), rich.unwrap())
    });
    let checked = runner().run(&(bodies, theme()), |(mut bodies, theme)| {
        let (laid, refused) = accepted(&mut bodies);
        let hostile = built(&laid, theme).map_err(TestCaseError::fail)?;
        tried.set(tried.get() + bodies.len() - refused);
        let (_, plain, rich) = themes.iter().find(|(name, ..)| *name == theme).unwrap();
        assert_pages(&hostile, plain, |page, path| {
            page.leaves_its_body(&read(plain, path), &read(rich, path))
        })
    });
    checked.unwrap_or_else(|failure| panic!("{failure}"));
    println!("trust: hostile-bodies: {} cases", tried.get());
    assert!(
        tried.get() > cases() as usize * site::BODIES / 2,
        "most bodies are published, not {}",
        tried.get()
    );
}

/// A site with the bodies that are not refused, and the number of refused ones. Those are removed
/// one after the other, because a refused body reaches no page.
fn accepted(bodies: &mut [String]) -> (Laid, usize) {
    let mut refused = 0;
    for _ in 0..4 {
        let laid = site::with_bodies(bodies);
        let wrong = site::refused(&laid);
        if wrong.is_empty() {
            return (laid, refused);
        }
        refused += wrong.len();
        wrong.into_iter().for_each(|at| "Plain.".clone_into(&mut bodies[at]));
    }
    panic!("findings follow each other without end");
}

/// The comparison itself must be able to fail.
#[test]
fn what_does_not_belong_on_a_page_is_seen() {
    let page = |main: &str, body: &str| {
        Page::read(&format!(
            "<!doctype html><title>t</title><main id=main><h1>{main}</h1><div class=\"prose\">{body}</div></main>"
        ))
    };
    let plain = page("Title", "<p>Text</p>");
    assert_eq!(
        (plain.fault(), plain.differs(&page("Other", "<p>More</p><ul><li>x</ul>"))),
        (None, None)
    );
    for injected in ["<b>x</b>", "<script src=/assets/x.js></script>", "</h1><h1>"] {
        assert!(page(injected, "").differs(&plain).is_some(), "{injected}");
    }
    let faults = [
        "<script>1</script>",
        "<script src=/pages/files/x.js></script>",
        "<p onclick=x>",
        "<p id=main>",
        "<a href=javascript:x>x</a>",
        "<a href='java\nscript:x'>x</a>",
        "<img src=data:text/html,x>",
        "<iframe srcdoc=x></iframe>",
        "<table><tr><td style='background:url(x)'>",
        "<p style='position:fixed'>",
        "<form></form>",
        "<template><script>1</script></template>",
        "<svg><a href=x>y</a></svg>",
    ];
    for fault in faults {
        assert!(page("Title", fault).fault().is_some(), "{fault}");
    }
    assert!(page("Title", "</div></div><p>x").differs(&plain).is_some());
}
