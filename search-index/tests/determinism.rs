//! The same records give the same bytes, whatever the order, the threads or the time.
#![allow(missing_docs, clippy::unwrap_used)]

#[allow(dead_code, unreachable_pub)]
mod common;

use rayon::ThreadPoolBuilder;
use search_index::{Package, Record, build};

fn build_on(threads: usize, records: &[Record]) -> Package {
    let pool = ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| build(records)).unwrap()
}

#[test]
fn threads_make_no_difference() {
    let records = common::records(900, 300);
    let one = build_on(1, &records);
    let eight = build_on(8, &records);
    assert!(one == eight, "packages differ");
    assert!(one.stats.pages > 1, "the case is large enough for pages");
}

#[test]
fn the_order_of_records_makes_no_difference() {
    let mut records = common::records(30, 60);
    let forward = build(&records).unwrap();
    records.reverse();
    assert!(forward == build(&records).unwrap(), "packages differ");
    assert_eq!(forward.stats.pages, 1, "a small index is one file");
}

#[test]
fn files_are_sorted_and_counted() {
    let package = build(&common::records(20, 80)).unwrap();
    assert!(package.files.is_sorted_by(|a, b| a.path < b.path));
    let bytes: usize = package.files.iter().map(|file| file.bytes.len()).sum();
    assert_eq!((package.stats.bytes, package.stats.documents), (bytes, 20));
}

#[test]
fn one_changed_record_renames_the_fragments_of_its_group() {
    let mut records = common::records(900, 10);
    let before = build(&records).unwrap();
    records[7].summary.push_str(" changed");
    let after = build(&records).unwrap();
    let fragments = |package: &Package| -> Vec<String> {
        package.files.iter().map(|file| file.path.clone()).filter(|p| p.starts_with("f/")).collect()
    };
    let (before, after) = (fragments(&before), fragments(&after));
    let renamed = before.iter().filter(|path| !after.contains(path)).count();
    assert!((1..300).contains(&renamed), "{renamed} of {}", before.len());
}

#[test]
fn two_records_with_one_id_are_refused() {
    let mut records = common::records(3, 20);
    records[1].id = records[0].id.clone();
    let error = build(&records).unwrap_err().to_string();
    assert!(error.contains(&records[0].id), "{error}");
}
