//! The file of names for search suggestions.

use std::io::Read;
use std::path::Path;

use crate::common::{base, build, real_root, write};
use flate2::read::GzDecoder;

/// The promised limit: the file is unnoticeable on a slow connection.
const MOST: usize = 30_000;

/// Entries of the form `[kind, title, path, description, synonyms]`, and the size of the file.
fn suggestions(out: &Path) -> (Vec<[String; 5]>, usize) {
    let packed = std::fs::read(out.join("search-index/suggestions.json.gz")).unwrap();
    let mut text = String::new();
    GzDecoder::new(packed.as_slice()).read_to_string(&mut text).unwrap();
    (serde_json::from_str(&text).unwrap(), packed.len())
}

#[test]
fn every_name_of_the_real_content_is_suggested_by_a_small_file() {
    let site = real_root().join("public");
    let (names, size) = suggestions(&site);
    assert!(size < MOST, "{size} bytes");
    for folder in ["practices", "cities", "topics", "challenges", "networks"] {
        let pages = std::fs::read_dir(site.join(folder)).unwrap();
        let slugs = pages.map(|entry| entry.unwrap()).filter(|entry| entry.path().is_dir());
        for slug in slugs.map(|entry| entry.file_name().into_string().unwrap()) {
            let path = format!("{folder}/{slug}");
            let known = names.iter().any(|name| name[2] == path);
            assert!(known || slug == "page" || is_redirect(&site, &path), "{path}");
        }
    }
    for [_, title, path, _, _] in &names {
        assert!(!title.is_empty());
        assert!(site.join(path).join("index.html").is_file(), "{path} is no page");
    }
}

fn is_redirect(out: &Path, path: &str) -> bool {
    let html = std::fs::read_to_string(out.join(path).join("index.html")).unwrap();
    html.contains("http-equiv=\"refresh\"")
}

#[test]
fn a_proposal_is_suggested_as_one() {
    let root = base();
    let path = "content/practices/food-bins.md";
    let text = std::fs::read_to_string(root.path().join(path)).unwrap();
    write(root.path(), path, text.replace("stage: operating", "stage: proposed"));
    build(root.path(), &[]);
    let (names, _) = suggestions(&root.path().join("public"));
    let bins = names.iter().find(|name| name[2] == "practices/food-bins").unwrap();
    assert_eq!(
        *bins,
        ["practice", "Food bins", "practices/food-bins", "Denver · Proposed only", ""]
    );
}

#[test]
fn many_names_are_cut_to_the_same_share_of_each_kind_the_important_ones_first() {
    let root = base();
    for at in 0_u64..900 {
        // Names that do not compress.
        let word = blake3::hash(&at.to_le_bytes()).to_hex();
        let city = format!("---\ntitle: C{}\ncountry: US\n---\n", &word[..30]);
        write(root.path(), &format!("content/cities/c{at}.md"), city);
        let network = format!("---\ntitle: N{}\nsummary: None.\n---\n", &word[30..60]);
        write(root.path(), &format!("content/networks/n{at}.md"), network);
    }
    build(root.path(), &[]);
    let (names, size) = suggestions(&root.path().join("public"));
    assert!((MOST * 8 / 10..MOST).contains(&size), "{size} bytes");
    let count = |kind: &str| names.iter().filter(|name| name[0] == kind).count();
    assert!(count("city") > 200, "{} cities", count("city"));
    assert!(count("city").abs_diff(count("network")) <= 2);
    assert!(names.iter().any(|name| name[2] == "cities/denver"), "the city with a practice stays");
    assert_eq!(count("topic"), 2, "the vocabulary stays");
}
