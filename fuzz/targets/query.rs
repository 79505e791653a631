//! Any text is a valid query and gets an answer.
use std::sync::OnceLock;

use super::sample;
use search_index::{Index, Request, build, fuzzing};

fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| Index::open(build(&sample::records()).unwrap()).unwrap())
}

/// Asks the query.
pub fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    assert!(fuzzing::query_survives_printing(text), "{text:?}");
    let ask = |query: &str, exact: bool| {
        index().search(&Request { query: query.to_owned(), exact, ..Request::default() }).unwrap()
    };
    let answer = ask(text, false);
    assert_eq!(answer.query, text);
    assert_eq!(answer.hits.len(), answer.total.min(20));
    if let Some(corrected) = &answer.corrected {
        assert_eq!(ask(&corrected.query, true).hits, answer.hits, "{text:?}");
        assert!(ask(text, true).corrected.is_none());
    }
    for understood in &answer.understood {
        ask(&understood.without, true);
    }
}
