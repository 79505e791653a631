//! `cargo xtask bench`: how long a build takes, what it makes, and what a first search costs.
//!
//! Sites of several sizes are made up, always the same, and built with the release binary as a
//! whole process. Other generators build the same content in the same run, because a time means
//! something only beside another time of the same machine at the same moment.

mod content;
mod edits;
mod files;
mod goals;
mod machine;
mod measure;
mod peers;
mod practice;
mod reader;
mod report;
mod search;
mod words;

use std::path::{Path, PathBuf};
use std::process::Command;

use content::Tongue;
use edits::Edits;
use files::{Tally, remove, tally};
use measure::{Cost, median_of, once};
use peers::{Peers, Taken};
use practice::Scale;
use reader::Waits;
use search::Searches;
use words::Words;

/// From this size on a run is long enough to need no third.
const LARGE: usize = 5_000;

/// From this size on a site is built once only, for the sake of the disk, and nobody edits it while
/// it is served, which takes all of it into memory.
const HUGE: usize = 50_000;

/// What was found for one size.
pub(crate) struct Measured {
    practices: usize,
    source: Tally,
    cold: Cost,
    unchanged: Cost,
    stages: String,
    site: Tally,
    index: Tally,
    copied: Cost,
    edits: Option<Result<Edits, String>>,
    searches: Result<Searches, String>,
    peers: Vec<Taken>,
    /// In a browser, where peers are asked for.
    waits: Option<Result<Waits, String>>,
}

impl Measured {
    /// What Hugo and Pagefind took one after the other, where both could be measured.
    fn peers_together(&self) -> Option<Cost> {
        let mut costs = self.peers.iter().map(|taken| Some(&taken.result.as_ref().ok()?.0));
        let first = costs.next()??.clone();
        costs.try_fold(first, |sum, cost| Some(sum.then(cost?)))
    }
}

struct Options {
    sizes: Vec<usize>,
    peers: bool,
    out: Option<PathBuf>,
    date: Option<String>,
}

const USAGE: &str =
    "usage: cargo xtask bench [--sizes 1000,10000] [--peers] [--out FILE] [--date YYYY-MM-DD]";

/// Measures and prints; with `--out FILE`, writes the report there, too.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let options = options(arguments)?;
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let repository =
        repository.canonicalize().map_err(|error| format!("{}: {error}", repository.display()))?;
    let target = target_folder()?;
    build_program(&repository)?;
    let program = target.join("release").join(format!("crosstown{}", std::env::consts::EXE_SUFFIX));
    let bench = target.join("bench");
    let sites = fresh(&bench)?;
    let words = Words::new();
    let peers = options.peers.then(|| Peers::find(&bench));
    let mut all = Vec::new();
    for size in &options.sizes {
        eprintln!("measuring {size} practices …");
        let scale = Scale::of(*size);
        let folder = sites.join(format!("ours-{size}"));
        let mut measured = ours(&words, scale, &repository, &program, &folder)?;
        if let Some(peers) = &peers {
            let theme = repository.join("benches/peers");
            let folder = sites.join(format!("hugo-{size}"));
            measured.peers = peers.measure(&words, scale, &theme, &folder, runs(*size))?;
            let site = sites.join(format!("ours-{size}/public-0"));
            let pagefind = Some(folder.join("pagefind-0")).filter(|folder| folder.is_dir());
            measured.waits = match &measured.searches {
                Ok(searches) => Some(reader::measure(&site, pagefind.as_deref(), searches)),
                Err(_) => None,
            };
        }
        all.push(measured);
    }
    remove(&sites)?;
    let machine = machine::describe(&program, options.date, peers.as_ref())?;
    let command = format!("cargo xtask bench {}", arguments.join(" "));
    let text = report::write(command.trim(), &machine, &all);
    println!("{text}");
    match options.out {
        Some(path) => files::write(&path, &text),
        None => Ok(()),
    }
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
                    _ => Err(format!("`{size}` is not a size: expected 10 to 1000000\n{USAGE}")),
                });
                options.sizes = sizes.collect::<Result<_, _>>()?;
            }
            "--peers" => options.peers = true,
            "--out" => options.out = Some(PathBuf::from(value()?)),
            "--date" => options.date = Some(value()?.clone()),
            other => return Err(format!("there is no option `{other}`\n{USAGE}")),
        }
    }
    Ok(options)
}

/// A folder for the sites. Nothing in it is deleted before the end: some file systems are slow to
/// make files for minutes after others were deleted, and that would be measured.
fn fresh(bench: &Path) -> Result<PathBuf, String> {
    let folder = bench.join(format!("sites-{}", std::process::id()));
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(folder)
}

/// The folder cargo built this very program into, whatever it is called.
fn target_folder() -> Result<PathBuf, String> {
    let program = std::env::current_exe()
        .map_err(|error| format!("this program's own place is unknown: {error}"))?;
    let folder = program.parent().and_then(Path::parent);
    folder.map(Path::to_owned).ok_or_else(|| "this program is in no target folder".to_owned())
}

fn build_program(repository: &Path) -> Result<(), String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["build", "--release", "--package", "crosstown"])
        .current_dir(repository)
        .status()
        .map_err(|error| format!("cargo could not be run: {error}"))?;
    if status.success() { Ok(()) } else { Err("the program was not built".to_owned()) }
}

fn runs(size: usize) -> usize {
    match size {
        ..LARGE => 3,
        LARGE..HUGE => 2,
        _ => 1,
    }
}

fn ours(
    words: &Words,
    scale: Scale,
    repository: &Path,
    program: &Path,
    folder: &Path,
) -> Result<Measured, String> {
    content::write_site(words, scale, folder, Tongue::Ours)?;
    once(Command::new(program).args(["check", "--root"]).arg(folder))?;
    let build = |out: &Path| {
        once(Command::new(program).args(["build", "--root"]).arg(folder).arg("--out").arg(out))
    };
    let runs = runs(scale.practices);
    // The first build finds the files of the content and of the program on the disk only; those of
    // the content have just been read by the check.
    if scale.practices < HUGE {
        build(&folder.join("public"))?;
    }
    let cold = median_of(runs, |run| build(&folder.join(format!("public-{run}"))))?;
    let out = folder.join("public-0");
    let unchanged = median_of(runs, |_| build(&out))?;
    let copied = median_of(runs, |run| {
        once(Command::new("cp").arg("-r").arg(&out).arg(folder.join(format!("copy-{run}"))))
    })?;
    let index = out.join("search-index");
    let edits = (scale.practices < HUGE).then(|| edits::measure(program, folder, scale.practices));
    let measured = Measured {
        practices: scale.practices,
        source: tally(&folder.join("content"))?,
        stages: stages(&cold.printed)?,
        cold,
        unchanged,
        copied,
        edits,
        site: tally(&out)?,
        index: tally(&index)?,
        searches: search::measure(words, scale, repository, &index),
        peers: Vec::new(),
        waits: None,
    };
    Ok(measured)
}

/// The line of a build's report that names the stages with their times.
fn stages(printed: &str) -> Result<String, String> {
    let line = printed.lines().find(|line| line.contains(" · "));
    line.map(str::to_owned).ok_or_else(|| format!("the build named no stages:\n{printed}"))
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
