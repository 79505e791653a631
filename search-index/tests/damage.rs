//! A damaged package is refused in plain words, never a panic or a wrong answer.
#![allow(missing_docs, clippy::unwrap_used)]

#[allow(dead_code, unreachable_pub)]
mod common;

use std::sync::OnceLock;

use search_index::{DirStore, Index, Package, Request, SearchError, build};

fn package() -> Package {
    static PACKAGE: OnceLock<Package> = OnceLock::new();
    PACKAGE.get_or_init(|| build(&common::records(500, 200)).unwrap()).clone()
}

fn search(package: Package) -> Result<usize, SearchError> {
    let index = Index::open(package)?;
    let query = format!("{} \"{} {}\"", common::word(5), common::word(1), common::word(2));
    let query = Request { query, ..Request::default() };
    let listed = index.search(&Request { limit: 500, ..Request::default() })?;
    Ok(index.search(&query)?.hits.len() + listed.hits.len())
}

#[test]
fn a_sound_package_answers() {
    assert!(package().stats.pages > 3);
    assert!(search(package()).unwrap() > 0);
}

#[test]
fn a_changed_byte_is_noticed() {
    for prefix in ["h/", "p/", "f/"] {
        let mut damaged = package();
        for file in damaged.files.iter_mut().filter(|file| file.path.starts_with(prefix)) {
            let middle = file.bytes.len() / 2;
            file.bytes[middle] ^= 1;
        }
        let error = search(damaged).unwrap_err();
        assert!(
            matches!(&error, SearchError::Corrupt { path } if path.starts_with(prefix)),
            "{error}"
        );
        assert!(error.to_string().contains("damaged"), "{error}");
    }
}

#[test]
fn a_truncated_file_is_noticed() {
    for keep in [0, 1, 10, 200] {
        let mut damaged = package();
        for file in damaged.files.iter_mut().filter(|file| file.path.starts_with("p/")) {
            file.bytes.truncate(keep);
        }
        let error = search(damaged).unwrap_err();
        assert!(matches!(error, SearchError::Corrupt { .. }), "{keep}: {error}");
    }
}

#[test]
fn a_file_under_another_name_is_noticed() {
    let mut damaged = package();
    let first = damaged.files.iter().position(|file| file.path.starts_with("p/")).unwrap();
    let other = damaged.files[first + 1].bytes.clone();
    damaged.files[first].bytes = other;
    let exchanged = damaged.files[first].path.clone();
    let all_pages = damaged.files.iter().filter(|file| file.path.starts_with("p/")).count();
    // Reading everything must meet the exchanged page; reading less may not need it.
    assert!(all_pages > 3);
    match search(damaged) {
        Ok(found) => assert!(found > 0),
        Err(error) => assert_eq!(error, SearchError::Corrupt { path: exchanged }),
    }
}

#[test]
fn a_missing_file_is_named() {
    for prefix in ["h/", "p/", "f/", "manifest.json"] {
        let mut damaged = package();
        damaged.files.retain(|file| !file.path.starts_with(prefix));
        let error = search(damaged).unwrap_err();
        assert!(
            matches!(&error, SearchError::Unreadable { path, .. } if path.starts_with(prefix)),
            "{error}"
        );
    }
}

#[test]
fn pages_unpacked_on_the_way_are_taken() {
    let mut unpacked = package();
    for file in unpacked.files.iter_mut().filter(|file| file.path != "manifest.json") {
        let mut content = Vec::new();
        let mut decoder = flate2::read::GzDecoder::new(file.bytes.as_slice());
        std::io::Read::read_to_end(&mut decoder, &mut content).unwrap();
        file.bytes = content;
    }
    assert_eq!(search(unpacked), search(package()));
}

fn with_manifest(change: impl Fn(String) -> String) -> SearchError {
    let mut package = package();
    let manifest = package.files.iter_mut().find(|file| file.path == "manifest.json").unwrap();
    manifest.bytes = change(String::from_utf8(manifest.bytes.clone()).unwrap()).into_bytes();
    search(package).unwrap_err()
}

