//! `cargo xtask mutants`: changes the program in one place at a time, and tells which changes no test
//! notices.
//!
//! What is changed is the code on which others rely most. Each area names its files and the tests that
//! are about them, since running all tests for each of two thousand changes would take weeks. Unit tests
//! run first; integration tests, which take longer, only if those pass. What cannot be noticed, because
//! it changes nothing, is listed with its reason in `.cargo/mutants.toml`.

use std::path::Path;
use std::process::Command;

use crate::process;
use crate::tools;
use crate::workspace::Workspace;

/// Code and the tests that are about it.
struct Area {
    name: &'static str,
    about: &'static str,
    /// Patterns of files.
    files: &'static [&'static str],
    /// What the names of unit tests begin with.
    unit: &'static [&'static str],
    /// What the names of integration tests begin with.
    integration: &'static [&'static str],
}

const AREAS: [Area; 4] = [
    Area {
        name: "sanitiser",
        about: "which HTML of an author reaches a page",
        files: &[
            "src/markdown/sanitize.rs",
            "src/markdown/html.rs",
            "src/markdown/html_fragment.rs",
        ],
        unit: &["markdown::"],
        integration: &["hostile::", "sites::", "fuzzed::"],
    },
    Area {
        name: "leak-gate",
        about: "what notes under the Chatham House Rule withhold, and the last gate",
        files: &[
            "src/markdown/withhold.rs",
            "src/output/gate.rs",
            "src/site/withhold.rs",
            "src/withheld/*.rs",
        ],
        unit: &["markdown::", "output::", "site::", "withheld::"],
        integration: &["confidentiality::", "secrets::", "notes::", "sites::"],
    },
    Area {
        name: "check",
        about: "the rules by which content is judged",
        files: &["src/check/**/*.rs"],
        unit: &["check::"],
        integration: &["sites::", "evidence::", "review::", "confidentiality::"],
    },
    Area {
        name: "site",
        about: "records joined into a site",
        files: &["src/site/**/*.rs"],
        unit: &["site::"],
        integration: &["sites::", "overviews::", "languages::", "review::", "incremental::"],
    },
];

/// What cargo-mutants says with its status: some were not noticed, some tests hang, tests fail even
/// without a change.
const MISSED: i32 = 2;
const HUNG: i32 = 3;
const FAILED: i32 = 4;

/// What is asked for.
struct Options {
    areas: Vec<&'static Area>,
    /// A part of the changes, as `1/4` without the first part, `0/4`.
    shard: Option<String>,
}

impl Options {
    fn parse(arguments: &[String]) -> Result<Options, String> {
        let mut options = Options { areas: Vec::new(), shard: None };
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            if argument == "--shard" {
                let shard = rest.next().filter(|shard| is_part(shard));
                options.shard = Some(shard.ok_or("--shard needs K/N, from 0/N to N-1/N")?.clone());
                continue;
            }
            let area = AREAS.iter().find(|area| area.name == argument);
            options.areas.push(area.ok_or_else(|| unknown(argument))?);
        }
        if options.areas.is_empty() {
            options.areas = AREAS.iter().collect();
        }
        Ok(options)
    }
}

/// Whether this is `K/N`, of which the first part is `0/N`.
fn is_part(text: &str) -> bool {
    let numbers = text.split_once('/').map(|(part, of)| (part.parse::<u32>(), of.parse::<u32>()));
    matches!(numbers, Some((Ok(part), Ok(of))) if part < of)
}

fn unknown(argument: &str) -> String {
    let areas = AREAS.iter().map(|area| format!("\n  {:<10} {}", area.name, area.about));
    format!("there is no area `{argument}`: they are{}", areas.collect::<String>())
}

