//! `crosstown import`: what somebody wrote offline, in a template of the site, becomes a record.

use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;
use std::process::Command;

use crate::common::{base, build, run, status, stderr, stdout, write};

/// A site in English and Spanish, built, with its templates.
fn site() -> tempfile::TempDir {
    let root = base();
    let at = root.path();
    let words = "- {id: waste, label: Residuos, definition: Lo que se tira.}\n";
    write(at, "content/vocabulary/topics.es.yaml", words);
    let practice = fs::read_to_string(at.join("content/practices/food-bins.md")).unwrap();
    write(at, "content/practices/food-bins.es.md", practice);
    build(at, &[]);
    root
}

fn template(root: &Path, path: &str) -> Vec<u8> {
    fs::read(root.join("public").join(path)).unwrap()
}

/// What is written below the headings of a template, and after the names of parts.
const ANSWERS: [(&str, &str); 9] = [
    ("[title]", "Night buses"),
    ("[summary]", "Buses that come when called, after midnight."),
    ("[stage]", "pilot (Piloto)"),
    ("[cities]", "denver"),
    ("[spheres]", "operations"),
    ("[topics]", "Residuos"),
    ("[text]", "Nobody gets home after midnight [^a]."),
    ("[id]:", "a"),
    ("[lessons]", "Begin small, and measure."),
];

/// Fills in the first place for each answer, line by line.
fn filled(lines: impl Iterator<Item = String>) -> Vec<String> {
    let mut left: Vec<_> = ANSWERS.to_vec();
    let (mut all, mut waiting) = (Vec::new(), None);
    let mut is_source = false;
    for line in lines {
        is_source |= line.ends_with("[sources]");
        if let Some(answer) = waiting.take_if(|_| line.is_empty()) {
            all.push(answer);
        }
        let at = left.iter().position(|(mark, _)| line.trim_end().ends_with(mark));
        match at.map(|at| left.remove(at)) {
            Some((mark, answer)) if mark.ends_with(':') => all.push(format!("{line}{answer}")),
            Some((_, answer)) => {
                all.push(line);
                waiting = Some(answer.to_owned());
            }
            // The title of the source has the key of that of the record.
            None if is_source && line.trim_end().ends_with("[title]:") => {
                is_source = false;
                all.push(format!("{line}A report: part 1"));
            }
            None => all.push(line),
        }
    }
    assert_eq!(left, [], "the template has no place for these");
    all
}

/// The record that is made of the template of a language.
fn expected(lang: &str, heading: &str) -> String {
    let lang = if lang.is_empty() { String::new() } else { format!("lang: {lang}\n") };
    format!(
        "---\ntitle: Night buses\nsummary: Buses that come when called, after midnight.\n\
         stage: pilot\ncities:\n- denver\nspheres:\n- operations\ntopics:\n- waste\nlessons:\n\
         - Begin small, and measure.\nsources:\n- id: a\n  title: \"A report: part 1\"\n{lang}---\n\n\
         ## {heading}\n\nNobody gets home after midnight [^a].\n"
    )
}

#[test]
fn a_filled_template_becomes_a_record() {
    let root = site();
    let at = root.path();
    write(at, "content/cities/denver.md", "---\ntitle: Denver\ncountry: US\n---\n");
    for (path, name, lang, heading) in [
        ("contribute/practice.md", "practice.md", "", "Problem"),
        ("es/contribute/practice.md", "practica.txt", "es", "Problema"),
    ] {
        let text = String::from_utf8(template(at, path)).unwrap();
        let lines = filled(text.lines().map(str::to_owned));
        write(at, name, lines.join("\n"));
        let output = run(at, &["import", name]);
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        assert!(stdout(&output).contains("content/practices/night-buses.md."), "{output:?}");
        let record = at.join("content/practices/night-buses.md");
        assert_eq!(fs::read_to_string(&record).unwrap(), expected(lang, heading));
        // A second time it is there already.
        let again = run(at, &["import", name]);
        assert_eq!(status(&again), 1);
        assert!(stderr(&again).contains("there is already"), "{}", stderr(&again));
        fs::remove_file(record).unwrap();
    }
}

/// A site with the Spanish template of a practice, filled in as `practica.docx` by a word processor
/// that drops our styles.
fn filled_document() -> tempfile::TempDir {
    let root = site();
    let at = root.path();
    write(at, "content/cities/denver.md", "---\ntitle: Denver\ncountry: US\n---\n");
    let bytes = template(at, "es/contribute/practice.docx");
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let mut xml = String::new();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
    let lines = filled(crosstown::import::paragraphs(&bytes).unwrap().into_iter());
    let body: String = lines
        .iter()
        .map(|line| format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", crosstown::escape::xml(line)))
        .collect();
    let start = xml.split("<w:body>").next().unwrap();
    let xml = format!("{start}<w:body>{body}</w:body></w:document>");
    // The other files of the document are as they were.
    let mut written = zip::ZipWriter::new(fs::File::create(at.join("practica.docx")).unwrap());
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        written.start_file(&name, zip::write::SimpleFileOptions::default()).unwrap();
        if name == "word/document.xml" {
            written.write_all(xml.as_bytes()).unwrap();
        } else {
            std::io::copy(&mut file, &mut written).unwrap();
        }
    }
    written.finish().unwrap();
    root
}

