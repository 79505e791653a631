//! `cargo xtask trust`: runs every suite that shows a promise of `docs/security.md`, with more
//! cases than a change has to pass, and writes the table there. With `--quick`, it runs the cases
//! that a change has to pass.
//!
//! Each suite prints lines of the form `trust: NAME: NUMBER cases`. For a suite that prints none,
//! its tests are counted.

mod suites;
mod table;
mod tried;

use std::path::Path;
use std::process::Command;

use crate::process;
use crate::tools;
use crate::workspace::Workspace;

use suites::{SUITES, Suite, Way};
use tried::Tried;

/// The page that holds the table.
const PAGE: &str = "docs/security.md";

/// Environment variables that set the number of cases of a Rust suite, and their values.
const MUCH: [(&str, &str); 4] = [
    ("TRUST_CASES", "60"),
    ("CROSSTOWN_SERVE_REQUESTS", "5000"),
    ("CROSSTOWN_SERVE_SLOW", "500"),
    ("CROSSTOWN_SERVE_SAVES", "400"),
];

/// Runs all suites and writes the table. If one fails, the page stays as it is.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let thorough = thorough(arguments)?;
    let workspace = Workspace::find()?;
    // The examples of CommonMark come from an npm package.
    tools::node_with(&workspace.root, &workspace.root.join("tests/commonmark"))?;
    let mut counts = Vec::new();
    for suite in SUITES {
        println!("\n==> {}: {}", suite.name, suite.promise);
        let output = match suite.way {
            Way::Rust(filter) => rust(&workspace, filter, thorough)?,
            Way::Browser => attack_lists(&workspace, thorough)?,
        };
        let tried = tried(suite, &output)?;
        println!("    {}", tried.in_words());
        counts.push(tried);
    }
    let page = workspace.root.join(PAGE);
    let old = std::fs::read_to_string(&page).map_err(|error| format!("{PAGE}: {error}"))?;
    let new = table::renewed(&old, &counts)?;
    std::fs::write(&page, new).map_err(|error| format!("{PAGE}: {error}"))?;
    println!("\nwrote {PAGE}");
    Ok(())
}

fn thorough(arguments: &[String]) -> Result<bool, String> {
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => Ok(true),
        ["--quick"] => Ok(false),
        _ => Err("expected no arguments, or `--quick`".to_owned()),
    }
}

/// Runs the tests whose names contain `filter`.
fn rust(workspace: &Workspace, filter: &str, thorough: bool) -> Result<String, String> {
    let mut cargo = process::cargo(&workspace.root);
    cargo.args(["test", "--quiet", "--locked", "--test", "integration", "--", filter]);
    cargo.args(["--include-ignored", "--nocapture", "--test-threads", "1"]);
    shown(cargo.envs(MUCH.iter().filter(|_| thorough).copied()))
}

/// Runs the published attacks in Chromium and installs what that needs. `thorough` takes about ten
/// times as long.
pub(crate) fn attack_lists(workspace: &Workspace, thorough: bool) -> Result<String, String> {
    let tests = workspace.root.join("tests/trust");
    let kit = tools::browser_kit(workspace)?;
    tools::node_with(&workspace.root, &tests)?;
    let scratch = workspace.scratch_folder("trust")?;
    let requirements = tests.join("requirements.txt");
    let python = tools::python_packages(&workspace.root, &requirements, &scratch.join("python"))?;
    let program = workspace.build_program()?;
    let mut node = kit.command_in(&tests, workspace, &program, &scratch);
    node.arg("run.mjs").arg(&scratch).args(thorough.then_some("--thorough"));
    shown(node.env("PYTHON", python))
}

/// Runs a command, shows its output as it arrives, and returns it.
fn shown(command: &mut Command) -> Result<String, String> {
    let name = Path::new(command.get_program()).display().to_string();
    let (status, output) = process::watched(command)?;
    if status.success() { Ok(output) } else { Err(format!("`{name}` failed: {status}")) }
}

/// Reads a suite's output. A suite that ran no case counts as failed, even if it reports success.
fn tried(suite: &Suite, output: &str) -> Result<Tried, String> {
    let cases = output.lines().filter_map(|line| {
        // The harness prints a test's name and its output on the same line.
        let (_, said) = line.split_once("trust: ")?;
        said.rsplit_once(": ")?.1.strip_suffix(" cases")?.replace(',', "").parse::<u64>().ok()
    });
    let tests = output.lines().filter_map(|line| {
        let passed = line.strip_prefix("test result: ok. ")?.split_once(" passed")?.0;
        passed.parse::<u64>().ok()
    });
    let (cases, tests): (u64, u64) = (cases.sum(), tests.sum());
    match (cases, tests) {
        (0, 0) => Err(format!("the suite {} ran no cases", suite.name)),
        (0, tests) => Ok(Tried { number: tests, unit: "tests" }),
        (cases, _) => Ok(Tried { number: cases, unit: "cases" }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_are_counted_and_tests_where_there_are_none() {
        let said = |text: &str| tried(&SUITES[0], text).map(|tried| tried.in_words());
        let output = "test x ... trust: a: 12 cases\nok\ntrust: b: 1,200 cases\ntest result: ok. 2 passed; 0 failed";
        assert_eq!(said(output).as_deref(), Ok("1,212 cases"));
        assert_eq!(said("test result: ok. 7 passed; 0 failed").as_deref(), Ok("7 tests"));
        assert!(said("test result: ok. 0 passed; 0 failed").is_err());
    }

    #[test]
    fn suites_run_at_length_unless_told_otherwise() {
        assert_eq!(thorough(&[]), Ok(true));
        assert_eq!(thorough(&["--quick".to_owned()]), Ok(false));
        assert!(thorough(&["--quik".to_owned()]).is_err());
    }

    #[test]
    fn every_suite_exists() {
        let root = Workspace::find().unwrap().root;
        for suite in SUITES {
            assert!(root.join(suite.file).is_file(), "{} is not there", suite.file);
            if let Way::Rust(filter) = suite.way {
                let (module, _) = filter.split_once("::").unwrap();
                let files = ["", "/mod"].map(|end| format!("tests/integration/{module}{end}.rs"));
                assert!(files.contains(&suite.file.to_owned()), "{} is not {filter}", suite.file);
            }
        }
    }

    #[test]
    fn the_page_holds_a_row_for_every_suite() {
        let root = Workspace::find().unwrap().root;
        let page = std::fs::read_to_string(root.join(PAGE)).unwrap();
        let rows = page.lines().filter(|line| line.starts_with("| ") && line.contains("`tests/"));
        assert_eq!(rows.count(), SUITES.len(), "run `cargo xtask trust`");
        for suite in SUITES {
            assert!(page.contains(suite.promise), "{}: run `cargo xtask trust`", suite.name);
        }
    }
}
