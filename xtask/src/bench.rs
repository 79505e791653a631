//! `cargo xtask bench`: measures builds, edits and searches, and compares them with their goals.
//!
//! Generates sites of several sizes, the same in every run, and builds each with the release
//! binary, measuring the whole process. Other generators build the same content in the same run,
//! because times are comparable only on the same machine at the same moment.

mod builds;
mod content;
mod edits;
pub(crate) mod files;
mod front;
mod goals;
mod machine;
mod measure;
mod measured;
mod others;
mod peers;
pub(crate) mod plain;
mod practice;
mod reader;
mod report;
pub(crate) mod scale;
mod search;
mod section_command;
mod sections;
mod setup;
mod units;
pub(crate) mod visits;
mod words;

use std::path::Path;

use builds::Place;
use files::{remove, tally};
use measured::Measured;
use peers::Peers;
use practice::{HUGE, Scale};
use search::Queries;
use setup::{fresh, options, release_program, target_folder};
use words::Words;

/// Measures and prints the report; `--out FILE` also writes it to a file.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let options = options(arguments)?;
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let repository =
        repository.canonicalize().map_err(|error| format!("{}: {error}", repository.display()))?;
    let target = target_folder()?;
    let program = release_program(&repository, &target)?;
    let bench = target.join("bench");
    let sites = fresh(&bench)?;
    let words = Words::new();
    let peers = options.peers.then(|| Peers::find(&bench));
    if options.peers {
        others::make_ready();
    }
    machine::rest(&bench, &sites).map_err(|error| format!("{}: {error}", sites.display()))?;
    let machine = machine::describe(
        &program,
        options.date,
        peers.as_ref().map(Peers::versions).unwrap_or_default(),
    )?;
    let mut all = Vec::new();
    for size in &options.sizes {
        eprintln!("measuring {size} practices …");
        let place = Place {
            program: program.clone(),
            themes: repository.join("benches/peers"),
            folder: sites.join(size.to_string()),
        };
        all.push(one(&words, Scale::of(*size), &repository, &place, peers.as_ref())?);
    }
    let command = format!("cargo xtask bench {}", arguments.join(" "));
    let text = report::write(command.trim(), &machine, &all);
    println!("{text}");
    if let Some(path) = options.out {
        let kept = [plain::SECTION, visits::SECTION];
        files::write(&path, &sections::keep_sections(&path, text, &kept))?;
    }
    remove(&sites)?;
    machine::emptied(&bench).map_err(|error| format!("{}: {error}", bench.display()))
}

/// Measures everything for one size.
fn one(
    words: &Words,
    scale: Scale,
    repository: &Path,
    place: &Place,
    peers: Option<&Peers>,
) -> Result<Measured, String> {
    let builds = builds::measure(words, scale, place, peers)?;
    let (ours, site) = (place.ours(), place.site(0));
    let index = site.join("search-index");
    let queries = Queries::of(words, scale)?;
    let searches = search::measure(&queries, repository, &index);
    let beside = peers.is_some();
    let waits = searches
        .as_ref()
        .ok()
        .filter(|_| beside)
        .map(|searches| reader::measure(&site, place.pagefind().as_deref(), searches));
    Ok(Measured {
        practices: scale.practices,
        source: tally(&ours.join("content"))?,
        stages: stages(&builds.cold.printed)?,
        site: tally(&site)?,
        index: tally(&index)?,
        searches,
        waits,
        lunr: beside.then(|| others::lunr(place, &queries, scale)),
        zola_index: others::zola_index(repository, place),
        edits: (scale.practices < HUGE)
            .then(|| edits::measure(&place.program, &ours, scale.practices)),
        builds,
    })
}

/// The line of a build's output that lists the stages with their times.
fn stages(printed: &str) -> Result<String, String> {
    let line = printed.lines().find(|line| line.contains(" · "));
    line.map(str::to_owned).ok_or_else(|| format!("the build printed no stages:\n{printed}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_are_found_in_a_report() {
        let printed = "Built 3 practices.\nwalk 1 ms · parse 2 ms\nDone in 3 ms.\n";
        assert_eq!(stages(printed).unwrap(), "walk 1 ms · parse 2 ms");
        assert!(stages("Done.").is_err());
    }
}
