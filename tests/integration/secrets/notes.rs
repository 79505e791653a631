//! Names in notes under the Chatham House Rule, and on the pages related to them.

use std::collections::BTreeSet;
use std::path::Path;

use tempfile::TempDir;

use super::encodings::{ACCENTED, ACCENTS, MARKDOWN, NAME, YAML};
use super::tried;
use crate::common::{base, crosstown, holding, status, stderr, write};

/// A site in which each case is a separate convening.
struct Planted {
    root: TempDir,
    cases: Vec<String>,
}

impl Planted {
    fn new() -> Planted {
        Planted { root: base(), cases: Vec::new() }
    }

    /// Adds a case: notes with these lines of front matter and this body, and other files.
    fn add(&mut self, what: &str, front: &str, body: &str, others: &[(&str, String)]) {
        let folder = format!("content/convenings/case-{}", self.cases.len());
        let convening =
            "---\ntitle: A meeting\nstart: 2021-05-04\ncity: ghent\nsummary: A day.\n---\n";
        write(self.root.path(), &format!("{folder}/index.md"), convening);
        let title = if front.contains("title:") { "" } else { "title: Lids\n" };
        let summary = if front.contains("summary:") { "" } else { "summary: What helps.\n" };
        let notes = format!(
            "---\n{title}date: 2021-05-04\nattribution: chatham-house\n{summary}{front}\n---\n\n{body}\n"
        );
        write(self.root.path(), &format!("{folder}/notes.md"), notes);
        for (path, text) in others {
            write(self.root.path(), &path.replace("CASE", &folder), text);
        }
        self.cases.push(what.to_owned());
    }

    /// The cases in which `check` reports only the fields themselves.
    fn unseen(&self, arguments: &[&str]) -> Vec<usize> {
        let output = crosstown(self.root.path())
            .args(["check", "--format", "json"])
            .args(arguments)
            .output()
            .unwrap();
        let report: serde_json::Value = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|error| panic!("{error}: {}", stderr(&output)));
        let errors =
            report["diagnostics"].as_array().unwrap().iter().filter(|found| {
                found["severity"] == "error" && found["code"] != "withheld-identity"
            });
        let seen: BTreeSet<usize> = errors
            .filter_map(|found| {
                let file = found["file"].as_str()?;
                let number = file.split("case-").nth(1)?.split(['/', '.']).next()?;
                number.parse().ok()
            })
            .collect();
        (0..self.cases.len()).filter(|case| !seen.contains(case)).collect()
    }

    /// Fails the test unless each case is an error, or absent from the site built from the cases
    /// without errors.
    fn judge(&self, suite: &str, arguments: &[&str], words: &[&str]) {
        let unseen = self.unseen(arguments);
        let content = self.root.path().join("content");
        for case in (0..self.cases.len()).filter(|case| !unseen.contains(case)) {
            std::fs::remove_dir_all(content.join(format!("convenings/case-{case}"))).unwrap();
            _ = std::fs::remove_file(content.join(format!("practices/case-{case}.md")));
            _ = std::fs::remove_file(content.join(format!("pages/case-{case}.md")));
        }
        let output = crosstown(self.root.path()).arg("build").args(arguments).output().unwrap();
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        let out = self.root.path().join("public");
        for word in words {
            let files = holding(&out, word);
            let named: Vec<&str> = unseen
                .iter()
                .filter(|case| files.iter().any(|file| file.contains(&format!("case-{case}/"))))
                .map(|case| self.cases[*case].as_str())
                .collect();
            assert!(files.is_empty(), "`{word}` is published: {named:#?} {files:?}");
        }
        tried(suite, self.cases.len());
    }

    /// Fails the test unless each case is an error.
    fn all_seen(&self, suite: &str, arguments: &[&str]) {
        let unseen = self.unseen(arguments);
        let unseen: Vec<&str> = unseen.iter().map(|case| self.cases[*case].as_str()).collect();
        assert!(unseen.is_empty(), "nothing was said of {unseen:#?}");
        tried(suite, self.cases.len());
    }
}

/// Writes the list of names beside the root and returns the arguments that name it.
fn listed(folder: &Path, names: &str) -> [String; 2] {
    let file = folder.join("names.txt");
    std::fs::write(&file, names).unwrap();
    ["--withhold".to_owned(), file.to_str().unwrap().to_owned()]
}

#[test]
fn a_name_in_the_body_is_found_in_every_encoding() {
    let outside = tempfile::tempdir().unwrap();
    let list = listed(outside.path(), &format!("# who spoke\n{NAME}\n{ACCENTED}\n"));
    let list = [list[0].as_str(), list[1].as_str()];
    for (suite, chair, arguments) in
        [("names in fields", true, &[][..]), ("names on a list", false, &list[..])]
    {
        let mut planted = Planted::new();
        for (spellings, name) in [(&MARKDOWN[..], NAME), (&ACCENTS[..], ACCENTED)] {
            for spelling in spellings {
                let front = if chair { format!("chair: {name}") } else { String::new() };
                planted.add(spelling, &front, &format!("Then came {spelling} and left."), &[]);
            }
        }
        planted.all_seen(&format!("spellings of {suite}"), arguments);
    }
}