/// The record of that document is printed, and not written.
fn reads(root: &Path, document: &str) {
    let output = run(root, &["import", document, "--print"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let printed = format!("# content/practices/night-buses.md\n{}", expected("es", "Problema"));
    assert_eq!(stdout(&output), printed);
    assert!(!root.join("content/practices/night-buses.md").exists());
}

#[test]
fn a_filled_document_becomes_a_record() {
    let root = filled_document();
    reads(root.path(), "practica.docx");
}

#[test]
#[ignore = "needs LibreOffice; the step `citations` runs it where that is installed"]
fn a_document_that_libreoffice_has_saved_becomes_the_same_record() {
    let root = filled_document();
    let at = root.path();
    let profile = format!("-env:UserInstallation=file://{}/profile", at.display());
    let mut soffice = Command::new("soffice");
    soffice.current_dir(at).args([&profile, "--headless", "--convert-to", "docx"]);
    assert!(soffice.args(["--outdir", "saved", "practica.docx"]).status().unwrap().success());
    let [ours, theirs] =
        ["practica.docx", "saved/practica.docx"].map(|file| fs::read(at.join(file)));
    assert_ne!(ours.unwrap(), theirs.unwrap());
    reads(at, "saved/practica.docx");
}

#[test]
fn what_cannot_be_read_is_told_and_nothing_is_written() {
    let root = site();
    let at = root.path();
    for (name, text, told) in [
        ("letter.txt", "Dear editors,\n", "error[no-template]"),
        ("broken.docx", "PK\u{3}\u{4}", "error[unreadable-document]"),
        (
            "wrong.md",
            "# Add [practice]\n\n## Title [title]\n\nA\n\n## Cities [citties]\n\ndenver\n",
            "did you mean `[cities]`?",
        ),
        (
            "part.md",
            "# Add [practice]\n\n## Title [title]\n\nA\n\n## Sources [sources]\n\nUrl [urll]: x\n",
            "did you mean `[url]`?",
        ),
    ] {
        write(at, name, text);
        let output = run(at, &["import", name]);
        assert_eq!(status(&output), 1, "{name}");
        assert!(stderr(&output).contains(told), "{name}: {}", stderr(&output));
        assert!(stderr(&output).contains("nothing was written"), "{name}");
    }
}

#[test]
fn several_sets_and_notes_are_read() {
    let root = site();
    let at = root.path();
    let meeting = "---\ntitle: Summit\nstart: 2024-05-01\nsummary: A meeting.\n---\n";
    write(at, "content/convenings/summit-2024/index.md", meeting);
    let notes = "# Notes [session]\n\n## Convening [convening]\n\nSummit\n\n## Title [title]\n\n\
        Paying for what works\n\n## Date [date]\n\n2024-05-01\n\n## Attribution [attribution]\n\n\
        Public\n\n## Summary [summary]\n\nHow cities pay.\n\n## Notes [notes]\n\nFirst.\n\n> Second.\n\n\
        ## Actions [actions]\n\nWhat [what]: Share the contract.\nDue [due]: 2024-09\n\n\
        What [what]: Meet again.\nDone [done]: yes\n\n## Questions [questions]\n\nWho else?\n";
    write(at, "notes.md", notes);
    let output = run(at, &["import", "notes.md", "--print"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let record = "# content/convenings/summit-2024/paying-for-what-works.md\n---\n\
        title: Paying for what works\ndate: 2024-05-01\nattribution: public\nsummary: How cities pay.\n\
        actions:\n- what: Share the contract.\n  due: 2024-09\n- what: Meet again.\n  done: true\n\
        questions:\n- text: Who else?\n---\n\nFirst.\n\n> Second.\n";
    assert_eq!(stdout(&output), record);
}

#[test]
fn the_file_of_a_form_keeps_its_name() {
    let root = site();
    let at = root.path();
    let record = "---\ntitle: A\n---\n";
    write(at, "night-buses.md", record);
    let output = run(at, &["import", "night-buses.md"]);
    assert_eq!(status(&output), 0);
    assert!(stderr(&output).contains("error[missing-field]"), "{}", stderr(&output));
    assert_eq!(fs::read_to_string(at.join("content/practices/night-buses.md")).unwrap(), record);
}
