//! Golden sites: small sites, valid and faulty, with the expected output of the program.
//!
//! A case is a folder in `tests/sites/`. Its `content/` and `themes/` are placed over `_base`, a
//! small valid site, without the files listed in `absent`. The expected results are in `expected/`:
//!
//! - `check.txt` or `build.txt`: what `crosstown check` or `crosstown build` says to a person;
//! - `files/`: files of the built site.
//!
//! Files in `outside/` are copied beside the two folders. The file `arguments` contains additional
//! arguments of the command, one per line. To add a case, create a folder with an empty
//! `expected/check.txt` and run `SNAPSHOTS=overwrite cargo test --test integration sites::`. Read the result like
//! the person who has to correct the file.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crosstown::check::RULES;

/// All cases by name.
fn cases() -> Vec<(String, PathBuf)> {
    let entries = fs::read_dir(crate::common::repository("tests/sites")).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    let named = paths.map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), path));
    let mut cases: Vec<_> = named.filter(|(name, _)| !name.starts_with('_')).collect();
    cases.sort();
    cases
}

#[test]
fn every_site_is_judged_as_its_golden_files_say() {
    let mut failures = Vec::new();
    let cases = cases();
    assert!(cases.len() > 60, "only {} cases were found", cases.len());
    for (name, path) in &cases {
        if let Err(failure) = judge(name, path) {
            failures.push(format!("== case {name} ==\n{failure}"));
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {} cases are not as expected; SNAPSHOTS=overwrite rewrites golden files\n\n{}",
        failures.len(),
        cases.len(),
        failures.join("\n")
    );
}

fn judge(name: &str, case: &Path) -> Result<(), String> {
    let root = crate::common::site(name);
    let expected = case.join("expected");
    let mut judged = false;
    for command in ["check", "build"] {
        let golden = expected.join(format!("{command}.txt"));
        if golden.exists() {
            judged = true;
            findings(command, case, root.path(), &golden)?;
        }
    }
    if expected.join("files").exists() {
        judged = true;
        files(case, root.path(), &expected.join("files"))?;
    }
    judged.then_some(()).ok_or_else(|| "it has neither findings nor files as expectation".into())
}

/// The output of a command; its exit status must agree with it.
fn findings(command: &str, case: &Path, root: &Path, golden: &Path) -> Result<(), String> {
    let arguments = crate::common::lines(&case.join("arguments"));
    let output = crate::common::crosstown(root).arg(command).args(arguments).output().unwrap();
    let said = crate::common::stderr(&output);
    let has_errors = said.lines().any(|line| line.starts_with("error"));
    let status = crate::common::status(&output);
    if status != i32::from(has_errors) {
        return Err(format!("`{command}` ended with {status}, having said\n{said}"));
    }
    crate::common::golden(golden, &without_totals(&said))
}

/// What follows a number that each new word or page of the built-in themes would change. Whether
/// the numbers are right, `every_missing_word_is_counted` and `every_file_with_a_name_is_counted`
/// find out.
const TOTALS: [&str; 2] =
    [" more: English is shown instead", " other files of the site would name"];

/// What was said, with `…` in place of those numbers.
fn without_totals(said: &str) -> String {
    TOTALS.iter().fold(said.to_owned(), |said, end| {
        let parts: Vec<&str> = said.split(end).collect();
        let (last, counted) = parts.split_last().unwrap();
        let counted = counted.iter().map(|part| {
            let text = part.trim_end_matches(|c: char| c.is_ascii_digit());
            assert_ne!(&text, part, "no number is before “{end}”");
            format!("{text}…{end}")
        });
        counted.collect::<String>() + last
    })
}

/// Compares the files of the built site that the case contains.
fn files(case: &Path, root: &Path, golden: &Path) -> Result<(), String> {
    let arguments = crate::common::lines(&case.join("arguments"));
    let output = crate::common::crosstown(root).arg("build").args(arguments).output().unwrap();
    if crate::common::status(&output) != 0 {
        return Err(crate::common::stderr(&output));
    }
    let built = crate::common::tree(&root.join("public"));
    for path in crate::common::tree(golden).keys() {
        let bytes = built.get(path).ok_or_else(|| format!("the site has no file {path}"))?;
        crate::common::golden(&golden.join(path), &String::from_utf8_lossy(bytes))?;
    }
    Ok(())
}

/// The texts of all golden findings.
fn golden_findings() -> String {
    let cases = cases().into_iter();
    let texts = cases.flat_map(|(_, path)| {
        ["check.txt", "build.txt"]
            .map(|name| fs::read_to_string(path.join("expected").join(name)).unwrap_or_default())
    });
    texts.collect()
}

#[test]
fn every_check_has_a_case() {
    let golden = golden_findings();
    for rule in RULES {
        assert!(golden.contains(&format!("[{}]", rule.code)), "no case breaks `{}`", rule.code);
    }
}

/// Findings that no folder of files can cause.
const BEYOND_FILES: [(&str, &str); 26] = [
    ("unreadable", "takes a file without permission to read"),
    (
        "bad-file-name",
        "takes a name that git cannot carry everywhere; tests/integration/attachments.rs",
    ),
    (
        "same-file-name",
        "takes names that some systems cannot tell apart; tests/integration/attachments.rs",
    ),
    ("bad-link", "takes a symbolic link; tests/integration/attachments.rs"),
    ("too-large", "takes a large file; tests/integration/attachments.rs"),
    ("large-picture", "takes a large file; tests/integration/attachments.rs"),
    ("unknown-theme-file", "takes `theme eject`; tests/integration/themes.rs"),
    ("shallow-history", "takes a shallow clone; tests/integration/history/clones.rs"),
    ("missing-feature", "takes a program without a feature; src/pipeline/content.rs"),
    ("not-built-in", "takes `theme eject`; tests/integration/themes.rs"),
    ("brief-not-set", "takes the program that sets briefs; tests/integration/briefs.rs"),
    ("brief-letters", "takes the program that sets briefs; tests/integration/briefs.rs"),
    ("unknown-practice", "takes `briefs`; tests/integration/briefs.rs"),
    ("attribution-differs", "takes `notes`; tests/integration/notes.rs"),
    ("line-left-out", "takes `notes`; tests/integration/notes.rs"),
    ("line-outside-session", "takes `notes`; tests/integration/notes.rs"),
    ("missing-convening", "takes `notes`; tests/integration/notes.rs"),
    ("no-session", "takes `notes`; tests/integration/notes.rs"),
    ("person-removed", "takes `notes`; tests/integration/notes.rs"),
    ("repeated-line", "takes `notes`; tests/integration/notes.rs"),
    ("unknown-convening", "takes `notes`; tests/integration/notes.rs"),
    ("no-name", "takes `import`; tests/integration/import.rs"),
    ("no-template", "takes `import`; tests/integration/import.rs"),
    ("unknown-heading", "takes `import`; tests/integration/import.rs"),
    ("unknown-part", "takes `import`; tests/integration/import.rs"),
    ("unreadable-document", "takes `import`; tests/integration/import.rs"),
];

#[test]
fn every_kind_of_finding_has_a_case() {
    let golden = golden_findings();
    let mut codes = BTreeSet::new();
    for (path, bytes) in crate::common::tree(&crate::common::repository("src")) {
        let text = String::from_utf8(bytes).unwrap();
        if path.ends_with(".rs") {
            let own = text.split("#[cfg(test)]").next().unwrap_or_default();
            codes.extend(codes_in(own));
        }
    }
    assert!(codes.len() > 40, "only {} codes were found in src", codes.len());
    let beyond = |code: &&String| BEYOND_FILES.iter().any(|(known, _)| known == code);
    let without: Vec<&String> = codes
        .iter()
        .filter(|code| !golden.contains(&format!("[{code}]")))
        .filter(|code| !beyond(code))
        .collect();
    assert!(without.is_empty(), "no case brings about {without:?}");
}

/// Codes of findings in a Rust file: kebab-case strings that are the first argument of `error`,
/// `warning` or `global`, on the same line or the next.
fn codes_in(text: &str) -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for call in ["error(", "warning(", "global("] {
        for (at, _) in text.match_indices(call) {
            let rest = text[at + call.len()..].trim_start();
            let Some((code, _)) = rest.strip_prefix('"').and_then(|rest| rest.split_once('"'))
            else {
                continue;
            };
            let kebab = code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
            if kebab && code.contains('-') {
                codes.insert(code.to_owned());
            }
        }
    }
    codes
}
