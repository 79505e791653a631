//! `crosstown rename` by example: what moves, what is mended, and what stays as it is.

use std::fs;
use std::path::Path;

use crate::common::{base, build, run, status, stderr, stdout, tree, write};

/// A site in which everything that can refer to a practice does.
fn site() -> tempfile::TempDir {
    let root = base();
    let practice = |body: &str, more: &str| {
        format!(
            "---\ntitle: Refers\nsummary: It refers to another one.\nstage: pilot\ncities: [ghent]\nspheres: [operations]\ntopics: [waste]\n{more}sources:\n- id: a\n  title: A\n---\n{body}"
        )
    };
    let body = "
## Problem

[[practice:food-bins]], [[practice:food-bins|its words: food-bins]], [file](food-bins.md \"food-bins\"),
[page](/practices/food-bins/), [beside](../food-bins/#problem), [elsewhere][1], <a href=\"food-bins.md\">raw</a>.
Not a link: food-bins, `[[practice:food-bins]]`, https://example.org/practices/food-bins/.[^a]

[1]: food-bins.md

## How it works

It works.
";
    let more = "adaptations:\n- city: denver\n  practice: \"food-bins\"\n  relation: adapts\n";
    write(root.path(), "content/practices/refers.md", practice(body, more));
    root
}

fn read(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Renames, and expects success without findings afterwards.
fn renamed(root: &Path, arguments: &[&str]) -> String {
    let output = run(root, &[&["rename"], arguments].concat());
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let checked = run(root, &["check"]);
    assert_eq!(status(&checked), 0, "{}", stderr(&checked));
    stdout(&output)
}

#[test]
fn what_refers_to_a_record_is_mended_and_nothing_else_is_touched() {
    let root = site();
    let before = read(root.path(), "content/practices/refers.md");
    let said = renamed(root.path(), &["practices/food-bins", "kitchen-bins"]);
    assert!(
        said.starts_with("content/practices/food-bins.md → content/practices/kitchen-bins.md\n"),
        "{said}"
    );
    assert!(said.contains("content/practices/refers.md: 8 references\n"), "{said}");
    let expected = before
        .replace(
            "[[practice:food-bins]], [[practice:food-bins|",
            "[[practice:kitchen-bins]], [[practice:kitchen-bins|",
        )
        .replace("(food-bins.md", "(kitchen-bins.md")
        .replace("(/practices/food-bins/)", "(/practices/kitchen-bins/)")
        .replace("(../food-bins/", "(../kitchen-bins/")
        .replace("]: food-bins.md", "]: kitchen-bins.md")
        .replace("href=\"food-bins.md\"", "href=\"kitchen-bins.md\"")
        .replace("practice: \"food-bins\"", "practice: \"kitchen-bins\"");
    assert_eq!(read(root.path(), "content/practices/refers.md"), expected);
    assert!(!root.path().join("content/practices/food-bins.md").exists());
    build(root.path(), &[]);
    let old = read(root.path(), "public/practices/food-bins/index.html");
    assert!(old.contains("/practices/kitchen-bins/"), "the old address redirects: {old}");
    let list = read(root.path(), "public/_redirects");
    assert_eq!(list, "/practices/food-bins/ /practices/kitchen-bins/ 301\n");
}

#[test]
fn there_and_back_again_is_the_same_content() {
    let root = site();
    renamed(root.path(), &["food-bins", "kitchen-bins"]);
    let with_alias = tree(&root.path().join("content"));
    renamed(root.path(), &["kitchen-bins", "food-bins"]);
    let text = read(root.path(), "content/practices/food-bins.md");
    assert!(text.contains("aliases:\n- kitchen-bins\n---\n"), "{text}");
    renamed(root.path(), &["food-bins", "kitchen-bins"]);
    assert_eq!(tree(&root.path().join("content")), with_alias);
}

#[test]
fn aliases_are_added_in_the_way_in_which_they_are_written() {
    for (written, expected) in [
        ("aliases: [bins, \"old-bins\"]\n", "aliases: [bins, \"old-bins\", food-bins]\n"),
        ("aliases:\n  - bins\n", "aliases:\n  - bins\n  - food-bins\n"),
        ("aliases:\n", "aliases:\n- food-bins\n"),
        ("", "aliases:\n- food-bins\n"),
    ] {
        let root = base();
        let path = "content/practices/food-bins.md";
        let text = read(root.path(), path).replacen("---\n", &format!("---\n{written}"), 1);
        write(root.path(), path, text);
        renamed(root.path(), &["food-bins", "kitchen-bins"]);
        let text = read(root.path(), "content/practices/kitchen-bins.md");
        assert!(text.contains(expected), "{written:?}: {text}");
    }
}

#[test]
fn each_kind_keeps_its_old_address() {
    let root = base();
    for (old, new) in [
        ("cities/ghent", "gent"),
        ("networks/bin-league", "league-of-bins"),
        ("challenges/bin-prize-2020", "prize-2020"),
        ("pages/about", "about-us"),
        ("convenings/bin-day-2021/smells", "odours"),
        ("convenings/bin-day-2021", "day-of-bins"),
    ] {
        renamed(root.path(), &[old, new]);
        build(root.path(), &[]);
        let page = read(root.path(), &format!("public/{old}/index.html"));
        assert!(page.contains(new), "{old}: {page}");
    }
    assert!(root.path().join("content/convenings/day-of-bins/odours.md").exists());
}

#[test]
fn a_folder_moves_with_its_files_and_translations_with_their_original() {
    let root = base();
    let text = read(root.path(), "content/practices/food-bins.md");
    fs::remove_file(root.path().join("content/practices/food-bins.md")).unwrap();
    write(
        root.path(),
        "content/practices/food-bins/index.md",
        text.clone() + "\n[Table](table.csv)\n",
    );
    write(root.path(), "content/practices/food-bins/table.csv", "a,b\n");
    write(root.path(), "content/practices/food-bins/index.es.md", text);
    let said = renamed(root.path(), &["food-bins", "kitchen-bins"]);
    assert!(
        said.starts_with("content/practices/food-bins → content/practices/kitchen-bins\n"),
        "{said}"
    );
    for file in ["index.md", "index.es.md", "table.csv"] {
        assert!(root.path().join("content/practices/kitchen-bins").join(file).exists(), "{file}");
    }
}

#[test]
fn what_cannot_be_renamed_is_explained_and_nothing_changes() {
    let root = site();
    let before = tree(root.path());
    for (arguments, expected) in [
        (
            &["food-bin", "x"][..],
            "there is no record `food-bin`\n  = help: did you mean `food-bins`?",
        ),
        (&["food-bins", "Kitchen Bins"], "`Kitchen Bins` is not a slug"),
        (&["food-bins", "con"], "`con` cannot be a name: Windows keeps it for a device"),
        (&["food-bins", "food-bins"], "`food-bins` has this name already"),
        (
            &["food-bins", "refers"],
            "there is already a practice `refers`: content/practices/refers.md",
        ),
        (&["cities/denver", "ghent"], "there is already a city `ghent`"),
    ] {
        let output = run(root.path(), &[&["rename"], arguments].concat());
        assert_eq!(status(&output), 2, "{arguments:?}");
        assert!(stderr(&output).contains(expected), "{arguments:?}: {}", stderr(&output));
    }
    let output = run(root.path(), &["rename", "--dry-run", "food-bins", "kitchen-bins"]);
    assert_eq!(status(&output), 0);
    assert!(stdout(&output).ends_with("Nothing was changed (--dry-run).\n"));
    assert_eq!(tree(root.path()), before);

    write(root.path(), "content/practices/broken.md", "No fields here.\n");
    let output = run(root.path(), &["rename", "food-bins", "kitchen-bins"]);
    assert_eq!(status(&output), 2);
    assert!(
        stderr(&output).contains("content/practices/broken.md cannot be read"),
        "{}",
        stderr(&output)
    );
}
