//! Writes a package of made-up records and the native answers to a list of requests, for the
//! tests of the built client: `answers <folder>`.
#![allow(clippy::unwrap_used, missing_docs)]

#[allow(dead_code, unreachable_pub)]
#[path = "../tests/common/mod.rs"]
mod common;

use std::path::PathBuf;

use common::word;
use search_index::{Filters, Index, Request, Sort, build};

fn queries(titles: &[String]) -> Vec<String> {
    let mut queries: Vec<String> = (0..10).map(|number| word(number * number * 7)).collect();
    queries.extend((0..6).map(|at| format!("{} {}", word(at * 31), word(at * 5 + 2))));
    queries.extend((0..4).map(|at| format!("{} {} {}", word(at), word(at * 90), word(at * 400))));
    queries.extend((0..4).map(|at| format!("\"{} {}\"", word(at), word(at + 1))));
    queries.extend((0..4).map(|at| word(at * 700 + 40).chars().take(3).collect()));
    queries.extend(titles.iter().step_by(611).cloned());
    // The query language: what is unwanted, choices, fields, slips.
    let (one, other) = (word(3), word(8));
    queries.extend([
        format!("{one} -{other}"),
        format!("-{one} -{other}"),
        format!("{one} OR {other} {}", word(40)),
        format!("{one} city:\"são paulo\",lagos"),
        format!("{one} -kind:practices evidence:>=3"),
        format!("{one} title:{other} year:2005..2012"),
        format!("\"{} {}", word(1), word(2)),
        format!("foo:{one} topic:{other}"),
        format!("{}x", word(700)),
        "city:new york -topic:housing".to_owned(),
        "stage:pilot OR evidence:5".to_owned(),
        "literasy streat lihgting".to_owned(),
    ]);
    for odd in [
        "Łódź",
        "são paulo",
        "literacy heat",
        "",
        "absentword",
        "literasy",
        "2013 pilot",
        "\"",
        "a\"b (c",
    ] {
        queries.push(odd.to_owned());
    }
    queries
}

fn requests(titles: &[String]) -> Vec<Request> {
    let mut requests = Vec::new();
    for (number, query) in queries(titles).into_iter().enumerate() {
        let mut request = Request { query, limit: 10, ..Request::default() };
        if number % 3 == 1 {
            request.filters = Filters {
                kind: vec!["practice".into(), "city".into()],
                evidence: Some(2),
                ..Filters::default()
            };
        }
        request.sort = [Sort::Relevance, Sort::Relevance, Sort::Newest, Sort::Evidence][number % 4];
        requests.push(request);
    }
    requests
}

fn main() {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap());
    let records = common::records(3_000, 160);
    let titles: Vec<String> = records.iter().map(|record| record.title.clone()).collect();
    let package = build(&records).unwrap();
    for file in &package.files {
        let path = folder.join(&file.path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, &file.bytes).unwrap();
    }
    let index = Index::open(package).unwrap();
    let answers: Vec<serde_json::Value> = requests(&titles)
        .into_iter()
        .map(|request| {
            let response = index.search(&request).unwrap();
            serde_json::json!({ "request": request, "response": response })
        })
        .collect();
    std::fs::write(folder.join("answers.json"), serde_json::to_vec(&answers).unwrap()).unwrap();
}
