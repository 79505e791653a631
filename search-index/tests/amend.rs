//! A package with an amendment answers as one that was written anew.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(dead_code, unreachable_pub)]
mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use search_index::{
    Amended, Filters, Index, Package, Packed, PageStore, Record, Request, Response, Section, Sort,
    Written, amend, build, build_again,
};

/// Files by path, later ones in the place of earlier ones.
struct Files(BTreeMap<String, Vec<u8>>);

impl PageStore for Files {
    fn read(&self, path: &str) -> std::io::Result<Vec<u8>> {
        self.0.get(path).cloned().ok_or_else(|| std::io::ErrorKind::NotFound.into())
    }
}

fn written(records: &[Arc<Record>]) -> (Package, Written) {
    build_again(records, &mut Packed::default()).unwrap()
}

/// The index of `before`, amended to `after`.
fn amended(before: &[Arc<Record>], after: &[Arc<Record>]) -> Index {
    let (package, written) = written(before);
    let amendment = amend(&written, after).unwrap().expect("a small change");
    assert!(!amendment.is_whole);
    let files = package.files.into_iter().chain(amendment.files);
    Index::open(Files(files.map(|file| (file.path, file.bytes)).collect())).unwrap()
}

fn fresh(records: &[Arc<Record>]) -> Index {
    let records: Vec<Record> = records.iter().map(|record| Record::clone(record)).collect();
    Index::open(build(&records).unwrap()).unwrap()
}

fn shared(records: Vec<Record>) -> Vec<Arc<Record>> {
    records.into_iter().map(Arc::new).collect()
}

fn ids(response: &Response) -> Vec<&str> {
    response.hits.iter().map(|hit| hit.id.as_str()).collect()
}

/// A corpus before and after some of its records were changed, removed and added.
fn changed() -> (Vec<Arc<Record>>, Vec<Arc<Record>>) {
    let before = shared(common::records(160, 60));
    let mut after = before.clone();
    for (at, word) in [(3, "zeppelin"), (57, "gondola"), (120, "funicular")] {
        let mut record = Record::clone(&after[at]);
        record.title = format!("{word} {}", record.title);
        record
            .sections
            .push(Section { text: format!("A {word} climbs.").into(), ..Section::default() });
        after[at] = Arc::new(record);
    }
    after.remove(100);
    after.remove(10);
    let mut new = Record::clone(&before[50]);
    new.id = "practices/brand-new".to_owned();
    new.year = Some(1871);
    after.push(Arc::new(new));
    (before, after)
}

#[test]
fn an_amended_package_finds_what_a_new_one_finds() {
    let (before, after) = changed();
    let (amended, fresh) = (amended(&before, &after), fresh(&after));
    let queries = [
        "",
        "zeppelin",
        "gondola",
        "zepp",
        "\"a funicular climbs\"",
        "climbs",
        "year:1871",
        "zeppelin funicular",
        "Housing",
        "city:lagos",
        "\"open data\" -waste",
        "kind:practice climbs",
        "housng",
    ];
    for query in queries {
        for sort in [Sort::Relevance, Sort::Newest, Sort::Evidence] {
            let query = query.to_owned();
            let request = Request { query, sort, limit: 1000, ..Request::default() };
            let found = [&amended, &fresh].map(|index| index.search(&request).unwrap());
            let [ours, theirs] = &found;
            let what = format!("{request:?}");
            assert_eq!(ours.total, theirs.total, "{what}");
            let sets = found.each_ref().map(|one| ids(one).into_iter().collect::<BTreeSet<_>>());
            assert_eq!(sets[0], sets[1], "{what}");
            assert_eq!(ours.facets, theirs.facets, "{what}");
            assert_eq!(ours.corrected, theirs.corrected, "{what}");
            if sort != Sort::Relevance || request.query.is_empty() {
                assert_eq!(ids(ours), ids(theirs), "{what}");
            }
        }
    }
}

#[test]
fn filters_see_changed_values() {
    let (before, mut after) = changed();
    let mut record = Record::clone(&after[0]);
    record.year = Some(1802);
    record.evidence = Some(5);
    after[0] = Arc::new(record);
    let index = amended(&before, &after);
    let filters = Filters { evidence: Some(5), ..Filters::default() };
    let request = Request { query: "year:1802".to_owned(), filters, ..Request::default() };
    assert_eq!(ids(&index.search(&request).unwrap()), [after[0].id.as_str()]);
}

#[test]
fn a_changed_record_is_shown_as_it_is_now() {
    let (before, after) = changed();
    let index = amended(&before, &after);
    let hit = |query: &str| {
        let request = Request { query: query.to_owned(), ..Request::default() };
        index.search(&request).unwrap().hits.swap_remove(0)
    };
    let found = hit("zeppelin climbs");
    assert_eq!(found.id, after[3].id);
    assert!(found.snippet.contains("<mark>zeppelin</mark>"), "{}", found.snippet);
    // One of the records that were left alone still has its own text.
    let title = &before[140].title;
    assert_eq!(&hit(&format!("\"{title}\"")).title, title);
}

#[test]
fn scores_stay_close_to_those_of_a_new_index() {
    let (before, after) = changed();
    let request = Request { query: "ba co di".to_owned(), limit: 50, ..Request::default() };
    let scores = |index: Index| -> BTreeMap<String, f64> {
        let hits = index.search(&request).unwrap().hits.into_iter();
        hits.map(|hit| (hit.id, hit.score)).collect()
    };
    let (ours, theirs) = (scores(amended(&before, &after)), scores(fresh(&after)));
    let shared: Vec<_> =
        ours.iter().filter_map(|(id, ours)| Some((ours, theirs.get(id)?))).collect();
    assert!(shared.len() > 20, "{}", shared.len());
    for (ours, theirs) in shared {
        assert!((ours - theirs).abs() < 0.05 * theirs, "{ours} is far from {theirs}");
    }
}

#[test]
fn nothing_changed_is_the_package_itself() {
    let (before, _) = changed();
    let (package, written) = written(&before);
    let Amended { files, is_whole } = amend(&written, &before).unwrap().unwrap();
    assert!(is_whole);
    let [manifest] = files.as_slice() else { panic!("one file") };
    assert!(package.files.contains(manifest));
}

#[test]
fn a_large_change_is_no_amendment() {
    let (_, written) = written(&shared(common::records(300, 8)));
    let other = shared(common::records(300, 12));
    assert!(amend(&written, &other).unwrap().is_none());
}

#[test]
fn a_damaged_amendment_is_refused() {
    let (before, after) = changed();
    let (package, written) = written(&before);
    let amendment = amend(&written, &after).unwrap().unwrap().files;
    let files = || {
        let files = package.files.iter().cloned().chain(amendment.clone());
        files.map(|file| (file.path, file.bytes)).collect::<BTreeMap<_, _>>()
    };
    let name = files().into_keys().find(|path| path.starts_with("a/")).unwrap();
    let mut missing = files();
    missing.remove(&name);
    let error = Index::open(Files(missing)).err().unwrap();
    assert!(error.to_string().contains(&name), "{error}");
    // Another file under its name.
    let mut exchanged = files();
    let head = exchanged.iter().find(|(path, _)| path.starts_with("h/")).unwrap().1.clone();
    exchanged.insert(name.clone(), head);
    let error = Index::open(Files(exchanged)).err().unwrap();
    assert!(error.to_string().contains(&name), "{error}");
}
