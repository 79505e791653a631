//! Publishing by example: how a site gets to the disk.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::place::{Place, SITE};
use crosstown::output::{Artifact, Sink};
use crosstown::publish::{MANIFEST, PublishError, Staging, Written};

#[test]
fn a_first_build_writes_everything_and_a_list_of_it() {
    let place = Place::new();
    let written = place.build(&SITE).unwrap();
    assert_eq!(written, Written { written: 3, unchanged: 0, removed: 0, bytes: 6 });
    assert_eq!(place.read("practices/a/index.html"), "a");
    let list: serde_json::Value = serde_json::from_str(&place.read(MANIFEST)).unwrap();
    let files = ["index.html", "practices/a/index.html", "practices/b/index.html"];
    assert_eq!(list, serde_json::json!({ "format": 1, "files": files }));
    assert!(place.leftovers().is_empty());
}

#[test]
fn folders_above_the_output_are_made_and_an_empty_one_is_taken() {
    let mut place = Place::new();
    place.out = place.folder.path().join("deep/er/public");
    place.build(&SITE).unwrap();
    assert_eq!(place.read("index.html"), "home");

    let place = Place::new();
    fs::create_dir(&place.out).unwrap();
    place.build(&SITE).unwrap();
    assert_eq!(place.read("index.html"), "home");
}

#[cfg(unix)]
#[test]
fn a_build_that_changes_nothing_touches_nothing() {
    use std::os::unix::fs::MetadataExt;
    let place = Place::new();
    place.build(&SITE).unwrap();
    let state = |path: &Path| {
        let found = fs::metadata(path).unwrap();
        (found.ino(), found.mtime(), found.mtime_nsec(), found.ctime(), found.ctime_nsec())
    };
    let paths = [place.out.clone(), place.out.join("index.html"), place.out.join(MANIFEST)];
    let before = paths.each_ref().map(|path| state(path));
    let written = place.build(&SITE).unwrap();
    assert_eq!(written, Written { written: 0, unchanged: 3, removed: 0, bytes: 6 });
    assert_eq!(paths.each_ref().map(|path| state(path)), before);
    assert!(place.leftovers().is_empty());
}

#[cfg(unix)]
#[test]
fn an_unchanged_file_stays_the_same_file_when_others_change() {
    use std::os::unix::fs::MetadataExt;
    let place = Place::new();
    place.build(&SITE).unwrap();
    let state = |path: &str| {
        let found = fs::metadata(place.out.join(path)).unwrap();
        (found.ino(), found.mtime(), found.mtime_nsec())
    };
    let (kept, changed) = (state("practices/a/index.html"), state("index.html").0);
    let written = place.build(&[("index.html", "HOME"), SITE[1], SITE[2]]).unwrap();
    assert_eq!(written, Written { written: 1, unchanged: 2, removed: 0, bytes: 6 });
    assert_eq!(state("practices/a/index.html"), kept);
    assert_ne!(state("index.html").0, changed);
    assert_eq!(place.read("index.html"), "HOME");
}

#[test]
fn a_file_that_someone_edited_in_the_output_is_written_anew() {
    let place = Place::new();
    place.build(&SITE).unwrap();
    place.add("index.html", "hole");
    assert_eq!(place.build(&SITE).unwrap().written, 1);
    assert_eq!(place.read("index.html"), "home");
}

#[test]
fn what_is_no_longer_made_vanishes_with_its_empty_folders() {
    let place = Place::new();
    place.build(&SITE).unwrap();
    let written = place.build(&SITE[..2]).unwrap();
    assert_eq!((written.removed, written.unchanged), (1, 2));
    assert!(place.has("practices/a/index.html") && !place.has("practices/b"));
    // A page may even become a folder.
    place.build(&[("practices", "a file now")]).unwrap();
    assert_eq!(place.read("practices"), "a file now");
    place.build(&SITE).unwrap();
    assert_eq!(place.read("practices/b/index.html"), "b");
}

