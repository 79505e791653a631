//! Kits of practices as their readers get them: unzipped, read as Markdown and as OpenDocument.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::process::Command;

use zip::ZipArchive;

use crate::common::{crosstown, golden, repository, site, status, tree};

/// The files of an archive by their paths.
fn unzipped(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let count = archive.len();
    let read = |at| {
        let mut file = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        (file.name().unwrap().into_owned(), bytes)
    };
    (0..count).map(read).collect()
}

/// The files of the kit of a practice on a built golden site.
fn kit(practice: &str) -> BTreeMap<String, Vec<u8>> {
    let root = site("kits");
    assert_eq!(status(&crosstown(root.path()).arg("build").output().unwrap()), 0);
    let slug = practice.rsplit('/').next().unwrap();
    let files = tree(&root.path().join("public"));
    unzipped(&files[&format!("{practice}/kit/{slug}-kit.zip")])
}

fn text(files: &BTreeMap<String, Vec<u8>>, path: &str) -> String {
    String::from_utf8(files[path].clone()).unwrap()
}

#[test]
fn a_kit_holds_the_record_as_markdown_and_nothing_else() {
    let files = kit("practices/food-bins");
    let names: Vec<&str> = files.keys().map(|path| path.split_once('/').unwrap().1).collect();
    assert_eq!(
        names,
        [
            "brief.md",
            "checklist.md",
            "citation.bib",
            "citation.csl.json",
            "citation.ris",
            "cost.md",
            "memo.md",
            "memo.odt",
            "questions.md",
            "sources.md"
        ]
    );
    let memo = text(&files, "food-bins-kit/memo.md");
    golden(&repository("tests/kits/memo.md"), &memo).unwrap();
    let spanish = kit("es/practices/food-bins");
    let questions = text(&spanish, "food-bins-kit/questions.md");
    golden(&repository("tests/kits/questions.md"), &questions).unwrap();
    let proposal = kit("practices/singing-bins");
    let brief = text(&proposal, "singing-bins-kit/brief.md");
    golden(&repository("tests/kits/proposal-brief.md"), &brief).unwrap();
}

#[test]
fn the_memo_is_an_opendocument_text_with_the_same_words() {
    let files = kit("practices/food-bins");
    let memo = &files["food-bins-kit/memo.odt"];
    // Programs recognise the format by the name and content of its first member, uncompressed.
    assert_eq!(&memo[30..77], b"mimetypeapplication/vnd.oasis.opendocument.text");
    let parts = unzipped(memo);
    let manifest = text(&parts, "META-INF/manifest.xml");
    for (path, bytes) in parts.iter().filter(|(path, _)| path.ends_with(".xml")) {
        roxmltree::Document::parse(std::str::from_utf8(bytes).unwrap()).unwrap();
        let is_listed = manifest.contains(&format!("manifest:full-path=\"{path}\""));
        assert!(is_listed || path.starts_with("META-INF/"), "{path} is not in the manifest");
    }
    let content = text(&parts, "content.xml");
    let content = roxmltree::Document::parse(&content).unwrap();
    let said: Vec<&str> = content.descendants().filter_map(|node| node.text()).collect();
    let said = said.join("");
    for words in [
        "Draft council memo: Food bins & <scraps>",
        "$1,400,000 ÷ 700,000 residents = $2.00 per resident",
        "☐ Legal: A by-law that lets the city collect scraps.",
        "*Paper bags* leaked; so did 1. boxes and # sacks.",
        "To: [council or committee]",
    ] {
        assert!(said.contains(words), "the memo lacks {words}");
    }
}

#[test]
fn without_extras_there_is_no_kit_and_no_link_to_one() {
    let root = site("kits");
    crosstown(root.path()).args(["build", "--no-extras"]).output().unwrap();
    let files = tree(&root.path().join("public"));
    assert!(files.keys().all(|path| !path.contains("/kit/")));
    let page = text(&files, "practices/food-bins/index.html");
    assert!(!page.contains("/kit/\""));
}

#[test]
#[ignore = "needs LibreOffice; the step `citations` runs it where that is installed"]
fn libreoffice_opens_the_memo() {
    let folder = tempfile::tempdir().unwrap();
    let memo = folder.path().join("memo.odt");
    std::fs::write(&memo, &kit("practices/food-bins")["food-bins-kit/memo.odt"]).unwrap();
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
    let arguments = [&profile, "--headless", "--convert-to", "txt:Text", "--outdir"];
    let mut soffice = Command::new("soffice");
    assert!(soffice.args(arguments).arg(folder.path()).arg(&memo).status().unwrap().success());
    let said = std::fs::read_to_string(folder.path().join("memo.txt")).unwrap();
    assert!(said.contains("A by-law that lets the city collect scraps."), "{said}");
}
