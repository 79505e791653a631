//! The published index is a tantivy index: put together from the files of a package, it opens with
//! tantivy alone, which finds the same records for the same questions.
//!
//! A package is read here by hand, as `search-index/src/format/` describes it: its pages and the
//! slices in its head are one volume, which is all files of the index, one after another.
//!
//! A question is asked twice. Our engine gets it as a reader types it, with every word in quotation
//! marks: quoted words are neither completed nor respelt, and a record must have them. tantivy gets
//! the terms that our analyzer makes of each word, looked for in every field that is searched.
#[allow(dead_code, unreachable_pub)]
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use search_index::{Package, PageStore, Record, Request, build};
use tantivy::collector::DocSetCollector;
use tantivy::directory::RamDirectory;
use tantivy::query::{BooleanQuery, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, FieldType, IndexRecordOption};
use tantivy::{Directory, Index, ReloadPolicy, Searcher, Term};

/// A question, in a form that both engines can be asked.
enum Question {
    /// Records with all of these phrases, each of one word or several.
    All(&'static [&'static str]),
    /// Records with any of them.
    Any(&'static [&'static str]),
    /// Records with the first and without the second.
    Without(&'static str, &'static str),
}

use Question::{All, Any, Without};

const QUESTIONS: [Question; 50] = [
    All(&["311"]),
    All(&["homelessness"]),
    All(&["budget"]),
    All(&["recidivism"]),
    All(&["Bogotá"]),
    All(&["bogota"]),
    All(&["presupuesto"]),
    All(&["orçamento"]),
    All(&["budgets"]),
    All(&["literacy"]),
    All(&["procurement"]),
    All(&["drones"]),
    All(&["children"]),
    All(&["evaluated"]),
    All(&["stormwater"]),
    All(&["denver"]),
    All(&["the"]),
    All(&["2013"]),
    All(&["operating"]),
    All(&["NYC311"]),
    All(&["zzyzx"]),
    All(&["housing", "vouchers"]),
    All(&["police", "data"]),
    All(&["bus", "fares"]),
    All(&["mayor", "deputy", "budget"]),
    All(&["families", "words", "recorders"]),
    All(&["water", "leak"]),
    All(&["trees", "heat"]),
    All(&["randomised", "trial"]),
    All(&["permits", "online"]),
    All(&["pay for success"]),
    All(&["social impact bond"]),
    All(&["participatory budgeting"]),
    All(&["open data"]),
    All(&["home visits"]),
    All(&["New York City"]),
    All(&["affordable housing"]),
    All(&["impact bond social"]),
    All(&["street lights"]),
    All(&["mayors challenge", "finalist"]),
    All(&["early childhood", "city"]),
    All(&["child care", "vouchers"]),
    Any(&["buses", "trams"]),
    Any(&["gardens", "courtyards"]),
    Any(&["social impact bond", "pay for success"]),
    Any(&["zzyzx", "landlords"]),
    Without("housing", "shelter"),
    Without("police", "mental health"),
    Without("open data", "portal"),
    Without("bond", "bond"),
];

impl Question {
    fn typed(&self) -> String {
        let quoted = |phrases: &[&str], between: &str| {
            let phrases: Vec<String> = phrases.iter().map(|one| format!("\"{one}\"")).collect();
            phrases.join(between)
        };
        match self {
            All(phrases) => quoted(phrases, " "),
            Any(phrases) => quoted(phrases, " OR "),
            Without(wanted, excluded) => quoted(&[wanted, excluded], " -"),
        }
    }

    /// The question for tantivy, from the terms of each phrase's words.
    fn stock(&self, phrase: &dyn Fn(&str) -> Box<dyn Query>) -> Box<dyn Query> {
        use tantivy::query::Occur::{Must, MustNot, Should};
        let parts = match self {
            All(phrases) => phrases.iter().map(|one| (Must, phrase(one))).collect(),
            Any(phrases) => phrases.iter().map(|one| (Should, phrase(one))).collect(),
            Without(wanted, excluded) => {
                vec![(Must, phrase(wanted)), (MustNot, phrase(excluded))]
            }
        };
        Box::new(BooleanQuery::new(parts))
    }
}

