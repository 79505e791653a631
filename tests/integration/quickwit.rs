//! A site whose searches a Quickwit server answers: what is written for the server, and what pages
//! say of it.

use std::fs;

use serde_json::Value;

use crate::common::{base, build, run, status, stderr, tree, write};

const SERVER: &str = "search:\n  engine: quickwit\n  url: https://search.example.org/\n";

fn with(settings: &str) -> tempfile::TempDir {
    let root = base();
    let config = fs::read_to_string(root.path().join("content/site.yaml")).unwrap();
    write(root.path(), "content/site.yaml", config + settings);
    root
}

#[test]
fn every_record_is_a_document_of_the_index() {
    let root = base();
    let output = run(root.path(), &["export", "--format", "quickwit", "server"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let files = tree(&root.path().join("server"));
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(names, ["README.md", "index.json", "records-0001.ndjson"]);
    let index: Value = serde_json::from_slice(&files["index.json"]).unwrap();
    let fields = index["doc_mapping"]["field_mappings"].as_array().unwrap();
    let known: Vec<&str> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
    let records = String::from_utf8(files["records-0001.ndjson"].clone()).unwrap();
    let records: Vec<Value> =
        records.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(records.len(), 8);
    for record in &records {
        for field in record.as_object().unwrap().keys() {
            assert!(known.contains(&field.as_str()), "{field} is refused by the server");
        }
    }
    let readme = String::from_utf8(files["README.md"].clone()).unwrap();
    assert_eq!(readme.matches("\ncurl").count() + readme.matches("\nfor").count(), 3, "{readme}");
    assert!(readme.contains(index["index_id"].as_str().unwrap()));
}

#[test]
fn pages_allow_the_server_only_if_there_is_one() {
    let (plain, served) = (base(), with(SERVER));
    for (root, is_served) in [(&plain, false), (&served, true)] {
        build(root.path(), &[]);
        let page = fs::read_to_string(root.path().join("public/index.html")).unwrap();
        let policy = "connect-src 'self' https://search.example.org;";
        assert_eq!(page.contains(policy), is_served);
        assert_eq!(page.contains("search.example.org/api/v1/_elastic/"), is_served);
        let script = tree(&root.path().join("public/search-index"));
        assert_eq!(script.keys().any(|path| path.starts_with("quickwit.")), is_served);
    }
}

#[test]
fn a_server_needs_an_address() {
    for wrong in ["search: {engine: quickwit}\n", "search: {engine: quickwit, url: nowhere}\n"] {
        let output = run(with(wrong).path(), &["check"]);
        assert_eq!(status(&output), 1, "{wrong}");
        assert!(stderr(&output).contains("https://"), "{}", stderr(&output));
    }
}
