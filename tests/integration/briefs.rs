//! Briefs: what they say, when they are made, and what happens if the program that sets them fails. A
//! script stands in for that program; the step `briefs` runs the real one.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

use crate::common::{
    base, build, copy, crosstown, golden, repository, status, stderr, stdout, tree, write,
};

const DOCUMENT: &[u8] = b"%PDF-1.7 %%EOF";

/// A site with briefs, and a folder for the program that sets them, outside of it.
struct Bins {
    root: TempDir,
    programs: TempDir,
}

impl Bins {
    fn new() -> Bins {
        let (root, programs) = (base(), tempfile::tempdir().unwrap());
        copy(&repository("tests/briefs/content"), &root.path().join("content"));
        let program = programs.path().join("crosstown-briefs");
        fs::copy(repository("tests/briefs/stand-in.sh"), program).unwrap();
        Bins { root, programs }
    }

    fn path(&self) -> &Path {
        self.root.path()
    }

    /// `crosstown` with the stand-in, which answers in a certain way.
    fn program(&self, answers: &str) -> Command {
        let mut program = crosstown(self.path());
        let path = std::env::var("PATH").unwrap();
        program.env("PATH", format!("{}:{path}", self.programs.path().display()));
        program.env("ASKED", self.programs.path().join("asked")).env("ANSWERS", answers);
        program
    }

    fn run(&self, answers: &str, arguments: &[&str]) -> Output {
        self.program(answers).args(arguments).output().unwrap()
    }

    /// What the stand-in was asked, by path; it then forgets that.
    fn asked(&self) -> Vec<Value> {
        let path = self.programs.path().join("asked");
        let lines = fs::read_to_string(&path).unwrap_or_default();
        _ = fs::remove_file(path);
        let mut asked: Vec<Value> =
            lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        asked.sort_by_key(|brief| brief["id"].to_string());
        asked
    }

    fn page(&self, id: &str) -> String {
        fs::read_to_string(self.path().join("public").join(id).join("index.html")).unwrap()
    }
}

/// The same file is read by the tests of the program, so that both agree on what a brief is.
#[test]
fn a_brief_says_what_the_page_says() {
    let bins = Bins::new();
    assert_eq!(status(&bins.run("", &["briefs"])), 0);
    let asked = bins.asked();
    let names = ["lid-week.es", "food-bins", "lid-week", "singing-bins"];
    assert_eq!(asked.len(), names.len());
    for (brief, name) in asked.iter().zip(names).filter(|(_, name)| *name != "food-bins") {
        let json = serde_json::to_string_pretty(brief).unwrap() + "\n";
        golden(&repository(&format!("tests/briefs/{name}.json")), &json).unwrap();
    }
}

#[test]
fn a_build_puts_briefs_beside_their_pages_and_sets_each_once() {
    let bins = Bins::new();
    assert_eq!(status(&bins.run("", &["build"])), 0);
    assert_eq!(bins.asked().len(), 4);
    let files = tree(&bins.path().join("public"));
    for id in ["practices/lid-week", "es/practices/lid-week", "practices/singing-bins"] {
        assert_eq!(files[&format!("{id}/brief.pdf")], DOCUMENT);
        assert!(bins.page(id).contains(&format!("<a href=\"/{id}/brief.pdf\">")), "{id}");
    }
    let edit = |from, to| {
        let path = bins.path().join("content/practices/singing-bins.md");
        let text = fs::read_to_string(&path).unwrap().replace(from, to);
        fs::write(path, text).unwrap();
        let built = bins.run("", &["build"]);
        assert_eq!(status(&built), 0, "{}", stderr(&built));
        bins.asked()
    };
    assert_eq!(edit("is fed.", "eats.").len(), 1);
    assert!(edit("eats.", "is fed.").is_empty(), "the first text is set again");
    let program = bins.programs.path().join("crosstown-briefs");
    let script = fs::read_to_string(&program).unwrap();
    fs::write(&program, script + "# another version\n").unwrap();
    assert_eq!(edit("", "").len(), 4);
}

