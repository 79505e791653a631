//! Measures indexing and searching of made-up records: `measure <records> [<folder to write>]`.
#![allow(clippy::print_stdout, clippy::unwrap_used, missing_docs)]

#[allow(dead_code, unreachable_pub)]
#[path = "../tests/common/mod.rs"]
mod common;

use std::time::Instant;

use search_index::{Index, Request, build};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let count = arguments.next().map_or(1_000, |count| count.parse().unwrap());
    let records = common::records(count, 600);
    let start = Instant::now();
    let package = build(&records).unwrap();
    println!("built in {:?}: {:?}", start.elapsed(), package.stats);
    let manifest = package.files.iter().find(|file| file.path == "manifest.json").unwrap();
    println!("manifest: {} bytes", manifest.bytes.len());
    if let Some(folder) = arguments.next() {
        for file in &package.files {
            let path = std::path::Path::new(&folder).join(&file.path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, &file.bytes).unwrap();
        }
    }
    let start = Instant::now();
    let index = Index::open(package).unwrap();
    println!("opened in {:?}", start.elapsed());
    for words in [vec![1], vec![5, 900], vec![40, 41, 42], vec![3_000]] {
        let query = words.iter().map(|word| common::word(*word)).collect::<Vec<_>>().join(" ");
        for _ in 0..2 {
            let request = Request { query: query.clone(), ..Request::default() };
            let start = Instant::now();
            let response = index.search(&request).unwrap();
            println!("{query}: {} hits in {:?}", response.total, start.elapsed());
        }
    }
}
