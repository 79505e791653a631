//! Rebuilding a published site, by example: what is recorded about the last build.

use std::fs;
use std::path::PathBuf;

use crate::common::place::{Place, SITE};
use crate::common::{build, site, stderr, stdout};
use crosstown::output::{Artifact, Sink};
use crosstown::publish::{BuildMark, MANIFEST, Staging, Written};

/// Builds like [`Place::build`] and records the inputs.
fn build_from(place: &Place, from: &str, files: &[(&str, &str)]) -> Written {
    let staging = Staging::begin(&place.out).unwrap().remembering(place.cache());
    for (path, text) in files {
        staging.put(Artifact::new(*path, *text)).unwrap();
    }
    let mark = BuildMark { from: from.to_owned(), counts: vec![from.len(), 7] };
    staging.commit(Some(&mark)).unwrap()
}

fn is_made_from(place: &Place, from: &str) -> Option<(Written, Vec<usize>)> {
    Staging::begin(&place.out).unwrap().remembering(place.cache()).is_made_from(from)
}

#[test]
fn a_build_knows_what_the_last_one_was_made_from() {
    let place = Place::new();
    assert_eq!(is_made_from(&place, "one"), None);
    build_from(&place, "one", &SITE);
    let unchanged = Written { written: 0, unchanged: 3, removed: 0, bytes: 6 };
    assert_eq!(is_made_from(&place, "one"), Some((unchanged, vec![3, 7])));
    assert_eq!(is_made_from(&place, "two"), None);
    assert!(place.leftovers().is_empty());
    // Even if a different input makes the same site.
    assert_eq!(build_from(&place, "two", &SITE).written, 0);
    assert_eq!(is_made_from(&place, "one"), None);
    assert_eq!(is_made_from(&place, "two"), Some((unchanged, vec![3, 7])));
    // And if some files are new and others are kept.
    build_from(&place, "three", &[("index.html", "HOME"), SITE[1], SITE[2]]);
    assert_eq!(is_made_from(&place, "two"), None);
    assert_eq!(is_made_from(&place, "three"), Some((unchanged, vec![5, 7])));
    // A build that does not state its inputs records nothing.
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

/// The file that records what the last build left.
fn note(place: &Place) -> PathBuf {
    let files = fs::read_dir(place.folder.path().join("cache")).unwrap();
    let mut notes =
        files.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some());
    notes.next().unwrap()
}

/// Gives the note another format, as if another version of the program had written it.
fn rewrite_note(place: &Place, format: &str) {
    let note = note(place);
    let text = fs::read_to_string(&note).unwrap();
    let own = "\"format\":2";
    assert!(text.contains(own), "{text}");
    fs::write(&note, text.replace(own, format)).unwrap();
}

#[test]
fn a_site_that_someone_touched_is_not_taken_for_made() {
    type Touch = fn(&Place);
    let touches: [(&str, Touch); 10] = [
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
            let note = note(place);
            let text = fs::read(&note).unwrap();
            fs::write(&note, &text[..text.len() / 2]).unwrap();
        }),
        ("note of an earlier version", |place| rewrite_note(place, "\"format\":1")),
        ("note of a later version", |place| rewrite_note(place, "\"format\":99,\"more\":[]")),
        ("note removed", |place| fs::remove_file(note(place)).unwrap()),
        ("another user", |place| fs::write(note(place).with_file_name("key"), [7; 32]).unwrap()),
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

#[cfg(unix)]
#[test]
fn what_is_noted_tells_nobody_else_anything() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    build_from(&place, "a mark that could be guessed", &SITE);
    let text = fs::read_to_string(note(&place)).unwrap();
    let guess = blake3::hash(b"a mark that could be guessed").to_hex();
    for word in ["guessed", "index.html", "practices", "public", guess.as_str()] {
        assert!(!text.contains(word), "`{word}` is in {text}");
    }
    for name in ["key", note(&place).file_name().unwrap().to_str().unwrap()] {
        let path = place.folder.path().join("cache").join(name);
        assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o077, 0, "{name}");
    }
}

#[test]
fn a_build_that_changes_nothing_says_its_warnings_again_and_keeps_no_text_of_them() {
    let root = site("check-heading-order");
    let first = build(root.path(), &[]);
    let again = build(root.path(), &[]);
    assert!(stdout(&again).contains("Nothing has changed"), "{}", stdout(&again));
    assert_eq!(stderr(&first), stderr(&again));
    assert!(stderr(&again).ends_with("1 warning\n"));
    let counted = |output| stdout(output).lines().next().unwrap().to_owned();
    assert_eq!(counted(&first), counted(&again));
    // There is nothing beside the site.
    let mut beside: Vec<_> =
        fs::read_dir(root.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    beside.sort();
    assert_eq!(beside, ["content", "public"]);
}
