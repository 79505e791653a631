//! How a site gets to the disk, by example.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may stop a test")]

use std::fs;
use std::path::{Path, PathBuf};

use crosstown::output::{Artifact, Sink};
use crosstown::publish::{MANIFEST, Made, PublishError, Staging, Written};
use tempfile::TempDir;

/// A folder to build in, and the output folder inside it.
struct Place {
    folder: TempDir,
    out: PathBuf,
}

impl Place {
    fn new() -> Place {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("public");
        Place { folder, out }
    }

    fn build(&self, files: &[(&str, &str)]) -> Result<Written, PublishError> {
        let staging = Staging::begin(&self.out)?;
        for (path, text) in files {
            staging.put(Artifact::new(*path, *text)).unwrap();
        }
        staging.commit()
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.out.join(path)).unwrap()
    }

    fn has(&self, path: &str) -> bool {
        self.out.join(path).exists()
    }

    fn add(&self, path: &str, text: &str) {
        let path = self.out.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// What stands beside the output folder, apart from the lock, which stays.
    fn leftovers(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name != "public" && name != ".public.lock")
            .collect();
        names.sort();
        names
    }
}

const SITE: [(&str, &str); 3] =
    [("index.html", "home"), ("practices/a/index.html", "a"), ("practices/b/index.html", "b")];

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

    // So is a file where a folder is needed, and a folder where a file is.
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

    // The advice works.
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
fn a_build_that_fails_leaves_the_old_site() {
    let place = Place::new();
    place.build(&SITE).unwrap();
    let staging = Staging::begin(&place.out).unwrap();
    staging.put(Artifact::new("index.html", "half")).unwrap();
    drop(staging);
    assert_eq!(place.read("index.html"), "home");
    assert!(place.leftovers().is_empty());

    // Also when the failure of an artifact is overlooked.
    let staging = Staging::begin(&place.out).unwrap();
    staging.put(Artifact::new("../index.html", "out")).unwrap_err();
    assert!(matches!(staging.commit(), Err(PublishError::Incomplete)));
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
    first.commit().unwrap();
    assert_eq!(place.read("index.html"), "first");
    place.build(&SITE).unwrap();
}

