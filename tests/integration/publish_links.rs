//! Symbolic links planted around and in the output folder. A build refuses them or leaves them
//! alone, and never touches their targets.
//!
//! All targets are in folders of the test itself.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use crate::common::place::{Place, SITE};
use crate::common::{Tree, base, build, run, status, stderr, tree, write};
use crosstown::publish::{MANIFEST, PublishError, Staging};

/// A valuable folder beside the output folder.
fn victim(place: &Place) -> (PathBuf, Tree) {
    let folder = place.folder.path().join("victim");
    for path in ["index.html", "practices/a/index.html", "a/b/c/deep", "lock", ".crosstown.json"] {
        write(&folder, path, format!("precious {path}"));
    }
    let tree = tree(&folder);
    (folder, tree)
}

#[test]
fn links_under_names_of_ours_are_refused_and_lead_nowhere() {
    let names = ["new", "old", "0123456789abcdef0123456789abcdef", ""];
    for name in names {
        for target in ["victim", "victim/lock", "nowhere"] {
            let place = Place::new();
            let (folder, before) = victim(&place);
            let link = place.folder.path().join(format!(".public.crosstown-{name}"));
            symlink(place.folder.path().join(target), &link).unwrap();
            // Once without a site, and once over an existing one.
            for _ in 0..2 {
                let error = place.build(&SITE).unwrap_err();
                assert!(matches!(&error, PublishError::Link { path } if *path == link), "{error}");
                assert_eq!(tree(&folder), before, "{name} to {target}");
                assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
                fs::create_dir_all(&place.out).unwrap();
            }
            fs::remove_file(&link).unwrap();
            place.build(&SITE).unwrap();
            assert_eq!(tree(&folder), before);
        }
    }
}

#[test]
fn a_link_where_a_lock_file_once_was_is_not_opened() {
    let place = Place::new();
    let (folder, before) = victim(&place);
    symlink(folder.join("lock"), place.folder.path().join(".public.lock")).unwrap();
    place.build(&SITE).unwrap();
    place.build(&SITE[..1]).unwrap();
    assert_eq!(tree(&folder), before);
}

/// A folder planted by somebody who knows what ours look like.
fn planted(place: &Place, lock: impl FnOnce(&Path)) -> PathBuf {
    let folder = place.folder.path().join(".public.crosstown-0123456789abcdef");
    write(&folder, "old/evil.html", "evil");
    write(&folder, "old/.crosstown.json", "{\"format\":1,\"files\":[]}");
    lock(&folder);
    folder
}

#[test]
fn a_planted_folder_is_neither_removed_nor_published() {
    type Lock = fn(&Path);
    let locks: [Lock; 4] = [
        |_| (),
        |folder| write(folder, "lock", ""),
        |folder| write(folder, "lock", "crosstown 1 2\n"),
        |folder| symlink("../victim/lock", folder.join("lock")).unwrap(),
    ];
    for lock in locks {
        let place = Place::new();
        let (victim, before) = victim(&place);
        let folder = planted(&place, lock);
        symlink(&victim, folder.join("new")).unwrap();
        place.build(&SITE).unwrap();
        assert!(!place.has("evil.html"));
        assert!(folder.join("old/evil.html").exists());
        assert_eq!(tree(&victim), before);
    }
}

#[test]
fn links_in_the_folder_of_a_dead_build_are_removed_and_not_followed() {
    let place = Place::new();
    let (victim, before) = victim(&place);
    let staging = Staging::begin(&place.out).unwrap();
    let folder = place.folder.path().join(&place.leftovers()[0]);
    let lock = fs::read(folder.join("lock")).unwrap();
    std::mem::forget(staging);
    fs::remove_file(folder.join("lock")).unwrap();
    fs::write(folder.join("lock"), lock).unwrap();
    symlink(&victim, folder.join("new")).unwrap();
    symlink(&victim, folder.join("old")).unwrap();
    fs::create_dir_all(folder.join("a/b")).unwrap();
    symlink(&victim, folder.join("a/b/c")).unwrap();
    symlink(victim.join("a"), folder.join("a/d")).unwrap();
    place.build(&SITE).unwrap();
    assert_eq!(place.read("index.html"), "home");
    assert!(place.leftovers().is_empty());
    assert_eq!(tree(&victim), before);
}

