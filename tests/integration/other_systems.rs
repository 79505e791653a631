//! Content and themes as they come from Windows and macOS: with byte-order marks and carriage
//! returns, paths with backslashes, and decomposed names.

use std::fs;
use std::path::Path;

use crate::common::{base, build, run, site, status, stderr, stdout, tree, write};

/// Saves all texts of a site as editors on Windows do.
fn save_on_windows(root: &Path) {
    for folder in ["content", "themes"] {
        for (path, bytes) in tree(&root.join(folder)) {
            let ending = path.rsplit('.').next().unwrap();
            if ["md", "yaml", "html", "css", "js"].contains(&ending) {
                write(root, &format!("{folder}/{path}"), on_windows(&bytes));
            }
        }
    }
}

/// A text with a byte-order mark and carriage returns.
fn on_windows(text: &[u8]) -> Vec<u8> {
    let text = std::str::from_utf8(text).unwrap();
    assert!(!text.contains('\r'), "{text}");
    format!("\u{feff}{}", text.replace('\n', "\r\n")).into_bytes()
}

/// The files of a site without the names of versions (the beginnings of Git object ids), which
/// tell the bytes of a file.
fn without_versions(root: &Path) -> Vec<(String, String)> {
    let is_id = |word: &str| word.len() == 12 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let files = tree(&root.join("public")).into_iter();
    // The source as it was contributed.
    let files = files.filter(|(path, _)| !path.ends_with("/index.md"));
    let masked = files.map(|(path, bytes)| {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let words = text.split_inclusive(|c: char| !c.is_ascii_alphanumeric());
        let masked = words.map(|word| {
            let bare = word.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
            if is_id(bare) { word.replace(bare, "version") } else { word.to_owned() }
        });
        (path, masked.collect())
    });
    masked.collect()
}

#[test]
fn a_site_that_was_written_on_windows_is_the_same_site() {
    for case in ["every-kind", "labels-in-spanish", "rich-bodies", "languages"] {
        let (here, windows) = (site(case), site(case));
        for root in [&here, &windows] {
            let civic = |path: &str| format!("themes/civic/{path}");
            write(root.path(), &civic("static/style/print.css"), ".print {\n  color: red;\n}\n");
            write(root.path(), &civic("static/extra.css"), ".extra {\n  color: red;\n}\n");
            write(root.path(), &civic("i18n/en.yaml"), "choose:\n  submit: Find\n");
            write(
                root.path(),
                &civic("templates/page.html"),
                "{% extends \"base.html\" %}\n{% block main %}\n<h1>{{ record.title }}</h1>\n{% endblock %}\n",
            );
        }
        save_on_windows(windows.path());
        let built = [&here, &windows].map(|root| {
            build(root.path(), &["--theme", "civic"]);
            without_versions(root.path())
        });
        assert_eq!(built[0].len(), built[1].len(), "{case}");
        for (here, windows) in built[0].iter().zip(&built[1]) {
            assert_eq!(here, windows, "{case}");
        }
    }
}

#[test]
fn a_record_that_was_saved_by_notepad_is_imported() {
    let root = base();
    let text = fs::read(root.path().join("content/practices/food-bins.md")).unwrap();
    write(root.path(), "bins.md", on_windows(&text));
    let output = run(root.path(), &["import", "bins.md"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    assert!(root.path().join("content/practices/bins.md").is_file(), "{}", stdout(&output));
}

/// Replacements and new names are written at their places, and lines go on ending as they did.
#[test]
fn files_of_windows_are_mended_as_they_are() {
    let root = base();
    let path = root.path().join("content/practices/food-bins.md");
    let text = fs::read_to_string(&path).unwrap();
    let slip = text.replacen("stage: operating", "stage: operatng", 1);
    assert_ne!(text, slip);
    let both = [&slip, &text].map(|text| on_windows(text.as_bytes()));
    fs::write(&path, &both[0]).unwrap();
    let output = run(root.path(), &["fix", "--write"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    assert_eq!(fs::read(&path).unwrap(), both[1]);
    let output = run(root.path(), &["rename", "food-bins", "kitchen-bins"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let renamed =
        fs::read_to_string(root.path().join("content/practices/kitchen-bins.md")).unwrap();
    assert!(renamed.starts_with("\u{feff}---\r\n"), "{renamed}");
    assert!(renamed.contains("aliases:\r\n- food-bins\r\n"), "{renamed}");
    assert_eq!(renamed.matches('\n').count(), renamed.matches("\r\n").count(), "{renamed}");
    assert_eq!(status(&run(root.path(), &["check"])), 0);
}

#[test]
fn withheld_names_are_found_in_a_list_that_was_saved_by_notepad() {
    let root = base();
    write(root.path(), "content/pages/who.md", "---\ntitle: Who\n---\n\nZelda Quimby said so.\n");
    for names in ["Zelda Quimby\nOrla Finch\n", "Orla Finch\nZelda Quimby"] {
        write(root.path(), "names.txt", on_windows(names.as_bytes()));
        let output = run(root.path(), &["check", "--withhold", "names.txt"]);
        assert_eq!(status(&output), 1, "{}", stderr(&output));
        assert!(stderr(&output).contains("error[withheld-name]"), "{}", stderr(&output));
    }
}

/// macOS decomposes the names of files; what people type is composed, and the other way round.
#[test]
fn names_with_accents_are_found_however_they_are_encoded() {
    let (composed, decomposed) = ("caf\u{e9} d\u{ed}a.pdf", "cafe\u{301} di\u{301}a.pdf");
    for (file, written) in [(composed, decomposed), (decomposed, composed)] {
        let root = base();
        write(root.path(), &format!("content/pages/menu/{file}"), b"%PDF-1.7\n");
        write(
            root.path(),
            "content/pages/menu/index.md",
            format!(
                "---\ntitle: Menu\n---\n\n[today](<{written}>) [again]({})\n",
                written.replace(' ', "%20")
            ),
        );
        write(root.path(), &format!("content/convenings/bin-day-2021/{file}"), b"%PDF-1.7\n");
        let notes = root.path().join("content/convenings/bin-day-2021/smells.md");
        let text = fs::read_to_string(&notes).unwrap();
        let material = format!("materials:\n- {{title: Menu, url: \"{written}\"}}\nattribution:");
        fs::write(&notes, text.replacen("attribution:", &material, 1)).unwrap();
        build(root.path(), &[]);
        let files = tree(&root.path().join("public"));
        for folder in ["pages/menu", "convenings/bin-day-2021"] {
            assert!(files.contains_key(&format!("{folder}/{file}")), "{folder}/{file:?}");
        }
        let broken = crate::links::broken(&files, "/");
        assert!(broken.is_empty(), "{broken:#?}");
    }
}

/// The name of a record cannot have accents; what macOS makes of a name with them has the same advice.
#[test]
fn a_record_with_a_decomposed_name_is_told_its_slug() {
    for name in ["caf\u{e9}.md", "cafe\u{301}.md"] {
        let root = base();
        write(root.path(), &format!("content/pages/{name}"), "---\ntitle: Caf\u{e9}\n---\n");
        let said = stderr(&run(root.path(), &["check"]));
        assert!(said.contains("rename it to `cafe`"), "{said}");
    }
}
