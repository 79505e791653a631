//! `crosstown build --precompress`, by example: compressed copies beside the files of a site.

use std::fs;
use std::io::Read as _;
use std::path::Path;

use flate2::read::GzDecoder;

use crate::common::{Tree, build, site, stdout, tree, write};

fn built(root: &Path, arguments: &[&str]) -> Tree {
    build(root, arguments);
    tree(&root.join("public"))
}

/// The copies: the files that a build without them lacks.
fn copies(with: &Tree, without: &Tree) -> Vec<String> {
    with.keys().filter(|path| !without.contains_key(*path)).cloned().collect()
}

#[test]
fn copies_are_beside_the_files_and_go_with_the_option() {
    let root = site("every-kind");
    let plain = built(root.path(), &[]);
    let packed = built(root.path(), &["--precompress"]);
    let added = copies(&packed, &plain);
    assert!(added.iter().any(|path| path == "index.html.gz"), "{added:?}");
    for copy in &added {
        let of = copy.strip_suffix(".gz").unwrap();
        let mut unpacked = Vec::new();
        GzDecoder::new(&*packed[copy]).read_to_end(&mut unpacked).unwrap();
        assert!(unpacked == plain[of], "{copy} is not a copy");
        assert!(packed[copy].len() < plain[of].len(), "{copy} saves nothing");
    }
    // Every other file, with its checksums and its list of old addresses, is as it was.
    for (path, bytes) in plain.iter().filter(|(path, _)| *path != ".crosstown.json") {
        assert!(packed.get(path) == Some(bytes), "{path} has changed");
    }
    assert!(!added.iter().any(|path| path.ends_with(".gz.gz") || path.starts_with('_')));
    assert!(built(root.path(), &[]) == plain, "copies are left behind");
}

#[test]
fn copies_are_the_same_in_every_build() {
    let root = site("every-kind");
    let other = site("every-kind");
    let one = built(root.path(), &["--precompress", "--threads", "1"]);
    assert!(one == built(other.path(), &["--precompress", "--threads", "8"]));
}

#[test]
fn a_second_build_has_nothing_to_do() {
    let root = site("every-kind");
    build(root.path(), &["--precompress"]);
    let again = stdout(&build(root.path(), &["--precompress"]));
    assert!(again.contains("Nothing has changed since it was built"), "{again}");
    let without = stdout(&build(root.path(), &[]));
    assert!(!without.contains("Nothing has changed"), "{without}");
}

#[test]
fn the_copy_of_a_page_that_is_gone_goes_too() {
    let root = site("every-kind");
    let copy = "pages/passing/index.html.gz";
    write(root.path(), "content/pages/passing.md", "---\ntitle: Passing\n---\n\nGone soon.\n");
    assert!(built(root.path(), &["--precompress"]).contains_key(copy));
    fs::remove_file(root.path().join("content/pages/passing.md")).unwrap();
    assert!(!built(root.path(), &["--precompress"]).contains_key(copy));
}