#[test]
fn without_the_program_a_build_says_so_and_links_to_nothing() {
    let bins = Bins::new();
    for (arguments, told) in [(&["build"][..], true), (&["build", "--no-extras"], false)] {
        let built = crosstown(bins.path()).args(arguments).env("PATH", "").output().unwrap();
        assert_eq!(status(&built), 0);
        let note = "note: the briefs are left out, because `crosstown-briefs` was not found";
        assert_eq!(stderr(&built).contains(note), told, "{}", stderr(&built));
        assert!(stderr(&built).contains("cargo install --locked --path briefs") == told);
        let files = tree(&bins.path().join("public"));
        assert!(!files.keys().any(|path| path.ends_with(".pdf")));
        assert!(!bins.page("practices/lid-week").contains("brief.pdf"));
    }
    assert_eq!(status(&bins.run("", &["build", "--no-extras"])), 0);
    assert!(bins.asked().is_empty());
}

#[test]
fn a_program_that_fails_is_a_finding_and_the_site_stays_as_it_was() {
    let bins = Bins::new();
    build(bins.path(), &["--no-extras"]);
    let before = tree(&bins.path().join("public"));
    for (answers, why) in [
        ("wrong", "its program gave a wrong answer"),
        ("dead", "its program ended without an answer"),
        ("refused", "could not be set: too many lids"),
    ] {
        let built = bins.run(answers, &["build", "--threads", "2"]);
        assert_eq!(status(&built), 1, "{answers}: {}", stderr(&built));
        let said = stderr(&built);
        assert!(said.contains("error[brief-not-set]") && said.contains(why), "{answers}: {said}");
        assert_eq!(said.matches("[brief-not-set]").count(), 1, "{answers}: {said}");
        assert!(tree(&bins.path().join("public")) == before, "{answers}");
    }
    let built = bins.run("letters", &["build"]);
    assert_eq!(status(&built), 0, "{}", stderr(&built));
    let said = stderr(&built);
    assert!(said.contains("warning[brief-letters]") && said.contains("香"), "{said}");
    assert!(said.contains("content/practices/lid-week.md"), "{said}");
}

#[test]
fn a_withheld_name_reaches_no_brief() {
    let bins = Bins::new();
    let names = bins.programs.path().join("names.txt");
    for (name, path) in [
        ("Zelda Quimby", "practices/singing-bins/brief.pdf"),
        ("Otto Farnsworth", "es/practices/lid-week/brief.pdf"),
    ] {
        fs::write(&names, name).unwrap();
        let file = bins.path().join("content").join(match name {
            "Zelda Quimby" => "practices/singing-bins.md",
            _ => "practices/lid-week.es.md",
        });
        let text = fs::read_to_string(&file).unwrap();
        // Emphasis splits the name, so that no single piece of the text contains it.
        let (first, last) = name.split_once(' ').unwrap();
        write(bins.path(), file.to_str().unwrap(), format!("{text}\nAsk *{first}* {last}.\n"));
        let made = bins.program("").args(["briefs", "--withhold"]).arg(&names).output().unwrap();
        assert_eq!(status(&made), 1, "{}", stderr(&made));
        assert!(!stderr(&made).contains(first), "{}", stderr(&made));
        assert!(!bins.path().join("pdf").exists());
        let id = path.strip_suffix("/brief.pdf").unwrap();
        assert!(bins.asked().iter().all(|brief| brief["id"] != id), "{name} was set");
        fs::write(file, text).unwrap();
    }
}

#[test]
fn chosen_briefs_are_written_to_a_folder() {
    let bins = Bins::new();
    let made = bins.run("", &["briefs", "lid-week", "--out", "handouts"]);
    assert_eq!(stdout(&made), "Wrote 2 briefs to handouts.\n", "{}", stderr(&made));
    let files = tree(&bins.path().join("handouts"));
    assert_eq!(files.keys().collect::<Vec<_>>(), ["lid-week.es.pdf", "lid-week.pdf"]);
    assert!(files.values().all(|bytes| bytes == DOCUMENT));
    let wrong = bins.run("", &["briefs", "lid-weak", "--out", "other"]);
    assert_eq!(status(&wrong), 1);
    let said = stderr(&wrong);
    assert!(
        said.contains("there is no practice `lid-weak`") && said.contains("`lid-week`"),
        "{said}"
    );
    assert!(!bins.path().join("other").exists());
    let none = crosstown(bins.path()).arg("briefs").env("PATH", "").output().unwrap();
    assert_eq!(status(&none), 3);
    assert!(stderr(&none).contains("cargo install --locked --path briefs"), "{}", stderr(&none));
}