/// Places in a body, with `NAME` for the name.
const PLACES: [&str; 27] = [
    "# NAME came",
    "## A heading {#NAME}",
    "- one\n- two of NAME",
    "| a | b |\n|---|---|\n| NAME | x |",
    "A note[^n].\n\n[^n]: Of NAME.",
    "A note[^NAME].\n\n[^NAME]: Text.",
    "[words](https://example.org/NAME)",
    "[words](https://example.org/?by=NAME#x)",
    "[words](https://example.org \"by NAME\")",
    "[words][ref]\n\n[ref]: https://example.org/NAME",
    "[words][NAME]\n\n[NAME]: https://example.org",
    "[unused]: https://example.org/NAME",
    "<https://example.org/NAME>",
    "![by NAME](https://example.org/x.png)",
    "![x](https://example.org/NAME.png)",
    "[[city:ghent|NAME]]",
    "`NAME`",
    "```NAME\ncode\n```",
    "```\nby NAME\n```",
    "    by NAME",
    "~~~ {.NAME}\ncode\n~~~",
    "<!-- NAME -->\n\nText.",
    "Text <span title=\"NAME\">x</span>.",
    "<div id=\"NAME\">\n\nText.\n\n</div>",
    "<img src=\"https://example.org/x.png\" alt=\"NAME\">",
    "> NAME said it.",
    "Text.\n\n<details>\n<summary>NAME</summary>\nHidden.\n</details>",
];

#[test]
fn a_name_is_found_in_every_place_of_a_body() {
    let mut planted = Planted::new();
    for place in PLACES {
        for spelling in ["zelda-quimby", "Quimby", "zeldaquimby"] {
            let body = place.replace("NAME", spelling);
            planted.add(&body, &format!("chair: {NAME}"), &body, &[]);
        }
    }
    planted.judge("places of a body", &[], &["quimby", "zelda"]);
}

/// Fields of notes, with `VALUE` for the name.
const FIELDS: [&str; 17] = [
    "title: VALUE",
    "summary: VALUE",
    "timezone: VALUE",
    "takeaways:\n    - VALUE",
    "decisions:\n    - VALUE",
    "questions:\n    - VALUE",
    "questions:\n    - text: VALUE",
    "actions:\n    - what: VALUE",
    "actions:\n    - what: Send it\n      who: VALUE",
    "materials:\n    - title: VALUE",
    "sources:\n    - id: a\n      title: VALUE",
    "sources:\n    - id: a\n      title: Minutes\n      publisher: VALUE",
    "sources:\n    - id: a\n      title: Minutes\n      authors: [Quimby]",
    "sources:\n    - id: a\n      title: Minutes\n      url: https://example.org/quimby",
    "materials:\n    - title: Slides\n      url: https://example.org/zelda-quimby.pdf",
    "speakers:\n    - org: VALUE",
    "speakers:\n    - role: VALUE\n      city: ghent",
];

#[test]
fn a_name_is_found_in_every_field() {
    let mut planted = Planted::new();
    for field in FIELDS {
        for value in YAML {
            let front = format!("{}\nchair: {NAME}", field.replace("VALUE", value));
            planted.add(&front, &front, "A lid helps.", &[]);
        }
    }
    // The value of another field, through an alias.
    for field in ["summary: *who", "takeaways: [*who]", "title: *who", "questions: [*who]"] {
        let front = format!("chair: &who {NAME}\n{field}");
        planted.add(&front, &front, "A lid helps.", &[]);
    }
    planted.judge("fields", &[], &["quimby", "zelda"]);
}

#[test]
fn first_names_and_organisations_of_speakers_are_names_too() {
    let mut planted = Planted::new();
    let front = "speakers:\n- {name: Zelda Quimby, org: Guild of Cartwrights, city: ghent}";
    for text in
        ["Zelda", "the Guild of Cartwrights", "guild-of-cartwrights", "Guild of *Cart*wrights"]
    {
        planted.add(text, front, &format!("The lids of {text} are better."), &[]);
    }
    planted.all_seen("first names and organisations", &[]);
}

