//! People who have agreed to be named for a record are named on its page; participants of a session
//! under the Chatham House Rule are not, whatever they have agreed to.

use std::fs;
use std::path::Path;

use crate::common::{base, build, holding, run, status, stderr, write};

/// Records of all kinds in the base, and their pages.
const RECORDS: [(&str, &str); 6] = [
    ("practices/food-bins.md", "practices/food-bins"),
    ("convenings/bin-day-2021/index.md", "convenings/bin-day-2021"),
    ("cities/denver.md", "cities/denver"),
    ("networks/bin-league.md", "networks/bin-league"),
    ("challenges/bin-prize-2020.md", "challenges/bin-prize-2020"),
    ("pages/about.md", "pages/about"),
];

const SESSION: &str = "convenings/bin-day-2021/smells.md";

/// Adds fields to a record.
fn add(root: &Path, record: &str, fields: &str) {
    let path = format!("content/{record}");
    let text = fs::read_to_string(root.join(&path)).unwrap();
    write(root, &path, text.replacen("---\n", &format!("---\n{fields}"), 1));
}

#[test]
fn a_page_names_them_and_says_when_it_was_and_should_be_checked() {
    let root = base();
    let fields =
        "contributors: [Zelda Quimby, José Núñez]\nverified: 2026-03-05\nreview_due: 2027-03\n";
    for (record, _) in RECORDS {
        add(root.path(), record, fields);
    }
    build(root.path(), &[]);
    for (_, page) in RECORDS {
        let read = |file| fs::read_to_string(root.path().join("public").join(page).join(file));
        let html = read("index.html").unwrap();
        for said in
            ["<dd>Zelda Quimby, José Núñez</dd>", ">5 March 2026</time>", ">March 2027</time>"]
        {
            assert_eq!(html.matches(said).count(), 1, "{page}: {said}");
        }
        let json: serde_json::Value = serde_json::from_str(&read("index.json").unwrap()).unwrap();
        assert!(json.to_string().contains("José Núñez"), "{page}");
    }
}

#[test]
fn notes_under_the_chatham_house_rule_name_no_contributor() {
    let root = base();
    add(root.path(), SESSION, "contributors: [Zelda Quimby]\n");
    build(root.path(), &[]);
    assert!(!holding(&root.path().join("public"), "Quimby").is_empty(), "of public notes they are");
    let path = format!("content/{SESSION}");
    let text = fs::read_to_string(root.path().join(&path)).unwrap();
    write(root.path(), &path, text.replace("attribution: public", "attribution: chatham-house"));
    let checked = run(root.path(), &["check"]);
    assert_eq!(status(&checked), 1);
    assert!(stderr(&checked).contains("error[withheld-identity]"), "{}", stderr(&checked));
    build(root.path(), &[]);
    assert_eq!(holding(&root.path().join("public"), "Quimby"), [""; 0]);
    // Nor does the page of the meeting, or any other.
    add(root.path(), "convenings/bin-day-2021/index.md", "contributors: [Zelda Quimby]\n");
    let built = run(root.path(), &["build"]);
    assert_eq!(status(&built), 1, "{}", stderr(&built));
}

#[test]
fn a_name_on_the_list_is_an_error_there_too() {
    let root = base();
    write(root.path(), "names.txt", "Zelda Quimby\n");
    add(root.path(), "practices/food-bins.md", "contributors: [Z. Quimby]\n");
    for command in ["check", "build"] {
        let output = run(root.path(), &[command, "--withhold", "names.txt"]);
        assert_eq!(status(&output), 1, "{command}: {}", stderr(&output));
        assert!(!stderr(&output).contains("Quimby"), "{}", stderr(&output));
    }
    assert!(!root.path().join("public").exists());
}
