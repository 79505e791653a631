//! Runs judged questions through Crosstown's search and plain BM25, and writes what they find.
//!
//! `cargo xtask relevance` runs it and compares the rankings. Its output also contains the records
//! and questions, so that other engines get exactly the same.

mod bm25;
mod content;
mod questions;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use content::Document;
use questions::Question;
use search_index::{Index, Record, Request};
use serde::Serialize;

/// Number of hits kept per engine: more than are measured, so that answers can be pooled for
/// grading.
const HITS: usize = 20;

/// The ids found for each question, best first.
type Ranking = BTreeMap<String, Vec<String>>;

/// The output.
#[derive(Serialize)]
struct Output {
    documents: Vec<Document>,
    questions: Vec<Question>,
    rankings: BTreeMap<&'static str, Ranking>,
}

/// `search-rankings OUT content ROOT QUERIES` or `search-rankings OUT collection FILE`.
fn main() -> Result<(), String> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (out, records, questions) = match arguments.as_slice() {
        [out, kind, root, queries] if kind == "content" => {
            (out, content::records(Path::new(root))?, questions::of_yaml(Path::new(queries))?)
        }
        [out, kind, file] if kind == "collection" => {
            let (records, questions) = questions::of_collection(Path::new(file))?;
            (out, records, questions)
        }
        _ => return Err("expected OUT content ROOT QUERIES, or OUT collection FILE".to_owned()),
    };
    questions::check(&questions, &records)?;
    // The questions are in English, and other engines do not know about translations, so they get
    // the originals. Our index is the published one, with all translations.
    let originals = records.iter().filter(|record| record.original.is_none());
    let documents: Vec<Document> = originals.map(Document::of).collect();
    let rankings = BTreeMap::from([
        ("Crosstown", crosstown(&records, &questions)?),
        ("BM25", bm25::rank(&documents, &questions, HITS)),
    ]);
    let output = Output { documents, questions, rankings };
    let text = serde_json::to_vec(&output).map_err(|error| error.to_string())?;
    let out = PathBuf::from(out);
    std::fs::write(&out, text).map_err(|error| format!("{}: {error}", out.display()))
}

/// The site's own search, on the published files.
fn crosstown(records: &[Record], questions: &[Question]) -> Result<Ranking, String> {
    let package = search_index::build(records).map_err(|error| error.to_string())?;
    let index = Index::open(package).map_err(|error| error.to_string())?;
    let mut ranking = Ranking::new();
    for question in questions {
        let request = Request { query: question.query.clone(), limit: HITS, ..Request::default() };
        let response = index.search(&request).map_err(|error| error.to_string())?;
        let ids = response.hits.into_iter().map(|hit| hit.id).collect();
        ranking.insert(question.id.clone(), ids);
    }
    Ok(ranking)
}
