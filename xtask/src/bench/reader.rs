//! How long a reader waits for our hits and for Pagefind's, in a browser on a slow connection.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::measure;
use super::search::Searches;
use super::units::kilobytes;
use crate::tools;
use crate::workspace::Workspace;

/// One engine's answers.
#[derive(Debug)]
struct Engine {
    name: &'static str,
    /// Each query with the milliseconds until ten hits are shown with their excerpts.
    answers: Vec<(String, f64)>,
    /// Bytes fetched for the first query.
    bytes: u64,
    requests: u64,
}

/// The measurements in the browser, our engine first.
#[derive(Debug)]
pub(super) struct Waits(Vec<Engine>);

/// Runs the queries of `searches` that are plain words in Chromium, the shortest last.
pub(super) fn measure(
    site: &Path,
    pagefind: Option<&Path>,
    searches: &Searches,
) -> Result<Waits, String> {
    let workspace = Workspace::find()?;
    tools::browser_kit(&workspace)?;
    let mut node = Command::new("node");
    node.arg(workspace.root.join("benches/reader.mjs")).arg(site);
    node.arg(pagefind.unwrap_or(Path::new("")));
    let plain = searches.answers.iter().map(|answer| &answer.query);
    let plain: Vec<&String> = plain.filter(|query| !query.starts_with('"')).collect();
    node.args(plain.iter().rev()).args(["council budget", "water permits"]);
    let printed = measure::once(&mut node)?.printed;
    read(&printed).ok_or_else(|| format!("reader.mjs printed something else:\n{printed}"))
}

fn read(printed: &str) -> Option<Waits> {
    let all: Value = serde_json::from_str(printed).ok()?;
    let engines = [("Crosstown", "ours"), ("Pagefind", "pagefind")];
    let engine = |(name, key): (&'static str, &str)| {
        let engine = all.get(key)?;
        let answers = engine.get("queries")?.as_array()?.iter().map(|answer| {
            let time = answer.get("milliseconds")?.as_f64()?;
            Some((answer.get("query")?.as_str()?.to_owned(), time))
        });
        let first = engine.get("first")?;
        Some(Engine {
            name,
            answers: answers.collect::<Option<_>>()?,
            bytes: first.get("bytes")?.as_u64()?,
            requests: first.get("requests")?.as_u64()?,
        })
    };
    let found: Vec<Engine> = engines.into_iter().filter_map(engine).collect();
    (!found.is_empty()).then_some(Waits(found))
}

impl Waits {
    /// Our wait and Pagefind's for each query, in milliseconds.
    pub(super) fn beside(&self) -> Option<Vec<(f64, f64)>> {
        let [ours, theirs] = self.0.as_slice() else { return None };
        let both = ours.answers.iter().zip(&theirs.answers);
        Some(both.map(|((_, ours), (_, theirs))| (*ours, *theirs)).collect())
    }

    /// Bytes that the first query fetches from us and, if measured, from Pagefind.
    pub(super) fn first_bytes(&self) -> Option<(u64, Option<u64>)> {
        Some((self.0.first()?.bytes, self.0.get(1).map(|engine| engine.bytes)))
    }

    /// The waits as a Markdown table, each with its ratio to ours.
    pub(super) fn table(&self) -> String {
        let Some(ours) = self.0.first() else { return String::new() };
        let mut text = String::from(
            "\nA reader's wait for ten hits with their excerpts in Chromium, on a connection of \
             10 Mbit/s and 40 ms round trip with HTTP/1.1, each query a second after the one \
             before. Both engines are called through their scripts; median of five visits.\n\n\
             | | fetched for the first |",
        );
        for (query, _) in &ours.answers {
            let _ = write!(text, " `{query}` |");
        }
        text.push_str("\n|---|---:|");
        text.push_str(&"---:|".repeat(ours.answers.len()));
        text.push('\n');
        for engine in &self.0 {
            let bytes = kilobytes(engine.bytes);
            let _ = write!(text, "| {} | {} files, {bytes:.0} kB |", engine.name, engine.requests);
            for ((_, time), (_, own)) in engine.answers.iter().zip(&ours.answers) {
                let _ = write!(text, " {time:.0} ms ({:.2}) |", time / own);
            }
            text.push('\n');
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_script_prints_becomes_a_table() {
        let engine = r#"{"queries":[{"query":"bus","total":3,"milliseconds":200.0}],
            "first":{"bytes":2000,"requests":4},"all":{"bytes":2000,"requests":4}}"#;
        let waits = read(&format!(r#"{{"ours":{engine},"pagefind":{engine}}}"#)).unwrap();
        let table = waits.table();
        assert_eq!(waits.beside(), Some(vec![(200.0, 200.0)]));
        assert_eq!(waits.first_bytes(), Some((2_000, Some(2_000))));
        assert!(table.contains("| Pagefind | 4 files, 2 kB | 200 ms (1.00) |"), "{table}");
        assert!(read("no").is_none());
    }
}
