//! The last gate: no byte of a site names somebody whom the list keeps out.

use std::fs;
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::{DeflateEncoder, ZlibEncoder};

use crate::common::{base, build, crosstown, holding, status, stderr, tree, write};
use crosstown::diagnostic::{Style, human};
use crosstown::output::{Artifact, Sink};
use crosstown::pipeline::{self, Built, Memory, Options};
use crosstown::withheld::List;

use super::tried;

/// The list, in a folder of its own.
fn list(names: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("names.txt");
    fs::write(&file, names).unwrap();
    let path = file.to_str().unwrap().to_owned();
    (folder, path)
}

fn replace(root: &Path, path: &str, from: &str, to: &str) {
    let file = root.join(path);
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains(from), "{path} has no {from}");
    fs::write(file, text.replacen(from, to, 1)).unwrap();
}

/// An office document with one packed member.
fn document(text: &str) -> Vec<u8> {
    let mut member = DeflateEncoder::new(Vec::new(), Compression::fast());
    member.write_all(text.as_bytes()).unwrap();
    let mut archive = b"PK\x03\x04\x14\0\0\0\x08\0".to_vec();
    archive.extend([0; 16]);
    archive.extend(b"\x05\0\0\0a.xml");
    archive.extend(member.finish().unwrap());
    archive
}

fn pdf(text: &str) -> Vec<u8> {
    let mut stream = ZlibEncoder::new(Vec::new(), Compression::fast());
    stream.write_all(text.as_bytes()).unwrap();
    let mut pdf = b"%PDF-1.7\n1 0 obj <<>>\nstream\r\n".to_vec();
    pdf.extend(stream.finish().unwrap());
    pdf
}

/// Attaches a file to the practice of the base.
fn attach(root: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    let text = fs::read_to_string(root.join("content/practices/food-bins.md")).unwrap();
    fs::remove_file(root.join("content/practices/food-bins.md")).unwrap();
    let text = format!("{text}\nSee [the file]({name}).\n");
    write(root, "content/practices/food-bins/index.md", text);
    write(root, &format!("content/practices/food-bins/{name}"), bytes);
}

