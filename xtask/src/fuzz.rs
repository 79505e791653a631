//! `cargo xtask fuzz`: runs the targets of `fuzz/`, two at a time, each for a given number of
//! seconds.
//!
//! They are compiled without a sanitizer, which finds nothing in code without `unsafe` and takes as
//! long again. What new code an input reaches is kept in `fuzz/corpus/`, which is not under version
//! control; an input that makes a target fail is in `fuzz/artifacts/`.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::thread;

use crate::process::{self, output, run as run_to_end};
use crate::tools;
use crate::workspace::Workspace;

/// Seconds for each target, unless others are asked for.
const SECONDS: u32 = 60;

/// Longest inputs, in bytes. Short inputs reach the same code and run faster.
const LONGEST: u32 = 4_000;

/// The options of the command.
#[derive(Debug, PartialEq, Eq)]
struct Options {
    seconds: u32,
    /// All targets if none is named.
    targets: Vec<String>,
}

impl Options {
    fn parse(arguments: &[String]) -> Result<Options, String> {
        let mut options = Options { seconds: SECONDS, targets: Vec::new() };
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            match argument.as_str() {
                "--seconds" => {
                    let seconds = rest.next().and_then(|text| text.parse().ok());
                    options.seconds = seconds.ok_or("--seconds needs a number")?;
                }
                option if option.starts_with('-') => {
                    return Err(format!("unexpected argument `{option}`"));
                }
                target => options.targets.push(target.to_owned()),
            }
        }
        Ok(options)
    }
}

/// Compiles the targets and runs them.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let Options { seconds, targets } = Options::parse(arguments)?;
    let workspace = Workspace::find()?;
    let folder = workspace.root.join("fuzz");
    let all = names(&folder.join("seeds"))?;
    if let Some(unknown) = targets.iter().find(|target| !all.contains(target)) {
        return Err(format!("there is no target `{unknown}`: they are {}", all.join(", ")));
    }
    let programs = compiled(&workspace, &folder)?;
    let left = Mutex::new(if targets.is_empty() { all } else { targets });
    let failed = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(target) = take(&left) {
                    if let Err(why) = fuzz(&folder, &programs, &target, seconds) {
                        failed.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push(why);
                    }
                }
            });
        }
    });
    let failed = failed.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
    if failed.is_empty() { Ok(()) } else { Err(failed.join("\n")) }
}

fn take(left: &Mutex<Vec<String>>) -> Option<String> {
    left.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).pop()
}

/// The names of the targets: each has a folder of seeds.
fn names(seeds: &Path) -> Result<Vec<String>, String> {
    let failed = |error: std::io::Error| format!("{}: {error}", seeds.display());
    let mut names = Vec::new();
    for entry in std::fs::read_dir(seeds).map_err(failed)? {
        names.push(entry.map_err(failed)?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

/// Compiles all targets at once, and returns the folder of the programs.
fn compiled(workspace: &Workspace, folder: &Path) -> Result<PathBuf, String> {
    let tool = tools::FUZZ.installed(workspace)?;
    let mut build = process::command(tool, &workspace.root);
    // Stable compilers support coverage instrumentation, too, with this variable.
    build.env("RUSTC_BOOTSTRAP", "1").args(["build", "--sanitizer", "none"]);
    run_to_end(&mut build)?;
    let about = output(process::command("rustc", &workspace.root).arg("-vV")).unwrap_or_default();
    let host = about.lines().find_map(|line| line.strip_prefix("host: "));
    let host = host.ok_or("`rustc -vV` does not name this system")?;
    Ok(folder.join("target").join(host).join("release"))
}

/// Runs a target.
fn fuzz(folder: &Path, programs: &Path, target: &str, seconds: u32) -> Result<(), String> {
    let corpus = folder.join("corpus").join(target);
    let artifacts = folder.join("artifacts").join(target);
    for place in [&corpus, &artifacts] {
        std::fs::create_dir_all(place).map_err(|error| format!("{}: {error}", place.display()))?;
    }
    let mut fuzz: Command = process::command(programs.join(target), folder);
    fuzz.arg(&corpus).arg(folder.join("seeds").join(target));
    fuzz.arg(format!("-max_total_time={seconds}")).arg(format!("-max_len={LONGEST}"));
    fuzz.arg(format!("-artifact_prefix={}/", artifacts.display()));
    fuzz.args(["-timeout=20", "-rss_limit_mb=4096", "-verbosity=0", "-print_final_stats=1"]);
    let done = fuzz.output().map_err(|error| format!("{target}: {error}"))?;
    let said = String::from_utf8_lossy(&done.stderr);
    let runs = said.lines().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"));
    match (done.status.success(), runs) {
        (true, Some(runs)) => {
            println!("    {target} held for {} inputs in {seconds} s", runs.trim());
            Ok(())
        }
        _ => {
            let last: Vec<&str> = said.lines().rev().take(30).collect();
            let last: Vec<&str> = last.into_iter().rev().collect();
            Err(format!(
                "{target} does not hold, see {}:\n{}",
                artifacts.display(),
                last.join("\n")
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read() {
        let parse = |arguments: &[&str]| {
            Options::parse(&arguments.iter().map(|&one| one.to_owned()).collect::<Vec<_>>())
        };
        let options = parse(&["--seconds", "600", "page"]).unwrap();
        assert_eq!(options, Options { seconds: 600, targets: vec!["page".to_owned()] });
        assert_eq!(parse(&[]).unwrap().seconds, SECONDS);
        assert!(parse(&["--seconds"]).is_err() && parse(&["--all"]).is_err());
    }
}
