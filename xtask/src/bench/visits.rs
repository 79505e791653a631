//! `cargo xtask visits`: what a visit to the search page costs a reader, beside Pagefind's own
//! interface on the same records. It replaces one section of `docs/performance.md`, and takes
//! minutes where the whole benchmark takes an hour.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::Command;

use serde::Deserialize;

use super::builds::Place;
use super::content::{self, Tongue};
use super::measure::once;
use super::peers::Peers;
use super::practice::Scale;
use super::search::Queries;
use super::section_command::SectionCommand;
use super::units::kilobytes;
use super::words::Words;
use crate::tools;

const USAGE: &str = "usage: cargo xtask visits [--sizes 1000,10000] [--out FILE]";

/// The name of the section.
pub(super) const SECTION: &str = "visits";

/// What a visit fetches.
#[derive(Debug, Deserialize)]
struct Fetched {
    bytes: u64,
    requests: u64,
}

/// A query of a visit.
#[derive(Debug, Deserialize)]
struct Asked {
    query: String,
    /// From the last letter until the first ten hits are shown.
    milliseconds: f64,
}

/// The visits to one search page.
#[derive(Debug, Deserialize)]
struct Visit {
    queries: Vec<Asked>,
    first: Fetched,
    all: Fetched,
}

/// What `benches/visit.mjs` prints.
#[derive(Debug, Deserialize)]
struct Visits {
    ours: Visit,
    pagefind: Option<Visit>,
}

/// Measures, prints the section, and with `--out FILE` puts it into that file.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let command = SectionCommand::begin("visits", arguments, USAGE)?;
    let kit = tools::browser_kit(&command.workspace)?;
    let peers = command.peers();
    let mut text = heading(&command.circumstances(peers.versions())?);
    for &size in &command.sizes {
        let place = command.place(size, "benches/peers");
        let pagefind = build(&command.words, Scale::of(size), &place, &peers)?;
        let mut node = Command::new(&kit.node);
        node.arg(command.workspace.root.join("benches/visit.mjs")).arg(place.site(0));
        node.env("CHROMIUM", &kit.chromium).arg(pagefind.unwrap_or_default());
        let Queries { one, two, .. } = Queries::of(&command.words, Scale::of(size))?;
        node.args([&two, &one]).args(["council budget", "transit permits", "housing grant"]);
        let printed = once(&mut node)?.printed;
        let visits = serde_json::from_str(&printed)
            .map_err(|error| format!("visit.mjs printed something else: {error}\n{printed}"))?;
        text.push_str(&table(size, &visits));
    }
    command.finish(SECTION, &text)
}

/// Builds our site, and Pagefind's index of the same records if its programs are available.
fn build(
    words: &Words,
    scale: Scale,
    place: &Place,
    peers: &Peers,
) -> Result<Option<PathBuf>, String> {
    content::write_site(words, scale, &place.ours(), Tongue::Ours)?;
    let mut ours = Command::new(&place.program);
    once(ours.args(["build", "--root"]).arg(place.ours()).arg("--out").arg(place.site(0)))?;
    for mut contestant in peers.prepare(words, scale, &place.themes, &place.folder)? {
        contestant.run(&place.folder, 0);
    }
    Ok(place.pagefind())
}

fn heading(circumstances: &str) -> String {
    format!(
        "## A visit to the search page\n\n\
         {circumstances}\n\n\
         A reader types five queries into a search page in Chromium, 150 ms a letter, on a \
         connection of 10 Mbit/s with a round trip of 40 ms. Everything counts that the page \
         fetches, scripts and styles included, but for the page itself, its font and its icon; our \
         styles are those of the whole theme. Pagefind is used with its own interface, set to show \
         ten hits as ours does. A time is from the last letter until the first ten hits are shown, \
         the median of three visits.\n"
    )
}

fn table(size: usize, visits: &Visits) -> String {
    let mut text = format!("\n{size} practices:\n\n| | first query | whole visit |");
    for asked in &visits.ours.queries {
        let _ = write!(text, " `{}` |", asked.query);
    }
    text.push_str("\n|---|---:|---:|");
    text.push_str(&"---:|".repeat(visits.ours.queries.len()));
    text.push('\n');
    let fetched = |one: &Fetched| format!("{} files, {:.0} kB", one.requests, kilobytes(one.bytes));
    let pagefind = visits.pagefind.as_ref().map(|visit| ("Pagefind", visit));
    for (name, visit) in [("Crosstown", &visits.ours)].into_iter().chain(pagefind) {
        let _ = write!(text, "| {name} | {} | {} |", fetched(&visit.first), fetched(&visit.all));
        for (asked, own) in visit.queries.iter().zip(&visits.ours.queries) {
            let ratio = asked.milliseconds / own.milliseconds.max(1e-6);
            let _ = write!(text, " {:.0} ms ({ratio:.2}) |", asked.milliseconds);
        }
        text.push('\n');
    }
    if pagefind.is_none() {
        text.push_str("\nNot measured: Pagefind.\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_script_prints_becomes_a_table() {
        let visit = r#"{"queries":[{"query":"bus","total":3,"milliseconds":200.0}],
            "first":{"bytes":2000,"requests":4},"all":{"bytes":9000,"requests":14}}"#;
        let visits = format!(r#"{{"ours":{visit},"pagefind":{visit}}}"#);
        let text = table(1000, &serde_json::from_str(&visits).unwrap());
        let row = "| Pagefind | 4 files, 2 kB | 14 files, 9 kB | 200 ms (1.00) |";
        assert!(text.contains(row), "{text}");
        let alone: Visits = serde_json::from_str(&format!(r#"{{"ours":{visit}}}"#)).unwrap();
        assert!(table(1000, &alone).contains("Not measured: Pagefind"));
    }
}
