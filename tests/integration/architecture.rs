//! The repository is as ARCHITECTURE.md and the generated documents say, and keeps its own rules.

mod modules;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::common::{assert_golden, repository, tree};
use crosstown::markdown::is_page_id;
use modules::{Modules, circles};

/// Extensions by which a name in the text is recognised as a file.
const ENDINGS: [&str; 8] = [".rs", ".md", ".toml", ".yaml", ".html", ".css", ".js", ".mjs"];

/// What is between backticks, outside of blocks of code.
fn quoted(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut in_block = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            in_block = !in_block;
        } else if !in_block {
            found.extend(line.split('`').skip(1).step_by(2).map(str::to_owned));
        }
    }
    found
}

/// Whether a text between backticks is meant as a path of the repository: not an address, a
/// command, a pattern, a type, nor what a build writes.
fn is_path(text: &str) -> bool {
    let named = ENDINGS.iter().any(|ending| text.ends_with(ending));
    let plain = text.chars().all(|c| c.is_ascii_alphanumeric() || "-_./".contains(c));
    let written = ["public/", "index."].iter().any(|start| text.starts_with(start));
    plain && !written && !text.starts_with('/') && (named || text.contains('/'))
}

#[test]
fn every_path_in_the_architecture_exists() {
    let text = fs::read_to_string(repository("ARCHITECTURE.md")).unwrap();
    let paths: BTreeSet<String> = quoted(&text).into_iter().filter(|text| is_path(text)).collect();
    assert!(paths.len() > 20, "only {paths:?} were taken for paths");
    let missing: Vec<&String> = paths.iter().filter(|path| !repository(path).exists()).collect();
    assert!(missing.is_empty(), "ARCHITECTURE.md names what does not exist: {missing:?}");
}

#[test]
fn every_room_is_in_the_architecture() {
    let text = fs::read_to_string(repository("ARCHITECTURE.md")).unwrap();
    for entry in fs::read_dir(repository("src")).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            let room = format!("`src/{}/`", entry.file_name().to_str().unwrap());
            assert!(text.contains(&room), "ARCHITECTURE.md does not tell of {room}");
        }
    }
}

/// The modules that the table allows each module to use, where it names them one by one.
fn allowed() -> Vec<(String, BTreeSet<String>)> {
    let text = fs::read_to_string(repository("ARCHITECTURE.md")).unwrap();
    let rows = text.lines().filter_map(|line| {
        let room = line.strip_prefix("| `src/")?.split_once("/` |")?.0;
        let may_use = line.trim_end_matches(" |").rsplit_once(" | ")?.1;
        let rooms: BTreeSet<String> = may_use.split(", ").map(str::to_owned).collect();
        (!rooms.contains("everything")).then(|| (room.to_owned(), rooms))
    });
    rows.collect()
}

#[test]
fn no_room_uses_another_that_the_architecture_does_not_allow() {
    let allowed = allowed();
    assert!(allowed.len() > 8, "only {allowed:?} were taken for rooms");
    for (room, may_use) in allowed {
        for (path, text) in rust_files() {
            if !path.starts_with(&format!("src/{room}/")) {
                continue;
            }
            // A module that only a comment mentions is not used.
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            for name in code.flat_map(|line| line.split("crate::").skip(1)) {
                let other: String = name.chars().take_while(char::is_ascii_lowercase).collect();
                let is_room = repository("src").join(&other).is_dir() || other == "pipeline";
                assert!(
                    !is_room || other == room || may_use.contains(&other),
                    "{path} uses `{other}`, which ARCHITECTURE.md does not allow to `{room}`"
                );
            }
        }
    }
}

#[test]
fn no_files_import_one_another_in_a_circle() {
    let mut found = Vec::new();
    for root in ["src/lib.rs", "src/main.rs", "search-index/src/lib.rs", "xtask/src/main.rs"] {
        let modules = Modules::of_crate(&repository(root));
        let imports = modules.imports();
        let arrows: usize = imports.values().map(BTreeSet::len).sum();
        assert!(arrows > 10, "only {arrows} imports were found below {root}");
        let here = repository("");
        let short = |file: &Path| file.strip_prefix(&here).unwrap().display().to_string();
        for circle in circles(&imports) {
            let ties = circle.iter().flat_map(|file| {
                let within = imports[file].iter().filter(|other| circle.contains(*other));
                within.map(|other| format!("{} -> {}", short(file), short(other)))
            });
            found.push(ties.collect::<Vec<_>>().join("\n"));
        }
    }
    assert!(found.is_empty(), "these files import one another:\n{}", found.join("\n\n"));
}

