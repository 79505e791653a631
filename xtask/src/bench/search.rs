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
    let mut node = Command::new("node");
    node.arg(repository.join("benches/first-search.mjs")).arg(index);
    node.arg(first).arg(format!("{first} {last}")).arg(phrase);
    let printed = measure::once(&mut node)?.printed;
    read(&printed).ok_or_else(|| format!("first-search.mjs printed something else:\n{printed}"))
}

fn a_paragraph(words: &Words, scale: Scale) -> String {
    let blocks = practice(words, scale, scale.practices / 2).body;
    let mut texts = blocks.into_iter().filter_map(|block| match block {
        Block::Paragraph { text, .. } => Some(text),
        _ => None,
    });
    texts.next().unwrap_or_default()
}

fn read(printed: &str) -> Option<Searches> {
    let all: Value = serde_json::from_str(printed).ok()?;
    let answer = |value: &Value| {
        Some(Answer {
            query: value.get("query")?.as_str()?.to_owned(),
            total: value.get("total")?.as_u64()?,
            fetched: fetched(value)?,
            warm: value.get("warm_milliseconds")?.as_f64()?,
        })
    };
    Some(Searches {
        loading: fetched(all.get("loading")?)?,
        answers: all.get("answers")?.as_array()?.iter().map(answer).collect::<Option<_>>()?,
    })
}

fn fetched(value: &Value) -> Option<Fetched> {
    let number = |name| value.get(name)?.as_u64();
    Some(Fetched {
        requests: number("requests")?,
        bytes: number("bytes")?,
        rounds: number("rounds")?,
    })
}
