//! What `crosstown doctor` says of a healthy site, and of what stands in the way.

use std::fs;

use crate::common::{base, build, crosstown, run, status, stdout, tree, write};

/// The line about one thing, with the help below it.
fn line(said: &str, what: &str) -> String {
    let mut lines =
        said.lines().skip_while(|line| line.get(7..).is_none_or(|rest| !rest.starts_with(what)));
    let first = lines.next().unwrap_or_default().to_owned();
    let help = lines.next().filter(|line| line.trim_start().starts_with("= help"));
    help.map_or(first.clone(), |help| format!("{first}\n{}", help.trim_start()))
}

#[test]
fn a_healthy_site_is_good_and_nothing_is_changed() {
    let root = base();
    build(root.path(), &[]);
    let before = tree(root.path());
    let output = run(root.path(), &["doctor"]);
    let said = stdout(&output);
    assert_eq!(status(&output), 0, "{said}");
    for (what, how) in [
        ("program", "good   program  crosstown 0."),
        ("content", "good   content  8 records"),
        ("themes", "good   themes   2 to choose from"),
        ("site", "good   site     its search index is of this program's format, crosstown-search/"),
        ("cache", "good   cache    unchanged sites are recognised"),
    ] {
        assert!(line(&said, what).starts_with(how), "{said}");
    }
    assert_eq!(tree(root.path()), before);
}

#[test]
fn what_stands_in_the_way_is_wrong_and_has_a_remedy() {
    let empty = tempfile::tempdir().unwrap();
    let output = run(empty.path(), &["doctor"]);
    assert_eq!(status(&output), 3);
    assert!(line(&stdout(&output), "content").contains("create one with `crosstown init`"));

    let root = base();
    build(root.path(), &[]);
    let manifest = root.path().join("public/search-index/manifest.json");
    let old = fs::read_to_string(&manifest).unwrap();
    let format = old.split('"').find(|part| part.starts_with("crosstown-search/")).unwrap();
    // A site of an earlier program, and one of a later program.
    for other in ["crosstown-search/1", "crosstown-search/99"] {
        fs::write(&manifest, old.replace(format, other)).unwrap();
        let output = run(root.path(), &["doctor"]);
        assert_eq!(status(&output), 3);
        let site = line(&stdout(&output), "site");
        assert!(
            site.contains(&format!("another version: {other}, and this program reads")),
            "{site}"
        );
        assert!(site.ends_with("= help: build the site again with this program"), "{site}");
    }
}

#[cfg(unix)]
#[test]
fn a_program_for_briefs_of_another_version_is_noted() {
    use std::os::unix::fs::PermissionsExt as _;
    let root = base();
    let folder = tempfile::tempdir().unwrap();
    let briefs = folder.path().join("crosstown-briefs");
    let said = |version: &str| {
        fs::write(&briefs, format!("#!/bin/sh\necho \"crosstown-briefs {version}\"\n")).unwrap();
        fs::set_permissions(&briefs, fs::Permissions::from_mode(0o755)).unwrap();
        let mut doctor = crosstown(root.path());
        line(&stdout(&doctor.arg("doctor").env("PATH", folder.path()).output().unwrap()), "briefs")
    };
    assert!(said(env!("CARGO_PKG_VERSION")).starts_with("good"));
    for other in ["0.0.1", "99.0.0"] {
        let briefs = said(other);
        assert!(
            briefs.starts_with("note") && briefs.contains(&format!("of version {other}")),
            "{briefs}"
        );
        assert!(briefs.contains("= help: install both in the same version"), "{briefs}");
    }
}

#[test]
fn what_only_some_need_is_a_note_until_site_yaml_asks_for_it() {
    let root = base();
    let git = |said: &str| line(said, "git");
    let before = stdout(&run(root.path(), &["doctor"]));
    assert!(
        git(&before)
            .starts_with("note   git      the site is not in a Git repository that can be read"),
        "{before}"
    );
    let settings = fs::read_to_string(root.path().join("content/site.yaml")).unwrap();
    write(root.path(), "content/site.yaml", settings.replace("[downloads]", "[history]"));
    let output = run(root.path(), &["doctor"]);
    assert_eq!(status(&output), 3);
    assert!(git(&stdout(&output)).starts_with("wrong"), "{}", stdout(&output));
}
