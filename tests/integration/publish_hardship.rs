//! Builds under bad conditions: killed, two at once, without disk space, memory or file handles,
//! with content that changes during the build. Readers see the whole old site or the whole new one.

#![cfg(unix)]

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, UNIX_EPOCH};

use crate::common::{Tree, base, build, crosstown, holding, status, stderr, tree, write};

const PRACTICE: &str = "content/practices/food-bins.md";

/// Gives the practice a title that pages, lists and feeds show.
fn retitle(root: &Path, title: &str) {
    let text = fs::read_to_string(root.join(PRACTICE)).unwrap();
    let end = text.find("\nsummary:").unwrap();
    write(root, PRACTICE, format!("---\ntitle: {title}{}", &text[end..]));
}

/// The site with a given title, built elsewhere.
fn expected(root: &Path, title: &str) -> Tree {
    retitle(root, title);
    let out = tempfile::tempdir().unwrap();
    let out = out.path().join("site");
    build(root, &["--out", out.to_str().unwrap()]);
    tree(&out)
}

/// Files in the root other than those put there.
fn leftovers(root: &Path) -> Vec<String> {
    let names = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().file_name());
    let names = names.map(|name| name.into_string().unwrap());
    names.filter(|name| !["content", "themes", "public"].contains(&name.as_str())).collect()
}

#[test]
fn a_build_that_is_killed_leaves_the_old_site_or_the_new_one() {
    const KILLS: u64 = 20;
    let root = base();
    let sites = ["Firsttitle", "Secondtitle"].map(|title| expected(root.path(), title));
    build(root.path(), &[]);
    let start = std::time::Instant::now();
    retitle(root.path(), "Firsttitle");
    build(root.path(), &[]);
    let whole = u64::try_from(start.elapsed().as_millis()).unwrap();
    for kill in 0..KILLS {
        retitle(root.path(), ["Firsttitle", "Secondtitle"][usize::from(kill % 2 == 0)]);
        let mut command = crosstown(root.path());
        command.arg("build").stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        thread::sleep(Duration::from_millis(whole * (kill + 1) / KILLS));
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(sites.contains(&tree(&root.path().join("public"))), "neither, after kill {kill}");
    }
    retitle(root.path(), "Secondtitle");
    build(root.path(), &[]);
    assert!(tree(&root.path().join("public")) == sites[1]);
    assert_eq!(leftovers(root.path()), Vec::<String>::new());
}

/// A build that dies at its very beginning or end leaves a folder without a lock file.
#[test]
fn folders_of_builds_that_hardly_were_are_cleared_away_and_others_stay() {
    let root = base();
    for (folder, file) in [("a", None), ("b", Some("lock")), ("c", Some("notes.txt"))] {
        let folder = root.path().join(format!(".public.crosstown-{folder}"));
        fs::create_dir(&folder).unwrap();
        if let Some(file) = file {
            fs::write(folder.join(file), "").unwrap();
        }
    }
    build(root.path(), &[]);
    assert_eq!(leftovers(root.path()), [".public.crosstown-c"]);
}

#[test]
fn of_builds_at_once_one_writes_and_the_others_say_so() {
    let root = base();
    let site = expected(root.path(), "Firsttitle");
    let spawn = || {
        let mut command = crosstown(root.path());
        command.arg("build").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let outputs: Vec<Output> =
        [spawn(), spawn(), spawn()].map(|child| child.wait_with_output().unwrap()).into();
    assert!(outputs.iter().any(|output| status(output) == 0));
    for output in outputs.iter().filter(|output| status(output) != 0) {
        assert_eq!(status(output), 3);
        assert!(stderr(output).contains("another build is writing"), "{}", stderr(output));
    }
    assert!(tree(&root.path().join("public")) == site);
    assert_eq!(leftovers(root.path()), Vec::<String>::new());
}

#[test]
fn content_that_changes_while_it_is_read_gives_one_state_or_an_error() {
    let root = base();
    let sites = ["Firsttitle", "Secondtitle"].map(|title| expected(root.path(), title));
    let path = root.path().join(PRACTICE);
    let texts = ["Firsttitle", "Secondtitle"].map(|title| {
        retitle(root.path(), title);
        fs::read_to_string(&path).unwrap()
    });
    thread::scope(|scope| {
        let builds = scope.spawn(|| {
            for _ in 0..4 {
                build(root.path(), &[]);
                assert!(sites.contains(&tree(&root.path().join("public"))));
            }
        });
        for turn in 0_usize.. {
            if builds.is_finished() {
                break;
            }
            // As editors save: a new file replaces the old one.
            let new = root.path().join("content/.new");
            fs::write(&new, &texts[turn % 2]).unwrap();
            fs::rename(&new, &path).unwrap();
            thread::sleep(Duration::from_millis(1));
        }
    });
    build(root.path(), &[]);
    assert!(sites.contains(&tree(&root.path().join("public"))));
}

#[test]
fn a_clock_that_goes_back_hides_no_change() {
    let root = base();
    let site = expected(root.path(), "Secondtitle");
    let path = root.path().join(PRACTICE);
    let at = |seconds| {
        let file = File::options().write(true).open(&path).unwrap();
        file.set_modified(UNIX_EPOCH + Duration::from_secs(seconds)).unwrap();
    };
    retitle(root.path(), "Firsttitle");
    at(4_000_000_000);
    build(root.path(), &[]);
    for file in holding(&root.path().join("public"), "Firsttitle") {
        let file = File::options().write(true).open(root.path().join("public").join(file)).unwrap();
        file.set_modified(UNIX_EPOCH + Duration::from_secs(4_100_000_000)).unwrap();
    }
    retitle(root.path(), "Secondtitle");
    at(1_000_000_000);
    build(root.path(), &[]);
    assert!(tree(&root.path().join("public")) == site);
}

/// Builds under a limit set by the shell.
fn limited(root: &Path, limit: &str) -> Output {
    let program = env!("CARGO_BIN_EXE_crosstown");
    let cache = crosstown(root);
    let cache = cache.get_envs().find(|(name, _)| *name == "XDG_CACHE_HOME").unwrap();
    Command::new("sh")
        .args(["-c", &format!("trap '' XFSZ; {limit} && exec \"$0\" build --threads 1"), program])
        .env(cache.0, cache.1.unwrap())
        .current_dir(root)
        .output()
        .unwrap()
}

#[test]
fn without_room_memory_or_file_handles_the_old_site_stays() {
    let root = base();
    let new = expected(root.path(), "Secondtitle");
    let old = expected(root.path(), "Firsttitle");
    build(root.path(), &[]);
    for (limit, must_fail) in [
        // A limit on file size in blocks, which acts like a full disk.
        ("ulimit -f 4", true),
        ("ulimit -v 60000", true),
        ("ulimit -n 12", false),
        ("ulimit -n 4", false),
    ] {
        retitle(root.path(), "Firsttitle");
        build(root.path(), &[]);
        retitle(root.path(), "Secondtitle");
        let output = limited(root.path(), limit);
        let site = tree(&root.path().join("public"));
        if output.status.success() {
            assert!(!must_fail, "{limit} is no limit");
            assert!(site == new, "{limit}");
        } else {
            assert!(site == old, "{limit}: {}", stderr(&output));
            assert!(output.status.code().is_none_or(|code| code > 2), "{limit}: {output:?}");
        }
    }
    build(root.path(), &[]);
    assert!(tree(&root.path().join("public")) == new);
    assert_eq!(leftovers(root.path()), Vec::<String>::new());
}
