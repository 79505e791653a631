//! `check` as a reviewer: reports for code hosts, and only what a branch has changed.

use std::path::Path;
use std::process::Command;

use crate::common::{assert_golden, base, repository, run, site, status, stderr, stdout, write};
use serde_json::Value;

const BINS: &str = "content/practices/food-bins.md";

/// Runs Git in a folder, whatever the person at this machine has configured.
fn git(folder: &Path, arguments: &[&str]) {
    let none = if cfg!(windows) { "NUL" } else { "/dev/null" };
    let mut git = Command::new("git");
    git.current_dir(folder).args(["-c", "user.name=A", "-c", "user.email=a@example.org"]);
    git.env("GIT_CONFIG_GLOBAL", none).env("GIT_CONFIG_SYSTEM", none);
    let output = git.args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", stderr(&output));
}

/// Commits the content below `root`, and goes on in a branch.
fn branched(root: &Path) {
    git(root, &["init", "-q", "-b", "main"]);
    git(root, &["add", "."]);
    git(root, &["commit", "-q", "-m", "First"]);
    git(root, &["checkout", "-q", "-b", "change"]);
}

fn edit(root: &Path, path: &str, old: &str, new: &str) {
    let text = std::fs::read_to_string(root.join(path)).unwrap();
    assert!(text.contains(old), "{path} has no {old}");
    write(root, path, text.replacen(old, new, 1));
}

#[test]
fn the_report_for_github_has_a_command_for_each_finding() {
    let root = site("many-faults");
    let output = run(root.path(), &["check", "--format", "github", "--today", "2026-01-01"]);
    assert_eq!((status(&output), stderr(&output).as_str()), (1, ""));
    assert_golden("tests/cli/check-github.txt", &stdout(&output));
}

#[test]
fn the_report_as_sarif_is_valid_and_points_at_what_it_is_about() {
    let schema = std::fs::read_to_string(repository("tests/reports/sarif-2.1.0.schema.json"));
    // Two of its patterns have a bracket too many, which a strict reader of patterns refuses.
    let (wrong, right) = ("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$");
    let schema = schema.unwrap();
    assert_eq!(schema.matches(wrong).count(), 2);
    let schema: Value = serde_json::from_str(&schema.replace(wrong, right)).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    assert!(!schema.is_valid(&serde_json::json!({"version": "2.1.0", "runs": [{}]})));
    for (case, found) in
        [("many-faults", true), ("unknown-stage", true), ("not-utf-8", true), ("kits", false)]
    {
        let root = site(case);
        let output = run(root.path(), &["check", "--format", "sarif", "--today", "2026-01-01"]);
        let log: Value = serde_json::from_str(&stdout(&output)).unwrap();
        let faults: Vec<String> = schema.iter_errors(&log).map(|fault| fault.to_string()).collect();
        assert_eq!(faults, [""; 0], "{case}");
        let results = log["runs"][0]["results"].as_array().unwrap();
        let errors = results.iter().filter(|result| result["level"] == "error");
        assert_eq!(errors.count() > 0, found, "{case}");
        for result in results {
            let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
            let index = result["ruleIndex"].as_u64().unwrap() as usize;
            assert_eq!(rules[index]["id"], result["ruleId"]);
            let Some(place) = result["locations"][0].get("physicalLocation") else { continue };
            let file = place["artifactLocation"]["uri"].as_str().unwrap();
            let text = std::fs::read(root.path().join(file)).unwrap();
            let Some(region) = place.get("region") else { continue };
            let text = String::from_utf8_lossy(&text).into_owned();
            let line =
                text.lines().nth(region["startLine"].as_u64().unwrap() as usize - 1).unwrap();
            let column = |name: &str| region[name].as_u64().unwrap() as usize - 1;
            let marked = line.chars().skip(column("startColumn"));
            let marked: String = marked.take(column("endColumn") - column("startColumn")).collect();
            assert_eq!(region["snippet"]["text"], marked, "{result}");
        }
    }
}

#[test]
fn fingerprints_stay_when_lines_are_added_above_and_differ_from_each_other() {
    let root = site("many-faults");
    let prints = || {
        let output = run(root.path(), &["check", "--format", "sarif", "--today", "2026-01-01"]);
        let log: Value = serde_json::from_str(&stdout(&output)).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap().clone();
        let print = |result: &Value| result["partialFingerprints"].to_string();
        results.iter().filter(|result| result.get("locations").is_some()).map(print).collect()
    };
    let before: Vec<String> = prints();
    let mut unique = before.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), before.len());
    edit(root.path(), BINS, "---\n", "---\n# A comment.\n");
    assert_eq!(prints(), before);
}

