//! `crosstown export` writes what the site shows and no more, in files that other programs read.

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

use crate::common::{
    base, build, holding, repository, run, site, status, stderr, stdout, tree, write,
};

fn export(root: &Path, format: &str, to: &Path) -> String {
    let output = run(root, &["export", "--format", format, to.to_str().unwrap()]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    stdout(&output)
}

#[test]
fn json_is_as_the_site_has_it() {
    let root = site("every-kind");
    build(root.path(), &[]);
    let out = root.path().join("out");
    for format in ["ndjson", "json"] {
        let said = export(root.path(), format, &out);
        assert!(said.ends_with(": 1 file.\n"), "{said}");
        let name = format!("crosstown.{format}");
        let built = fs::read(root.path().join("public/data").join(&name)).unwrap();
        assert!(built == fs::read(out.join(&name)).unwrap(), "{name} differs");
    }
}

#[test]
fn tables_refer_to_each_other() {
    let out = tempfile::tempdir().unwrap();
    export(&repository(""), "csv", out.path());
    let read = |name: &str| -> Vec<csv::StringRecord> {
        let mut reader = csv::Reader::from_path(out.path().join(name)).unwrap();
        reader.records().map(Result::unwrap).collect()
    };
    let ids =
        |name: &str| -> Vec<String> { read(name).iter().map(|row| row[0].to_owned()).collect() };
    let (practices, cities) = (ids("practices.csv"), ids("cities.csv"));
    let rows = read("practice_cities.csv");
    assert!(rows.len() >= practices.len());
    for row in rows {
        assert!(practices.contains(&row[0].to_owned()), "{row:?}");
        assert!(cities.contains(&row[2].to_owned()), "{row:?}");
    }
    assert!(read("practice_outcomes.csv").len() > 500);
}

#[cfg(feature = "sqlite")]
#[test]
fn a_database_answers_questions_with_numbers() {
    let out = tempfile::tempdir().unwrap();
    export(&repository(""), "sqlite", out.path());
    let path = out.path().join("crosstown.sqlite");
    let database = rusqlite::Connection::open(&path).unwrap();
    let version: u32 = database.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
    assert_eq!(version, 1);
    let one = |sql: &str| database.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    assert!(one("SELECT count(*) FROM practices WHERE evidence_level >= 3") > 20);
    assert!(one("SELECT count(*) FROM practices WHERE cost_one_off > 1000000") > 5);
    assert_eq!(one("SELECT count(*) FROM practices WHERE typeof(evidence_level) = 'text'"), 0);
    let figures =
        "SELECT count(*) FROM practice_outcomes WHERE typeof(value) IN ('integer', 'real')";
    assert!(one(figures) > 100);
    let lost = "SELECT count(*) FROM practice_cities LEFT JOIN cities ON cities.id = city_id \
                WHERE cities.id IS NULL";
    assert_eq!(one(lost), 0);
    let mut broken = database.prepare("PRAGMA foreign_key_check").unwrap();
    assert!(broken.query([]).unwrap().next().unwrap().is_none());
}

#[test]
fn the_same_content_gives_the_same_bytes() {
    let root = site("every-kind");
    for format in FORMATS {
        let (first, second) = (root.path().join("first"), root.path().join("second"));
        export(root.path(), format, &first);
        export(root.path(), format, &second);
        assert!(tree(&first) == tree(&second), "{format}");
    }
}

/// The formats that this program has.
const FORMATS: &[&str] = &[
    "csv",
    "ndjson",
    "json",
    #[cfg(feature = "sqlite")]
    "sqlite",
    #[cfg(feature = "xlsx")]
    "xlsx",
];

const NOTES: &str = "---
title: Lids
date: 2021-06-02
attribution: chatham-house
chair: Undine Quellstein
summary: What keeps lids shut.
speakers:
- name: Undine Quellstein
  role: Head of lids
  city: denver
---

Lids were compared.
";

#[test]
fn what_a_session_withholds_is_in_no_format() {
    let root = base();
    write(root.path(), "content/convenings/bin-day-2021/lids.md", NOTES);
    for format in FORMATS {
        let out = root.path().join(format);
        export(root.path(), format, &out);
        let found = holding(&out, "quellstein");
        assert!(found.is_empty(), "{format}: {found:?}");
        assert!(!tree(&out).is_empty());
    }
}

#[test]
fn a_name_on_the_list_stops_every_format() {
    let root = base();
    write(root.path(), "list.txt", "Every kitchen\n");
    for format in FORMATS {
        let out = root.path().join(format);
        let to = out.to_str().unwrap();
        let output =
            run(root.path(), &["export", "--format", format, "--withhold", "list.txt", to]);
        assert_eq!(status(&output), 1, "{format}: {}", stdout(&output));
        assert!(stderr(&output).contains("[withheld-"), "{}", stderr(&output));
        assert!(tree(&out).is_empty(), "{format} was written");
    }
}

#[test]
fn content_with_errors_writes_nothing() {
    let root = base();
    write(root.path(), "content/cities/nowhere.md", "---\ntitle: Nowhere\n---\n");
    let out = root.path().join("out");
    let output = run(root.path(), &["export", "--format", "csv", out.to_str().unwrap()]);
    assert_eq!(status(&output), 1);
    assert!(stderr(&output).ends_with("nothing was written\n"), "{}", stderr(&output));
    assert!(!out.exists());
}

/// The files of an archive, and the archive itself.
fn unpacked(root: &Path, threads: &str) -> (Vec<u8>, crate::common::Tree) {
    let out = tempfile::tempdir().unwrap();
    let place = out.path().to_str().unwrap();
    let output = run(root, &["export", "--format", "zip", "--threads", threads, place]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let bytes = fs::read(out.path().join("crosstown.zip")).unwrap();
    let mut archive = zip::ZipArchive::new(io::Cursor::new(&bytes)).unwrap();
    let files = (0..archive.len()).map(|at| {
        let mut entry = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        (entry.name().unwrap().into_owned(), bytes)
    });
    let files = files.collect();
    (bytes, files)
}

#[test]
fn the_archive_is_the_site_and_always_the_same() {
    let root = site("every-kind");
    build(root.path(), &[]);
    let mut built = tree(&root.path().join("public"));
    built.remove(".crosstown.json");
    let (bytes, files) = unpacked(root.path(), "1");
    assert!(files == built, "{:?} or {:?}", files.keys(), built.keys());
    assert!(unpacked(root.path(), "4").0 == bytes);
}