/// Our Rust files by path, with their text.
fn rust_files() -> Vec<(String, String)> {
    let folders = [
        "src",
        "form/src",
        "search-index/src",
        "search-index/tests",
        "xtask/src",
        "tests",
        "benches",
        "examples",
    ];
    let files = folders.iter().flat_map(|folder| {
        let files = tree(&repository(folder)).into_iter();
        files.filter(|(path, _)| path.ends_with(".rs")).map(move |(path, bytes)| {
            (format!("{folder}/{path}"), String::from_utf8(bytes).unwrap())
        })
    });
    let files: Vec<_> = files.collect();
    assert!(files.len() > 100, "only {} files were found", files.len());
    files
}

#[test]
fn no_file_is_longer_than_500_lines() {
    let long = rust_files().into_iter().filter(|(_, text)| text.lines().count() > 500);
    let long: Vec<String> = long.map(|(path, _)| path).collect();
    assert!(
        long.is_empty(),
        "{long:?} have more than 500 lines: split them by what they are about"
    );
}

#[test]
fn every_file_says_why_it_exists() {
    let silent = rust_files().into_iter().filter(|(_, text)| !text.starts_with("//!"));
    let silent: Vec<String> = silent.map(|(path, _)| path).collect();
    assert!(silent.is_empty(), "{silent:?} open without a line on why they exist");
}

#[test]
fn only_the_command_line_prints() {
    for (path, text) in rust_files() {
        if path.starts_with("src/") && !path.starts_with("src/cli/")
            || path.starts_with("search-index/src/")
        {
            for printing in
                ["println!", "eprintln!", "print!(", "eprint!(", "dbg!(", "stdout()", "stderr()"]
            {
                assert!(!text.contains(printing), "{path} prints with {printing}");
            }
        }
    }
}

#[test]
fn the_page_about_the_checks_is_written_from_the_checks() {
    assert_golden("docs/checks.md", &crosstown::check::documentation());
}

#[test]
fn the_page_about_the_fields_is_written_from_their_descriptions() {
    let page = fs::read_to_string(repository("docs/content-model.md")).unwrap();
    let page = crosstown::model::content_model(&page).unwrap();
    assert_golden("docs/content-model.md", &page);
}

#[test]
fn every_browser_suite_is_run() {
    let runs = ["all.mjs", "hosts.mjs", "firefox.mjs"]
        .map(|run| fs::read_to_string(repository("tests/browser").join(run)).unwrap());
    let suites: Vec<String> = tree(&repository("tests/browser/suites")).into_keys().collect();
    assert!(suites.len() > 10);
    for suite in suites {
        let import = format!("import \"./suites/{suite}\";");
        assert!(runs.iter().any(|run| run.contains(&import)), "nothing runs {suite}");
    }
}

#[test]
fn every_module_of_tests_is_run() {
    let main = fs::read_to_string(repository("tests/integration/main.rs")).unwrap();
    let files = fs::read_dir(repository("tests/integration")).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let modules: Vec<String> = names.filter(|name| name != "main.rs").collect();
    assert!(modules.len() > 30);
    for name in modules {
        let name = name.trim_end_matches(".rs");
        assert!(main.contains(&format!("mod {name};")), "main.rs lacks {name}");
    }
}

/// Ids in templates that contain a placeholder, each with an example of the rendered id; empty if a
/// body cannot have the same id, in most cases because the page has no body.
const PLACES: [(&str, &str); 15] = [
    ("adoptions-", ""),
    ("challenge-{{ challenge.id }}", ""),
    ("failures-{{ group.id }}", ""),
    // The only body on the page of a form is the preview, which is shown without ids.
    ("form-", ""),
    ("gaps-", ""),
    ("group-{{ loop.index }}", ""),
    ("kit-", ""),
    ("language-{{ group.id }}", ""),
    ("like-", ""),
    ("map-{{ chart.id }}", ""),
    ("routes-{{ chart.id }}", ""),
    ("outline-part-{{ loop.index }}", "outline-part-7"),
    ("role-{{ group.role.value }}", "role-finalist"),
    // Parsing keeps the ids of sources free in the body of their record.
    ("source-{{ source.id }}", ""),
    ("{{ id }}", ""),
];

#[test]
fn ids_of_templates_are_kept_from_authors() {
    let mut ids = 0;
    for (path, bytes) in tree(&repository("themes")) {
        if !path.ends_with(".html") {
            continue;
        }
        let text = String::from_utf8(bytes).unwrap();
        for id in text.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let place = PLACES.iter().find(|(place, _)| id.starts_with(place));
            let id = place.map_or(id, |(_, id)| id);
            assert!(
                id.is_empty() || is_page_id(id),
                "{path} has the id `{id}`, which a heading may take: add it to src/markdown/ids.rs"
            );
            ids += 1;
        }
    }
    assert!(ids > 60, "only {ids} ids were found");
}
