//! `cargo xtask coverage`: how many lines of each module the Rust tests run.
//!
//! The number is there to find code that no test reaches, not to be raised: whether tests would notice
//! a mistake is what `cargo xtask mutants` tells.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::process::{self, find, output};
use crate::tools;
use crate::workspace::Workspace;

/// What is read of the report: files with their lines.
#[derive(Deserialize)]
struct Report {
    data: Vec<Export>,
}

#[derive(Deserialize)]
struct Export {
    files: Vec<File>,
}

#[derive(Deserialize)]
struct File {
    filename: PathBuf,
    summary: Summary,
}

#[derive(Deserialize)]
struct Summary {
    lines: Lines,
}

/// Lines with code, and how many of them ran.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq, Deserialize)]
struct Lines {
    count: u64,
    covered: u64,
}

impl Lines {
    fn share(self) -> String {
        format!("{:5.1} %", 100.0 * self.covered as f64 / self.count.max(1) as f64)
    }
}

/// Runs all Rust tests, counting, and prints a table of modules. Arguments are those of `cargo test`.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let workspace = Workspace::find()?;
    let (cov, profdata) = llvm(&workspace.root)?;
    let folder = workspace.scratch_folder("coverage")?;
    let report = folder.join("report.json");
    let mut counted = process::command(tools::LLVM_COV.installed(&workspace)?, &workspace.root);
    counted.args(["llvm-cov", "--locked", "--json", "--summary-only", "--output-path"]);
    counted.arg(&report).args(if arguments.is_empty() { &["--workspace"][..] } else { &[] });
    counted.args(arguments);
    counted.env("LLVM_COV", cov).env("LLVM_PROFDATA", profdata);
    process::run(counted.env("CARGO_LLVM_COV_TARGET_DIR", folder.join("target")))?;
    let json = std::fs::read(&report).map_err(|error| format!("{}: {error}", report.display()))?;
    let report: Report = serde_json::from_slice(&json).map_err(|error| error.to_string())?;
    let files = report.data.into_iter().flat_map(|export| export.files);
    print!("{}", table(&workspace.root, files));
    Ok(())
}

/// The programs of LLVM that read what the compiler of this system counts: those of the toolchain, or
/// of the system in the same version.
fn llvm(root: &Path) -> Result<(PathBuf, PathBuf), String> {
    let ask = |argument: &[&str]| output(process::command("rustc", root).args(argument));
    let about = ask(&["-vV"]).ok_or("there is no rustc on PATH")?;
    let named = |name: &str| about.lines().find_map(|line| line.strip_prefix(name)).unwrap_or("");
    let major = named("LLVM version: ").split('.').next().unwrap_or_default();
    let own = ask(&["--print", "sysroot"]).map(PathBuf::from).unwrap_or_default();
    let own = own.join("lib/rustlib").join(named("host: ")).join("bin");
    let program = |name: &str| {
        let here = own.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
        if here.is_file() { Some(here) } else { find(&format!("{name}-{major}")) }
    };
    program("llvm-cov").zip(program("llvm-profdata")).ok_or_else(|| {
        format!(
            "what the tests run is counted with LLVM {major}'s programs, which are not installed. \
             Either of these installs them:\n  rustup component add llvm-tools\n  apt-get install \
             llvm-{major}     (Debian)"
        )
    })
}

/// A line for each module, those with the smallest share first, and one for all.
fn table(root: &Path, files: impl Iterator<Item = File>) -> String {
    let mut modules: BTreeMap<String, Lines> = BTreeMap::new();
    let mut all = Lines::default();
    for File { filename, summary: Summary { lines } } in files {
        let Ok(path) = filename.strip_prefix(root) else { continue };
        for sum in [modules.entry(module(path)).or_default(), &mut all] {
            sum.count += lines.count;
            sum.covered += lines.covered;
        }
    }
    let mut rows: Vec<(String, Lines)> = modules.into_iter().collect();
    rows.sort_by_key(|(_, lines)| lines.covered * 10_000 / lines.count.max(1));
    rows.push(("all".to_owned(), all));
    let rows = rows
        .iter()
        .map(|(name, lines)| format!("{name:<24} {} of {:>6} lines\n", lines.share(), lines.count));
    rows.collect()
}

/// The module of a file: a folder of `src/`, or a file there; that of another crate is its `src/`.
fn module(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    let within = parts.iter().position(|part| part == "src").map_or(1, |at| at + 1);
    let depth = if within == 1 { 2 } else { within };
    parts.iter().take(depth).map(AsRef::as_ref).collect::<Vec<&str>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_summed_by_module() {
        let json = r#"{ "data": [{ "files": [
            { "filename": "/r/src/check/rules/people.rs", "summary": { "lines": { "count": 30, "covered": 20 } } },
            { "filename": "/r/src/check/mod.rs", "summary": { "lines": { "count": 10, "covered": 10 } } },
            { "filename": "/r/src/escape.rs", "summary": { "lines": { "count": 8, "covered": 8 } } },
            { "filename": "/r/search-index/src/read/engine.rs", "summary": { "lines": { "count": 2, "covered": 0 } } },
            { "filename": "/elsewhere/src/lib.rs", "summary": { "lines": { "count": 9, "covered": 0 } } }
        ] }] }"#;
        let report: Report = serde_json::from_str(json).unwrap();
        let files = report.data.into_iter().flat_map(|export| export.files);
        assert_eq!(
            table(Path::new("/r"), files),
            "search-index/src           0.0 % of      2 lines\n\
             src/check                 75.0 % of     40 lines\n\
             src/escape.rs            100.0 % of      8 lines\n\
             all                       76.0 % of     50 lines\n"
        );
    }
}
