//! The first search of a reader, driven in Node as the page's worker drives it.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::measure;
use super::practice::{Block, Scale, practice};
use super::words::Words;

/// What is fetched.
#[derive(Debug, Clone)]
pub(super) struct Fetched {
    pub(super) requests: u64,
    pub(super) bytes: u64,
    pub(super) rounds: u64,
    /// From the first request to having used all, in milliseconds.
    pub(super) time: f64,
}

/// A search that finds nothing in the browser's cache.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub(super) query: String,
    pub(super) total: u64,
    pub(super) fetched: Fetched,
    /// The same search again, in milliseconds.
    pub(super) warm: f64,
}

/// Before the first search, and each of some searches.
#[derive(Debug, Clone)]
pub(super) struct Searches {
    pub(super) loading: Fetched,
    pub(super) answers: Vec<Answer>,
}

/// Measures searches for one word, two words and a phrase that a practice holds.
pub(super) fn measure(
    words: &Words,
    scale: Scale,
    repository: &Path,
    index: &Path,
) -> Result<Searches, String> {
    let text = a_paragraph(words, scale);
    let long: Vec<&str> = text
        .split_whitespace()
        .filter(|word| word.len() > 6 && word.chars().all(char::is_alphabetic))
        .collect();
    let two = text.split_whitespace().collect::<Vec<_>>();
    let (Some(first), Some(last), Some([one, other])) = (long.first(), long.last(), two.get(2..4))
    else {
        return Err("the made-up text has too few words to search for".to_owned());
    };
    let phrase = format!("\"{} {}\"", one.trim_matches([',', '.']), other.trim_matches([',', '.']));
    let mut runs = Vec::new();
    for query in [(*first).to_owned(), format!("{first} {last}"), phrase] {
        let mut node = Command::new("node");
        node.arg(repository.join("benches/first-search.mjs")).arg(index).arg(query);
        let printed = measure::once(&mut node)?.printed;
        let run = read(&printed);
        runs.push(
            run.ok_or_else(|| format!("first-search.mjs printed something else:\n{printed}"))?,
        );
    }
    // Loading is the same each time; the middle one of three is the least disturbed.
    let mut loadings: Vec<Fetched> = runs.iter().map(|(loading, _)| loading.clone()).collect();
    loadings.sort_by(|a, b| a.time.total_cmp(&b.time));
    let loading = loadings.swap_remove(loadings.len() / 2);
    Ok(Searches { loading, answers: runs.into_iter().map(|(_, answer)| answer).collect() })
}

fn a_paragraph(words: &Words, scale: Scale) -> String {
    let blocks = practice(words, scale, scale.practices / 2).body;
    let mut texts = blocks.into_iter().filter_map(|block| match block {
        Block::Paragraph { text, .. } => Some(text),
        _ => None,
    });
    texts.next().unwrap_or_default()
}

fn read(printed: &str) -> Option<(Fetched, Answer)> {
    let all: Value = serde_json::from_str(printed).ok()?;
    let answer = all.get("answer")?;
    let answer = Answer {
        query: answer.get("query")?.as_str()?.to_owned(),
        total: answer.get("total")?.as_u64()?,
        fetched: fetched(answer)?,
        warm: all.get("warm_milliseconds")?.as_f64()?,
    };
    Some((fetched(all.get("loading")?)?, answer))
}

fn fetched(value: &Value) -> Option<Fetched> {
    let number = |name| value.get(name)?.as_u64();
    Some(Fetched {
        requests: number("requests")?,
        bytes: number("bytes")?,
        rounds: number("rounds")?,
        time: value.get("milliseconds")?.as_f64()?,
    })
}
