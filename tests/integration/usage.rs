//! The command line used wrongly or without content: its messages, and that it leaves nothing
//! behind.

use std::fs;
use std::path::Path;

use crate::common::{assert_golden, base, build, run, site, status, stderr, stdout, tree, write};
use serde_json::Value;

/// The output of a failing command, without the name of its folder.
fn said(root: &Path, arguments: &[&str], expected: i32) -> String {
    let output = run(root, arguments);
    assert_eq!(status(&output), expected, "{arguments:?}: {}", stderr(&output));
    assert_eq!(stdout(&output), "", "{arguments:?} speaks to standard output");
    let folder = root.canonicalize().unwrap();
    stderr(&output).replace(folder.to_str().unwrap(), "FOLDER")
}

#[test]
fn an_empty_folder_is_told_how_to_begin_and_left_empty() {
    let root = tempfile::tempdir().unwrap();
    for command in [
        &["build"][..],
        &["check"],
        &["check", "--format", "json"],
        &["serve"],
        &["build", "--root", "."],
        &["build", "--out", "somewhere"],
    ] {
        assert_golden("tests/cli/empty-folder.txt", &said(root.path(), command, 3));
        assert!(root.path().read_dir().unwrap().next().is_none(), "{command:?} left something");
    }
    said(root.path(), &["search", "x"], 3);
    said(root.path(), &["theme", "eject", "nothing"], 2);
    assert!(root.path().read_dir().unwrap().next().is_none());
}

#[test]
fn what_an_empty_folder_is_told_to_run_begins_a_site() {
    let root = tempfile::tempdir().unwrap();
    assert!(said(root.path(), &["build"], 3).contains("run `crosstown init .`\n"));
    assert_eq!(status(&run(root.path(), &["init", "."])), 0);
    assert_eq!(stderr(&build(root.path(), &[])), "");
}

#[test]
fn a_root_that_is_not_there_is_named() {
    let root = tempfile::tempdir().unwrap();
    for command in ["build", "check", "serve"] {
        let told = said(root.path(), &[command, "--root", "no/where"], 3);
        assert_eq!(
            told,
            "error: there is no folder no/where\n  = help: give `--root` the folder that holds `content/`\n"
        );
    }
    assert!(tree(root.path()).is_empty());
}

#[test]
fn a_site_without_records_is_built_and_said_to_be_so() {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), "content/site.yaml", "title: Empty\nbase_url: https://example.org/\n");
    let output = build(root.path(), &[]);
    assert!(stdout(&output).starts_with("Built a site without records.\n"), "{}", stdout(&output));
    let output = run(root.path(), &["check"]);
    assert_eq!(stdout(&output), "Checked a site without records: no errors.\n");
}

#[test]
fn several_words_are_one_query() {
    let root = base();
    build(root.path(), &[]);
    let one = run(root.path(), &["search", "green bin"]);
    assert_eq!(stdout(&run(root.path(), &["search", "green", "bin"])), stdout(&one));
    let mixed = run(root.path(), &["search", "green", "--limit", "3", "bin", "--format", "json"]);
    let answer: Value = serde_json::from_str(&stdout(&mixed)).unwrap();
    assert_eq!(answer["query"], "green bin");
    let shunned = run(root.path(), &["search", "--format", "json", "--", "bin", "-green"]);
    let answer: Value = serde_json::from_str(&stdout(&shunned)).unwrap();
    assert_eq!(answer["query"], "bin -green");
    said(root.path(), &["search"], 2);
}

