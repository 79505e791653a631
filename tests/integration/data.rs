//! The downloads: every file reads back as what the records say, with its types, and no cell of a
//! table is a formula.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::common::{Tree, base, build, real_site, repository, tree, write};
use crosstown::model::{Choice as _, Kind};
use crosstown::tables::{ColumnType, IDENTITY, columns};
use serde_json::Value;
use sha2::{Digest, Sha256};

type Row = BTreeMap<String, String>;

/// Reads a table, all of whose rows have to be of the same length.
fn table(bytes: &[u8]) -> Vec<Row> {
    let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(bytes);
    let names = reader.headers().unwrap().clone();
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "a name occurs twice");
    let row = |record: csv::StringRecord| {
        names.iter().zip(record.iter()).map(|(name, cell)| (name.into(), cell.into())).collect()
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

fn records(files: &Tree) -> Vec<Value> {
    let lines = std::str::from_utf8(&files["data/crosstown.ndjson"]).unwrap().lines();
    lines.map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The expected cell for a value of a record.
fn said(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(said).collect::<Vec<_>>().join(" | "),
        other => other.to_string(),
    }
}

/// The value of a column: of a field, of a field within a set, or the length of a list.
fn value(record: &Value, column: &str) -> Value {
    if let Some(list) = column.strip_suffix("_count")
        && record.get(column).is_none()
    {
        return record.get(list).and_then(Value::as_array).map_or(0, Vec::len).into();
    }
    // The address of a network is a field; without it, the name means the record's own address.
    let own = format!("https://crosstown.example/{}/", record["id"].as_str().unwrap());
    if let Some(value) = record.get(column).filter(|value| column != "url" || **value != own) {
        return value.clone();
    }
    let sets = record.as_object().unwrap().iter().filter(|(_, value)| value.is_object());
    let within = sets.filter_map(|(set, value)| {
        value.get(column.strip_prefix(set.as_str())?.strip_prefix('_')?).cloned()
    });
    within.into_iter().next().unwrap_or(Value::Null)
}

#[test]
fn the_real_content_reads_back_from_every_file() {
    let files = real_site();
    let records = records(files);
    assert!(records.len() > 500, "only {} records", records.len());

    // A line is the record beside its page.
    for record in &records {
        let path = format!("{}/index.json", record["id"].as_str().unwrap());
        let beside: Value = serde_json::from_slice(&files[&path]).unwrap();
        assert_eq!(*record, beside, "{path}");
    }
    // The document has the same records.
    let document: Value = serde_json::from_slice(&files["data/crosstown.json"]).unwrap();
    assert_eq!(document["records"].as_array().unwrap(), &records);
    assert_eq!(document["format"], "crosstown-records/1");

    // The table has a row for each, in the same order, with the same values and types.
    let rows = table(&files["data/crosstown.csv"]);
    assert_eq!(rows.len(), records.len());
    for (row, record) in rows.iter().zip(&records) {
        assert_eq!(row["id"], record["id"].as_str().unwrap());
        let kind = Kind::from_word(&row["record_kind"]).unwrap();
        for column in columns(kind.schema()) {
            let cell = &row[&column.name];
            let wanted = said(&value(record, &column.name));
            let guarded = cell.strip_prefix('\'').filter(|_| !wanted.starts_with('\''));
            // A default that nobody wrote is in the table, and so is `false`.
            assert_eq!(guarded.unwrap_or(cell), wanted, "{}: {}", row["id"], column.name);
            match column.of {
                ColumnType::Number | ColumnType::Count => {
                    assert!(cell.is_empty() || cell.parse::<f64>().is_ok(), "{cell}");
                }
                ColumnType::Flag => assert!(["", "true", "false"].contains(&cell.as_str())),
                ColumnType::Text | ColumnType::Figure => {}
            }
        }
    }
}

#[test]
fn every_list_has_its_table() {
    let files = real_site();
    let lists: Vec<&String> = files
        .iter()
        .filter(|(path, bytes)| {
            let html = String::from_utf8_lossy(bytes);
            path.ends_with("/index.html")
                && !path.contains("/page/")
                && ["collection", "facet"]
                    .iter()
                    .any(|kind| html.contains(&format!("page page--{kind}\"")))
        })
        .map(|(path, _)| path)
        .collect();
    assert!(lists.len() > 100, "only {} lists", lists.len());
    for path in lists {
        let beside = path.replace("index.html", "index.csv");
        let rows = table(files.get(&beside).unwrap_or_else(|| panic!("no {beside}")));
        let html = String::from_utf8_lossy(&files[path]);
        assert!(html.contains(&format!("href=\"/{beside}\"")), "{path} has no link to its table");
        for row in rows {
            let Some(id) = row.get("id") else { continue };
            assert!(files.contains_key(&format!("{id}/index.html")), "{beside} lists {id}");
        }
    }
    let practices = table(&files["practices/index.csv"]);
    let pages = fs::read_dir(repository("content/practices")).unwrap().count();
    assert!(practices.len() > pages / 2);
    let topic = table(&files["topics/housing/index.csv"]);
    assert!(topic.iter().all(|row| row["topics"].split(" | ").any(|topic| topic == "housing")));
}

#[test]
fn checksums_are_those_of_the_files() {
    let files = real_site();
    let sums = files.iter().filter(|(path, _)| path.ends_with(".sha256"));
    let mut count = 0;
    for (path, sum) in sums {
        let file = path.strip_suffix(".sha256").unwrap();
        let digest = Sha256::digest(&files[file]);
        let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        let name = file.rsplit('/').next().unwrap();
        assert_eq!(String::from_utf8_lossy(sum), format!("{hex}  {name}\n"));
        count += 1;
    }
    assert_eq!(count, 3 + cfg!(feature = "sqlite") as usize + cfg!(feature = "xlsx") as usize);
}

#[test]
fn the_catalogue_names_files_that_exist() {
    let files = real_site();
    let catalog: Value = serde_json::from_slice(&files["catalog.jsonld"]).unwrap();
    let distributions = &catalog["dcat:dataset"][0]["dcat:distribution"];
    for one in distributions.as_array().unwrap() {
        let url = one["dcat:downloadURL"]["@id"].as_str().unwrap();
        assert!(files.contains_key(url.strip_prefix("https://crosstown.example/").unwrap()));
    }
    let guide = String::from_utf8_lossy(&files["llms.txt"]).into_owned();
    let links = guide.split("](https://crosstown.example/").skip(1);
    for link in links.map(|rest| rest.split(')').next().unwrap()) {
        let file = if link.ends_with('/') { format!("{link}index.html") } else { link.to_owned() };
        assert!(files.contains_key(&file), "llms.txt leads to {link}");
    }
}

/// What a page says of itself, unless it is shown at any address or leads elsewhere.
fn linked_data(html: &str) -> Option<Value> {
    let mut found = html.split("<script type=\"application/ld+json\">").skip(1);
    let json = found.next()?.split("</script>").next().unwrap();
    assert!(found.next().is_none(), "a page speaks of two things");
    Some(serde_json::from_str(json).unwrap())
}

#[test]
fn every_page_says_what_it_is_and_names_nobody() {
    let files = real_site();
    let pages = files.iter().filter(|(path, _)| path.ends_with(".html"));
    let mut types: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, html) in pages {
        let html = std::str::from_utf8(html).unwrap();
        let is_redirect = html.contains("http-equiv=\"refresh\"");
        let Some(thing) = linked_data(html) else {
            assert!(is_redirect || path == "404.html", "{path} says nothing");
            continue;
        };
        let address =
            format!("https://crosstown.example/{}", path.strip_suffix("index.html").unwrap());
        assert_eq!(
            (&thing["@context"], &thing["url"]),
            (&"https://schema.org".into(), &address.into())
        );
        assert!(!thing["name"].as_str().unwrap().is_empty(), "{path}");
        let of = thing["@type"].as_str().unwrap().to_owned();
        let folders = path.split('/').filter(|folder| folder.len() > 2).collect::<Vec<_>>();
        let place = match folders[..] {
            [collection, _, "index.html"] => collection,
            ["convenings", _, _, "index.html"] => "sessions",
            [page, "index.html"] => page,
            _ => "",
        };
        types.entry(place.to_owned()).or_default().insert(of.clone());
        // Events name only their hosts, which are organisations.
        let named = ["performer", "actor", "attendee", "contributor", "sponsor", "about"];
        assert!(of != "Event" || named.iter().all(|name| thing.get(name).is_none()), "{path}");
        assert!(!thing.to_string().contains("\"Person\""), "{path}");
    }
    for (place, of) in [
        ("", "WebSite"),
        ("practices", "Report"),
        ("cities", "City"),
        ("convenings", "Event"),
        ("sessions", "Event"),
        ("networks", "Organization"),
        ("data", "Dataset"),
        ("search", "SearchResultsPage"),
        ("topics", "CollectionPage"),
    ] {
        assert!(types[place].contains(of), "{place}: {:?}", types[place]);
    }
    let talks =
        linked_data(std::str::from_utf8(&files["practices/providence-talks/index.html"]).unwrap());
    let talks = talks.unwrap();
    assert_eq!(talks["spatialCoverage"][0]["name"], "Providence, United States");
    assert_eq!(talks["author"]["name"], "Crosstown");
    assert!(talks["keywords"].as_array().unwrap().len() > 1);
}

