//! Themes and the map, through the program: what `plain` must never hold, listing and ejecting,
//! versions of the interface.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may stop")]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use common::{build, crosstown, repository, status, stderr, stdout, tree, write};

/// Builds the real content with a theme and gives its files.
fn real(theme: &str) -> common::Tree {
    let out = tempfile::tempdir().unwrap();
    let site = out.path().join("site");
    build(&repository(""), &["--theme", theme, "--out", site.to_str().unwrap()]);
    tree(&site)
}

fn text(files: &common::Tree, path: &str) -> String {
    String::from_utf8(files[path].clone()).unwrap()
}

#[test]
fn plain_has_no_script_and_one_small_style_sheet() {
    let files = real("plain");
    let mut pages = 0;
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = String::from_utf8_lossy(bytes).to_lowercase();
        for script in ["<script", "javascript:", " onclick=", " onload=", "data-search-input"] {
            assert!(!html.contains(script), "{path} holds {script}");
        }
        pages += 1;
    }
    assert!(pages > 400, "only {pages} pages were built");
    let scripts: Vec<_> =
        files.keys().filter(|path| path.ends_with(".js") || path.contains("wasm")).collect();
    assert!(scripts.is_empty(), "{scripts:?}");
    let styles: Vec<_> = files.iter().filter(|(path, _)| path.ends_with(".css")).collect();
    assert_eq!(styles.len(), 1);
    assert!(styles[0].1.len() < 15_000, "the style sheet has {} bytes", styles[0].1.len());
    assert!(files.contains_key("search-index/manifest.json"), "`crosstown search` needs it");
    let ways = text(&files, "search/index.html");
    for way in ["/practices/", "/topics/", "/topics/early-childhood/", "/map/", "/stages/pilot/"] {
        assert!(ways.contains(&format!("href=\"{way}\"")), "no link to {way}");
    }
}

#[test]
fn the_map_has_every_city_once_and_stays_small() {
    let files = real("civic");
    let html = text(&files, "map/index.html");
    assert!(html.len() < 100_000, "the map has {} bytes", html.len());
    let (map, table) = html.split_once("<table").unwrap();
    let mut placed = 0;
    let mut cities = 0;
    for path in files.keys() {
        let Some(city) = path.strip_suffix("/index.json").filter(|_| path.starts_with("cities/"))
        else {
            continue;
        };
        cities += 1;
        let link = format!("href=\"/{city}/\"");
        assert_eq!(table.matches(&link).count(), 1, "{city} in the table");
        let record: serde_json::Value = serde_json::from_slice(&files[path]).unwrap();
        let has_place = record["lat"].is_number();
        assert_eq!(map.matches(&link).count(), usize::from(has_place), "{city} on the map");
        placed += usize::from(has_place);
    }
    assert!(cities > 200 && placed > 200, "{placed} of {cities} cities");
    assert!(map.contains("<title>Boston, United States: "));
    assert!(html.contains("Land: Natural Earth, public domain"));
    assert!(!html.contains("style=") && !html.contains("fill=\"#"), "colours are the theme's");
    assert!(text(&files, "sitemap.xml").contains("/map/</loc>"));
    assert!(text(&files, "cities/index.html").contains("href=\"/map/\""));
}

#[test]
fn a_page_may_link_to_the_map_and_nobody_may_take_its_address() {
    let root = common::base();
    let page = |body: &str| format!("---\ntitle: Ways\nsummary: Ways in.\n---\n\n{body}\n");
    write(root.path(), "content/pages/ways.md", page("[The map](/map/)."));
    build(root.path(), &[]);
    let files = tree(&root.path().join("public"));
    assert!(text(&files, "pages/ways/index.html").contains("href=\"/map/\""));
    assert!(text(&files, "map/index.html").contains("<table"));

    let practices = tree(&root.path().join("content/practices"));
    let (name, bytes) = practices.first_key_value().unwrap();
    let taking =
        String::from_utf8(bytes.clone()).unwrap().replacen("---\n", "---\naliases: [/map/]\n", 1);
    write(root.path(), &format!("content/practices/{name}"), taking);
    let output = common::run(root.path(), &["build"]);
    assert_eq!(status(&output), 1);
    assert!(stderr(&output).contains("error[bad-alias]"), "{}", stderr(&output));
}

