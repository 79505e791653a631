//! `cargo xtask scale`: how builds and searches grow with the number of practices, up to sizes that
//! no other benchmark covers. It replaces one section of `docs/scale.md`; the rest of that page
//! says from which size a search server is worth running.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use super::builds::Place;
use super::content::{self, Tongue};
use super::files::{Tally, tally};
use super::measure::{Cost, once};
use super::practice::Scale;
use super::search::{self, Queries, Searches};
use super::section_command::SectionCommand;
use super::units::{kilobytes, megabytes, seconds};
use super::words::Words;

const USAGE: &str = "usage: cargo xtask scale [--sizes 1000,10000,100000,300000] [--out FILE]";

/// The name of the section.
const SECTION: &str = "scale";

/// What was measured of one size.
struct Point {
    size: usize,
    build: Cost,
    unchanged: Cost,
    site: Tally,
    index: Tally,
    searches: Searches,
}

/// Measures, prints the section, and with `--out FILE` puts it into that file.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let command = SectionCommand::begin("scale", arguments, USAGE)?;
    command.rest()?;
    let circumstances = command.circumstances(Vec::new())?;
    let mut points = Vec::new();
    for &size in &command.sizes {
        eprintln!("measuring {size} practices …");
        let place = command.place(size, "benches/peers");
        points.push(point(&command.words, size, &command.workspace.root, &place)?);
    }
    command.finish(SECTION, &section(&circumstances, &points))
}

fn point(words: &Words, size: usize, repository: &Path, place: &Place) -> Result<Point, String> {
    let scale = Scale::of(size);
    content::write_site(words, scale, &place.ours(), Tongue::Ours)?;
    let build = || {
        let mut command = Command::new(&place.program);
        once(command.args(["build", "--root"]).arg(place.ours()).arg("--out").arg(place.site(0)))
    };
    let (first, unchanged) = (build()?, build()?);
    let index = place.site(0).join("search-index");
    Ok(Point {
        size,
        build: first,
        unchanged,
        site: tally(&place.site(0))?,
        index: tally(&index)?,
        searches: search::measure(&Queries::of(words, scale)?, repository, &index)?,
    })
}

fn section(circumstances: &str, points: &[Point]) -> String {
    let mut text = format!(
        "## Measured\n\n\
         {circumstances} Each size is built once into an empty folder, and once again with nothing \
         changed. The practices are those of [performance.md](performance.md).\n\n\
         | practices | build | CPU | peak memory | again | site | search index |\n\
         |---:|---:|---:|---:|---:|---:|---:|\n"
    );
    let held = |tally: Tally| format!("{} files, {:.0} MB", tally.files, megabytes(tally.bytes));
    for one in points {
        let _ = writeln!(
            text,
            "| {} | {} | {} | {:.0} MB | {} | {} | {} |",
            one.size,
            seconds(one.build.wall),
            seconds(one.build.busy),
            megabytes(one.build.peak),
            seconds(one.unchanged.wall),
            held(one.site),
            held(one.index)
        );
    }
    text.push_str(
        "\nWhat a reader fetches for a first search, up to ten hits with their excerpts; loading is \
         the engine and the head of the index, before a query is known:\n\n\
         | practices | loading | query | found | fetched | rounds |\n|---:|---:|---|---:|---:|---:|\n",
    );
    for one in points {
        for answer in &one.searches.answers {
            let _ = writeln!(
                text,
                "| {} | {:.0} kB | `{}` | {} | {} files, {:.0} kB | {} |",
                one.size,
                kilobytes(one.searches.loading.bytes),
                answer.query,
                answer.total,
                answer.hits.requests,
                kilobytes(answer.hits.bytes),
                answer.hits.rounds
            );
        }
    }
    text.push_str(
        "\nThe engine's time for a query when everything it reads is in memory, the median:\n\n\
         | practices | query | found | time |\n|---:|---|---:|---:|\n",
    );
    for one in points {
        for warm in &one.searches.warm {
            let _ = writeln!(
                text,
                "| {} | {}: `{}` | {} | {:.1} ms |",
                one.size, warm.kind, warm.query, warm.total, warm.milliseconds
            );
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::search::{Answer, ClientBytes, Fetched, Warm};

    #[test]
    fn every_size_has_its_rows() {
        let fetched = Fetched { requests: 5, bytes: 290_000, rounds: 3, time: 80.0 };
        let searches = Searches {
            client: ClientBytes { gzip: 1, brotli: 1 },
            loading: fetched,
            opening: fetched,
            answers: vec![Answer {
                query: "bus".to_owned(),
                total: 7,
                hits: fetched,
                whole: fetched,
            }],
            warm: vec![Warm {
                kind: "a phrase",
                query: "\"bus lane\"".to_owned(),
                total: 2,
                milliseconds: 1.25,
                least: 1.0,
            }],
        };
        let tally = Tally { files: 12, bytes: 3_000_000 };
        let cost = Cost { peak: 85_000_000, ..Cost::default() };
        let point = Point {
            size: 1000,
            build: cost.clone(),
            unchanged: cost,
            site: tally,
            index: tally,
            searches,
        };
        let text = section("Measured today.", &[point]);
        assert!(text.contains("Measured today. Each size"), "{text}");
        assert!(text.contains("| 85 MB |") && text.contains("| 12 files, 3 MB |"), "{text}");
        assert!(text.contains("| 1000 | 290 kB | `bus` | 7 | 5 files, 290 kB | 3 |"), "{text}");
        assert!(text.contains("| a phrase: `\"bus lane\"` | 2 | 1.2 ms |"), "{text}");
    }
}