#[test]
fn no_title_ends_what_a_page_says_of_itself() {
    let root = base();
    let title = "A </script><script>alert(1)</script> <!-- & 'b'";
    let record = FORMULAS
        .replace("'=HYPERLINK(\"https://evil.example/\", \"Bins\")'", &format!("{title:?}"));
    write(root.path(), "content/practices/formulas.md", record);
    build(root.path(), &[]);
    let page =
        fs::read_to_string(root.path().join("public/practices/formulas/index.html")).unwrap();
    assert_eq!(linked_data(&page).unwrap()["name"], title);
    assert!(!page.contains("<script>alert"));
}

/// A record whose every text begins a formula, or tries to leave its cell.
const FORMULAS: &str = "---
title: '=HYPERLINK(\"https://evil.example/\", \"Bins\")'
summary: '@SUM(1), \"quoted\"'
stage: operating
cities: [denver]
spheres: [operations]
topics: [waste]
plugs_into: '-1 bin'
lessons: ['+1 for bins', 'two | bars']
cost: {one_off: 8600000, annual: 1.5, fte: 0.5, currency: USD}
partners: ['＝1+1']
sources:
- id: report
  title: '=1'
---

## Problem

Formulas.[^report]

## How it works

They do not.
";

#[test]
fn no_text_is_a_formula_and_numbers_are_numbers() {
    let root = base();
    write(root.path(), "content/practices/formulas.md", FORMULAS);
    let city = "---\ntitle: Denver\ncountry: US\nlat: 39.74\nlon: -104.99\n---\n";
    write(root.path(), "content/cities/denver.md", city);
    build(root.path(), &[]);
    let files = tree(&root.path().join("public"));
    for path in ["practices/index.csv", "topics/waste/index.csv", "data/crosstown.csv"] {
        let rows = table(&files[path]);
        let row = rows.iter().find(|row| row["id"] == "practices/formulas").unwrap();
        assert_eq!(row["title"], "'=HYPERLINK(\"https://evil.example/\", \"Bins\")");
        assert_eq!(row["summary"], "'@SUM(1), \"quoted\"");
        assert_eq!(row["plugs_into"], "'-1 bin");
        assert_eq!(row["lessons"], "'+1 for bins | two | bars");
        assert_eq!(row["partners"], "'＝1+1");
        assert_eq!((&*row["cost_one_off"], &*row["cost_annual"]), ("8600000", "1.5"));
        let text = String::from_utf8_lossy(&files[path]);
        assert!(!text.starts_with('\u{feff}') && text.ends_with("\r\n"));
    }
    let cities = table(&files["cities/index.csv"]);
    let denver = cities.iter().find(|row| row["id"] == "cities/denver").unwrap();
    assert_eq!((&*denver["lat"], &*denver["lon"]), ("39.74", "-104.99"));
    assert!(cities[0].keys().all(|name| !name.is_empty()) && cities[0].len() > IDENTITY.len());
}

/// A list with more than one page has one table, of all its records.
#[test]
fn a_table_is_not_cut_into_pages() {
    let files = real_site();
    assert!(files.contains_key("practices/page/2/index.html"));
    assert!(!files.contains_key("practices/page/2/index.csv"));
    assert!(table(&files["practices/index.csv"]).len() > 40);
}