type Plant = (&'static str, fn(&Path));

/// Places, other than notes, from which a name may come.
const PLANTS: [Plant; 21] = [
    ("a practice's body", |root| {
        replace(root, "content/practices/food-bins.md", "Half of", "Quimby knows that half of");
    }),
    ("a practice's body, split by tags", |root| {
        replace(root, "content/practices/food-bins.md", "Half of", "Qu<em>im</em>by: half of");
    }),
    ("a practice's body, in an entity", |root| {
        replace(root, "content/practices/food-bins.md", "Half of", "&#81;uimby: half of");
    }),
    ("a practice's title, escaped", |root| {
        replace(root, "content/practices/food-bins.md", "Food bins", "\"\\x51uimby bins\"");
    }),
    ("a comment of YAML", |root| {
        replace(root, "content/practices/food-bins.md", "stage:", "# by Quimby\nstage:");
    }),
    ("a city", |root| {
        replace(
            root,
            "content/cities/ghent.md",
            "country: BE",
            "country: BE\nregion: Land of Zelda Quimby",
        );
    }),
    ("a network", |root| {
        replace(root, "content/networks/bin-league.md", "about waste", "about waste, by Z. Quimby");
    }),
    ("a challenge", |root| {
        replace(
            root,
            "content/challenges/bin-prize-2020.md",
            "less waste",
            "less waste, after Quimby",
        );
    }),
    ("a page", |root| replace(root, "content/pages/about.md", "Ask us", "Ask Quimby")),
    ("a convening", |root| {
        replace(root, "content/convenings/bin-day-2021/index.md", "about waste", "of Quimby");
    }),
    ("a session", |root| {
        replace(root, "content/convenings/bin-day-2021/smells.md", "A lid helps", "Quimby helps");
    }),
    ("the configuration", |root| {
        replace(root, "content/site.yaml", "throw away", "throw away, by Quimby");
    }),
    ("the vocabulary", |root| {
        replace(root, "content/vocabulary/topics.yaml", "rubbish", "quimbywaste, Quimby");
    }),
    ("a record's address", |root| {
        let text = fs::read(root.join("content/pages/about.md")).unwrap();
        write(root, "content/pages/zelda-quimby.md", text);
    }),
    ("a theme's template", |root| {
        let text =
            fs::read_to_string(crate::common::repository("themes/civic/templates/base.html"));
        let text = text.unwrap().replacen("<body", "<!-- Quimby --><body", 1);
        write(root, "themes/civic/templates/base.html", text);
    }),
    ("a theme's style", |root| write(root, "themes/civic/static/more.css", "/* QUIMBY */")),
    ("an attached text", |root| attach(root, "plan.txt", "By zelda.quimby in 2020")),
    ("an attached table in UTF-16", |root| {
        let text = "\u{feff}By Quimby";
        attach(
            root,
            "plan.csv",
            text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>(),
        );
    }),
    ("an attached document", |root| {
        attach(root, "plan.docx", document("<w:t>Qui</w:t></w:r><w:r><w:t>mby</w:t>"));
    }),
    ("an attached PDF", |root| attach(root, "plan.pdf", pdf("BT [(Qui) -10 (mby)] TJ ET"))),
    ("an attached file's name", |root| attach(root, "by-quimby.txt", "Nothing")),
];

#[test]
fn every_file_with_a_name_is_counted() {
    let root = crate::common::site("withheld-output-listed");
    let said = stderr(
        &crosstown(root.path())
            .args(["build", "--withhold", "outside/names.txt"])
            .output()
            .unwrap(),
    );
    let (first, rest) = said.split_once("` and ").unwrap();
    let (others, _) = rest.split_once(" other files").unwrap();
    build(root.path(), &[]);
    let found = holding(&root.path().join("public"), "quimby");
    assert!(first.ends_with(&found[0]), "{first}");
    assert_eq!(others.parse::<usize>().unwrap(), found.len() - 1, "{found:#?}");
}

#[test]
fn no_output_names_anybody_on_the_list() {
    let (_outside, list) = list("# not to be named\nZelda Quimby\n");
    for (what, plant) in PLANTS {
        let root = base();
        build(root.path(), &["--withhold", &list]);
        let before = tree(&root.path().join("public"));
        plant(root.path());
        let output = crosstown(root.path()).args(["build", "--withhold", &list]).output().unwrap();
        let said = stderr(&output);
        assert_eq!(status(&output), 1, "{what}: {said}");
        assert!(said.contains("[withheld-name]") || said.contains("[withheld-output]"), "{said}");
        let folded = said.to_lowercase();
        assert!(!folded.contains("zelda") && !folded.contains("quimby"), "{what}: {said}");
        assert_eq!(tree(&root.path().join("public")), before, "{what}: the old site is gone");
        // Without the list the same site is built, so it is the list that stops the build.
        assert_eq!(status(&crosstown(root.path()).arg("build").output().unwrap()), 0, "{what}");
    }
    tried("sources of a withheld name", PLANTS.len());
}

#[test]
fn the_list_comes_from_the_environment_too_and_goes_nowhere() {
    let (outside, list) = list("Zelda Quimby\nÉlodie Łukasz\n");
    let root = base();
    let run = |command: &str| {
        let mut program = crosstown(root.path());
        let output = program.arg(command).env("CROSSTOWN_WITHHOLD", &list).output().unwrap();
        (status(&output), stderr(&output))
    };
    assert_eq!(run("build").0, 0);
    for name in ["quimby", "lukasz", "łukasz", "elodie", "names.txt"] {
        let files = holding(root.path(), name);
        assert!(files.is_empty(), "{name} is in {files:?}");
    }
    // What was built without the list has not passed it: nothing counts as unchanged.
    replace(root.path(), "content/pages/about.md", "Ask us", "Ask Elodie Lukasz");
    assert_eq!(status(&crosstown(root.path()).arg("build").output().unwrap()), 0);
    for command in ["build", "check"] {
        let (status, said) = run(command);
        assert_eq!(status, 1, "{said}");
        assert!(said.contains("[withheld-name]") && !said.contains("Lukasz"), "{said}");
    }
    fs::remove_file(outside.path().join("names.txt")).unwrap();
    for command in ["build", "check"] {
        let (status, said) = run(command);
        assert_eq!(status, 3, "without its list nothing is built: {said}");
    }
}

#[test]
fn a_list_without_names_is_a_mistake() {
    let (_outside, list) = list("# nobody yet\n\n");
    let output = crosstown(base().path()).args(["check", "--withhold", &list]).output().unwrap();
    assert_eq!(status(&output), 3);
    assert!(stderr(&output).contains("it contains no name"), "{}", stderr(&output));
}

#[test]
fn what_only_resembles_a_name_stops_nothing() {
    let (_outside, list) = list("Zelda Quimby\nMark Green\nWill Park\nAna Denver\nIda Ng\n");
    let root = base();
    let text = "Ask for a green mark in the park, will you? Zeldas and quimbys are none. The angle of \
                Denver. Gentle rain. Idaho.";
    replace(root.path(), "content/pages/about.md", "Ask us anything.", text);
    build(root.path(), &["--withhold", &list]);
}

#[test]
fn a_name_from_notes_is_on_no_page_of_the_site() {
    let root = base();
    let notes = "---\ntitle: Lids\ndate: 2021-05-04\nattribution: chatham-house\nsummary: What helps.\n\
                 chair: Zelda Quimby\n---\n\nA lid helps.\n";
    write(root.path(), "content/convenings/bin-day-2021/lids.md", notes);
    build(root.path(), &[]);
    let before = tree(&root.path().join("public"));
    replace(
        root.path(),
        "content/cities/ghent.md",
        "country: BE",
        "country: BE\nregion: Quimby County",
    );
    let output = crosstown(root.path()).arg("build").output().unwrap();
    let said = stderr(&output);
    assert_eq!(status(&output), 1, "{said}");
    assert!(said.contains("error[withheld-output]"), "{said}");
    assert!(said.contains("cities/ghent/") && said.contains("lids.md:6:8"), "{said}");
    assert_eq!(tree(&root.path().join("public")), before);
}

/// A sink that accepts everything and has nothing of the previous build.
struct Nowhere;

impl Sink for Nowhere {
    fn put(&self, _: Artifact) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn what_is_served_passes_the_gate_and_its_errors_name_nobody() {
    let root = base();
    let notes = "---\ntitle: Lids\ndate: 2021-05-04\nattribution: chatham-house\nsummary: What helps.\n\
                 chair: Zelda Quimby\n---\n\nA lid helps.\n";
    write(root.path(), "content/convenings/bin-day-2021/lids.md", notes);
    let options =
        |names: &str| Options { withhold: List::from_text(names), ..Options::new(root.path()) };
    let mut memory = Memory::default();
    let options = options("Otto Farnsworth");
    let mut build = || {
        let inputs = pipeline::read(&options, Some(&memory)).unwrap();
        pipeline::build(&options, inputs, Some(&mut memory), &Nowhere).unwrap()
    };
    let Built { report, index, .. } = build();
    assert!(!report.failed() && !report.diagnostics.is_empty());
    index.unwrap().put(&Nowhere).unwrap();
    replace(root.path(), "content/cities/ghent.md", "country: BE", "country: BE\nregion: Quimby");
    replace(root.path(), "content/pages/about.md", "Ask us", "Ask us or Otto Farnsworth, [[x]]");
    for code in ["withheld-name", "withheld-output"] {
        let report = build().report;
        assert!(report.failed() && report.diagnostics.iter().any(|found| found.code == code));
        for found in &report.diagnostics {
            let said = human(found, Style::Plain).to_lowercase();
            for name in ["quimby", "zelda", "otto", "farnsworth"] {
                assert!(!said.contains(name), "{said}");
            }
        }
        // Without the page's own errors, the gate is reached.
        _ = fs::remove_file(root.path().join("content/pages/about.md"));
    }
}
