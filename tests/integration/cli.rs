//! The command line by example: its output, and the exit statuses that scripts rely on.

use std::fs;

use crate::common::{
    assert_golden, base, build, crosstown, real_site, repository, run, site, status, stderr,
    stdout, tree, write,
};
use serde_json::Value;

#[test]
fn help_says_what_can_be_typed() {
    let here = repository("");
    for command in ["build", "check", "serve", "search", "schema", "new"] {
        let output = run(&here, &[command, "--help"]);
        assert_eq!(status(&output), 0);
        assert_golden(&format!("tests/cli/help-{command}.txt"), &stdout(&output));
    }
    let output = run(&here, &["--help"]);
    assert_eq!(status(&output), 0);
    assert_golden("tests/cli/help.txt", &stdout(&output));
}

#[test]
fn the_version_is_that_of_the_package() {
    let output = run(&repository(""), &["--version"]);
    assert_eq!(stdout(&output), format!("crosstown {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn status_0_the_content_is_good() {
    let root = base();
    let output = run(root.path(), &["check"]);
    assert_eq!(status(&output), 0);
    assert_eq!(stderr(&output), "");
    assert_golden("tests/cli/check.txt", &stdout(&output));
    assert_eq!(status(&run(root.path(), &["build"])), 0);
}

#[test]
fn status_1_the_content_has_errors() {
    let root = site("unknown-stage");
    assert_eq!(status(&run(root.path(), &["check"])), 1);
    assert_eq!(status(&run(root.path(), &["check", "--format", "json"])), 1);
    assert_eq!(status(&run(root.path(), &["build"])), 1);
    assert!(!root.path().join("public").exists());
}

#[test]
fn warnings_do_not_fail() {
    let root = site("check-heading-order");
    for command in ["check", "build"] {
        let output = run(root.path(), &[command]);
        assert_eq!(status(&output), 0);
        assert!(stderr(&output).ends_with("1 warning\n"), "{}", stderr(&output));
    }
}

#[test]
fn status_2_wrong_usage() {
    let root = base();
    build(root.path(), &[]);
    for wrong in [
        vec![],
        vec!["biuld"],
        vec!["build", "--thems", "x"],
        vec!["build", "--threads", "0"],
        vec!["build", "--audience", "friends"],
        vec!["check", "--format", "yaml"],
        vec!["search"],
        vec!["search", "bins", "--filter", "sphere:capital"],
        vec!["search", "bins", "--filter", "shpere=capital"],
        vec!["search", "bins", "--filter", "evidence=9"],
    ] {
        let output = run(root.path(), &wrong);
        assert_eq!(status(&output), 2, "{wrong:?}: {}", stderr(&output));
        assert!(!output.stderr.is_empty(), "{wrong:?} says nothing");
        assert!(output.stdout.is_empty(), "{wrong:?} speaks to standard output");
    }
    let output = run(root.path(), &["search", "bins", "--filter", "shpere=capital"]);
    assert_eq!(
        stderr(&output),
        "error: there is no field `shpere` to filter by; did you mean `sphere`?\n"
    );
}

#[test]
fn status_2_a_folder_that_a_build_must_not_write_to() {
    let root = base();
    for out in [".", "content", "themes"] {
        let output = run(root.path(), &["build", "--out", out]);
        assert_eq!(status(&output), 2, "--out {out}: {}", stderr(&output));
    }
    write(root.path(), "other/precious.txt", "mine");
    let output = run(root.path(), &["build", "--out", "other"]);
    assert_eq!(status(&output), 2, "{}", stderr(&output));
    assert_eq!(fs::read_to_string(root.path().join("other/precious.txt")).unwrap(), "mine");
}

#[test]
fn status_3_the_system_failed() {
    let root = base();
    write(root.path(), "a-file", "in the way");
    let empty = tempfile::tempdir().unwrap();
    for (folder, arguments) in [
        (empty.path(), vec!["check"]),
        (empty.path(), vec!["build"]),
        (root.path(), vec!["search", "bins"]),
        (root.path(), vec!["build", "--out", "a-file/site"]),
    ] {
        let output = run(folder, &arguments);
        assert_eq!(status(&output), 3, "{arguments:?}: {}", stderr(&output));
        assert!(stderr(&output).starts_with("error: "), "{}", stderr(&output));
    }
}

#[test]
fn check_as_json_has_every_part_of_every_finding() {
    let root = site("many-faults");
    let output = run(root.path(), &["check", "--format", "json"]);
    assert_eq!(stderr(&output), "", "a program reads standard output only");
    assert_golden("tests/cli/check.json", &stdout(&output));
    let report: Value = serde_json::from_str(&stdout(&output)).unwrap();
    let findings = report["diagnostics"].as_array().unwrap();
    let counted = |level: &str| report[level].as_u64().unwrap();
    let errors = counted("errors") + counted("warnings") + counted("advice");
    assert_eq!(findings.len() as u64, errors);
    for finding in findings {
        let file = root.path().join(finding["file"].as_str().unwrap());
        let text = fs::read_to_string(file).unwrap();
        let line = finding["line"].as_u64().unwrap() as usize;
        let shown = finding["text"].as_str().unwrap();
        assert!(shown.is_empty() || text.lines().nth(line - 1) == Some(shown), "{finding}");
    }
}

#[test]
fn check_as_json_of_good_content() {
    let output = run(base().path(), &["check", "--format", "json"]);
    let report: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!((&report["errors"], &report["warnings"]), (&0.into(), &0.into()));
    let findings = report["diagnostics"].as_array().unwrap();
    assert_eq!(report["advice"], findings.len());
    assert!(findings.iter().all(|found| found["severity"] == "advice"), "{report}");
}

#[test]
fn search_answers_people() {
    let root = base();
    build(root.path(), &[]);
    let output = run(root.path(), &["search", "smells"]);
    assert_eq!(status(&output), 0);
    assert_golden("tests/cli/search.txt", &stdout(&output));
    let output = run(root.path(), &["search", "zeppelin"]);
    assert_eq!(
        (status(&output), stdout(&output).lines().next()),
        (0, Some("0 results for “zeppelin”"))
    );
}

#[test]
fn search_says_how_it_took_a_query() {
    let root = base();
    build(root.path(), &[]);
    let ask = |arguments: &[&str]| {
        let output = run(root.path(), &[&["search"], arguments].concat());
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        stdout(&output)
    };
    let answer = ask(&["smelsl lid:summer"]);
    let head: Vec<&str> = answer.lines().take(3).collect();
    assert_eq!(
        head,
        [
            "2 results for “smells lid:summer”",
            "  in place of “smelsl lid:summer”; `--exact` searches for that",
            "  `lid:` is no field; searched for as words",
        ]
    );
    let none = "0 results for “topic:rats”\n  no record matches `topic:rats`\n";
    assert_eq!(ask(&["topic:rats"]), none);
    assert!(ask(&["smelsl", "--exact"]).starts_with("0 results for “smelsl”"));
    let years = ask(&["", "--filter", "year=2020..", "--format", "json"]);
    let fields = ask(&["year:2020..", "--format", "json"]);
    let hits = |answer: &str| serde_json::from_str::<Value>(answer).unwrap()["hits"].clone();
    assert_eq!(hits(&years), hits(&fields));
    assert!(!hits(&years).as_array().unwrap().is_empty());
    let output = run(root.path(), &["search", "x", "--filter", "year=soon"]);
    assert_eq!(status(&output), 2);
    assert!(stderr(&output).contains("is not a year"), "{}", stderr(&output));
}

#[test]
fn search_answers_programs() {
    let root = base();
    build(root.path(), &[]);
    let search = |arguments: &[&str]| -> Value {
        let output = run(root.path(), &[&["search", "--format", "json"], arguments].concat());
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        serde_json::from_str(&stdout(&output)).unwrap()
    };
    let answer = search(&["green bin"]);
    assert_eq!(answer["query"], "green bin");
    assert_eq!(answer["hits"][0]["id"], "practices/food-bins");
    for part in ["id", "kind", "title", "url", "score", "snippet"] {
        assert!(!answer["hits"][0][part].is_null(), "a hit has no {part}: {answer}");
    }
    assert!(answer["facets"].is_object(), "{answer}");
    let cities = search(&["", "--filter", "kind=city"]);
    assert_eq!(cities["total"], 2);
    let one = search(&["", "--limit", "1"]);
    assert_eq!(one["hits"].as_array().unwrap().len(), 1);
    assert!(one["total"].as_u64().unwrap() > 1);
}

#[test]
fn nothing_is_coloured_for_a_pipe() {
    let root = site("many-faults");
    for variable in [None, Some(("NO_COLOR", "1")), Some(("TERM", "dumb"))] {
        let output = crosstown(root.path()).arg("check").envs(variable).output().unwrap();
        assert!(!stderr(&output).contains('\u{1b}'), "{variable:?}");
    }
}

#[test]
fn a_failed_build_leaves_the_site_as_it_was() {
    let root = base();
    build(root.path(), &[]);
    let before = tree(&root.path().join("public"));
    let practice = "content/practices/food-bins.md";
    let good = fs::read_to_string(root.path().join(practice)).unwrap();
    write(root.path(), practice, good.replace("operating", "opperating"));
    assert_eq!(status(&run(root.path(), &["build"])), 1);
    assert!(tree(&root.path().join("public")) == before, "errors in content changed the site");
    write(root.path(), practice, good.replace("Food bins", "Food barrels"));
    write(root.path(), "themes/civic/templates/city.html", "{{ record.nothing.at_all }}");
    assert_eq!(status(&run(root.path(), &["build"])), 1);
    assert!(tree(&root.path().join("public")) == before, "a template's error changed the site");
}

#[test]
fn a_second_build_writes_nothing() {
    let root = base();
    build(root.path(), &[]);
    let output = build(root.path(), &[]);
    assert!(stdout(&output).contains(": 0 written, "), "{}", stdout(&output));
    assert!(stdout(&output).contains(" unchanged, 0 removed, "), "{}", stdout(&output));
    assert!(stdout(&output).contains("Nothing has changed"), "{}", stdout(&output));
}

#[test]
fn a_second_build_warns_again() {
    let root = site("check-heading-order");
    let (first, second) = (build(root.path(), &[]), build(root.path(), &[]));
    assert!(stdout(&second).contains("Nothing has changed"), "{}", stdout(&second));
    assert_eq!(stderr(&first), stderr(&second));
    let built = |output| stdout(output).lines().next().unwrap().to_owned();
    assert_eq!(built(&first), built(&second));
}

#[test]
fn whatever_a_site_depends_on_is_noticed() {
    let root = base();
    let path = root.path();
    write(path, "content/practices/food-bins/bin.png", "a picture");
    build(path, &[]);
    let practice = "content/practices/food-bins.md";
    let good = fs::read_to_string(path.join(practice)).unwrap();
    // The same length and the old timestamp: neither decides.
    let time = fs::metadata(path.join(practice)).unwrap().modified().unwrap();
    write(path, practice, good.replace("Food bins", "Food bans"));
    let file = fs::File::options().write(true).open(path.join(practice)).unwrap();
    file.set_modified(time).unwrap();
    let rebuilds = |arguments: &[&str], why: &str| {
        let said = stdout(&build(path, arguments));
        assert!(!said.contains("Nothing has changed"), "{why}: {said}");
        let said = stdout(&build(path, arguments));
        assert!(said.contains("Nothing has changed"), "{why}, again: {said}");
        let public = path.join("public");
        let fresh = path.join("fresh");
        _ = fs::remove_dir_all(&fresh);
        build(path, &[&["--out", "fresh"], arguments].concat());
        assert!(tree(&public) == tree(&fresh), "{why}: a fresh build gives something else");
    };
    rebuilds(&[], "a practice edited");
    write(path, "content/practices/food-bins/bin.png", "A PICTURE");
    rebuilds(&[], "a picture changed");
    write(path, "themes/civic/templates/404.html", "nothing here");
    rebuilds(&[], "a template added");
    rebuilds(&["--theme", "plain"], "another theme");
    rebuilds(&["--base-url", "https://other.example/"], "another address");
    rebuilds(&["--audience", "cities"], "another audience");
    rebuilds(&["--drafts"], "with drafts");
    rebuilds(&["--no-extras"], "without extras");
    write(path, "public/index.html", "vandalised");
    rebuilds(&["--drafts"], "a page of the site overwritten");
    write(path, "content/practices/food-boxes.md", &good);
    rebuilds(&[], "a practice added");
    fs::rename(
        path.join("content/practices/food-boxes.md"),
        path.join("content/practices/food-sacks.md"),
    )
    .unwrap();
    rebuilds(&[], "a practice renamed");
    fs::remove_file(path.join("content/practices/food-sacks.md")).unwrap();
    rebuilds(&[], "a practice removed");
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let out = tempfile::tempdir().unwrap();
    let site = out.path().join("site");
    build(&repository(""), &["--out", site.to_str().unwrap(), "--threads", "1"]);
    let (one, eight) = (tree(&site), real_site());
    assert!(one.len() > 1000, "only {} files were built", one.len());
    assert!(one.keys().eq(eight.keys()), "the trees hold different files");
    let differing: Vec<&String> =
        one.iter().filter(|(path, bytes)| eight[*path] != **bytes).map(|(path, _)| path).collect();
    assert!(differing.is_empty(), "{differing:?} differ");
}

#[test]
fn schema_prints_a_kind_or_which_there_are() {
    let folder = tempfile::tempdir().unwrap();
    let kinds = stdout(&run(folder.path(), &["schema"]));
    assert!(kinds.starts_with("practice ") && kinds.contains("\nsite "), "{kinds}");
    let schema = stdout(&run(folder.path(), &["schema", "city"]));
    let schema: Value = serde_json::from_str(&schema).unwrap();
    assert_eq!(schema["required"], serde_json::json!(["title", "country"]));
    let wrong = run(folder.path(), &["schema", "citty"]);
    assert_eq!(status(&wrong), 2);
    assert_eq!(stderr(&wrong), "error: `citty` is not a kind of file; did you mean `city`?\n");
}
