//! `cargo xtask relevance`: how well our search answers judged questions, compared with other
//! engines.
//!
//! An example of the workspace, which needs the library, runs our search and plain BM25; a script
//! in `tests/relevance/` runs the other engines. Both rank the same records for the same questions,
//! and this module measures the rankings. Without Node or the npm packages, only the first two
//! engines are measured.

mod compare;
mod data;
mod metrics;
mod report;

use std::path::{Path, PathBuf};

use crate::process;
use crate::tools;
use crate::workspace::Workspace;
use data::{Data, Peers};

/// The options of the command.
#[derive(Debug, Default, PartialEq, Eq)]
struct Options {
    half: Option<String>,
    per_query: bool,
    collection: Option<PathBuf>,
}

/// Ranks, measures and prints the tables.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let options = options(arguments)?;
    let workspace = Workspace::find()?;
    let folder = workspace.scratch_folder("relevance")?;
    let mut data = rank(&workspace, &folder, options.collection.as_deref())?;
    match peers(&workspace, &folder) {
        Ok(peers) => data.rankings.extend(peers.rankings),
        Err(reason) => println!("The other engines are left out: {reason}\n"),
    }
    let text = report::report(&data, options.half.as_deref(), options.per_query);
    println!("{text}");
    Ok(())
}

/// The rankings of our search and of plain BM25.
fn rank(workspace: &Workspace, folder: &Path, collection: Option<&Path>) -> Result<Data, String> {
    let out = folder.join("rankings.json");
    let mut cargo = process::cargo(&workspace.root);
    cargo.args(["run", "--quiet", "--locked", "--example", "search-rankings", "--"]).arg(&out);
    match collection {
        Some(file) => cargo.arg("collection").arg(file),
        None => cargo.args(["content", ".", "tests/relevance/queries.yaml"]),
    };
    process::run(&mut cargo)?;
    data::read(&out)
}

/// The rankings of the engines from npm.
fn peers(workspace: &Workspace, folder: &Path) -> Result<Peers, String> {
    let scripts = workspace.root.join("tests/relevance");
    let node = tools::node_with(&workspace.root, &scripts)?;
    let out = folder.join("peers.json");
    let mut command = process::command(node, &scripts);
    process::run(command.arg("peers.mjs").arg(folder.join("rankings.json")).arg(&out))?;
    data::read(&out)
}

fn options(arguments: &[String]) -> Result<Options, String> {
    let mut options = Options::default();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--per-query" => options.per_query = true,
            "--half" => match rest.next().map(String::as_str) {
                Some(half @ ("tuning" | "held-out")) => options.half = Some(half.to_owned()),
                _ => return Err("`--half` takes `tuning` or `held-out`".to_owned()),
            },
            "--collection" => match rest.next() {
                Some(file) => options.collection = Some(absolute(file)?),
                None => return Err("`--collection` takes a file".to_owned()),
            },
            other => return Err(format!("unknown option `{other}`")),
        }
    }
    Ok(options)
}

/// The absolute path of a file, because the commands run in other folders.
fn absolute(file: &str) -> Result<PathBuf, String> {
    std::path::absolute(file).map_err(|error| format!("{file}: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(arguments: &[&str]) -> Result<Options, String> {
        options(&arguments.iter().map(|&one| one.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn options_are_read_in_any_order() {
        let read = parsed(&["--per-query", "--half", "tuning"]).unwrap();
        assert_eq!((read.per_query, read.half.as_deref()), (true, Some("tuning")));
        assert_eq!(parsed(&[]), Ok(Options::default()));
        let file = parsed(&["--collection", "some.jsonl"]).unwrap().collection.unwrap();
        assert!(file.is_absolute());
    }

    #[test]
    fn anything_else_is_refused() {
        for wrong in [&["--half"][..], &["--half", "other"], &["--collection"], &["tuning"]] {
            assert!(parsed(wrong).is_err(), "{wrong:?}");
        }
    }
}
