//! What `crosstown digest` tells people who do not visit the site regularly.

use tempfile::TempDir;

use crate::common::{base, run, status, stderr, stdout, write};
use crate::history::git;

const FOLDER: &str = "content/convenings/bin-day-2021";
const NOTES: &str = "---\ntitle: Lids\ndate: 2021-05-04\nattribution: ATTRIBUTION\nsummary: What helps.\n---\n\nA hoojamaflip helps.\n";

fn commit(root: &TempDir, time: &str) {
    git(root.path(), time, &["add", "-A"]);
    git(root.path(), time, &["commit", "-q", "-m", "By Percival Inkwell"]);
}

/// A repository that was changed in February.
fn changed() -> TempDir {
    let root = base();
    let notes = NOTES.replace("ATTRIBUTION", "chatham-house");
    write(root.path(), &format!("{FOLDER}/lids.md"), &notes);
    let secret = NOTES.replace("ATTRIBUTION", "cities-only").replace("Lids", "Snowplough");
    write(root.path(), &format!("{FOLDER}/cost.md"), secret);
    git(root.path(), "2026-01-01T12:00:00Z", &["init", "-q"]);
    commit(&root, "2026-01-01T12:00:00Z");
    let practice = std::fs::read_to_string(root.path().join("content/practices/food-bins.md"));
    let practice = practice.unwrap().replace("stage: operating", "stage: scaled");
    write(root.path(), "content/practices/food-bins.md", practice);
    write(root.path(), &format!("{FOLDER}/lids.md"), notes.replace("A hoojamaflip", "A lid"));
    write(root.path(), "content/pages/new.md", "---\ntitle: New & *bold*\n---\n\nText.\n");
    commit(&root, "2026-02-02T12:00:00Z");
    root
}

const MARKDOWN: &str = "# What is new on Bins since 1 February 2026

## New

- [New \\& \\*bold\\*](https://bins.example/pages/new/) (Page, 2 February 2026)

## Changed

- [Lids](https://bins.example/convenings/bin-day-2021/lids/) (Session, 2 February 2026)  
  What helps.
- [Food bins](https://bins.example/practices/food-bins/) (Practice, 2 February 2026)  
  Every kitchen has a small green bin for scraps.
  - Stage: operating → scaled
";

fn digest(root: &TempDir, arguments: &[&str]) -> String {
    let output = run(root.path(), &[&["digest"], arguments].concat());
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let told = stdout(&output);
    for secret in ["hoojamaflip", "snowplough", "inkwell"] {
        assert!(!told.to_lowercase().contains(secret), "{secret} is in\n{told}");
    }
    told
}

#[test]
fn what_is_new_and_what_has_changed_is_told_from_the_repository() {
    let root = changed();
    let told = digest(&root, &["--since", "2026-02-01"]);
    let site = std::fs::read_to_string(root.path().join("content/site.yaml")).unwrap();
    let (name, url) = (value(&site, "title"), value(&site, "base_url"));
    let expected = MARKDOWN.replace("Bins since", &format!("{name} since"));
    assert_eq!(told, expected.replace("https://bins.example/", url));
    assert!(digest(&root, &["--since", "2026-03"]).ends_with("\nNothing is new.\n"));
}

fn value<'a>(yaml: &'a str, key: &str) -> &'a str {
    yaml.lines().find_map(|line| line.strip_prefix(&format!("{key}: "))).unwrap()
}

#[test]
fn a_mail_loads_nothing_and_a_feed_is_well_formed() {
    let root = changed();
    let mail = digest(&root, &["--since", "2026-02-01", "--format", "html"]);
    for part in ["<html lang=\"en\">", "New &amp; *bold*</a>", "<li>Stage: operating → scaled</li>"]
    {
        assert!(mail.contains(part), "{part} is not in\n{mail}");
    }
    for loads in ["src=", "<script", "<link", "url(", "class="] {
        assert!(!mail.contains(loads), "{loads} is in\n{mail}");
    }
    let feed = digest(&root, &["--since", "2026-02-01", "--format", "atom"]);
    let feed = roxmltree::Document::parse(&feed).unwrap();
    let entries = feed
        .descendants()
        .filter(|node| node.has_tag_name(("http://www.w3.org/2005/Atom", "entry")));
    assert_eq!(entries.count(), 3);
}

#[test]
fn without_a_repository_the_dates_in_the_records_count() {
    let root = base();
    let output = run(root.path(), &["digest", "--since", "2021-05"]);
    assert_eq!(status(&output), 0);
    assert!(stderr(&output).contains("in no Git repository"), "{}", stderr(&output));
    assert!(stdout(&output).contains("[Smells]("), "{}", stdout(&output));
    let output = run(root.path(), &["digest", "--since", "2022"]);
    assert!(stdout(&output).ends_with("\nNothing is new.\n"), "{}", stdout(&output));
    assert_eq!(status(&run(root.path(), &["digest", "--since", "May"])), 2);
    assert_eq!(status(&run(root.path(), &["digest"])), 2);
}

#[test]
fn a_withheld_name_stops_the_digest() {
    let root = changed();
    write(root.path(), "names.txt", "Zelda Quimby\n");
    write(root.path(), "content/pages/q.md", "---\ntitle: By Zelda Quimby\n---\n\nText.\n");
    let output = run(root.path(), &["digest", "--since", "2026", "--withhold", "names.txt"]);
    assert_eq!(status(&output), 1);
    assert_eq!(stdout(&output), "");
    assert!(!stderr(&output).contains("Quimby"), "{}", stderr(&output));
}
