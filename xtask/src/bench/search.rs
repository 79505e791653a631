//! A reader's first search, run in Node as the page's worker runs it; and the engine's time for a
//! search when everything it reads is in memory.

use std::path::Path;
use std::process::Command;

use serde::Deserialize;
use serde_json::Value;

use super::measure;
use super::practice::{Block, Scale, practice};
use super::words::Words;

/// The queries, made of words of a practice in the middle of the site.
#[derive(Debug, Clone)]
pub(super) struct Queries {
    /// One word.
    pub(super) one: String,
    /// That word and another.
    pub(super) two: String,
    /// Two adjacent words, in quotes.
    pub(super) phrase: String,
    /// A word that most records contain.
    pub(super) frequent: &'static str,
    /// The beginning of a word that is being typed.
    pub(super) beginning: String,
}

impl Queries {
    pub(super) fn of(words: &Words, scale: Scale) -> Result<Self, String> {
        let text = a_paragraph(words, scale);
        let all: Vec<&str> =
            text.split_whitespace().map(|word| word.trim_matches([',', '.'])).collect();
        let long: Vec<&&str> = all.iter().filter(|word| word.len() > 6).collect();
        let (Some(first), Some(last), Some(pair)) = (long.first(), long.last(), all.get(2..4))
        else {
            return Err("the generated text has too few words to search for".to_owned());
        };
        Ok(Self {
            one: (**first).to_owned(),
            two: format!("{first} {last}"),
            phrase: format!("\"{}\"", pair.join(" ")),
            frequent: "council",
            beginning: last.chars().take(5).collect(),
        })
    }
}

/// The cost of fetching.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fetched {
    pub(super) requests: u64,
    pub(super) bytes: u64,
    pub(super) rounds: u64,
    /// Milliseconds from the first request until everything fetched has been used.
    pub(super) time: f64,
}

/// A search with an empty cache.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub(super) query: String,
    pub(super) total: u64,
    /// Until the hits and their excerpts are known.
    pub(super) hits: Fetched,
    /// Until the counts of all facets are known too, which a large site shows after the hits.
    pub(super) whole: Fetched,
}

/// A search with everything in memory.
#[derive(Debug, Clone)]
pub(super) struct Warm {
    pub(super) kind: &'static str,
    pub(super) query: String,
    pub(super) total: u64,
    /// The median of several times, in milliseconds.
    pub(super) milliseconds: f64,
    /// The minimum, which other programs on the machine affect less.
    pub(super) least: f64,
}

/// Compressed bytes of the client, by the compression of its engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(super) struct ClientBytes {
    pub(super) gzip: u64,
    /// Where the browser can decompress Brotli.
    pub(super) brotli: u64,
}

/// The costs before the first search, of several first searches, and of later ones.
#[derive(Debug, Clone)]
pub(super) struct Searches {
    pub(super) client: ClientBytes,
    /// Loading the client and the index, before a query is known.
    pub(super) loading: Fetched,
    /// The part of that which belongs to the index.
    pub(super) opening: Fetched,
    pub(super) answers: Vec<Answer>,
    pub(super) warm: Vec<Warm>,
}

impl Searches {
    /// The first search for two words.
    pub(super) fn two_words(&self) -> Option<&Answer> {
        self.answers.iter().find(|answer| is_two_words(&answer.query))
    }

    /// Total bytes of the index that a first search fetches.
    pub(super) fn index_bytes(&self, fetched: &Fetched) -> u64 {
        self.opening.bytes + fetched.bytes
    }

    /// The kind of search that takes the engine longest.
    pub(super) fn slowest(&self) -> Option<&Warm> {
        self.warm.iter().max_by(|a, b| a.milliseconds.total_cmp(&b.milliseconds))
    }
}

fn is_two_words(query: &str) -> bool {
    !query.starts_with('"') && query.contains(' ')
}

