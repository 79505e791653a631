//! `cargo xtask bench`: measures builds, edits and searches, and compares them with their goals.
//!
//! Generates sites of several sizes, the same in every run, and builds each with the release
//! binary, measuring the whole process. Other generators build the same content in the same run,
//! because times are comparable only on the same machine at the same moment.

mod builds;
mod content;
mod edits;
mod files;
mod front;
mod goals;
mod machine;
mod measure;
mod measured;
mod others;
mod peers;
mod practice;
mod reader;
mod report;
mod search;
mod units;
pub(crate) mod visits;
mod words;

use std::path::{Path, PathBuf};
use std::process::Command;

use builds::Place;
use files::{remove, tally};
use measured::Measured;
use peers::Peers;
use practice::{HUGE, Scale};
use search::Queries;
use words::Words;

struct Options {
    sizes: Vec<usize>,
    peers: bool,
    out: Option<PathBuf>,
    date: Option<String>,
}

const USAGE: &str =
    "usage: cargo xtask bench [--sizes 1000,10000] [--peers] [--out FILE] [--date YYYY-MM-DD]";

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
        files::write(&path, &visits::keep_section(&path, text))?;
    }
    remove(&sites)?;
    machine::emptied(&bench).map_err(|error| format!("{}: {error}", bench.display()))
}

fn options(arguments: &[String]) -> Result<Options, String> {
    let mut options = Options { sizes: vec![1_000, 10_000], peers: false, out: None, date: None };
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let mut value =
            || rest.next().ok_or_else(|| format!("`{argument}` needs a value\n{USAGE}"));
        match argument.as_str() {
            "--sizes" => {
                let sizes = value()?.split(',').map(|size| match size.trim().parse() {
                    Ok(size @ 10..=1_000_000) => Ok(size),
                    _ => Err(format!("invalid size `{size}`: expected 10 to 1000000\n{USAGE}")),
                });
                options.sizes = sizes.collect::<Result<_, _>>()?;
            }
            "--peers" => options.peers = true,
            "--out" => options.out = Some(PathBuf::from(value()?)),
            "--date" => options.date = Some(value()?.clone()),
            other => return Err(format!("unknown option `{other}`\n{USAGE}")),
        }
    }
    Ok(options)
}

/// Creates a folder for the sites. Nothing in it is deleted before the end, because some file
/// systems create files slowly for minutes after others are deleted, which would distort the
/// measurements. For the same reason, a run that follows another first waits for the file system.
fn fresh(bench: &Path) -> Result<PathBuf, String> {
    let folder = bench.join(format!("sites-{}", std::process::id()));
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(folder)
}

/// The target folder that this program was built in, whatever its name.
fn target_folder() -> Result<PathBuf, String> {
    let program = std::env::current_exe()
        .map_err(|error| format!("the path of this program is unknown: {error}"))?;
    let folder = program.parent().and_then(Path::parent);
    folder.map(Path::to_owned).ok_or_else(|| "this program is not in a target folder".to_owned())
}

/// Compiles the program and returns its path.
fn release_program(repository: &Path, target: &Path) -> Result<PathBuf, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["build", "--release", "--package", "crosstown"])
        .current_dir(repository)
        .status()
        .map_err(|error| format!("cargo could not be run: {error}"))?;
    let program = target.join("release").join(format!("crosstown{}", std::env::consts::EXE_SUFFIX));
    if status.success() { Ok(program) } else { Err("the program could not be built".to_owned()) }
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
    fn options_are_read_and_others_refused() {
        let given = |text: &str| {
            let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
            options(&words)
        };
        let read = given("--sizes 10,200 --peers --out report.md").unwrap();
        assert_eq!(read.sizes, [10, 200]);
        assert!(read.peers && read.out.is_some());
        assert!(given("--sizes 5").is_err());
        assert!(given("--sizes").is_err());
        assert!(given("--fast").is_err());
    }

    #[test]
    fn stages_are_found_in_a_report() {
        let printed = "Built 3 practices.\nwalk 1 ms · parse 2 ms\nDone in 3 ms.\n";
        assert_eq!(stages(printed).unwrap(), "walk 1 ms · parse 2 ms");
        assert!(stages("Done.").is_err());
    }
}
