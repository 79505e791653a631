//! `cargo xtask lighthouse`: Lighthouse's scores for a page of each kind.
//!
//! The site is served by a plain static server, with and without compression. The performance score
//! depends on the machine, so it is only reported. The command fails if another score is below 100.

use crate::process;
use crate::tools;
use crate::workspace::Workspace;

/// Default number of runs per page.
const RUNS: u32 = 3;

/// Builds the real content, measures its pages and writes `docs/lighthouse.md`.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let runs = runs(arguments)?;
    let workspace = Workspace::find()?;
    let folder = workspace.root.join("tests/lighthouse");
    let kit = tools::browser_kit_with(&workspace, &folder)?;
    let program = workspace.build_program()?;
    let site = workspace.build_site(&program)?;
    let mut measure = kit.command_in(&folder, &workspace, &program, &site);
    measure.arg("measure.mjs").arg(workspace.root.join("docs/lighthouse.md"));
    process::run(measure.arg(runs.to_string()))
}

fn runs(arguments: &[String]) -> Result<u32, String> {
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => Ok(RUNS),
        ["--runs", number] => match number.parse() {
            Ok(runs @ 1..=99) => Ok(runs),
            _ => Err(format!("`--runs` takes a number from 1 to 99, not `{number}`")),
        },
        _ => Err("expected no arguments, or `--runs N`".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(arguments: &[&str]) -> Result<u32, String> {
        runs(&arguments.iter().map(|&one| one.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn the_number_of_runs_can_be_chosen() {
        assert_eq!(parsed(&[]), Ok(RUNS));
        assert_eq!(parsed(&["--runs", "5"]), Ok(5));
    }

    #[test]
    fn anything_else_is_refused() {
        for wrong in [&["--runs"][..], &["--runs", "0"], &["--runs", "many"], &["5"]] {
            assert!(parsed(wrong).is_err(), "{wrong:?}");
        }
    }
}