/// Measures first searches for one word, two words and a phrase, and warm searches of each kind.
pub(super) fn measure(
    queries: &Queries,
    repository: &Path,
    index: &Path,
) -> Result<Searches, String> {
    let mut answers = Vec::new();
    let mut loadings = Vec::new();
    for query in [&queries.one, &queries.two, &queries.phrase] {
        let mut node = Command::new("node");
        node.arg(repository.join("benches/first-search.mjs")).arg(index).arg(query);
        let printed = measure::once(&mut node)?.printed;
        let Some((loading, answer)) = read(&printed) else {
            return Err(format!("first-search.mjs printed something else:\n{printed}"));
        };
        loadings.push(loading);
        answers.push(answer);
    }
    // Loading is the same each time; of three, the median is the least disturbed.
    loadings.sort_by(|a, b| a.loading.time.total_cmp(&b.loading.time));
    let Loading { client, loading, opening } = loadings.swap_remove(loadings.len() / 2);
    let kinds = [
        ("one frequent word", queries.frequent),
        ("two words", &queries.two),
        ("a phrase", &queries.phrase),
        ("a word half typed", &queries.beginning),
    ];
    let mut node = Command::new("node");
    node.arg(repository.join("benches/warm.mjs")).arg(index).args(kinds.map(|(_, query)| query));
    let printed = measure::once(&mut node)?.printed;
    let warm = read_warm(&printed, &kinds.map(|(kind, _)| kind));
    let warm = warm.ok_or_else(|| format!("warm.mjs printed something else:\n{printed}"))?;
    Ok(Searches { client, loading, opening, answers, warm })
}

fn a_paragraph(words: &Words, scale: Scale) -> String {
    let blocks = practice(words, scale, scale.practices / 2).body;
    let mut texts = blocks.into_iter().filter_map(|block| match block {
        Block::Paragraph { text, .. } => Some(text),
        _ => None,
    });
    texts.next().unwrap_or_default()
}

/// What one visit fetched before a query was known.
struct Loading {
    client: ClientBytes,
    loading: Fetched,
    opening: Fetched,
}

fn read(printed: &str) -> Option<(Loading, Answer)> {
    let all: Value = serde_json::from_str(printed).ok()?;
    let answer = all.get("answer")?;
    let answer = Answer {
        query: answer.get("query")?.as_str()?.to_owned(),
        total: answer.get("total")?.as_u64()?,
        hits: fetched(all.get("hits")?)?,
        whole: fetched(answer)?,
    };
    let loading = Loading {
        client: ClientBytes::deserialize(all.get("client")?).ok()?,
        loading: fetched(all.get("loading")?)?,
        opening: fetched(all.get("opening")?)?,
    };
    Some((loading, answer))
}

/// One engine's times for queries of these kinds.
pub(super) fn read_warm(printed: &str, kinds: &[&'static str]) -> Option<Vec<Warm>> {
    warm(&serde_json::from_str(printed).ok()?, kinds)
}

/// The same, from a part of a script's output.
pub(super) fn warm(answers: &Value, kinds: &[&'static str]) -> Option<Vec<Warm>> {
    let answers = answers.as_array().filter(|answers| answers.len() == kinds.len())?;
    let answers = answers.iter().zip(kinds).map(|(answer, kind)| {
        Some(Warm {
            kind,
            query: answer.get("query")?.as_str()?.to_owned(),
            total: answer.get("total")?.as_u64()?,
            milliseconds: answer.get("milliseconds")?.as_f64()?,
            least: answer.get("least")?.as_f64()?,
        })
    });
    answers.collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_of_different_kinds() {
        let queries = Queries::of(&Words::new(), Scale::of(100)).unwrap();
        assert!(is_two_words(&queries.two) && queries.two.starts_with(&queries.one));
        assert!(!is_two_words(&queries.one) && !is_two_words(&queries.phrase));
        assert!(queries.phrase.starts_with('"') && queries.phrase.ends_with('"'));
        assert_eq!(queries.beginning.len(), 5);
        assert!(queries.two.split(' ').any(|word| word.starts_with(&queries.beginning)));
    }

    #[test]
    fn what_the_scripts_print_is_read() {
        let part = r#"{"query":"a b","total":3,"requests":2,"bytes":10,"rounds":1,"milliseconds":4.5,"least":4}"#;
        let printed = format!(
            r#"{{"client":{{"gzip":9,"brotli":8}},"loading":{part},"opening":{part},"hits":{part},"answer":{part}}}"#
        );
        let (loading, answer) = read(&printed).unwrap();
        assert_eq!(loading.client, ClientBytes { gzip: 9, brotli: 8 });
        assert_eq!((answer.total, answer.whole.bytes), (3, 10));
        let warm = read_warm(&format!("[{part},{part}]"), &["one", "other"]).unwrap();
        assert_eq!(warm[1].kind, "other");
        let searches = Searches {
            client: loading.client,
            loading: loading.loading,
            opening: loading.opening,
            answers: vec![answer],
            warm,
        };
        assert_eq!(
            searches.two_words().map(|answer| searches.index_bytes(&answer.whole)),
            Some(20)
        );
        assert!(read("{}").is_none() && read_warm("[]", &["one"]).is_none());
    }
}
