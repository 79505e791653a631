//! The history of records as readers see it: small repositories with commits, and what the pages
//! built from them tell and do not tell.

mod clones;
mod guarded;
mod told;

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::common::{build, copy, repository, stderr, stdout, write};

/// A person whom no page may name.
const NAME: &str = "Zenobia Quill";
const MAIL: &str = "zenobia@private.example";
const MESSAGE: &str = "Asked for by the deputy mayor";

/// A repository with the base site, whose records tell their history.
struct Repository {
    folder: TempDir,
}

impl Repository {
    /// One with a first commit, of 5 January 2026.
    fn new() -> Repository {
        let made = Repository::of(tempfile::tempdir().unwrap(), "");
        made.commit("2026-01-05T23:30:00-05:00");
        made
    }

    /// One whose site is in a folder below it.
    fn of(folder: TempDir, site: &str) -> Repository {
        copy(&repository("tests/sites/_base"), &folder.path().join(site));
        let made = Repository { folder };
        let settings = made.read(&format!("{site}content/site.yaml"));
        let settings = settings.replace("[downloads]", "[history]")
            + "repository: {url: 'https://host.example/bins/'}\n";
        made.write(&format!("{site}content/site.yaml"), &settings);
        made.git(&["init", "-q", "-b", "main"]);
        made
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).unwrap()
    }

    fn write(&self, path: &str, text: &str) {
        write(self.root(), path, text);
    }

    /// Replaces a text in a file.
    fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{path} has no `{from}`");
        self.write(path, &text.replace(from, to));
    }

    fn git(&self, arguments: &[&str]) -> String {
        git(self.root(), "2026-01-01T12:00:00Z", arguments)
    }

    /// Commits everything at a time; the whole id.
    fn commit(&self, time: &str) -> String {
        git(self.root(), time, &["add", "-A"]);
        git(self.root(), time, &["commit", "-q", "-m", MESSAGE]);
        self.git(&["rev-parse", "HEAD"]).trim().to_owned()
    }

    /// What the page of a record says of its history, a line each. Builds the site.
    fn told(&self, page: &str) -> Vec<String> {
        let output = build(self.root(), &[]);
        assert_eq!(stderr(&output), "");
        self.page(page)
    }

    fn page(&self, page: &str) -> Vec<String> {
        told(&self.read(&format!("public/{page}/index.html")))
    }
}

pub(crate) fn git(folder: &Path, time: &str, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .current_dir(folder)
        .args(arguments)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .envs([("GIT_AUTHOR_NAME", NAME), ("GIT_COMMITTER_NAME", NAME)])
        .envs([("GIT_AUTHOR_EMAIL", MAIL), ("GIT_COMMITTER_EMAIL", MAIL)])
        .envs([("GIT_AUTHOR_DATE", "2001-01-01T00:00:00Z"), ("GIT_COMMITTER_DATE", time)])
        .output()
        .unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", stderr(&output));
    stdout(&output)
}

/// The lines of the part of a page about its history, without tags.
fn told(page: &str) -> Vec<String> {
    let Some(at) = page.find("<details class=\"changes\">") else {
        let last = page.split("<p class=\"changes\">").skip(1).map(plain);
        return last.collect();
    };
    let whole = &page[at..at + page[at..].find("</details>").unwrap()];
    let ends = ["</li>", "</p>", "</summary>"];
    let lines =
        ends.iter().fold(whole.replace("&nbsp;· ", " "), |all, end| all.replace(end, "\n"));
    lines.lines().map(plain).filter(|line| !line.is_empty()).collect()
}

/// The text up to the end of the paragraph, without tags.
fn plain(html: &str) -> String {
    let text = html.split("</p>").next().unwrap();
    let parts = text.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    parts.collect::<String>().trim().to_owned()
}

/// The file of a practice of the base site.
const BINS: &str = "content/practices/food-bins.md";