#[test]
fn a_swap_that_was_cut_short_is_undone_first() {
    let place = Place::new();
    place.build(&SITE).unwrap();
    place.add("CNAME", "example.org");
    // As after the first of the two steps: the old site moved away, the new one not in place.
    fs::rename(&place.out, place.folder.path().join(".public.crosstown-old")).unwrap();
    fs::create_dir_all(place.folder.path().join(".public.crosstown-new/half")).unwrap();
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
    for left in [".public.crosstown-new/a/b/c", ".public.crosstown-old/a"] {
        let left = place.folder.path().join(left);
        fs::create_dir_all(&left).unwrap();
        fs::write(left.join("index.html"), "dead").unwrap();
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
    assert!(matches!(staging.commit(), Err(PublishError::Taken { path }) if path == "a"));
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
    let begin = |out: PathBuf| Staging::begin_apart(&out, &[&content]);
    for out in ["content", "content/public", "other/../content/x", ""] {
        let error = begin(place.folder.path().join(out)).unwrap_err();
        assert!(error.to_string().contains("content"), "{error}");
    }
    assert_eq!(fs::read_dir(&content).unwrap().count(), 0);
    begin(place.out.clone()).unwrap().commit().unwrap();
}

#[cfg(unix)]
#[test]
fn an_error_of_the_system_names_the_path() {
    let place = Place::new();
    // A name longer than any file system takes stands for every refusal of the system.
    let staging = Staging::begin(&place.out).unwrap();
    let long = "x".repeat(300);
    let error = staging.put(Artifact::new(format!("{long}.html"), "x")).unwrap_err();
    assert!(error.to_string().contains(&long), "{error}");
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
    assert_eq!(staging.commit().unwrap().written, 200);
    assert_eq!(place.read("shared/49/3/index.html"), "x");
}

/// Builds like [`Place::build`] and notes what from.
fn build_from(place: &Place, from: &str, files: &[(&str, &str)]) -> Written {
    let staging = Staging::begin(&place.out).unwrap();
    for (path, text) in files {
        staging.put(Artifact::new(*path, *text)).unwrap();
    }
    let made = Made { from: from.to_owned(), memo: format!("memo of {from}") };
    staging.commit_made(Some(&made)).unwrap()
}

fn is_made_from(place: &Place, from: &str) -> Option<(Written, String)> {
    Staging::begin(&place.out).unwrap().is_made_from(from)
}

#[test]
fn a_build_knows_what_the_last_one_was_made_from() {
    let place = Place::new();
    assert_eq!(is_made_from(&place, "one"), None);
    build_from(&place, "one", &SITE);
    let unchanged = Written { written: 0, unchanged: 3, removed: 0, bytes: 6 };
    assert_eq!(is_made_from(&place, "one"), Some((unchanged, "memo of one".to_owned())));
    assert_eq!(is_made_from(&place, "two"), None);
    assert!(place.leftovers().is_empty());
    // Also when another input makes the same site.
    assert_eq!(build_from(&place, "two", &SITE).written, 0);
    assert_eq!(is_made_from(&place, "one"), None);
    assert_eq!(is_made_from(&place, "two"), Some((unchanged, "memo of two".to_owned())));
    // And when some files are new and others kept.
    build_from(&place, "three", &[("index.html", "HOME"), SITE[1], SITE[2]]);
    assert_eq!(is_made_from(&place, "two"), None);
    assert_eq!(is_made_from(&place, "three"), Some((unchanged, "memo of three".to_owned())));
    // Who does not say what from leaves nothing to go by.
    place.build(&SITE).unwrap();
    assert_eq!(is_made_from(&place, "three"), None);
}

#[test]
fn a_build_that_fails_does_not_forget_what_the_good_one_was_made_from() {
    let place = Place::new();
    build_from(&place, "one", &SITE);
    let staging = Staging::begin(&place.out).unwrap();
    staging.put(Artifact::new("index.html", "half")).unwrap();
    drop(staging);
    assert!(is_made_from(&place, "one").is_some());
}

#[test]
fn a_site_that_someone_touched_is_not_taken_for_made() {
    type Touch = fn(&Place);
    let touches: [(&str, Touch); 7] = [
        ("edited", |place| place.add("index.html", "hole")),
        ("removed", |place| fs::remove_file(place.out.join("index.html")).unwrap()),
        ("made a folder", |place| {
            fs::remove_file(place.out.join("index.html")).unwrap();
            fs::create_dir(place.out.join("index.html")).unwrap();
        }),
        ("renamed", |place| {
            fs::rename(place.out.join("practices/a"), place.out.join("practices/c")).unwrap();
        }),
        ("list edited", |place| place.add(MANIFEST, "{\"format\":1,\"files\":[\"index.html\"]}")),
        ("note damaged", |place| {
            let lock = place.folder.path().join(".public.lock");
            let text = fs::read(&lock).unwrap();
            fs::write(&lock, &text[..text.len() / 2]).unwrap();
        }),
        ("note removed", |place| {
            fs::remove_file(place.folder.path().join(".public.lock")).unwrap();
        }),
    ];
    for (what, touch) in touches {
        let place = Place::new();
        build_from(&place, "one", &SITE);
        assert!(is_made_from(&place, "one").is_some());
        touch(&place);
        assert_eq!(is_made_from(&place, "one"), None, "{what}");
    }
}

#[cfg(unix)]
#[test]
fn a_file_edited_under_its_old_time_is_not_taken_for_made() {
    let place = Place::new();
    build_from(&place, "one", &SITE);
    let path = place.out.join("index.html");
    let time = fs::metadata(&path).unwrap().modified().unwrap();
    fs::write(&path, "hole").unwrap();
    let file = fs::File::options().write(true).open(&path).unwrap();
    file.set_modified(time).unwrap();
    assert_eq!(is_made_from(&place, "one"), None);
}
