//! Briefs as the main program writes them, see `tests/integration/briefs.rs` there.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

use std::fs;
use std::io::Cursor;
use std::path::Path;

use crosstown_briefs::{Brief, Renderer, serve};

/// The files of the main program's tests.
fn written() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/briefs");
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> =
        paths.filter(|path| path.extension().is_some_and(|end| end == "json")).collect();
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}

#[test]
fn what_the_main_program_writes_is_a_brief() {
    let renderer = Renderer::new().unwrap();
    let written = written();
    assert_eq!(written.len(), 3);
    for json in written {
        let brief: Brief = serde_json::from_str(&json).unwrap();
        let pdf = renderer.render(&brief).unwrap();
        assert!((1..=3).contains(&pdf.pages), "{}: {} pages", brief.id, pdf.pages);
        assert!(pdf.missing.is_empty(), "{}: {:?}", brief.id, pdf.missing);
    }
}

#[test]
fn each_line_is_answered_in_its_turn() {
    let brief: Brief = serde_json::from_str(&written()[0]).unwrap();
    let line = serde_json::to_string(&brief).unwrap();
    let untitled = Brief { title: String::new(), ..brief.clone() };
    let untitled = serde_json::to_string(&untitled).unwrap();
    let deep = "[".repeat(100_000);
    let input = [line.as_str(), "no JSON", "{}", &deep, &untitled, &line].join("\n");
    let mut output = Vec::new();
    serve(&Renderer::new().unwrap(), Cursor::new(input), &mut output).unwrap();

    let mut rest = output.as_slice();
    let mut documents = Vec::new();
    while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
        let head: serde_json::Value = serde_json::from_slice(&rest[..end]).unwrap();
        rest = &rest[end + 1..];
        let bytes = usize::try_from(head["bytes"].as_u64().unwrap_or_default()).unwrap();
        assert_eq!(head["error"].is_string(), bytes == 0, "{head}");
        let (document, after) = rest.split_at(bytes);
        documents.push(document);
        rest = after;
    }
    assert_eq!(
        documents.iter().map(|one| one.is_empty()).collect::<Vec<_>>(),
        [false, true, true, true, true, false]
    );
    assert!(documents[0].starts_with(b"%PDF-1.7") && documents[0] == documents[5]);
}