/// Tries the changes of each area.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let options = Options::parse(arguments)?;
    let workspace = Workspace::find()?;
    let mut survived = Vec::new();
    for area in options.areas {
        println!("\n==> {}: {}", area.name, area.about);
        let left = tried(&workspace, area, options.shard.as_deref())?;
        survived.extend(left.lines().map(str::to_owned));
    }
    match survived.as_slice() {
        [] => Ok(()),
        some => Err(format!(
            "no test notices these changes ({}):\n{}\nFor each, write a test that fails, or list it in \
             .cargo/mutants.toml with the reason why it changes nothing.",
            some.len(),
            some.join("\n")
        )),
    }
}

/// Tries an area, and returns what no test noticed, a line for each change.
fn tried(workspace: &Workspace, area: &Area, shard: Option<&str>) -> Result<String, String> {
    let folder = workspace.scratch_folder("mutants")?.join(area.name);
    let missing = |error: std::io::Error| format!("{}: {error}", folder.display());
    if folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(missing)?;
    }
    std::fs::create_dir_all(&folder).map_err(missing)?;
    let status = command(workspace, area, shard, &folder)?
        .status()
        .map_err(|error| format!("cargo-mutants: {error}"))?;
    match status.code() {
        Some(0 | MISSED | HUNG) => {
            std::fs::read_to_string(folder.join("mutants.out/missed.txt")).map_err(missing)
        }
        Some(FAILED) => Err(format!("the tests of {} fail without any change", area.name)),
        _ => Err(format!("cargo-mutants failed: {status}")),
    }
}

fn command(
    workspace: &Workspace,
    area: &Area,
    shard: Option<&str>,
    folder: &Path,
) -> Result<Command, String> {
    let mut mutants = process::command(tools::MUTANTS.installed(workspace)?, &workspace.root);
    mutants.args(["mutants", "--package", "crosstown", "--jobs", "1"]);
    // Tests that take five times as long as without a change hang, which is noticed, too.
    mutants.args(["--timeout-multiplier", "5", "--output"]).arg(folder);
    mutants.args(area.files.iter().flat_map(|file| ["--file", file]));
    // A part has changes of every file: it is a sample of the area, and takes as long as another.
    mutants.args(shard.into_iter().flat_map(|part| ["--sharding=round-robin", "--shard", part]));
    // Nothing else is compiled.
    mutants.args(["--cargo-arg=--lib", "--cargo-arg=--test=integration", "--", "--"]);
    mutants.args(area.unit.iter().chain(area.integration));
    // The source is copied to another place each time; what is compiled of dependencies is kept.
    mutants.env("CARGO_TARGET_DIR", workspace.scratch_folder("mutants/target")?);
    Ok(mutants)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(arguments: &[&str]) -> Result<Options, String> {
        Options::parse(&arguments.iter().map(|&one| one.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn areas_and_a_part_can_be_chosen() {
        assert_eq!(parse(&[]).unwrap().areas.len(), AREAS.len());
        let options = parse(&["--shard", "1/4", "site"]).unwrap();
        assert_eq!(options.areas[0].name, "site");
        assert_eq!(options.shard.as_deref(), Some("1/4"));
        for wrong in
            [&["--shard"][..], &["--shard", "1"], &["--shard", "4/4"], &["--shard", "site"]]
        {
            assert!(parse(wrong).is_err(), "{wrong:?}");
        }
        assert!(parse(&["gate"]).err().unwrap().contains("leak-gate"));
    }

    #[test]
    fn every_area_is_files_and_tests_that_exist() {
        let root = Workspace::find().unwrap().root;
        let tests = std::fs::read_to_string(root.join("tests/integration/main.rs")).unwrap();
        for area in &AREAS {
            for file in area.files {
                let place = file.split('*').next().unwrap();
                assert!(root.join(place).exists(), "{file}");
            }
            for module in area.unit {
                let folder = root.join("src").join(module.trim_end_matches("::"));
                assert!(folder.is_dir(), "{module}");
            }
            for module in area.integration {
                let module = module.trim_end_matches("::");
                assert!(tests.contains(&format!("mod {module};")), "{module}");
            }
        }
    }
}
