//! Attached files that no golden site can contain: links, large files, names that some systems do
//! not allow.

use std::fs::{self, File};
use std::path::Path;

use crate::common::{base, build, holding, run, status, stderr, tree, write};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Adds a page with a text.
fn page(root: &Path, slug: &str, text: &str) {
    write(
        root,
        &format!("content/pages/{slug}.md"),
        format!("---\ntitle: {slug}\n---\n\n{text}\n"),
    );
}

/// Creates a sparse file of this many megabytes, which takes no space on the disk.
fn sparse(root: &Path, path: &str, head: &[u8], megabytes: u64) {
    write(root, path, head);
    File::options().write(true).open(root.join(path)).unwrap().set_len(megabytes << 20).unwrap();
}

/// The output of `check` for a root with errors. `build` must publish nothing of it.
fn refused(root: &Path) -> String {
    let built = run(root, &["build"]);
    assert_eq!(status(&built), 1, "{}", stderr(&built));
    assert!(!root.join("public").exists());
    let output = run(root, &["check"]);
    assert_eq!(status(&output), 1, "{}", stderr(&output));
    stderr(&output)
}

#[test]
fn what_is_too_large_is_not_read() {
    let root = base();
    page(root.path(), "films", "A [film](film.mp4), and ![a picture](picture.png).");
    sparse(root.path(), "content/pages/film.mp4", b"\0\0\0\x18ftypmp42", 2048);
    sparse(root.path(), "content/pages/picture.png", PNG, 30);
    sparse(root.path(), "content/pages/huge.md", b"---\n", 2048);
    sparse(root.path(), "content/vocabulary/mechanisms.es.yaml", b"[]", 2048);
    let start = std::time::Instant::now();
    let said = refused(root.path());
    // Reading two gigabytes would take longer, even from a sparse file.
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    for part in [
        "error[too-large]: this file has 2147.5 MB, and at most 50.0 MB are read\n--> content/pages/film.mp4:1:1",
        "error[too-large]: this file has 2147.5 MB, and at most 10.0 MB are read\n--> content/pages/huge.md:1:1",
        "error[too-large]: this file has 2147.5 MB, and at most 4.0 MB are read\n--> content/vocabulary/mechanisms.es.yaml:1:1",
        "warning[large-picture]: this picture has 31.5 MB, which is slow on a phone",
        "limits: {record_mb: …}",
        "limits: {attachment_mb: …}",
    ] {
        assert!(said.contains(part), "{part} is not in {said}");
    }
}

#[test]
fn a_site_says_how_large_things_may_be() {
    let root = base();
    page(root.path(), "films", "A [film](film.mp4).");
    sparse(root.path(), "content/pages/film.mp4", b"\0\0\0\x18ftypmp42", 2);
    let limits = |text: &str| {
        let site = "title: Bins\nbase_url: https://bins.example/\nlanguages: [en, es]\n";
        write(root.path(), "content/site.yaml", format!("{site}limits: {text}\n"));
    };
    limits("{attachment_mb: 2}");
    assert!(refused(root.path()).contains("at most 2.0 MB"));
    limits("{attachment_mb: 3}");
    build(root.path(), &[]);
    assert!(root.path().join("public/pages/film.mp4").exists());
}

#[test]
fn names_that_not_every_system_can_have_are_refused() {
    for (name, safe) in [
        ("aux.png", "aux-1.png"),
        ("aux.md", "aux-1.md"),
        ("COM1.txt", "COM1-1.txt"),
        ("a\nb.md", "a-b.md"),
        ("a\u{1b}[31m.png", "a-[31m.png"),
        ("trailing.", "trailing"),
        ("back\\slash.png", "back-slash.png"),
        ("Budget: 2024.pdf", "Budget-2024.pdf"),
        ("what?.pdf", "what.pdf"),
        ("nul/plan.png", "nul-1"),
    ] {
        let root = base();
        let path = root.path().join("content/pages").join(name);
        let written =
            fs::create_dir_all(path.parent().unwrap()).and_then(|()| fs::write(path, PNG));
        if written.is_err() {
            continue;
        }
        let said = refused(root.path());
        assert!(said.contains("error[bad-file-name]"), "{name:?}: {said}");
        assert!(said.contains(&format!("rename it to `{safe}`")), "{name:?}: {said}");
        assert!(!said.contains('\u{1b}'), "{said:?}");
    }
}