#[test]
fn list_says_where_themes_come_from() {
    let root = common::base();
    write(
        root.path(),
        "themes/harbour/theme.yaml",
        "name: harbour\ntitle: Harbour\ninterface: [1, 2]\nparent: plain\n",
    );
    write(root.path(), "themes/civic/static/favicon.svg", "<svg/>");
    let output = crosstown(root.path()).args(["theme", "list"]).output().unwrap();
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let said = stdout(&output);
    for line in [
        "civic (built in; this site changes 1 file)",
        "harbour (this site's own; rests on plain)",
        "plain (built in; rests on civic)",
    ] {
        assert!(said.lines().any(|one| one == line), "{line} is not in\n{said}");
    }
    build(root.path(), &["--theme", "harbour"]);
    let home = fs::read_to_string(root.path().join("public/index.html")).unwrap();
    assert!(!home.contains("<script"), "it rests on a theme without scripts");
}

#[test]
fn a_theme_for_other_versions_is_refused_in_words() {
    let root = common::base();
    for (interface, said) in [
        ("[2, 3]", "theme `new` is written for versions 2 and 3 of the template interface"),
        ("[]", "this theme cannot be read: "),
        ("soon", "this theme cannot be read: "),
    ] {
        let manifest = format!("name: new\ninterface: {interface}\n");
        write(root.path(), "themes/new/theme.yaml", manifest);
        let output = crosstown(root.path()).args(["build", "--theme", "new"]).output().unwrap();
        assert_eq!(status(&output), 1);
        assert!(stderr(&output).contains(said), "{}", stderr(&output));
        let output = crosstown(root.path()).args(["theme", "list"]).output().unwrap();
        assert_eq!(status(&output), 1);
        assert!(stdout(&output).contains("civic (built in)"), "the others are still listed");
    }
}

fn eject(root: &Path, arguments: &[&str]) -> (i32, String) {
    let output = crosstown(root).args(["theme", "eject"]).args(arguments).output().unwrap();
    (status(&output), format!("{}{}", stdout(&output), stderr(&output)))
}

#[test]
fn eject_copies_one_file_and_never_replaces_it_unasked() {
    let root = common::base();
    let file = root.path().join("themes/civic/templates/practice.html");
    let one = ["--file", "templates/practice.html"];
    let (code, said) = eject(root.path(), &one);
    assert_eq!((code, said.as_str()), (0, "wrote themes/civic/templates/practice.html\n"));
    let built_in = fs::read(repository("themes/civic/templates/practice.html")).unwrap();
    assert_eq!(fs::read(&file).unwrap(), built_in);

    fs::write(&file, "mine").unwrap();
    let (code, said) = eject(root.path(), &one);
    assert_eq!(code, 2);
    assert!(said.contains("kept themes/civic/templates/practice.html"), "{said}");
    assert_eq!(fs::read(&file).unwrap(), b"mine");
    let (code, _) = eject(root.path(), &[&one[..], &["--force"]].concat());
    assert_eq!(code, 0);
    assert_eq!(fs::read(&file).unwrap(), built_in);
}

#[test]
fn eject_copies_a_whole_theme_but_not_its_parents() {
    let root = common::base();
    let (code, said) = eject(root.path(), &["plain"]);
    assert_eq!(code, 0, "{said}");
    let copied: BTreeSet<String> = tree(&root.path().join("themes/plain")).into_keys().collect();
    let expected: BTreeSet<String> = tree(&repository("themes/plain")).into_keys().collect();
    assert_eq!(copied, expected);
    // A file of its parent, by name.
    let (code, said) = eject(root.path(), &["plain", "--file", "templates/city.html"]);
    assert_eq!((code, said.as_str()), (0, "wrote themes/plain/templates/city.html\n"));
    build(root.path(), &["--theme", "plain"]);
}

#[test]
fn eject_names_the_nearest_file_and_leaves_no_folder() {
    let root = common::base();
    let (code, said) = eject(root.path(), &["--file", "templates/practise.html"]);
    assert_eq!(code, 2);
    assert!(said.contains("did you mean `templates/practice.html`?"), "{said}");
    for name in ["../civic", "civik", "/etc"] {
        let (code, said) = eject(root.path(), &[name, "--file", "theme.yaml"]);
        assert_eq!(code, 2, "{said}");
        assert!(said.contains("there is no theme"), "{said}");
    }
    assert!(!root.path().join("themes").exists());
    write(root.path(), "themes/harbour/static/logo.svg", "<svg/>");
    let (code, said) = eject(root.path(), &["harbour"]);
    assert_eq!(code, 2);
    assert!(said.contains("[not-built-in]"), "{said}");
}
