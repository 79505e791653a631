//! A site so large that its texts are kept on disk during the build equals one built in memory.

use std::io;
use std::path::Path;
use std::sync::Mutex;

use crate::common::{Tree, base, copy, repository, site, write};
use crosstown::diagnostic::{Style, human};
use crosstown::output::{Artifact, Sink};
use crosstown::pipeline::{self, Options};
use crosstown::site::{Audience, LinkOptions};

#[derive(Default)]
struct Taken(Mutex<Tree>);

impl Sink for Taken {
    fn put(&self, artifact: Artifact) -> io::Result<()> {
        self.0.lock().unwrap().insert(artifact.path, artifact.bytes.into_owned());
        Ok(())
    }
}

/// The files and findings of a build.
fn built(root: &Path, spilled: bool) -> (Tree, Vec<String>) {
    let link = LinkOptions { audience: Audience::Public, drafts: true };
    let options = Options { link, ..Options::new(root) };
    let mut inputs = pipeline::read(&options, None).unwrap();
    if spilled {
        inputs.spill_texts().unwrap();
    }
    let taken = Taken::default();
    let report = pipeline::build(&options, inputs, None, &taken).unwrap().report;
    let found = report.diagnostics.iter().map(|found| human(found, Style::Plain)).collect();
    (taken.0.into_inner().unwrap(), found)
}

fn assert_same(root: &Path) -> (Tree, Vec<String>) {
    let (away, found_away) = built(root, true);
    let (here, found) = built(root, false);
    assert_eq!(found_away, found);
    assert!(away.keys().eq(here.keys()), "other files");
    let differ: Vec<&String> =
        here.iter().filter(|(path, bytes)| away[*path] != **bytes).map(|(path, _)| path).collect();
    assert!(differ.is_empty(), "these differ: {differ:?}");
    (here, found)
}

#[test]
fn the_real_site_is_the_same() {
    let (files, _) = assert_same(&repository(""));
    assert!(files.len() > 1000, "only {} files", files.len());
}

#[test]
fn all_that_a_body_may_hold_is_the_same() {
    let root = base();
    for case in ["every-kind", "rich-bodies", "confidential-session", "languages"] {
        copy(&repository("tests/sites").join(case).join("content"), &root.path().join("content"));
    }
    let (files, _) = assert_same(root.path());
    assert!(files.keys().any(|path| path.starts_with("es/")), "translations are among them");
}

#[test]
fn findings_show_the_same_lines() {
    let root = site("every-kind");
    let session = "content/convenings/2021-12-spring/quotes.md";
    write(root.path(), session, "---\ntitle: Quotes\nstage: pilt\n---\n\nSee [[city:nowhere]].\n");
    write(
        root.path(),
        "content/practices/adrift.md",
        "---\ntitle: Adrift\nsummary: Leads nowhere.\nstage: pilot\ncities: [atlantis]\n---\n\nSee [[practice:none]] and [that](none.md).\n",
    );
    let (_, found) = assert_same(root.path());
    assert!(found.iter().any(|one| one.contains("See [[practice:none]] and")), "{found:?}");
}
