//! The cost of a first search with indexes that are fetched as a whole: lunr's, over the same
//! records, and Zola's.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::measure::{Cost, once};
use super::peers::Peer;
use super::practice::Scale;
use super::search::{Queries, Warm, warm};
use super::{builds::Place, machine};
use crate::tools;
use crate::workspace::Workspace;

/// Approximate bytes of memory that lunr needs per practice.
const LUNR_PER_PRACTICE: u64 = 300_000;

/// The measurements of lunr.
#[derive(Debug)]
pub(super) struct Lunr {
    pub(super) version: String,
    /// Milliseconds to build the index, from records in memory to serialised text.
    pub(super) build: f64,
    /// Milliseconds to load that text into a usable index.
    pub(super) load: f64,
    /// Bytes of the index.
    pub(super) bytes: u64,
    /// The same, gzipped.
    pub(super) packed: u64,
    /// Bytes of lunr itself, gzipped.
    pub(super) client: u64,
    pub(super) warm: Vec<Warm>,
    /// The cost of the whole process.
    pub(super) cost: Cost,
}

impl Lunr {
    /// Bytes that a reader downloads for a first search.
    pub(super) fn first(&self) -> u64 {
        self.client + self.packed
    }
}

/// Installs what the comparisons in a browser and with lunr need. This happens before anything is
/// measured, because it writes and deletes many files. Anything missing is reported where it is
/// needed.
pub(super) fn make_ready() {
    if let Ok(workspace) = Workspace::find() {
        _ = tools::browser_kit(&workspace);
        _ = tools::node_with(&workspace.root, &workspace.root.join("tests/relevance"));
    }
}

/// Indexes the records of our content with lunr and runs the same queries as with our engine.
pub(super) fn lunr(place: &Place, queries: &Queries, scale: Scale) -> Result<Lunr, String> {
    machine::fits(LUNR_PER_PRACTICE * scale.practices as u64)?;
    let workspace = Workspace::find()?;
    let packages = workspace.root.join("tests/relevance");
    let node = tools::node_with(&workspace.root, &packages)?;
    let half_typed = format!("{}*", queries.beginning);
    let kinds = [
        ("one frequent word", queries.frequent),
        ("two words", &queries.two),
        ("the phrase as words", &queries.phrase),
        ("a word half typed", &half_typed),
    ];
    let mut command = Command::new(node);
    // Node's own memory limit is lower than the machine's memory.
    command.arg("--max-old-space-size=16000").arg(workspace.root.join("benches/lunr.mjs"));
    command.arg(place.ours().join("content")).args(kinds.map(|(_, query)| query));
    let cost = once(&mut command)?;
    let found = read(&cost, &kinds.map(|(kind, _)| kind));
    found.ok_or_else(|| format!("lunr.mjs printed something else:\n{}", cost.printed))
}

fn read(cost: &Cost, kinds: &[&'static str]) -> Option<Lunr> {
    let all: Value = serde_json::from_str(&cost.printed).ok()?;
    let whole = |name| all.get(name)?.as_u64();
    let part = |name| all.get(name)?.as_f64();
    Some(Lunr {
        version: all.get("version")?.as_str()?.to_owned(),
        build: part("build")?,
        load: part("load")?,
        bytes: whole("bytes")?,
        packed: whole("packed")?,
        client: whole("client")?,
        warm: warm(all.get("answers")?, kinds)?,
        cost: cost.clone(),
    })
}

/// Bytes of Zola's search index, gzipped, if Zola made one.
pub(super) fn zola_index(repository: &Path, place: &Place) -> Option<u64> {
    let index = Peer::Zola.output(&place.folder, 0).join("search_index.en.js");
    if !index.is_file() {
        return None;
    }
    let mut node = Command::new("node");
    node.arg(repository.join("benches/weigh.mjs")).arg(index);
    once(&mut node).ok()?.printed.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_script_prints_is_read() {
        let printed = r#"{"version":"2.3.9","records":3,"build":5.0,"load":1.5,"bytes":90,
            "packed":30,"client":10,"answers":[{"query":"a","total":1,"milliseconds":0.2,"least":0.1}]}"#;
        let cost = |printed: &str| Cost { printed: printed.to_owned(), ..Cost::default() };
        let lunr = read(&cost(printed), &["one"]).unwrap();
        assert_eq!((lunr.first(), lunr.warm[0].total, lunr.version.as_str()), (40, 1, "2.3.9"));
        assert!(read(&cost(printed), &["one", "two"]).is_none());
        assert!(read(&cost("no"), &["one"]).is_none());
    }
}