#[test]
fn files_of_themes_have_names_that_every_system_can_have() {
    for (name, code) in [
        ("static/aux.svg", "bad-file-name"),
        ("static/icons/what?.svg", "bad-file-name"),
        ("templates/a:b.html", "bad-file-name"),
        ("static/a\\b.svg", "bad-file-name"),
        ("static/FONTS.css", "same-file-name"),
    ] {
        let root = base();
        write(root.path(), "themes/civic/static/fonts.css", "");
        let path = root.path().join("themes/civic").join(name);
        let written = fs::create_dir_all(path.parent().unwrap()).and_then(|()| fs::write(path, ""));
        let is_there = fs::read_dir(root.path().join("themes/civic/static")).unwrap().count() > 1;
        if written.is_err() || code == "same-file-name" && !is_there {
            continue;
        }
        let said = refused(root.path());
        assert!(said.contains(&format!("error[{code}]")), "{name:?}: {said}");
    }
}

#[test]
fn names_that_some_systems_cannot_tell_apart_are_refused() {
    for (one, other, finding) in [
        ("Shot.png", "shot.png", "this name differs from `pages/Shot.png` only in capital letters"),
        ("caf\u{e9}.png", "cafe\u{301}.png", "this name differs from `pages/cafe\u{301}.png`"),
        ("Maps/a.png", "maps/b.png", "this folder's name differs from `pages/Maps`"),
    ] {
        let root = base();
        page(root.path(), "shots", &format!("![a]({one}) ![b]({other})"));
        write(root.path(), &format!("content/pages/{one}"), PNG);
        write(root.path(), &format!("content/pages/{other}"), PNG);
        if fs::read_dir(root.path().join("content/pages")).unwrap().count() == 4 {
            let said = refused(root.path());
            assert!(said.contains("error[same-file-name]"), "{said}");
            assert!(said.contains(finding), "{said}");
        }
    }
}

