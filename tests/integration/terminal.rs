//! Output cannot control a terminal or hide anything, whoever wrote the content, the theme, the
//! file names or the arguments.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Output, Stdio};

use crate::common::{base, build, crosstown, run, status, stderr, stdout, write};
use crosstown::diagnostic::{Diagnostic, Place, Style, human};
use serde_json::Value;

/// Sets the window title, clears the screen in two ways, reverses and hides text, and forges a
/// line.
const HOSTILE: &str = "\u{1b}]0;owned\u{7}\u{1b}[2J\u{9b}2J\u{202e}\u{2066}\u{200b}\u{7f}\u{8}\r";

/// The same, escaped as in YAML and JSON, with line ends.
const ESCAPED: &str = "\\u001b]0;owned\\u0007\\u001b[2J\\u009b2J\\u202e\\u2066\\u200b\\u007f\\u0008\\r\\nerror: forged\\u2028forged\\u0085";

fn is_unsafe(letter: char) -> bool {
    (letter.is_control() && letter != '\n')
        || matches!(letter, '\u{200b}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn assert_safe(output: &Output, what: &str) {
    for text in [stdout(output), stderr(output)] {
        assert!(!text.chars().any(is_unsafe), "{what}: {text:?}");
        assert!(!text.lines().any(|line| line == "error: forged"), "{what}: {text}");
    }
}

/// The practice of the base with another title and a longer body.
fn practice(root: &Path, title: &str, more: &str) {
    let path = "content/practices/food-bins.md";
    let text = fs::read_to_string(root.join(path)).unwrap();
    write(root, path, text.replace("title: Food bins", &format!("title: \"{title}\"")) + more);
}

#[test]
fn hits_of_a_search() {
    let root = base();
    practice(root.path(), &format!("Food {ESCAPED} bins"), &format!("\nGreen {HOSTILE}bins.\n"));
    let built = build(root.path(), &[]);
    assert_safe(&built, "build");
    for query in ["bins", "green bins", HOSTILE] {
        let people = run(root.path(), &["search", query]);
        assert_eq!(status(&people), 0, "{}", stderr(&people));
        assert_safe(&people, query);
        let programs = run(root.path(), &["search", query, "--format", "json"]);
        assert_safe(&programs, query);
        let answer: Value = serde_json::from_str(&stdout(&programs)).unwrap();
        assert_eq!(answer["query"], query, "escaped, it still means the same");
    }
    // Control characters do not reach the index; other invisible characters are shown as numbers.
    let told = stdout(&run(root.path(), &["search", "bins"]));
    assert!(told.contains("\u{fffd}]0;owned\u{fffd}") && told.contains("<U+202E>"), "{told}");
}

#[test]
fn findings_about_texts_and_names_of_files() {
    let root = base();
    practice(
        root.path(),
        "Food",
        &format!("\n[^a{HOSTILE}] [x](javascript:{HOSTILE}) [[city:{HOSTILE}]]\n"),
    );
    write(
        root.path(),
        &format!("content/pages/we{HOSTILE}ird\nerror: forged\n.md"),
        "---\ntitle: x\n---\n",
    );
    write(root.path(), "content/pages/keys.md", format!("---\ntitle: x\n\"{ESCAPED}\": 1\n---\n"));
    write(root.path(), "content/pages/yaml.md", format!("---\ntitle: [\"{HOSTILE}\n---\n"));
    write(
        root.path(),
        "content/vocabulary/topics.yaml",
        format!("- id: \"{ESCAPED}\"\n  label: x\n"),
    );
    for command in [&["check"][..], &["check", "--format", "json"], &["build"]] {
        let output = run(root.path(), command);
        assert_eq!(status(&output), 1, "{}", stderr(&output));
        assert_safe(&output, &command.join(" "));
    }
    let report = stdout(&run(root.path(), &["check", "--format", "json"]));
    let report: Value = serde_json::from_str(&report).unwrap();
    let texts = report["diagnostics"].to_string();
    assert!(texts.contains('\u{9b}') && texts.contains('\u{202e}'), "programs are given the bytes");
}

#[test]
fn themes_and_templates() {
    let root = base();
    let manifest = format!(
        "name: odd\ntitle: \"{ESCAPED}\"\ndescription: \"{ESCAPED}\"\nparent: civic\ninterface: 2\n"
    );
    write(root.path(), "themes/odd/theme.yaml", manifest);
    write(
        root.path(),
        &format!("themes/odd/templates/{HOSTILE}.html"),
        format!("{{{{ {HOSTILE} }}}}"),
    );
    write(root.path(), "themes/bad/theme.yaml", format!("name: \"{ESCAPED}\"\n{HOSTILE}: ["));
    write(
        root.path(),
        "themes/civic/templates/city.html",
        format!("{{{{ record.a['{HOSTILE}'] }}}} {{% {HOSTILE} %}}"),
    );
    for command in [
        &["theme", "list"][..],
        &["build"],
        &["build", "--theme", "odd"],
        &["build", "--theme", "bad"],
        &["build", "--theme", HOSTILE],
        &["theme", "eject", HOSTILE],
        &["theme", "eject", "--file", HOSTILE],
        &["theme", "eject", "civic\nerror: forged", "--file", "templates/page.html"],
    ] {
        assert_safe(&run(root.path(), command), &format!("{command:?}"));
    }
}

#[test]
fn arguments() {
    let root = base();
    build(root.path(), &[]);
    let root_named = format!("{HOSTILE}\nerror: forged");
    for command in [
        &[HOSTILE][..],
        &["build", HOSTILE],
        &["build", "--threads", HOSTILE],
        &["check", "--format", HOSTILE],
        &["build", "--root", &root_named],
        &["build", "--base-url", HOSTILE],
        &["build", "--out", &format!("content/{HOSTILE}")],
        &["search", "x", "--index", &root_named],
        &["search", "x", "--filter", HOSTILE],
        &["search", "x", "--filter", &format!("{HOSTILE}=x")],
        &["search", "x", "--filter", &format!("city={HOSTILE}")],
        &["search", "x", "--filter", &format!("year={HOSTILE}")],
        &["search", "x", "--lang", HOSTILE],
    ] {
        let output = run(root.path(), command);
        assert_ne!(status(&output), 0, "{command:?}");
        assert_safe(&output, &format!("{command:?}"));
    }
}

#[test]
fn colours_are_ours_alone() {
    let place = Place::at(format!("content/{HOSTILE}.md"), (1, 3), &format!("a {HOSTILE} b"));
    let found = Diagnostic::error("bad-slug", place, HOSTILE).label(HOSTILE).help(HOSTILE);
    let found = found.note(HOSTILE);
    let drawn = human(&found, Style::Coloured);
    assert!(drawn.contains("\u{1b}["), "{drawn:?}");
    let mut rest = drawn.as_str();
    let mut text = String::new();
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        let (codes, behind) = after.split_once('m').unwrap();
        assert!(codes.bytes().all(|byte| byte.is_ascii_digit() || byte == b';'), "{codes:?}");
        text.push_str(before);
        rest = behind;
    }
    text.push_str(rest);
    assert!(!text.chars().any(is_unsafe), "{text:?}");
    assert_eq!(text, human(&found, Style::Plain));
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_printed_is_a_failure_of_the_system() {
    let root = base();
    build(root.path(), &[]);
    for command in [
        &["check"][..],
        &["check", "--format", "json"],
        &["build"],
        &["search", "bins"],
        &["search", "bins", "--format", "json"],
        &["theme", "list"],
        &["--help"],
        &["search", "--help"],
        &["--version"],
    ] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let output = crosstown(root.path()).args(command).stdout(full).output().unwrap();
        assert_eq!(status(&output), 3, "{command:?}: {}", stderr(&output));
        assert!(stderr(&output).starts_with("error: writing the output: "), "{}", stderr(&output));
    }
    practice(root.path(), "Food", "\n[^nothing]\n");
    for command in ["check", "build"] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let output = crosstown(root.path()).arg(command).stderr(full).output().unwrap();
        assert_eq!(status(&output), 3, "{command}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let root = base();
    build(root.path(), &[]);
    for command in [&["search", "bins"][..], &["check", "--format", "json"], &["--help"]] {
        let mut child = crosstown(root.path())
            .args(command)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!((status(&output), stderr(&output).as_str()), (0, ""), "{command:?}");
    }
}