#[test]
fn a_link_in_the_output_is_kept_or_in_the_way_and_never_followed() {
    // It is left alone.
    let place = Place::new();
    let (victim, before) = victim(&place);
    place.build(&SITE).unwrap();
    symlink(&victim, place.out.join("theirs")).unwrap();
    place.build(&SITE[..1]).unwrap();
    assert_eq!(fs::read_link(place.out.join("theirs")).unwrap(), victim);
    // The link replaces one of our folders.
    fs::remove_file(place.out.join("theirs")).unwrap();
    place.build(&SITE).unwrap();
    fs::remove_dir_all(place.out.join("practices")).unwrap();
    symlink(victim.join("practices"), place.out.join("practices")).unwrap();
    let error = place.build(&SITE).unwrap_err();
    assert!(matches!(error, PublishError::Foreign { .. }), "{error}");
    // Even if its target equals what would be written.
    write(&victim, "practices/a/index.html", "a");
    write(&victim, "practices/b/index.html", "b");
    assert!(matches!(place.build(&SITE), Err(PublishError::Foreign { .. })));
    // And if the site no longer has anything there.
    place.build(&SITE[..1]).unwrap();
    assert!(fs::symlink_metadata(place.out.join("practices")).unwrap().is_symlink());
    assert_eq!(fs::read(victim.join("practices/a/index.html")).unwrap(), b"a");
    // The link replaces one of our files.
    fs::remove_file(place.out.join("practices")).unwrap();
    fs::remove_file(place.out.join("index.html")).unwrap();
    symlink(victim.join("index.html"), place.out.join("index.html")).unwrap();
    place.build(&SITE).unwrap();
    assert_eq!(place.read("index.html"), "home");
    assert!(!fs::symlink_metadata(place.out.join("index.html")).unwrap().is_symlink());
    assert_eq!(fs::read(victim.join("index.html")).unwrap(), before["index.html"]);
}

#[test]
fn the_list_of_files_leads_nowhere_else() {
    for file in ["../victim/index.html", "a/../../victim/index.html", "/etc/x", "a\\..\\b", ""] {
        let place = Place::new();
        let (victim, before) = victim(&place);
        let files = serde_json::json!({ "format": 1, "files": [file] });
        place.add(MANIFEST, &files.to_string());
        let error = place.build(&SITE).unwrap_err();
        assert!(matches!(error, PublishError::Refused { .. }), "{file}: {error}");
        assert_eq!(tree(&victim), before, "{file}");
    }
    let place = Place::new();
    let (victim, before) = victim(&place);
    fs::create_dir(&place.out).unwrap();
    symlink(victim.join(MANIFEST), place.out.join(MANIFEST)).unwrap();
    assert!(matches!(place.build(&SITE), Err(PublishError::Link { .. })));
    assert_eq!(tree(&victim), before);
}

#[test]
fn a_link_on_the_way_from_the_root_is_refused() {
    let root = base();
    let victim = tempfile::tempdir().unwrap();
    write(victim.path(), "site/precious", "x");
    symlink(victim.path(), root.path().join("dist")).unwrap();
    for out in ["dist/site", "dist/new", "dist/new/er", "dist"] {
        let output = run(root.path(), &["build", "--out", out]);
        assert!([1, 2].contains(&status(&output)), "{}", stderr(&output));
        assert!(stderr(&output).contains("symbolic link"), "{}", stderr(&output));
    }
    assert_eq!(tree(victim.path()).len(), 1);
    // Outside the root, links are the owner's business.
    let elsewhere = tempfile::tempdir().unwrap();
    symlink(victim.path(), elsewhere.path().join("www")).unwrap();
    let out = elsewhere.path().join("www/public");
    build(root.path(), &["--out", out.to_str().unwrap()]);
    assert!(victim.path().join("public/index.html").exists());
}
