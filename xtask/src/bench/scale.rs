//! `cargo xtask scale`: how builds and searches grow with the number of practices, up to sizes that
//! no other benchmark covers. It replaces one section of `docs/scale.md`; the rest of that page
//! says from which size a search server is worth running.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use super::builds::Place;
use super::content::{self, Tongue};
use super::files::{Tally, read, remove, tally, write};
use super::machine::{self, Machine};
use super::measure::{Cost, once};
use super::peers::named;
use super::practice::Scale;
use super::search::{self, Queries, Searches};
use super::sections::with_section;
use super::setup;
use super::units::{kilobytes, megabytes, seconds};
use super::words::Words;
use crate::workspace::Workspace;

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
    let options = setup::sizes_and_file(arguments, USAGE)?;
    let workspace = Workspace::find()?;
    let target = setup::target_folder()?;
    let bench = target.join("bench");
    let program = match named("CROSSTOWN") {
        Some(program) => program?,
        None => setup::release_program(&workspace.root, &target)?,
    };
    let sites = setup::fresh(&bench)?;
    let machine = machine::describe(&program, None, Vec::new())?;
    let words = Words::new();
    let mut points = Vec::new();
    for size in options.sizes {
        eprintln!("measuring {size} practices …");
        let place = Place {
            program: program.clone(),
            themes: workspace.root.join("benches/peers"),
            folder: sites.join(size.to_string()),
        };
        points.push(point(&words, size, &workspace.root, &place)?);
    }
    let text = section(arguments, &machine, &points);
    println!("{text}");
    if let Some(path) = options.out {
        write(&path, &with_section(&read(&path)?, SECTION, &text))?;
    }
    remove(&sites)
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

fn section(arguments: &[String], machine: &Machine, points: &[Point]) -> String {
    let command = format!("cargo xtask scale {}", arguments.join(" "));
    let mut text = format!(
        "## Measured\n\n\
         Measured on {} by `{}` on {}: {}. Each size is built once into an empty folder, and once \
         again with nothing changed. The practices are those of [performance.md](performance.md).\n\n\
         | practices | build | CPU | peak memory | again | site | search index |\n\
         |---:|---:|---:|---:|---:|---:|---:|\n",
        machine.date,
        command.trim(),
        machine.words(),
        machine.versions.join(", ")
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
        let machine = Machine {
            date: "2026-11-28".to_owned(),
            processors: 2,
            memory: None,
            versions: vec!["crosstown 0.1.0".to_owned()],
        };
        let text = section(&["--sizes".to_owned(), "1000".to_owned()], &machine, &[point]);
        assert!(text.contains("| 85 MB |") && text.contains("| 12 files, 3 MB |"), "{text}");
        assert!(text.contains("| 1000 | 290 kB | `bus` | 7 | 5 files, 290 kB | 3 |"), "{text}");
        assert!(text.contains("| a phrase: `\"bus lane\"` | 2 | 1.2 ms |"), "{text}");
    }
}