#[test]
fn only_what_the_branch_changed_is_reviewed_but_errors_everywhere() {
    let root = site("check-heading-order");
    branched(root.path());
    let since_main = || run(root.path(), &["check", "--changed-from", "main"]);
    let quiet = since_main();
    assert_eq!((status(&quiet), stderr(&quiet).as_str()), (0, ""), "nothing was changed");
    // A file that Git does not know yet.
    write(root.path(), "content/pages/help.md", "---\ntitle: Help\n---\n\n## One\n\n#### Two\n");
    let said = stderr(&since_main());
    assert!(said.contains("content/pages/help.md:7:1"), "{said}");
    assert!(!said.contains(BINS), "{said}");
    git(root.path(), &["add", "."]);
    git(root.path(), &["commit", "-q", "-m", "Help"]);
    assert_eq!(stderr(&since_main()), said, "committed or not");
    // Later commits on main are not changes of this branch.
    git(root.path(), &["checkout", "-q", "main"]);
    edit(root.path(), BINS, "Half of", "A half of");
    git(root.path(), &["commit", "-q", "-a", "-m", "Elsewhere"]);
    git(root.path(), &["checkout", "-q", "change"]);
    assert_eq!(stderr(&since_main()), said);
    // A city that is gone breaks a practice that was not touched.
    std::fs::remove_file(root.path().join("content/cities/denver.md")).unwrap();
    let broken = since_main();
    assert_eq!(status(&broken), 1);
    assert!(stderr(&broken).contains("there is no city `denver`"), "{}", stderr(&broken));
}

#[test]
fn a_reference_that_git_does_not_know_is_said() {
    let root = base();
    let from = |reference: &str| run(root.path(), &["check", "--changed-from", reference]);
    let output = from("main");
    assert_eq!(status(&output), 3);
    assert!(stderr(&output).contains("ot a git repository"), "{}", stderr(&output));
    branched(root.path());
    let output = from("mian");
    assert_eq!(status(&output), 3);
    assert!(stderr(&output).contains("since `mian`"), "{}", stderr(&output));
    assert_eq!(status(&run(root.path(), &["check", "--changed-from=--output=x"])), 2);
    assert!(!root.path().join("x").exists());
}

#[test]
fn the_report_for_a_pull_request_tells_of_each_changed_record() {
    let root = base();
    branched(root.path());
    edit(root.path(), BINS, "sources:", "cost: {annual: 20000, currency: USD}\nsources:");
    let green = "---\ntitle: Green *bins* <b>\nsummary: Every kitchen is given a green bin for scraps.\nstage: pilot\ncities: [ghent]\nspheres: [operations]\ntopics: [waste]\nsources: [{id: plan, title: A plan, date: 2025}]\n---\n\n## Problem\n\nIt cost 20,000 euros.\n\n## How it works\n\nIt is emptied.[^plan]\n";
    write(root.path(), "content/practices/green-bins.md", green);
    let arguments = ["check", "--changed-from", "main", "--today", "2026-01-01"];
    let report = || run(root.path(), &[&arguments[..], &["--format", "markdown"]].concat());
    let output = report();
    assert_eq!((status(&output), stderr(&output).as_str()), (0, ""));
    assert_golden("tests/cli/check-markdown.txt", &stdout(&output));
    // A site with errors has no index to search.
    edit(root.path(), BINS, "cities: [denver]", "cities: [denvr]");
    let output = report();
    assert_eq!(status(&output), 1);
    assert!(
        stdout(&output).contains("Error, line 5: there is no city `denvr`"),
        "{}",
        stdout(&output)
    );
    assert!(!stdout(&output).contains("Found by search"));
}

#[test]
fn fix_shows_what_can_be_meant_one_way_only_and_writes_it_on_request() {
    let root = site("many-faults");
    edit(root.path(), BINS, "Half of what is burnt", "Half of  what is burnt ,");
    edit(root.path(), BINS, "stage:", "summray: x \nstage:");
    let before = std::fs::read_to_string(root.path().join(BINS)).unwrap();
    let output = run(root.path(), &["fix"]);
    assert_eq!((status(&output), stderr(&output).as_str()), (0, ""));
    assert_golden("tests/cli/fix.txt", &stdout(&output));
    assert_eq!(std::fs::read_to_string(root.path().join(BINS)).unwrap(), before);
    assert_eq!(status(&run(root.path(), &["fix", "content/none.md"])), 2);
    // Only in one file.
    let denver = "content/cities/denver.md";
    let output = run(root.path(), &["fix", "--write", denver]);
    assert!(stdout(&output).ends_with("Wrote 1 change to 1 file.\n"), "{}", stdout(&output));
    assert_eq!(std::fs::read_to_string(root.path().join(BINS)).unwrap(), before);
    let output = run(root.path(), &["fix", "--write"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let after = std::fs::read_to_string(root.path().join(BINS)).unwrap();
    for mended in
        ["stage: operating\n", "cities: [denver]", "Half of what is burnt, could", "[^report]"]
    {
        assert!(after.contains(mended), "{after}");
    }
    let output = run(root.path(), &["fix"]);
    assert_eq!(stdout(&output), "Nothing was found that can be corrected without a decision.\n");
}

#[test]
fn fix_leaves_notes_under_the_chatham_house_rule_alone() {
    let root = site("confidential-session");
    let sessions = crate::common::tree(root.path());
    let notes = sessions
        .iter()
        .find(|(_, bytes)| String::from_utf8_lossy(bytes).contains("attribution: chatham-house"));
    let path = notes.unwrap().0.as_str();
    edit(root.path(), path, "attribution:", "topcs: [waste]\nattribution:");
    let before = std::fs::read(root.path().join(path)).unwrap();
    assert!(stderr(&run(root.path(), &["check"])).contains("did you mean `topics`?"));
    let output = run(root.path(), &["fix", "--write"]);
    assert_eq!(stdout(&output), "Nothing was found that can be corrected without a decision.\n");
    assert_eq!(std::fs::read(root.path().join(path)).unwrap(), before);
}
