//! The workflows that `crosstown init` writes: the commands of their steps are run on a sample
//! repository, as a code host would, with a program `gh` that only notes what it is asked.

use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::Value;

use crate::common::shell::shell;
use crate::common::{run, status, stderr, stdout, write};

/// A new site under version control, with a branch that changes a practice, which is checked out.
fn repository(host: &str, practice: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(status(&run(folder.path(), &["init", "site", "--ci", host])), 0);
    let root = folder.path().join("site");
    git(
        &root,
        "git init -q -b main && git add . && git commit -q -m Begin && git update-ref refs/remotes/origin/main main && git switch -q -c change",
    );
    let path = "content/practices/example-repair-day.md";
    let text = fs::read_to_string(root.join(path)).unwrap();
    write(&root, path, text.replace("stage: proposed", practice));
    git(&root, "git commit -q -a -m Change");
    folder
}

fn git(root: &Path, script: &str) {
    let output = shell(root).arg(script).output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
}

/// The commands of a job's steps or script, in order, without those that install the program.
fn commands(root: &Path, file: &str, job: &str) -> Vec<String> {
    let text = fs::read_to_string(root.join(file)).unwrap();
    let workflow: Value = serde_yaml::from_str(&text).unwrap();
    let script = |value: &Value| value.as_str().unwrap().to_owned();
    if let Some(lines) = workflow[job]["script"].as_array() {
        return lines.iter().map(script).collect();
    }
    let steps = workflow["jobs"][job]["steps"].as_array().unwrap().iter();
    let runs = steps.filter_map(|step| step.get("run")).map(script);
    runs.filter(|run| !run.starts_with("cargo install")).collect()
}

/// Runs the commands of a job, each in a shell of its own, until one fails; returns what they print.
fn job(root: &Path, file: &str, name: &str) -> (bool, String) {
    let tools = root.join("../tools");
    write(&tools, "gh", "#!/bin/sh\necho \"gh $*\"\ntest -s report.md\n");
    let all = commands(root, file, name);
    assert!(!all.is_empty(), "{file} has no commands in {name}");
    let mut said = String::new();
    for command in all {
        let output: Output = shell(root)
            .arg(format!("chmod +x ../tools/gh; PATH=\"$PWD/../tools:$PATH\"; {command}"))
            .env("BASE", "origin/main")
            .env("BASE_URL", "https://example.org/cities")
            .env("NUMBER", "7")
            .env("GITHUB_STEP_SUMMARY", root.join("../summary.md"))
            .env("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main")
            .env("CI_PAGES_URL", "https://example.org/cities")
            .output()
            .unwrap();
        said += &(stdout(&output) + &stderr(&output));
        if !output.status.success() {
            return (false, said);
        }
    }
    (true, said)
}

#[test]
fn a_good_change_is_reported_and_passes() {
    let folder = repository("github", "stage: unknown");
    let root = folder.path().join("site");
    let (passed, said) = job(&root, ".github/workflows/check.yml", "check");
    assert!(passed, "{said}");
    assert!(
        said.contains("gh pr comment 7 --edit-last --create-if-none --body-file report.md"),
        "{said}"
    );
    let report = fs::read_to_string(root.join("report.md")).unwrap();
    assert!(report.contains("example-repair-day"), "{report}");
    assert_eq!(fs::read_to_string(root.join("../summary.md")).unwrap(), report);
}

#[test]
fn a_mistake_is_marked_at_its_line_and_fails() {
    let folder = repository("github", "stage: pilott");
    let (passed, said) = job(&folder.path().join("site"), ".github/workflows/check.yml", "check");
    assert!(!passed);
    let mark = "::error file=content/practices/example-repair-day.md,line=4";
    assert!(said.contains(mark), "{said}");

    let folder = repository("gitlab", "stage: pilott");
    let root = folder.path().join("site");
    let (passed, said) = job(&root, ".gitlab-ci.yml", "check");
    assert!(!passed);
    assert!(said.contains("did you mean `pilot`?"), "{said}");
    assert!(root.join("report.md").metadata().unwrap().len() > 0, "the report is an artifact");
}

#[test]
fn the_main_branch_is_built_for_its_address() {
    for (host, file, name) in [
        ("github", ".github/workflows/publish.yml", "build"),
        ("gitlab", ".gitlab-ci.yml", "pages"),
    ] {
        let folder = repository(host, "stage: unknown");
        let root = folder.path().join("site");
        let (passed, said) = job(&root, file, name);
        assert!(passed, "{host}: {said}");
        let home = fs::read_to_string(root.join("public/index.html")).unwrap();
        assert!(home.contains("https://example.org/cities/"), "{host}: {home}");
    }
}

#[test]
fn actions_are_pinned_by_their_commits() {
    let folder = repository("github", "stage: unknown");
    for file in ["check", "publish"] {
        let path = folder.path().join(format!("site/.github/workflows/{file}.yml"));
        let text = fs::read_to_string(path).unwrap();
        let used = text.lines().filter_map(|line| line.split_once("uses: "));
        for (_, action) in used {
            let (_, version) = action.split_once('@').unwrap();
            let commit = version.split(' ').next().unwrap();
            let is_hash = commit.len() == 40 && commit.chars().all(|c| c.is_ascii_hexdigit());
            assert!(is_hash && version.contains(" # v"), "{action}");
        }
    }
}