#[test]
fn files_of_others_are_kept() {
    let place = Place::new();
    place.build(&SITE).unwrap();
    place.add("CNAME", "example.org");
    place.add(".well-known/security.txt", "Contact: ...");
    place.add("practices/b/notes.txt", "mine");
    fs::create_dir(place.out.join("empty")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("nowhere", place.out.join("link")).unwrap();

    place.build(&[("index.html", "changed")]).unwrap();
    assert_eq!(place.read("CNAME"), "example.org");
    assert_eq!(place.read(".well-known/security.txt"), "Contact: ...");
    assert_eq!(place.read("practices/b/notes.txt"), "mine");
    assert!(
        place.has("empty") && !place.has("practices/b/index.html") && !place.has("practices/a")
    );
    #[cfg(unix)]
    assert_eq!(fs::read_link(place.out.join("link")).unwrap(), Path::new("nowhere"));
    assert!(place.leftovers().is_empty());
}

#[test]
fn a_file_of_someone_else_in_the_way_is_named_and_nothing_happens() {
    let place = Place::new();
    place.build(&SITE[..1]).unwrap();
    place.add("practices/a/index.html", "mine");
    let error = place.build(&[("index.html", "new"), SITE[1]]).unwrap_err();
    assert!(matches!(&error, PublishError::Foreign { paths } if paths.len() == 1));
    assert!(error.to_string().contains("practices/a/index.html"), "{error}");
    assert_eq!(
        (place.read("index.html"), place.read("practices/a/index.html")),
        ("home".into(), "mine".into())
    );

    // The same for a file in place of a folder, and a folder in place of a file.
    let place = Place::new();
    place.build(&SITE[..1]).unwrap();
    place.add("practices", "mine");
    place.add("feed.xml/mine", "mine");
    let error = place.build(&[SITE[1], ("feed.xml", "<feed/>")]).unwrap_err();
    let PublishError::Foreign { paths } = error else { panic!("{error}") };
    let ends: Vec<&str> =
        paths.iter().map(|path| path.file_name().unwrap().to_str().unwrap()).collect();
    assert_eq!(ends, ["feed.xml", "mine", "practices"]);
    assert_eq!(place.read("index.html"), "home");
    assert!(place.leftovers().is_empty());
}

#[test]
fn a_folder_that_no_build_made_is_refused_with_advice() {
    let place = Place::new();
    place.add("thesis.tex", "years of work");
    let error = place.build(&SITE).unwrap_err().to_string();
    assert!(error.contains("--out") && error.contains(MANIFEST), "{error}");
    assert_eq!(place.read("thesis.tex"), "years of work");
    assert!(!place.has("index.html"));

    // Following the advice works.
    place.add(MANIFEST, "{\"format\":1,\"files\":[]}");
    place.build(&SITE).unwrap();
    assert_eq!(
        (place.read("thesis.tex"), place.read("index.html")),
        ("years of work".into(), "home".into())
    );
}

#[test]
fn a_list_that_cannot_be_understood_is_refused() {
    for list in ["{", "{\"format\":99,\"files\":[]}"] {
        let place = Place::new();
        place.add(MANIFEST, list);
        assert!(matches!(place.build(&SITE), Err(PublishError::Refused { .. })), "{list}");
        assert_eq!(place.read(MANIFEST), list);
    }
}

#[test]
fn a_list_of_another_version_is_refused_by_name_whatever_is_in_it() {
    for (list, by) in [
        ("{\"format\":2,\"files\":{\"index.html\":\"a digest\"},\"more\":[]}", "a later version"),
        ("{\"format\":0}", "an earlier version"),
    ] {
        let place = Place::new();
        place.add(MANIFEST, list);
        let refused = place.build(&SITE).unwrap_err().to_string();
        assert!(
            refused.contains(by) && refused.contains("build it with that version"),
            "{refused}"
        );
        assert_eq!(place.read(MANIFEST), list);
    }
}

#[test]
fn a_build_that_fails_leaves_the_old_site() {
    let place = Place::new();
    place.build(&SITE).unwrap();
    let staging = Staging::begin(&place.out).unwrap();
    staging.put(Artifact::new("index.html", "half")).unwrap();
    drop(staging);
    assert_eq!(place.read("index.html"), "home");
    assert!(place.leftovers().is_empty());

    // Even if the failure of an artifact is ignored.
    let staging = Staging::begin(&place.out).unwrap();
    staging.put(Artifact::new("../index.html", "out")).unwrap_err();
    assert!(matches!(staging.commit(None), Err(PublishError::Incomplete)));
    assert_eq!(place.read("index.html"), "home");
}

#[test]
fn two_builds_at_once_are_kept_apart() {
    let place = Place::new();
    let first = Staging::begin(&place.out).unwrap();
    let error = Staging::begin(&place.out).unwrap_err();
    assert!(matches!(error, PublishError::Busy { .. }));
    assert!(error.to_string().contains("public"), "{error}");
    first.put(Artifact::new("index.html", "first")).unwrap();
    first.commit(None).unwrap();
    assert_eq!(place.read("index.html"), "first");
    place.build(&SITE).unwrap();
}

/// The folder of a build that was killed.
fn dead_build(place: &Place) -> PathBuf {
    let staging = Staging::begin(&place.out).unwrap();
    let folder = place.folder.path().join(&place.leftovers()[0]);
    // A killed build cleans nothing up, but its lock is released.
    let lock = fs::read(folder.join("lock")).unwrap();
    std::mem::forget(staging);
    fs::remove_file(folder.join("lock")).unwrap();
    fs::write(folder.join("lock"), lock).unwrap();
    folder
}

#[test]
fn a_swap_that_was_cut_short_is_undone_first() {
    let place = Place::new();
    place.build(&SITE).unwrap();
    place.add("CNAME", "example.org");
    // The state after the first of two steps: the old site moved away, the new one not yet in
    // place.
    let dead = dead_build(&place);
    fs::rename(&place.out, dead.join("old")).unwrap();
    fs::create_dir_all(dead.join("new/half")).unwrap();
    drop(Staging::begin(&place.out).unwrap());
    assert_eq!(
        (place.read("index.html"), place.read("CNAME")),
        ("home".into(), "example.org".into())
    );
    assert!(place.leftovers().is_empty());
}

#[test]
fn what_a_dead_build_left_is_cleared_away() {
    let place = Place::new();
    place.build(&SITE).unwrap();
    let dead = dead_build(&place);
    for left in ["new/a/b/c", "old/a"] {
        fs::create_dir_all(dead.join(left)).unwrap();
        fs::write(dead.join(left).join("index.html"), "dead").unwrap();
    }
    place.build(&SITE).unwrap();
    assert_eq!(place.read("index.html"), "home");
    assert!(place.leftovers().is_empty());
}

#[test]
fn paths_that_leave_the_folder_or_meet_are_refused() {
    let place = Place::new();
    for bad in ["../escape", "/etc/passwd", "a/../../escape", "a//b", "", MANIFEST] {
        let staging = Staging::begin(&place.out).unwrap();
        let error = staging.put(Artifact::new(bad, "x")).unwrap_err();
        assert!(error.to_string().contains(&format!("`{bad}`")), "{error}");
    }
    assert!(!place.folder.path().join("escape").exists());

    let staging = Staging::begin(&place.out).unwrap();
    staging.put(Artifact::new("a/index.html", "one")).unwrap();
    let error = staging.put(Artifact::new("a/index.html", "two")).unwrap_err();
    assert!(error.to_string().contains("`a/index.html`"), "{error}");
    drop(staging);

    place.build(&[("a", "file")]).unwrap();
    let staging = Staging::begin(&place.out).unwrap();
    staging.put(Artifact::new("a", "file")).unwrap();
    staging.put(Artifact::new("a/b", "under a file")).unwrap();
    assert!(matches!(staging.commit(None), Err(PublishError::Taken { path }) if path == "a"));
}

#[test]
fn folders_that_must_not_be_replaced_are_refused() {
    let place = Place::new();
    let refused = |out: &Path| matches!(Staging::begin(out), Err(PublishError::Refused { .. }));
    assert!(refused(Path::new("/")));
    assert!(refused(Path::new(".")));
    assert!(refused(Path::new("..")));
    assert!(refused(&std::env::home_dir().unwrap()));

    fs::write(&place.out, "a file").unwrap();
    assert!(refused(&place.out));
    fs::remove_file(&place.out).unwrap();

    #[cfg(unix)]
    {
        let real = place.folder.path().join("real");
        fs::create_dir(&real).unwrap();
        std::os::unix::fs::symlink(&real, &place.out).unwrap();
        assert!(refused(&place.out));
        assert!(refused(&place.out.join("")), "a slash at the end hides nothing");
    }
}

#[test]
fn an_output_folder_keeps_apart_from_what_is_read() {
    let place = Place::new();
    let content = place.folder.path().join("content");
    fs::create_dir(&content).unwrap();
    let begin = |out: PathBuf| Staging::begin_for(place.folder.path(), &out);
    for out in ["content", "content/public", "other/../content/x", ""] {
        let error = begin(place.folder.path().join(out)).unwrap_err();
        assert!(error.to_string().contains("content"), "{error}");
    }
    assert_eq!(fs::read_dir(&content).unwrap().count(), 0);
    begin(place.out.clone()).unwrap().commit(None).unwrap();
}

#[test]
fn a_build_that_does_not_begin_or_ends_early_leaves_nothing() {
    let mut place = Place::new();
    place.out = place.folder.path().join("deep/er/public");
    drop(Staging::begin(&place.out).unwrap());
    assert!(place.leftovers().is_empty(), "{:?}", place.leftovers());
    // Nothing beside a refused folder either.
    let place = Place::new();
    place.add("thesis.tex", "years of work");
    Staging::begin(&place.out).unwrap_err();
    assert!(place.leftovers().is_empty(), "{:?}", place.leftovers());
}

#[cfg(unix)]
#[test]
fn nobody_else_may_look_at_a_site_that_grows() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    let names = [(); 2].map(|()| {
        let staging = Staging::begin(&place.out).unwrap();
        staging.put(Artifact::new("index.html", "not yet")).unwrap();
        let [folder] = place.leftovers().try_into().unwrap();
        let mode = fs::metadata(place.folder.path().join(&folder)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
        folder
    });
    assert_ne!(names[0], names[1], "nobody can tell beforehand what it is called");
    place.build(&SITE).unwrap();
    let mode = fs::metadata(&place.out).unwrap().permissions().mode();
    let other = place.folder.path().join("other");
    fs::create_dir(&other).unwrap();
    assert_eq!(mode, fs::metadata(other).unwrap().permissions().mode(), "the site is open");
}

#[cfg(unix)]
#[test]
fn an_error_of_the_system_names_the_path() {
    let place = Place::new();
    // A name longer than any file system allows stands for any refusal by the system.
    let staging = Staging::begin(&place.out).unwrap();
    let long = "x".repeat(300);
    let error = staging.put(Artifact::new(format!("{long}.html"), "x")).unwrap_err();
    assert!(error.to_string().contains(&long), "{error}");
    assert!(staging.has_refused_a_path(), "the name is at fault, not the system");
}

#[test]
fn many_threads_may_put_at_once() {
    let place = Place::new();
    let staging = Staging::begin(&place.out).unwrap();
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let staging = &staging;
            scope.spawn(move || {
                for page in 0..50 {
                    let path = format!("shared/{page}/{thread}/index.html");
                    staging.put(Artifact::new(path, "x")).unwrap();
                }
            });
        }
    });
    assert_eq!(staging.commit(None).unwrap().written, 200);
    assert_eq!(place.read("shared/49/3/index.html"), "x");
}
