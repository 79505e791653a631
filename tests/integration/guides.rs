//! The guides, word by word: every block of shell commands in them is run, in order, as somebody
//! would who follows a guide of the site from an empty folder, or a document with a site at hand.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::common::shell::shell;
use crate::common::{base, build, copy, holding, repository, run, status, stderr, write};

/// Guides with commands. A new guide is a line here.
const GUIDES: [&str; 4] = ["contribute-with-git", "own-site", "change-the-look", ORGANIZERS];

/// The guide that ends with notes under the Chatham House Rule.
const ORGANIZERS: &str = "organizers";

/// Words of its notes that must not be published.
const SECRETS: [&str; 3] = ["Quimby", "misled", "harbour director"];

/// The commands of a page: its blocks that begin with `sh`.
fn commands(page: &str) -> String {
    let mut script = String::new();
    let mut in_block = false;
    for line in page.lines() {
        match (in_block, line) {
            (false, "```sh") => in_block = true,
            (true, "```") => in_block = false,
            (true, line) => {
                script.push_str(line);
                script.push('\n');
            }
            _ => {}
        }
    }
    script
}

/// A repository with the content, for the guides that begin with a copy of it.
fn origin(folder: &Path) {
    let script = "git init --quiet --initial-branch main origin && cp -r \"$CONTENT\" origin/content \
        && git -C origin add content && git -C origin commit --quiet --message content \
        && git clone --quiet --bare origin origin.git";
    let content = repository("content");
    let output = shell(folder).arg(script).env("CONTENT", content).output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
}

/// `crosstown serve` goes on until it is stopped: here, once it has printed its address, or after
/// two minutes, which is a failure.
const SERVE: &str = r#"
serve() {
  local said="$XDG_CACHE_HOME/served.txt" tries=1200
  mkdir -p "$XDG_CACHE_HOME"
  crosstown serve --port 0 > "$said" &
  local server=$!
  until grep --quiet http:// "$said" || [ $((tries--)) = 0 ]; do sleep 0.1; done
  kill "$server"
  wait "$server" || true
  grep --quiet http:// "$said"
}
"#;

#[test]
fn every_command_of_a_guide_works_in_its_order() {
    for guide in GUIDES {
        let folder = tempfile::tempdir().unwrap();
        let page = fs::read_to_string(repository(&format!("content/pages/{guide}.md"))).unwrap();
        let script = commands(&page);
        assert!(script.lines().count() > 5, "{guide} has hardly any commands");
        if script.contains("git clone") {
            origin(folder.path());
        }
        if guide == "change-the-look" {
            assert_eq!(status(&run(folder.path(), &["init", "."])), 0);
        }
        let script = SERVE.to_owned() + &script.replace("crosstown serve\n", "serve\n");
        let output = shell(folder.path()).arg(&script).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned() + &stderr(&output);
        assert!(output.status.success(), "{guide}: {said}\n{script}");
        if guide == ORGANIZERS {
            SECRETS.iter().for_each(|secret| assert!(page.contains(secret), "{secret}"));
            what_was_said_is_published_and_not_by_whom(folder.path(), &said);
        }
    }
}

/// The commands in the blocks of a document, with or without a prompt.
fn in_blocks(document: &str) -> Vec<&str> {
    let mut in_block = false;
    let mut all = Vec::new();
    for line in document.lines().map(str::trim) {
        in_block ^= line.starts_with("```");
        let command = line.strip_prefix("$ ").unwrap_or(line);
        if in_block && command.starts_with("crosstown ") {
            all.push(command);
        }
    }
    all
}

/// A site as those who read the documents have it: with a convening that is planned, notes of
/// another one, a list of names outside the site, and a release.
fn site_of_readers(notes: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("site");
    copy(base().path(), &root);
    write(folder.path(), "private/names.txt", "Zelda Quimby\nJosé Núñez\n");
    write(
        &root,
        "content/convenings/bin-day/index.md",
        "---\ntitle: Bin Day\nstart: 2027-05-04\nsummary: Bins.\n---\n",
    );
    write(&root, "../notes.txt", notes);
    build(&root, &[]);
    let begun =
        "git init --quiet && git add content && git commit --quiet --message Begin && git tag v1";
    let output = shell(&root).arg(begun).output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    folder
}