/* ---- Reading a package by hand ---- */

fn unpacked(package: &Package, path: &str) -> Option<Vec<u8>> {
    let packed = package.read(path).ok()?;
    let mut content = Vec::new();
    let mut reader = flate2::read::GzDecoder::new(packed.as_slice());
    std::io::Read::read_to_end(&mut reader, &mut content).unwrap();
    Some(content)
}

/// Takes bytes off the front of a file.
fn take<'a>(rest: &mut &'a [u8], length: usize) -> &'a [u8] {
    let (taken, after) = rest.split_at(length);
    *rest = after;
    taken
}

/// Takes a number: seven bits a byte, the lowest first.
fn number(rest: &mut &[u8]) -> usize {
    let (mut value, mut shift) = (0, 0);
    loop {
        let byte = usize::from(take(rest, 1)[0]);
        value |= (byte & 0x7f) << shift;
        shift += 7;
        if byte < 0x80 {
            return value;
        }
    }
}

/// The volume, from the pages and the head's slices. Every byte is in one or the other.
fn volume(package: &Package, manifest: &serde_json::Value) -> Vec<u8> {
    let named = |key: &str| manifest[key].as_str().unwrap();
    let head = unpacked(package, &format!("h/{}.gz", named("head"))).unwrap();
    let mut rest = head.as_slice();
    let lanes: Vec<usize> = (0..number(&mut rest)).map(|_| number(&mut rest)).collect();
    let pages: Vec<Vec<(usize, usize)>> = (0..number(&mut rest))
        .map(|_| (0..number(&mut rest)).map(|_| (number(&mut rest), number(&mut rest))).collect())
        .collect();
    let slices: Vec<(usize, usize)> =
        (0..number(&mut rest)).map(|_| (number(&mut rest), number(&mut rest))).collect();
    for _group in 0..number(&mut rest) {
        let files = number(&mut rest);
        take(&mut rest, 10);
        (0..files).for_each(|_| _ = number(&mut rest));
    }
    for _translation in 0..number(&mut rest) {
        (0..3).for_each(|_| _ = number(&mut rest));
    }
    let priors = number(&mut rest);
    take(&mut rest, priors);

    let mut bytes: Vec<Option<u8>> = vec![None; lanes.iter().sum()];
    let mut put = |start: usize, content: &[u8]| {
        bytes[start..start + content.len()]
            .iter_mut()
            .zip(content)
            .for_each(|(to, from)| *to = Some(*from));
    };
    // Each page takes the next bytes of some lanes; the lanes in order are the volume.
    let mut starts: Vec<usize> = (0..lanes.len()).map(|lane| lanes[..lane].iter().sum()).collect();
    for (page, pieces) in pages.iter().enumerate() {
        // A seal follows the content.
        let content = unpacked(package, &format!("p/{}/{page}.gz", named("version")));
        let mut content = content.as_deref();
        for (lane, length) in pieces {
            if let Some(content) = &mut content {
                put(starts[*lane], take(content, *length));
            }
            starts[*lane] += length;
        }
    }
    for (start, length) in slices {
        put(start, take(&mut rest, length));
    }
    assert!(bytes.iter().all(Option::is_some), "a byte is in no file");
    bytes.into_iter().flatten().collect()
}

/// Opens the index of a package with tantivy.
fn open(package: &Package) -> Searcher {
    let manifest: serde_json::Value =
        serde_json::from_slice(&package.read("manifest.json").unwrap()).unwrap();
    let volume = volume(package, &manifest);
    let mut rest = volume.as_slice();
    let folder = RamDirectory::create();
    for file in manifest["files"].as_array().unwrap() {
        let length = file["length"].as_u64().unwrap() as usize;
        let name = Path::new(file["name"].as_str().unwrap());
        folder.atomic_write(name, take(&mut rest, length)).unwrap();
    }
    assert!(rest.is_empty(), "the files are the whole volume");
    let index = Index::open(folder).unwrap();
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual);
    let reader: tantivy::IndexReader = reader.try_into().unwrap();
    reader.searcher()
}