/// On some systems, a record in a folder of its own and files under the same name in capitals would
/// overwrite each other.
#[test]
fn the_folder_of_a_record_has_one_spelling() {
    let root = base();
    write(
        root.path(),
        "content/pages/maps/index.md",
        "---\ntitle: Maps\n---\n\n![a](../Maps/a.png)\n",
    );
    write(root.path(), "content/pages/Maps/a.png", PNG);
    if fs::read_dir(root.path().join("content/pages")).unwrap().count() == 3 {
        let said = refused(root.path());
        assert!(said.contains("this folder's name differs"), "{said}");
    }
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn records_folders_and_pictures_may_be_links_within_the_site() {
        let root = base();
        let content = root.path().join("content");
        write(
            root.path(),
            "shared/about.md",
            "---\ntitle: Linkedrecord\n---\n\n![a](pictures/a.png)\n",
        );
        write(root.path(), "shared/pictures/a.png", PNG);
        symlink("../../shared/about.md", content.join("pages/linked.md")).unwrap();
        symlink("../../shared/pictures", content.join("pages/pictures")).unwrap();
        write(root.path(), "shared/more/one.md", "---\ntitle: Linkedfolder\n---\n");
        fs::remove_dir_all(content.join("challenges")).unwrap();
        symlink("../shared/more", content.join("sketches")).unwrap();
        fs::remove_file(content.join("sketches")).unwrap();
        build(root.path(), &[]);
        let out = root.path().join("public");
        assert!(holding(&out, "linkedrecord").contains(&"pages/linked/index.html".to_owned()));
        assert_eq!(fs::read(out.join("pages/pictures/a.png")).unwrap(), PNG);
        // The whole content may be elsewhere; that is the owner's choice.
        let owner = tempfile::tempdir().unwrap();
        symlink(&content, owner.path().join("content")).unwrap();
        symlink(content.join("pages/pictures/a.png"), content.join("pages/b.png")).unwrap();
        assert_eq!(status(&run(owner.path(), &["check"])), 1, "the links lead out of both");
        for link in ["pages/linked.md", "pages/pictures", "pages/b.png"] {
            fs::remove_file(content.join(link)).unwrap();
        }
        build(owner.path(), &[]);
    }

    #[test]
    fn links_that_lead_anywhere_else_are_said_and_not_followed() {
        let victim = tempfile::tempdir().unwrap();
        write(victim.path(), "secret.md", "---\ntitle: Sesame\n---\n");
        write(victim.path(), "secret.txt", "sesame");
        let (file, folder) = (victim.path().join("secret.txt"), victim.path().to_owned());
        let record = victim.path().join("secret.md");
        let cases: [(&str, &Path, &str); 9] = [
            ("pages/secret.txt", &file, "leads out of the site"),
            ("pages/secret.md", &record, "leads out of the site"),
            ("pages/secret", &folder, "leads out of the site"),
            ("practices", &folder, "leads out of the site"),
            ("pages/dangling.md", Path::new("nowhere.md"), "leads to nothing"),
            ("pages/self.md", Path::new("self.md"), "in a circle"),
            ("pages/up", Path::new(".."), "in a circle"),
            ("pages/hidden.txt", Path::new("../../.git/config"), "leads to something hidden"),
            ("pages/null.txt", Path::new("/dev/null"), "leads out of the site"),
        ];
        for (link, to, why) in cases {
            let root = base();
            write(root.path(), ".git/config", "token");
            page(root.path(), "leak", "[a](secret.txt) [b](secret/secret.txt) [c](hidden.txt)");
            let path = root.path().join("content").join(link);
            if path.is_dir() {
                fs::remove_dir_all(&path).unwrap();
            }
            symlink(to, &path).unwrap();
            let said = refused(root.path());
            let place = format!(
                "error[bad-link]: this symbolic link {}",
                if why == "in a circle" { "" } else { why }
            );
            assert!(said.contains(&place) && said.contains(why), "{link}: {said}");
            assert!(!said.to_lowercase().contains("sesame"), "{said}");
        }
    }

    #[test]
    fn files_of_a_theme_are_not_read_from_elsewhere() {
        let victim = tempfile::tempdir().unwrap();
        write(victim.path(), "static/secret.txt", "sesame");
        for (link, to) in [
            ("themes/civic/static/secret.txt", victim.path().join("static/secret.txt")),
            ("themes/civic/static", victim.path().join("static")),
            ("themes/civic", victim.path().to_owned()),
        ] {
            let root = base();
            let link = root.path().join(link);
            fs::create_dir_all(link.parent().unwrap()).unwrap();
            symlink(to, &link).unwrap();
            let output = run(root.path(), &["build"]);
            assert_eq!(status(&output), 1, "{}", stderr(&output));
            assert!(stderr(&output).contains("error[bad-link]"), "{}", stderr(&output));
            assert!(!root.path().join("public").exists());
        }
        let root = base();
        write(root.path(), "themes/shared/note.txt", "heirloom");
        fs::create_dir_all(root.path().join("themes/civic/static")).unwrap();
        symlink("../../shared/note.txt", root.path().join("themes/civic/static/note.txt")).unwrap();
        build(root.path(), &[]);
        assert_eq!(holding(&root.path().join("public"), "heirloom").len(), 1);
    }

    #[test]
    fn links_cannot_multiply() {
        let root = base();
        for a in 0..8 {
            for b in 0..8 {
                let folder = root.path().join(format!("content/pages/f{a}"));
                fs::create_dir_all(&folder).unwrap();
                symlink(format!("../f{b}"), folder.join(format!("l{b}"))).unwrap();
            }
        }
        let said = refused(root.path());
        assert!(said.contains("is in a linked folder"), "{said}");
        assert!(said.matches("bad-link").count() < 1000);
    }
}

#[test]
fn a_copy_beside_a_record_is_never_published() {
    let root = base();
    for name in ["notes.txt", "notes.csv", "old.docx", "notes.md~", "notes.md.bak"] {
        write(root.path(), &format!("content/convenings/bin-day-2021/{name}"), "jellyparliament");
        write(root.path(), &format!("content/practices/food-bins/{name}"), "jellyparliament");
    }
    let output = build(root.path(), &[]);
    assert_eq!(stderr(&output).matches("warning[unlinked-file]").count(), 6, "{}", stderr(&output));
    assert_eq!(holding(&root.path().join("public"), "jellyparliament"), Vec::<String>::new());
    let published = tree(&root.path().join("public"));
    assert!(!published.keys().any(|path| path.contains("notes.") || path.contains("old.docx")));
}
