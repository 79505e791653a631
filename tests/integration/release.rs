//! What `crosstown release-check` tells an organizer before a release.

use std::fs;

use tempfile::TempDir;

use crate::common::{base, build, run, status, stderr, stdout, write};
use crate::history::git;

const TIME: &str = "2026-01-01T12:00:00Z";
const FOLDER: &str = "content/convenings/bin-day-2021";

fn notes(title: &str, attribution: &str, status: &str) -> String {
    format!(
        "---\ntitle: {title}\ndate: 2021-05-04\nattribution: {attribution}\nsummary: What was said.\nstatus: {status}\n---\n\nA lid helps.\n"
    )
}

/// A repository whose last release is tagged `v1`, with changes after it.
fn changed() -> TempDir {
    let root = base();
    write(root.path(), &format!("{FOLDER}/lids.md"), notes("Lids", "chatham-house", "draft"));
    write(root.path(), &format!("{FOLDER}/rats.md"), notes("Rats", "chatham-house", "approved"));
    write(root.path(), &format!("{FOLDER}/cost.md"), notes("Cost", "public", "approved"));
    write(root.path(), "content/pages/old.md", "---\ntitle: Old page\n---\n\nText.\n");
    git(root.path(), TIME, &["init", "-q"]);
    git(root.path(), TIME, &["add", "-A"]);
    git(root.path(), TIME, &["commit", "-q", "-m", "one"]);
    build(root.path(), &["--out", "last"]);
    git(root.path(), TIME, &["tag", "v1"]);
    write(root.path(), &format!("{FOLDER}/lids.md"), notes("Lids", "chatham-house", "approved"));
    write(root.path(), &format!("{FOLDER}/rats.md"), notes("Rats", "public", "approved"));
    write(root.path(), &format!("{FOLDER}/cost.md"), notes("Cost", "cities-only", "approved"));
    fs::remove_file(root.path().join("content/pages/old.md")).unwrap();
    // A level of headings is left out, which is a finding, but about nothing confidential.
    write(
        root.path(),
        "content/pages/new/index.md",
        "---\ntitle: New page\n---\n\nSee the [plan](plan.txt).\n\n## Costs\n\n#### Lids\n\nNone.\n",
    );
    write(root.path(), "content/pages/new/plan.txt", "Plan\n");
    write(root.path(), "content/pages/new/unlinked.txt", "Not published\n");
    root
}

const TOLD: &str = "
New session notes (1)
  Lids (/convenings/bin-day-2021/lids/): Chatham House Rule; a draft before

Other attribution (1)
  Rats (/convenings/bin-day-2021/rats/): Chatham House Rule → public

New (1)
  page: New page (/pages/new/)

Changed (1)
  session: Rats (/convenings/bin-day-2021/rats/)

No longer public (2)
  session: Cost (/convenings/bin-day-2021/cost/), now for cities only
  page: Old page (/pages/old/)

New attached files (1)
  pages/new/plan.txt

Nothing confidential was found.
";

#[test]
fn what_would_become_public_is_told_since_a_tag_and_against_a_site() {
    let root = changed();
    for arguments in [&["release-check"][..], &["release-check", "--since", "v1"]] {
        let output = run(root.path(), arguments);
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        let head = "What would become public, compared with `v1`\n";
        assert_eq!(stdout(&output), format!("{head}{TOLD}"));
    }
    let output = run(root.path(), &["release-check", "--against", "last"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let head = "What would become public, compared with the site in last\n";
    // A built site does not say that the notes were there as a draft.
    assert_eq!(stdout(&output), format!("{head}{TOLD}").replace("; a draft before", ""));
}

#[test]
fn a_record_under_another_name_is_neither_new_nor_gone() {
    let root = base();
    git(root.path(), TIME, &["init", "-q"]);
    git(root.path(), TIME, &["add", "-A"]);
    git(root.path(), TIME, &["commit", "-q", "-m", "one"]);
    git(root.path(), TIME, &["tag", "v1"]);
    build(root.path(), &["--out", "last"]);
    for (old, new) in [("practices/food-bins", "kitchen-bins"), ("cities/ghent", "gent")] {
        assert_eq!(status(&run(root.path(), &["rename", old, new])), 0);
    }
    for since in [["--since", "v1"], ["--against", "last"]] {
        let output = run(root.path(), &[&["release-check"][..], &since].concat());
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        let told = stdout(&output);
        let renamed = "\nAt another address (2)\n  city: Ghent (/cities/gent/), before at /cities/ghent/\n  practice: Food bins (/practices/kitchen-bins/), before at /practices/food-bins/\n";
        assert!(told.contains(renamed), "{told}");
        assert!(!told.contains("New (") && !told.contains("No longer public"), "{told}");
    }
}

#[test]
fn nothing_differs_from_what_is_built_now() {
    let root = changed();
    build(root.path(), &["--out", "now"]);
    let output = run(root.path(), &["release-check", "--against", "now"]);
    assert_eq!(status(&output), 0);
    assert!(stdout(&output).ends_with("\nNothing differs.\n\nNothing confidential was found.\n"));
}

#[test]
fn without_a_tag_everything_is_new() {
    let root = base();
    git(root.path(), TIME, &["init", "-q"]);
    git(root.path(), TIME, &["add", "-A"]);
    git(root.path(), TIME, &["commit", "-q", "-m", "one"]);
    let output = run(root.path(), &["release-check"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    assert!(stdout(&output).contains("as the first release"), "{}", stdout(&output));
    assert!(stdout(&output).contains("\nNew (7)\n"), "{}", stdout(&output));
}

#[test]
fn something_confidential_ends_with_status_1_and_is_not_repeated() {
    let outside = tempfile::tempdir().unwrap();
    write(outside.path(), "names.txt", "Zelda Quimby\n");
    let names = outside.path().join("names.txt");
    let list = ["release-check", "--withhold", names.to_str().unwrap()];
    let bad = [
        (
            "content/pages/quimby.md",
            "---\ntitle: By Zelda Quimby\n---\n\nText.\n".to_owned(),
            &list[..],
        ),
        (
            "content/convenings/bin-day-2021/lids.md",
            notes("Lids", "chatham-house\nchair: Zelda Quimby", "approved"),
            &list[..1],
        ),
        (
            "content/convenings/bin-day-2021/lids.md",
            notes("Lids", "chatham-house", "approved") + "\nQuimby said that nobody reads.\n",
            &list[..1],
        ),
    ];
    for (path, text, arguments) in bad {
        let root = changed();
        write(root.path(), path, text);
        let output = run(root.path(), arguments);
        assert_eq!(status(&output), 1, "{path}: {}", stdout(&output));
        assert!(stdout(&output).contains("Do not publish: "), "{}", stdout(&output));
        assert!(!stdout(&output).to_lowercase().contains("quimby"), "{}", stdout(&output));
    }
}

#[test]
fn what_cannot_be_compared_with_is_said() {
    let root = changed();
    for (arguments, said) in [
        (["--since", "v9"], "there is no commit, tag or branch `v9`"),
        (["--since=--all", "--drafts"], "there is no commit, tag or branch `--all`"),
        (["--against", "content"], "it has no records of a site"),
    ] {
        let output = run(root.path(), &[&["release-check"][..], &arguments].concat());
        assert_eq!(status(&output), 3, "{arguments:?}");
        assert!(stderr(&output).contains(said), "{arguments:?}: {}", stderr(&output));
    }
}