#[test]
fn a_filter_that_nothing_has_is_a_mistake() {
    let root = base();
    build(root.path(), &[]);
    for (filter, expected) in [
        (
            "sphere=operatoins",
            "`operatoins` is not a sphere: expected operations, capital, collective-impact; did you mean `operations`?",
        ),
        ("city=Denver", "no record has the city `Denver`; did you mean `denver`?"),
        ("city=dever", "no record has the city `dever`; did you mean `denver`?"),
        (
            "kind=practices",
            "`practices` is not a kind: expected practice, convening, session, city, network, challenge, question, page; did you mean `practice`?",
        ),
        ("result=bad", "`bad` is not a result: expected positive, mixed, none, negative, unknown"),
        ("country=United States", "no record has the country `United States`; did you mean `us`?"),
        ("foo=x", "there is no field `foo` to filter by"),
        ("evidence=9", "`9` is not a level of evidence: expected 0 to 5"),
    ] {
        let told = said(root.path(), &["search", "x", "--filter", filter], 2);
        assert_eq!(told, format!("error: {expected}\n"));
    }
    let one_wrong = ["search", "bins", "--filter", "city=denver", "--filter", "city=paris"];
    assert!(said(root.path(), &one_wrong, 2).contains("`paris`"));
    assert_eq!(status(&run(root.path(), &["search", "bins", "--filter", "city=denver"])), 0);
    // Keywords of a fixed set are valid even if no record has them yet.
    for filter in ["stage=paused", "result=negative", "sphere=capital", "evidence=5", "year=1900"] {
        let output = run(root.path(), &["search", "bins", "--filter", filter]);
        assert_eq!((status(&output), &*stdout(&output)), (0, "0 results for “bins”\n"), "{filter}");
    }
}

#[test]
fn a_language_without_records_is_a_mistake() {
    let root = site("languages");
    build(root.path(), &[]);
    let told = said(root.path(), &["search", "x", "--lang", "xx"], 2);
    assert!(told.starts_with("error: no record is in the language `xx`; there are "), "{told}");
    assert_eq!(status(&run(root.path(), &["search", "x", "--lang", "es"])), 0);
}

#[test]
fn wrong_arguments_are_named_with_what_was_expected() {
    let root = base();
    for (arguments, expected) in [
        (&["build", "--threads", "0"][..], "0 is not in 1..=1024"),
        (&["build", "--threads", "many"], "invalid value 'many' for '--threads <N>'"),
        (&["serve", "--port", "99999"], "99999 is not in 0..=65535"),
        (&["check", "--format", "yml"], "[possible values: human, json, github, sarif, markdown]"),
        (&["biuld"], "a similar subcommand exists: 'build'"),
        (&["build", "--out", "content/site"], "it overlaps with "),
        (&["build", "--out", "."], "cannot publish into "),
        (&["build", "--thems", "x"], "a similar argument exists: '--theme'"),
    ] {
        let told = said(root.path(), arguments, 2);
        assert!(told.starts_with("error: ") && told.contains(expected), "{arguments:?}: {told}");
    }
}

/// A record with the same mistake too many times to read, for each source of findings. The time
/// must grow linearly; with quadratic growth this test would not end.
#[test]
fn a_file_full_of_mistakes_is_told_in_few_words() {
    let many = |line: &dyn Fn(usize) -> String| (0..3000).map(line).collect::<String>();
    let more = |text: &str| [fs::read_to_string(example()).unwrap().as_str(), text].concat();
    // A record may have at most 500 fields.
    let fields: String = (0..400).map(|n| format!("field-{n}: x\n")).collect();
    for (code, rest, text) in [
        ("broken-link", 2980, more(&many(&|n| format!("[a](nothing-{n}.md) ")))),
        ("dangling-reference", 2980, more(&many(&|n| format!("[[city:nowhere-{n}]] ")))),
        ("unknown-citation", 2980, more(&many(&|n| format!("[^{n}] ")))),
        ("unknown-field", 380, more("").replacen("title:", &format!("{fields}title:"), 1)),
    ] {
        let root = base();
        write(root.path(), "content/practices/food-bins.md", text);
        let output = run(root.path(), &["check"]);
        let said = stderr(&output);
        assert_eq!(said.matches(&format!("[{code}]")).count(), 21, "{said}");
        let told = format!("[{code}]: there are {rest} more findings of this kind in this file");
        assert!(said.contains(&told), "{said}");
        assert!(said.len() < 20_000, "{code}: {} bytes", said.len());
        let report = stdout(&run(root.path(), &["check", "--format", "json"]));
        let report: Value = serde_json::from_str(&report).unwrap();
        assert_eq!(
            report["errors"].as_u64().unwrap() + report["warnings"].as_u64().unwrap(),
            rest + 20
        );
        let mut findings = report["diagnostics"].as_array().unwrap().iter();
        let last = findings.rfind(|found| found["severity"] != "advice").unwrap();
        assert_eq!((&last["code"], &last["more"]), (&Value::from(code), &Value::from(rest)));
    }
}

fn example() -> std::path::PathBuf {
    crate::common::repository("tests/sites/_base/content/practices/food-bins.md")
}