#[test]
fn every_command_of_a_document_works_in_its_order() {
    let read = |name: &str| fs::read_to_string(repository(&format!("docs/{name}.md"))).unwrap();
    let organizers = read("organizers");
    let notes = organizers.split("```notes\n").nth(1).unwrap().split("```").next().unwrap();
    for (name, count) in [("organizers", 7), ("confidentiality", 2), ("upgrade", 6)] {
        let document = read(name);
        let commands = in_blocks(&document);
        assert_eq!(commands.len(), count, "{name}: {commands:?}");
        let folder = site_of_readers(notes);
        let root = folder.path().join("site");
        let mut script = SERVE.replace("serve --port", "serve \"$@\" --port");
        for command in commands {
            let command = match command.strip_prefix("crosstown serve") {
                Some(options) => format!("serve{options}"),
                None => command.to_owned(),
            };
            script.push_str(&format!("{command}\n"));
            if command.starts_with("crosstown notes --template") {
                // Somebody fills in the form.
                script.push_str("test -s notes.txt && cp ../notes.txt notes.txt\n");
            }
        }
        let output = shell(&root).arg(&script).env("HOME", folder.path()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned() + &stderr(&output);
        assert!(output.status.success(), "{name}: {said}\n{script}");
        for secret in ["Quimby", "Núñez"] {
            assert!(!said.contains(secret), "{name}: {said}");
        }
        if name == "organizers" {
            assert!(root.join("bin-day-kit/agenda.html").is_file(), "{said}");
            assert!(root.join("content/convenings/bin-day-2021/what-lids-do.md").is_file());
            assert!(fs::read_to_string(root.join("mail.html")).unwrap().contains("Bin Day"));
        }
    }
}

#[test]
fn the_guide_to_upgrades_names_the_formats_of_this_version() {
    let guide = fs::read_to_string(repository("docs/upgrade.md")).unwrap();
    let version = |what: &str| {
        let row = guide.lines().find(|line| line.starts_with(&format!("| {what}")));
        row.and_then(|row| row.split('|').nth(2)).unwrap().trim().to_owned()
    };
    let root = base();
    build(root.path(), &[]);
    let json = |path: &str| -> serde_json::Value {
        serde_json::from_slice(&fs::read(root.path().join("public").join(path)).unwrap()).unwrap()
    };
    assert!(
        version("`search-index/manifest.json`").starts_with(&format!("`{}`", search_index::FORMAT))
    );
    assert_eq!(version("`.crosstown.json`"), json(".crosstown.json")["format"].to_string());
    assert_eq!(version("`theme.yaml`"), crosstown::theme::INTERFACE.to_string());
    let records = json("data/crosstown.json")["format"].as_str().unwrap().to_owned();
    assert!(version("`crosstown.json`").starts_with(&format!("`{records}`")));
}

/// Builds the site of the organizers' guide again, with kits and downloads. No secret is in any
/// byte of it, of its content, of the digest or of the output of the commands.
fn what_was_said_is_published_and_not_by_whom(folder: &Path, said: &str) {
    let root = folder.join("our-cities");
    let news = fs::read_to_string(folder.join("news.md")).unwrap();
    assert!(news.contains("Lights that pay for themselves"), "{news}");
    let path = "convenings/lamp-day/lights-that-pay-for-themselves";
    let settings = fs::read_to_string(root.join("content/site.yaml")).unwrap();
    write(&root, "content/site.yaml", settings + "\nextras: [kits, downloads]\n");
    build(&root, &["--withhold", "../names.txt"]);
    for file in ["index.html", "index.json", "index.md"] {
        let page = fs::read_to_string(root.join("public").join(path).join(file)).unwrap();
        for open in
            ["Count the lamps before", "pay for more lamps than they own", "share the contract"]
        {
            assert!(page.contains(open), "{file} lacks “{open}”");
        }
        assert!(page.contains("example-repair-day"), "{file} does not lead to the practice");
    }
    let feed = fs::read_to_string(root.join("public/convenings/feed.json")).unwrap();
    assert!(feed.contains(path), "the session is in the feed");
    for secret in SECRETS {
        assert_eq!(holding(&root, secret), [""; 0], "{secret}");
        let told = [said, &news].into_iter().any(|text| text.contains(secret));
        assert!(!told, "{secret}: {said}");
    }
}
