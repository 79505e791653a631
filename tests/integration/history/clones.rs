//! Content in a shallow clone, in a folder of a repository, or in no repository.

use std::fs;

use super::{BINS, Repository, git, told};
use crate::common::{build, crosstown, run, status, stderr, stdout};

#[test]
fn a_shallow_clone_says_what_it_does_not_know() {
    let site = Repository::new();
    site.edit(BINS, "stage: operating", "stage: paused");
    site.commit("2026-02-02T12:00:00Z");
    site.edit(BINS, "stage: paused", "stage: ended");
    site.commit("2026-03-03T12:00:00Z");
    let other = tempfile::tempdir().unwrap();
    let from = format!("file://{}", site.root().display());
    // A branch with this name must not be taken for the mark of a clone that is shallow.
    site.git(&["branch", "grafted"]);
    assert_eq!(site.told("practices/food-bins").last().unwrap(), "Record added");
    git(other.path(), "2026-01-01T12:00:00Z", &["clone", "-q", "--depth", "2", &from, "clone"]);
    let clone = other.path().join("clone");
    let warning = stderr(&build(&clone, &[]));
    assert!(warning.contains("pages say nothing of what changed up to 2026-02-02"), "{warning}");
    assert!(warning.contains("git fetch --unshallow"), "{warning}");
    let page = |path: &str| fs::read_to_string(clone.join("public").join(path)).unwrap();
    let said = told(&page("practices/food-bins/index.html"));
    assert_eq!(said[2], "Stage: paused → ended");
    assert_eq!(
        said[3..],
        ["Changes up to 2 February 2026 are not listed, because this site was built from a \
          shallow copy of its repository."]
    );
    // Nothing is known of a record that has not changed since.
    assert_eq!(told(&page("pages/about/index.html")), [""; 0]);
    // The build that finds nothing to do says the same.
    assert_eq!(stderr(&build(&clone, &[])), warning);
}

#[test]
fn a_site_outside_a_repository_is_built_without_history() {
    let site = Repository::new();
    fs::remove_dir_all(site.root().join(".git")).unwrap();
    let ceiling = site.root().parent().unwrap().to_owned();
    let built = |path: Option<&str>| {
        let mut command = crosstown(site.root());
        command.arg("build").env("GIT_CEILING_DIRECTORIES", &ceiling);
        if let Some(path) = path {
            command.env("PATH", path);
        }
        let output = command.output().unwrap();
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        assert_eq!(site.page("practices/food-bins"), [""; 0]);
        stderr(&output)
    };
    let said = built(None);
    assert!(said.contains("`content/` is in no Git repository"), "{said}");
    let nowhere = tempfile::tempdir().unwrap();
    let said = built(Some(nowhere.path().to_str().unwrap()));
    assert!(said.contains("there is no program `git`"), "{said}");
    // A site that does not ask for it says nothing.
    site.edit("content/site.yaml", "extras: [history]\n", "");
    assert_eq!(built(None), "");
}

#[test]
fn a_site_in_a_folder_of_its_repository_has_the_whole_path_in_its_addresses() {
    let site = Repository::of(tempfile::tempdir().unwrap(), "web/bins/");
    let first = site.commit("2026-01-05T12:00:00Z");
    build(&site.root().join("web/bins"), &[]);
    let page = site.read("web/bins/public/practices/food-bins/index.html");
    assert!(page.contains(&format!("https://host.example/bins/blob/{first}/web/bins/{BINS}\"")));
    assert_eq!(told(&page)[2..], ["Record added"]);
}

#[test]
fn what_is_not_committed_is_known_by_its_text() {
    let site = Repository::new();
    site.edit("content/site.yaml", "repository: {url: 'https://host.example/bins/'}\n", "");
    site.commit("2026-02-02T12:00:00Z");
    let said = site.told("practices/food-bins");
    // Without the address of the repository the version stands alone.
    let first = site.git(&["rev-parse", "HEAD~1"]);
    assert_eq!(said[1], format!("6 January 2026 Version {}", &first[..10]));
    assert!(!site.read("public/practices/food-bins/index.html").contains("/blob/"));
    site.edit(BINS, "stage: operating", "stage: ended");
    assert_eq!(site.told("practices/food-bins"), said);
    let text = site.git(&["hash-object", BINS]);
    let bibtex = site.read("public/practices/food-bins/index.bib");
    assert!(bibtex.contains(&format!("version  = {{{}}}", &text[..12])), "{bibtex}");
    // Once it is, the build notices, although no file has changed.
    let last = site.commit("2026-03-12T12:00:00Z");
    assert!(site.told("practices/food-bins")[1].ends_with(&last[..10]));
    let again = build(site.root(), &[]);
    assert!(stdout(&again).contains("Nothing has changed since it was built."));
}

#[test]
fn the_same_repository_gives_the_same_pages_whatever_the_threads() {
    let site = Repository::new();
    site.edit(BINS, "stage: operating", "stage: ended");
    site.commit("2026-02-02T12:00:00Z");
    let built = |threads: &str| {
        build(site.root(), &["--threads", threads, "--out", "public"]);
        let files = crate::common::tree(&site.root().join("public"));
        fs::remove_dir_all(site.root().join("public")).unwrap();
        files
    };
    assert_eq!(built("1"), built("7"));
    let said = stdout(&run(site.root(), &["build"]));
    assert!(said.contains(" · history "), "{said}");
}