#[test]
fn pages_that_belong_to_a_session_name_nobody_from_it() {
    let mut planted = Planted::new();
    let chair = format!("chair: {NAME}");
    let practice = |at: usize, body: &str| {
        let text = format!(
            "---\ntitle: Lids\nsummary: Lids for bins.\nstage: operating\ncities: [denver]\n\
             spheres: [operations]\ntopics: [waste]\nsources:\n- {{id: a, title: A}}\n---\n\n{body}\n"
        );
        (format!("content/practices/case-{at}.md"), text)
    };
    for spelling in ["Zelda Quimby", "Quimby", "Zelda", "z-quimby", "Qu*im*by", "&#81;uimby"] {
        let meeting = format!(
            "---\ntitle: A meeting\nstart: 2021-05-04\ncity: ghent\nsummary: By {spelling}.\n---\n"
        );
        planted.add("convening", &chair, "Text.", &[("CASE/index.md", meeting.clone())]);
        planted.add("translated convening", &chair, "Text.", &[("CASE/index.es.md", meeting)]);
        let sibling = format!(
            "---\ntitle: Other\ndate: 2021-05-04\nattribution: public\nsummary: More.\n---\n\nBy {spelling}.\n"
        );
        planted.add("sibling", &chair, "Text.", &[("CASE/other.md", sibling.clone())]);
        let sibling = sibling.replace("attribution: public", "attribution: chatham-house");
        planted.add("confidential sibling", &chair, "Text.", &[("CASE/other.md", sibling)]);
        let at = planted.cases.len();
        let (path, text) = practice(at, &format!("By {spelling}."));
        let front = format!("{chair}\npractices:\n- practice: case-{at}");
        planted.add("listed practice", &front, "Text.", &[(&path, text)]);
        for link in ["[[session:case-AT/notes]]", "[x](/convenings/case-AT/notes/)"] {
            let at = planted.cases.len();
            let body = format!("{} by {spelling}.", link.replace("AT", &at.to_string()));
            let (path, text) = practice(at, &body);
            planted.add("linking practice", &chair, "Text.", &[(&path, text)]);
            let at = planted.cases.len();
            let body = format!("{} by {spelling}.", link.replace("AT", &at.to_string()));
            let page = format!("---\ntitle: Page\n---\n\n{body}\n");
            let path = format!("content/pages/case-{at}.md");
            planted.add("linking page", &chair, "Text.", &[(&path, page)]);
        }
    }
    planted.all_seen("pages that belong to a session", &[]);
}

#[test]
fn the_name_of_a_file_names_nobody() {
    for slug in ["zelda-quimby", "quimby", "talk-by-zelda", "zquimby"] {
        let root = base();
        let notes = format!(
            "---\ntitle: Lids\ndate: 2021-05-04\nattribution: chatham-house\nsummary: What helps.\nchair: {NAME}\n---\n"
        );
        write(root.path(), &format!("content/convenings/bin-day-2021/{slug}.md"), notes);
        let output = crosstown(root.path()).arg("build").output().unwrap();
        assert_eq!(status(&output), 1, "{slug}");
        assert!(stderr(&output).contains("the name of this file"), "{}", stderr(&output));
    }
}

#[test]
fn quotations_are_found_or_left_out() {
    const SAID: &str = "we never once read any zork of them";
    let mut planted = Planted::new();
    for (open, close) in [
        ("\"", "\""),
        ("“", "”"),
        ("„", "“"),
        ("„", "”"),
        ("”", "”"),
        ("«", "»"),
        ("« ", " »"),
        ("»", "«"),
        ("‹", "›"),
        ("‘", "’"),
        ("‚", "‘"),
        ("'", "'"),
        ("''", "''"),
        ("「", "」"),
        ("『", "』"),
        ("＂", "＂"),
        ("&quot;", "&quot;"),
        ("&ldquo;", "&rdquo;"),
        ("&#34;", "&#x22;"),
        ("&laquo;", "&raquo;"),
        ("\\\"", "\\\""),
        ("<q>", "</q>"),
        ("<cite>", "</cite>"),
        ("*\"", "\"*"),
    ] {
        planted.add(open, "", &format!("They say {open}{SAID}{close} of it."), &[]);
        planted.add(open, "", &format!("One city said {open}no zork{close}."), &[]);
    }
    for body in [
        "> SAID",
        "> SAID\n>\n> more zork",
        "> one\n\n> SAID",
        "> lazy\nSAID",
        "- item\n\n  > SAID",
        "> - SAID\n> - zork",
        "<blockquote>\n\nSAID\n\n</blockquote>",
        "<blockquote>SAID</blockquote>",
        "<BlockQuote cite=\"zork\">\nSAID\n\nzork\n\n</BlockQuote>",
        "[x](https://example.org \"SAID\")",
        "[x](https://example.org 'SAID')",
        "[x](https://example.org (SAID))",
        "![x](https://example.org/x.png \"SAID\")",
        "[x][r]\n\n> [r]: https://example.org \"SAID\"",
        "[x][r]\n\n[r]: https://example.org (SAID)",
        "<p title=\"SAID\">x</p>",
        "Text.[^n]\n\n[^n]: > SAID",
    ] {
        planted.add(body, "", &body.replace("SAID", SAID), &[]);
    }
    for field in [
        "summary: VALUE",
        "takeaways:\n    - VALUE",
        "questions:\n    - VALUE",
        "decisions:\n    - VALUE",
    ] {
        for value in [
            format!("They say “{SAID}” of it"),
            format!("'They say \"{SAID}\" of it'"),
            format!("\"They say \\u201c{SAID}\\u201d of it\""),
            format!("\"They say \\x22{SAID}\\x22 of it\""),
        ] {
            let front = field.replace("VALUE", &value);
            planted.add(&front, &front, "A lid helps.", &[]);
        }
    }
    planted.judge("quotations", &[], &["zork"]);
}