#[test]
fn another_version_is_refused_before_anything_is_read() {
    // An index of an earlier program, and one of a later program.
    for other in ["crosstown-search/1", "crosstown-search/99"] {
        let error = with_manifest(|json| json.replace(search_index::FORMAT, other));
        assert!(matches!(error, SearchError::Version { .. }), "{error}");
        let said = error.to_string();
        assert!(said.contains("another version") && said.contains(other), "{said}");
    }
    let error = with_manifest(|json| json.replace("\"tantivy\":\"", "\"tantivy\":\"old "));
    assert!(matches!(error, SearchError::Version { .. }), "{error}");
    let error = with_manifest(|_| r#"{"format":"crosstown-search/9","tantivy":"1"}"#.to_owned());
    assert!(matches!(error, SearchError::Version { .. }), "{error}");
}

#[test]
fn a_senseless_manifest_is_refused() {
    for change in [
        |json: String| json[..json.len() / 2].to_owned(),
        |_: String| "<!doctype html>".to_owned(),
        |json: String| json.replace("\"length\":", "\"length\":99999999999"),
        |json: String| json.replace("\"head\":\"", "\"head\":\"x"),
        |json: String| json.replace("\"version\":", "\"version\":\"\",\"version\":"),
    ] {
        let error = with_manifest(change);
        assert!(matches!(error, SearchError::Manifest(_)), "{error}");
    }
}

/// Every file of the package in turn is damaged in every way; what is answered then is what a
/// sound package answers, or an error.
#[test]
fn no_damage_gives_another_answer() {
    let queries = ["", "city:lagos \"baco grebaco\" -dico", "grebcao"];
    let requests = queries.map(|query| Request { query: query.into(), ..Request::default() });
    let answers = |package: Package| -> Result<Vec<search_index::Response>, SearchError> {
        let index = Index::open(package)?;
        requests.iter().map(|request| index.search(request)).collect()
    };
    let sound = package();
    let expected = answers(sound.clone()).unwrap();
    let other = build(&common::records(501, 200)).unwrap();
    let of_other = |file: &search_index::File| {
        let mut files = other.files.iter();
        files.find(|one| one.path[..2] == file.path[..2]).map(|one| one.bytes.clone())
    };
    let mut refused = 0;
    for (at, file) in sound.files.iter().enumerate() {
        if file.path.starts_with("f/") && at % 200 > 0 {
            continue;
        }
        let flipped = |place: usize| {
            let mut bytes = file.bytes.clone();
            bytes[place] ^= 0x10;
            bytes
        };
        let length = file.bytes.len();
        for bytes in [
            flipped(length / 3),
            flipped(length - 1),
            file.bytes[..length / 2].to_vec(),
            of_other(file).unwrap_or_default(),
        ] {
            let mut damaged = sound.clone();
            damaged.files[at].bytes = bytes;
            match answers(damaged) {
                Ok(given) => assert_eq!(given, expected, "{}", file.path),
                Err(error) => {
                    refused += 1;
                    let named = error.to_string();
                    assert!(
                        named.contains(&file.path) || file.path == "manifest.json",
                        "{}: {named}",
                        file.path
                    );
                }
            }
        }
    }
    assert!(refused > 20, "{refused} damages were noticed");
}

#[test]
fn a_folder_answers_like_memory_and_stays_inside() {
    let folder = std::env::temp_dir().join(format!("search-index-{}", std::process::id()));
    for file in &package().files {
        let path = folder.join(&file.path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, &file.bytes).unwrap();
    }
    let stored = Index::open(DirStore::new(&folder)).unwrap();
    let request = Request { query: common::word(7), ..Request::default() };
    let memory = Index::open(package()).unwrap();
    assert_eq!(stored.search(&request).unwrap(), memory.search(&request).unwrap());
    let outside = search_index::PageStore::read(&DirStore::new(&folder), "../Cargo.toml");
    assert!(outside.is_err());
    std::fs::remove_dir_all(folder).unwrap();
}
