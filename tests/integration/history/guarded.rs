//! What a page does not tell, and what a build does not do.

use std::fs;

use super::{BINS, Repository};
use crate::common::{crosstown, holding, status, stderr};

#[test]
fn notes_that_are_not_public_or_once_were_not_show_only_the_day_of_their_last_change() {
    let notes = "content/convenings/bin-day-2021/smells.md";
    for (before, after) in [("public", "chatham-house"), ("chatham-house", "public")] {
        let site = Repository::new();
        let text = site.read(notes);
        let attribution = text.lines().find(|line| line.starts_with("attribution")).unwrap();
        let as_of = |word: &str| text.replace(attribution, &format!("attribution: {word}"));
        site.write(
            notes,
            &as_of(before).replace("---\n\n", "---\n\n## What Vortigern said\n\nOpenly.\n\n"),
        );
        site.commit("2026-02-02T12:00:00Z");
        let then = "---\n\n## Bins that smell\n\nIn private.\n\n";
        site.write(notes, &as_of(after).replace("---\n\n", then));
        let last = site.commit("2026-03-12T12:00:00Z");
        let said = site.told("convenings/bin-day-2021/smells");
        assert_eq!(said, ["Last changed on 12 March 2026."], "{before} → {after}");
        for secret in ["Vortigern", &last, &last[..10]] {
            assert_eq!(holding(&site.root().join("public"), secret), [""; 0], "{before} → {after}");
        }
        let page = site.read("public/convenings/bin-day-2021/smells/index.html");
        assert!(!page.contains("/commits/main/"), "the page leads to the versions");
        // Public notes beside them tell theirs.
        assert!(site.page("convenings/bin-day-2021").contains(&"Record added".to_owned()));
    }
}

#[test]
fn what_a_record_no_longer_says_is_not_repeated() {
    let site = Repository::new();
    site.edit(BINS, "## How it works", "## What Vortigern wanted\n\nMore bins.\n\n## How it works");
    site.edit(BINS, "title: Food bins", "title: Bins of Vortigern\nreviewers: [Vortigern]");
    site.commit("2026-02-02T12:00:00Z");
    site.edit(BINS, "## What Vortigern wanted", "## Wishes");
    site.edit(BINS, "title: Bins of Vortigern\nreviewers: [Vortigern]", "title: Food bins");
    site.commit("2026-02-03T12:00:00Z");
    let said = site.told("practices/food-bins");
    assert_eq!(said[2..5], ["Title: changed", "Wishes: added", "Other sections: removed"]);
    assert_eq!(said[6..8], ["Title: changed", "Other sections: added"]);
    assert_eq!(holding(&site.root().join("public"), "Vortigern"), [""; 0]);
}

#[test]
fn the_history_of_a_draft_begins_when_it_is_published() {
    let site = Repository::new();
    site.edit(BINS, "title: Food bins", "title: Food bins\ndraft: true");
    site.commit("2026-02-02T12:00:00Z");
    site.edit(BINS, "Every kitchen", "Each kitchen");
    site.edit(BINS, "draft: true", "draft: false");
    let last = site.commit("2026-02-03T12:00:00Z");
    let said = site.told("practices/food-bins");
    assert_eq!(
        said[1..],
        [format!("3 February 2026 Version {}", &last[..10]), "Record added".into()]
    );
}

#[test]
fn no_program_that_a_repository_names_is_run() {
    let site = Repository::new();
    let spy = site.root().join(".git/spy");
    let trap = site.root().join(".git/trap");
    fs::write(&trap, format!("#!/bin/sh\ntouch '{}'\n", spy.display())).unwrap();
    #[cfg(unix)]
    fs::set_permissions(&trap, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let trap = trap.to_str().unwrap();
    site.write(".gitattributes", "*.md diff=spy filter=spy\n");
    for name in [
        "core.fsmonitor",
        "core.pager",
        "diff.external",
        "diff.spy.textconv",
        "gpg.program",
        "core.sshCommand",
        "filter.spy.smudge",
    ] {
        site.git(&["config", name, trap]);
    }
    site.git(&["config", "log.showSignature", "true"]);
    site.edit(BINS, "stage: operating", "stage: ended");
    site.commit("2026-02-02T12:00:00Z");
    // Committing may have sprung it.
    _ = fs::remove_file(&spy);
    assert_eq!(site.told("practices/food-bins")[2], "Stage: operating → ended");
    assert!(!spy.exists(), "a program was run");
}

#[cfg(unix)]
#[test]
fn hostile_names_and_links_in_the_past_change_nothing() {
    let site = Repository::new();
    let hostile = [
        "content/practices/>0123 2020-01-01 ",
        "content/practices/\n:100644 100644 0 1 M",
        "content/practices/ x\t\"y\".md",
        "content/-- --output=x",
    ];
    for name in hostile {
        site.write(name, "x");
    }
    std::os::unix::fs::symlink("/etc/passwd", site.root().join("content/practices/link.md"))
        .unwrap();
    site.commit("2026-02-02T12:00:00Z");
    for name in hostile {
        fs::remove_file(site.root().join(name)).unwrap();
    }
    fs::remove_file(site.root().join("content/practices/link.md")).unwrap();
    // A record that was a link once: its history begins with the file.
    let text = site.read(BINS).replace("title: Food bins", "title: Link");
    site.write("content/practices/link.md", &text);
    site.write("content/practices/broken.md", "---\ntitle: [\n");
    site.commit("2026-02-03T12:00:00Z");
    site.write("content/practices/broken.md", &text.replace("title: Link", "title: Mended"));
    site.commit("2026-02-04T12:00:00Z");
    assert_eq!(site.told("practices/link")[2..], ["Record added"]);
    // What cannot be read is not compared.
    let said = site.page("practices/broken");
    assert_eq!((said[2].as_str(), said[4].as_str()), ("Formatting or links", "Record added"));
    assert_eq!(site.page("practices/food-bins")[2..], ["Record added"]);
}

#[cfg(unix)]
#[test]
fn a_site_that_does_not_ask_for_it_starts_no_other_program() {
    let site = Repository::new();
    let folder = tempfile::tempdir().unwrap();
    let (git, spy) = (folder.path().join("git"), folder.path().join("spy"));
    fs::write(&git, format!("#!/bin/sh\ntouch '{}'\nexit 1\n", spy.display())).unwrap();
    fs::set_permissions(&git, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", folder.path().display(), std::env::var("PATH").unwrap());
    let built = |arguments: &[&str]| {
        let output = crosstown(site.root()).args(arguments).env("PATH", &path).output().unwrap();
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        spy.exists()
    };
    assert!(!built(&["build", "--no-extras"]));
    assert!(!built(&["check"]));
    assert!(built(&["build"]), "the other one is not even noticed");
}
