//! Addresses survive any text: nothing in the content turns an address into a different one, or
//! into something that is not an address. And a build writes exactly what it plans.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::sync::Mutex;

use crosstown::address::{Address, base_url, judge};
use crosstown::escape;
use crosstown::output::{Artifact, Sink};
use crosstown::pipeline::{self, Options};
use proptest::prelude::*;
use url::Url;

/// An address in an attribute, as read by an HTML parser.
fn in_html(address: &str) -> Option<String> {
    let (send, seen) = std::sync::mpsc::channel();
    let send = Mutex::new(send);
    let mut parser = ammonia::Builder::default();
    parser.url_schemes(["https", "http", "mailto", "tel"].into()).attribute_filter(
        move |_, name, value| {
            assert_eq!(name, "href");
            send.lock().unwrap().send(value.to_owned()).unwrap();
            Some(value.into())
        },
    );
    parser.link_rel(None);
    parser.clean(&format!("<a href=\"{}\">x</a>", escape::html(address)));
    seen.try_recv().ok()
}

/// The same, as read by an XML parser.
fn in_xml(address: &str) -> String {
    let xml = format!("<a href=\"{0}\">{0}</a>", escape::html(address));
    let document = roxmltree::Document::parse(&xml).unwrap();
    let element = document.root_element();
    assert_eq!(element.text().unwrap_or_default(), address);
    element.attribute("href").unwrap().to_owned()
}

/// Texts that resemble addresses.
fn nearly() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "https://",
        "http:",
        "//",
        "/",
        "\\",
        "javascript:",
        "data:",
        "mailto:",
        "example.org",
        "@",
        ":",
        "?",
        "#",
        "&",
        "=",
        "\"",
        "'",
        "<",
        ">",
        "%",
        "%41",
        "%2F",
        "%2e%2e",
        "..",
        ".",
        " ",
        "\t",
        "\n",
        "\0",
        "a",
        "ü",
        "n\u{303}",
        "\u{202e}",
        "[",
        "]",
        "|",
        "^",
        "{",
        "&quot;",
        "x.pdf",
    ]);
    prop_oneof![
        prop::collection::vec(pieces, 0..10).prop_map(|pieces| pieces.concat()),
        "\\PC*".prop_map(|text: String| text),
    ]
}

/// Whether an address consists only of characters that RFC 3986 allows.
fn is_written(address: &str) -> bool {
    address
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_one_address_and_the_one_that_was_meant(text in nearly()) {
        let site = Url::parse("https://site.example/pages/x/").unwrap();
        match judge(&text) {
            Err(_) => {}
            Ok(Address::Elsewhere(written)) => {
                prop_assert!(is_written(&written), "{written}");
                prop_assert_eq!(in_html(&written), Some(written.clone()));
                prop_assert_eq!(in_xml(&written), written.as_str());
                let url = Url::parse(&written).unwrap();
                prop_assert!(["http", "https", "mailto", "tel"].contains(&url.scheme()));
                let meant = Url::parse(text.trim()).unwrap();
                prop_assert_eq!(url.host_str(), meant.host_str());
                // Encoding it again does not change it.
                prop_assert_eq!(judge(&written), Ok(Address::Elsewhere(written.clone())));
            }
            Ok(Address::Here(local)) => {
                let path = format!("/{}", local.path.trim_start_matches('/'));
                let written = local.written(&path);
                prop_assert!(is_written(&written), "{written}");
                prop_assert_eq!(in_html(&written), Some(written.clone()));
                prop_assert_eq!(in_xml(&written), written.as_str());
                let url = site.join(&written).unwrap();
                prop_assert_eq!(url.host_str(), Some("site.example"), "{}", written);
                prop_assert_eq!(url.scheme(), "https");
                // A browser requests exactly the intended path.
                match judge(&written) {
                    Ok(Address::Here(again)) => {
                        prop_assert_eq!(again.path, path);
                        prop_assert_eq!(again.fragment, local.fragment);
                    }
                    other => prop_assert!(false, "{:?}", other),
                }
            }
        }
    }

    #[test]
    fn a_base_url_is_refused_or_keeps_to_its_host(text in nearly()) {
        if let Ok(base) = base_url(&text) {
            prop_assert!(is_written(&base) && base.ends_with('/'), "{base}");
            prop_assert_eq!(base_url(&base), Ok(base.clone()));
            let (_, rest) = base.split_once("://").unwrap();
            prop_assert!(!rest.contains("//") && !rest.contains(['?', '#']), "{base}");
            // A folder may have an `@` in its name; before the host, it would be a user's.
            prop_assert!(!rest.split('/').next().unwrap().contains('@'), "{base}");
            let url = Url::parse(&base).unwrap();
            let path = &rest[rest.find('/').unwrap()..];
            let joined = url.join(&format!("{path}practices/")).unwrap();
            prop_assert_eq!(joined.host_str(), url.host_str());
        }
    }
}

/// A sink that records the paths it is given.
#[derive(Default)]
struct Paths(Mutex<BTreeSet<String>>);

impl Sink for Paths {
    fn put(&self, artifact: Artifact) -> io::Result<()> {
        assert!(self.0.lock().unwrap().insert(artifact.path.clone()), "{} twice", artifact.path);
        Ok(())
    }
}

/// A build plans and writes the same files.
fn assert_planned(root: &Path) {
    let options = Options::new(root);
    let sink = Paths::default();
    let inputs = pipeline::read(&options, None).unwrap();
    let report = pipeline::build(&options, inputs, None, &sink).unwrap().report;
    assert!(!report.failed(), "{:?}", report.diagnostics);
    let planned: BTreeSet<String> =
        pipeline::addresses(&options).unwrap().unwrap().into_iter().collect();
    let mut written = sink.0.into_inner().unwrap();
    written.retain(|path| !path.starts_with("search-index/") || planned.contains(path));
    let differ: Vec<&String> = planned.symmetric_difference(&written).collect();
    assert!(differ.is_empty(), "{differ:?} are planned or written, not both");
    assert!(planned.len() > 50, "only {planned:?} are planned");
}

#[test]
fn a_build_writes_what_it_plans() {
    for case in ["every-kind", "languages", "links-to-outputs"] {
        assert_planned(crate::common::site(case).path());
    }
    assert_planned(&crate::common::repository(""));
}