/* ---- Asking tantivy ---- */

/// The fields that queries search, and whether they have positions.
fn searched(searcher: &Searcher) -> Vec<(Field, bool)> {
    let fields = searcher.schema().fields().filter(|(_, entry)| {
        // Keywords for tools.
        !["id", "evidence"].contains(&entry.name())
    });
    fields
        .map(|(field, entry)| {
            let FieldType::Str(options) = entry.field_type() else { panic!("not a text") };
            let indexing = options.get_indexing_options().unwrap();
            (field, indexing.index_option().has_positions())
        })
        .collect()
}

fn any(queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    Box::new(BooleanQuery::union(queries))
}

/// Documents in which a field has these words in a row, each in any of its forms.
fn in_a_row(words: &[Vec<String>], fields: &[(Field, bool)]) -> Box<dyn Query> {
    let mut queries: Vec<Box<dyn Query>> = Vec::new();
    for (field, positions) in fields {
        let term = |form: &String| Term::from_field_text(*field, form);
        match words {
            [forms] => queries.extend(forms.iter().map(|form| -> Box<dyn Query> {
                Box::new(TermQuery::new(term(form), IndexRecordOption::Basic))
            })),
            words if *positions => {
                let mut rows: Vec<Vec<Term>> = vec![Vec::new()];
                for forms in words {
                    let longer = |row: &Vec<Term>| -> Vec<Vec<Term>> {
                        let with = |form| row.iter().cloned().chain([term(form)]).collect();
                        forms.iter().map(with).collect()
                    };
                    rows = rows.iter().flat_map(longer).collect();
                }
                queries.extend(
                    rows.into_iter()
                        .map(|row| -> Box<dyn Query> { Box::new(PhraseQuery::new(row)) }),
                );
            }
            _ => {}
        }
    }
    any(queries)
}

/// The record of each document. A translation is the same record as its original.
fn documents(searcher: &Searcher, records: &[Record]) -> BTreeMap<tantivy::DocAddress, String> {
    let id = searcher.schema().get_field("id").unwrap();
    let mut all = BTreeMap::new();
    for record in records {
        let term = TermQuery::new(Term::from_field_text(id, &record.id), IndexRecordOption::Basic);
        let found: Vec<_> = searcher.search(&term, &DocSetCollector).unwrap().into_iter().collect();
        let [document] = found.as_slice() else { panic!("{} documents", found.len()) };
        all.insert(*document, original(records, &record.id).to_owned());
    }
    all
}

fn original<'a>(records: &'a [Record], id: &'a str) -> &'a str {
    let found = records.iter().find(|record| record.id == id).unwrap();
    found.original.as_deref().unwrap_or(id)
}

#[test]
fn tantivy_opens_what_is_published_and_finds_the_same_records() {
    let records = crate::content::records(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    let package = build(&records).unwrap();
    let searcher = open(&package);
    assert_eq!(searcher.num_docs() as usize, records.len());
    let documents = documents(&searcher, &records);
    assert_eq!(documents.len(), records.len());

    let fields = searched(&searcher);
    let ours = search_index::Index::open(package).unwrap();
    let phrase = |phrase: &str| in_a_row(&ours.terms(phrase), &fields);
    let mut answered = 0;
    for question in &QUESTIONS {
        let typed = question.typed();
        let request = Request { query: typed.clone(), limit: usize::MAX, ..Request::default() };
        let hits = ours.search(&request).unwrap().hits;
        let found: BTreeSet<&str> = hits.iter().map(|hit| original(&records, &hit.id)).collect();
        let stock = searcher.search(&question.stock(&phrase), &DocSetCollector).unwrap();
        let expected: BTreeSet<&str> = stock.iter().map(|one| documents[one].as_str()).collect();
        assert_eq!(found, expected, "{typed}");
        answered += usize::from(!found.is_empty());
    }
    assert!(answered >= 44, "only {answered} questions find anything");
}
