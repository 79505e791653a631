//! What `crosstown new` writes, by example, and its messages when it writes nothing.

use std::fs;
use std::path::Path;

use crosstown::model::{Choice as _, Kind, Schema, Type};
use crosstown::scaffold::{Answers, record};
use serde_json::Value;

use crate::common::{assert_golden, base, run, status, stderr, stdout, tree, write};

/// Runs `crosstown new` in a root, and returns its status with all that it prints.
fn new(root: &Path, arguments: &[&str]) -> (i32, String) {
    let output = run(root, &[&["new"], arguments].concat());
    (status(&output), stdout(&output) + &stderr(&output))
}

#[test]
fn a_new_record_of_each_kind_has_every_field_with_a_hint() {
    let root = base();
    for (kind, title, more) in [
        ("practice", "Night buses", &["--set", "cities=denver", "--set", "stage=pilot"][..]),
        ("session", "Paying for it", &["--convening", "bin-day-2021"]),
        ("convening", "Bin Day 2027", &[]),
        ("city", "Tallinn", &[]),
        ("network", "League of Benches", &[]),
        ("challenge", "Bin Cup", &[]),
        ("question", "Who empties the bins?", &["--set", "topics=waste"]),
        ("page", "Help", &[]),
    ] {
        let (code, _) = new(root.path(), &[&[kind, title, "--print"], more].concat());
        assert_eq!(code, 0, "{kind}");
        let output = run(root.path(), &[&["new", kind, title, "--print"], more].concat());
        assert_golden(&format!("tests/cli/new/{kind}.md"), &stdout(&output));
    }
}

#[test]
fn what_is_missing_in_a_new_record_is_what_check_says() {
    let root = base();
    let (code, said) = new(root.path(), &["practice", "Night buses", "--set", "cities=Denver"]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(
        said,
        "wrote content/practices/night-buses.md\n  still empty: summary, stage, spheres, topics, sources.title\nOpen it and follow the hints; `crosstown check` says what is still missing.\n"
    );
    let found = stderr(&run(root.path(), &["check"]));
    for field in ["summary", "stage", "spheres", "topics", "title"] {
        assert!(found.contains(&format!("error[empty-value]: `{field}` is empty")), "{found}");
    }
    assert!(found.ends_with("5 errors\n"), "{found}");
}

#[test]
fn a_record_with_all_that_it_needs_is_published() {
    let root = base();
    let values = [
        "summary=Buses run all night: from ten to five.",
        "stage=operating",
        "cities=Tallinn, denver",
        "spheres=operations",
        "topics=waste",
        "sources.title=Annual report",
        "sources.url=https://example.org/report",
    ];
    let values = values.iter().flat_map(|value| ["--set", value]);
    let arguments: Vec<&str> =
        ["practice", "Night buses", "--with-missing"].into_iter().chain(values).collect();
    let (code, said) = new(root.path(), &arguments);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("taken from GeoNames: Tallinn, Estonia, population 394024\n"), "{said}");
    assert!(said.contains("wrote content/cities/tallinn.md\n"), "{said}");
    assert!(!said.contains("still empty"), "{said}");
    let built = run(root.path(), &["build"]);
    assert_eq!(status(&built), 0, "{}", stderr(&built));
    let page = fs::read_to_string(root.path().join("public/practices/night-buses/index.html"));
    assert!(page.unwrap().contains("Buses run all night: from ten to five."));
    let schema = fs::read(root.path().join("public/schema/practice.json")).unwrap();
    let printed = run(root.path(), &["schema", "practice"]).stdout;
    assert_eq!(schema, printed, "new records name the schema that the site has");
}

#[test]
fn any_title_and_value_becomes_a_file_that_says_the_same() {
    let root = base();
    let long = "Long ".repeat(100);
    for (title, file, expected) in [
        ("Two\nlines", "two-lines", "title: Two lines\n"),
        ("\"Quoted\": and # hash", "quoted-and-hash", "title: \"\\\"Quoted\\\": and # hash\"\n"),
        ("2030", "2030", "title: \"2030\"\n"),
        ("no", "no", "title: \"no\"\n"),
        ("Con", "con-1", "title: Con\n"),
        (long.as_str(), &"long-".repeat(16)[..79], "title: Long Long"),
    ] {
        let (code, said) = new(root.path(), &["page", title, "--set", "summary=- dash: @ %"]);
        assert_eq!(code, 0, "{said}");
        let path = root.path().join(format!("content/pages/{file}.md"));
        let text = fs::read_to_string(&path).unwrap_or_else(|_| panic!("{title:?}: {said}"));
        assert!(text.contains(expected), "{text}");
        assert!(text.contains("summary: \"- dash: @ %\"\n"), "{text}");
    }
    let output = run(root.path(), &["check"]);
    assert_eq!((status(&output), stderr(&output)), (0, String::new()));
}

#[test]
fn a_place_is_taken_only_if_it_is_clear_which() {
    let root = base();
    let (_, said) = new(root.path(), &["city", "Springfield", "--print"]);
    assert!(said.contains("# Value: two capitals") || said.contains("country:\n"), "{said}");
    assert!(said.contains("4409896    Springfield, Missouri, United States"), "{said}");
    let (_, said) =
        new(root.path(), &["city", "Springfield", "--print", "--set", "geonames=4409896"]);
    assert!(said.contains("region: Missouri\n"), "{said}");
    let (_, said) = new(root.path(), &["city", "Boston", "--print", "--set", "country=GB"]);
    assert!(said.contains("country: GB\n") && said.contains("geonames: 2655138\n"), "{said}");
    let (_, said) = new(root.path(), &["city", "sao paulo", "--print"]);
    assert!(said.contains("title: São Paulo\n"), "{said}");
}

#[test]
fn what_cannot_be_begun_is_explained_and_nothing_is_written() {
    let root = base();
    let before = tree(root.path());
    let cases: [(&[&str], &str); 12] = [
        (
            &["practice"],
            "the new practice has no title\n  = help: write it after the kind: `crosstown new practice \"Its title\"`",
        ),
        (&["practise", "X"], "did you mean `practice`?"),
        (
            &["practice", "Food bins"],
            "there is already a practice with this name: content/practices/food-bins.md\n  = help: give the new one another name with `--slug`",
        ),
        (
            &["practice", "東京"],
            "no address can be made from the title `東京`\n  = help: name the file with `--slug`",
        ),
        (&["practice", "X", "--slug", "../../x"], "`../../x` is not a slug"),
        (&["practice", "X", "--slug", "aux"], "`aux` cannot be a name: Windows keeps it"),
        (
            &["practice", "X", "--set", "cities=denvr"],
            "there is no city `denvr`\n  = help: did you mean `denver`?",
        ),
        (
            &["practice", "X", "--set", "topics=wast"],
            "there is no topic `wast`\n  = help: did you mean `waste`?",
        ),
        (
            &["practice", "X", "--set", "stage=pilott"],
            "`pilott` is not a stage\n  = help: did you mean `pilot`?",
        ),
        (
            &["practice", "X", "--set", "pilot"],
            "`pilot` sets no field\n  = help: write `--set FIELD=VALUE`",
        ),
        (
            &["session", "X"],
            "a session belongs to a convening\n  = help: name it with `--convening`",
        ),
        (
            &["session", "X", "--convening", "bin-day-2020"],
            "there is no convening `bin-day-2020`\n  = help: did you mean `bin-day-2021`?",
        ),
    ];
    for (arguments, expected) in cases {
        let (code, said) = new(root.path(), arguments);
        assert_eq!(code, 2, "{arguments:?}: {said}");
        assert!(said.contains(expected), "{arguments:?}: {said}");
    }
    assert_eq!(tree(root.path()), before);
}

/// Gives every field of a description the example that it has.
fn fill(answers: &mut Answers, kind: Kind, schema: &Schema, above: &str) {
    for field in schema.fields {
        let path = format!("{above}{}", field.name);
        match field.of {
            Type::Map(inner) => fill(answers, kind, inner, &format!("{path}.")),
            _ => answers.set(kind.schema(), &path, field.example.trim_matches('"')).unwrap(),
        }
    }
}

#[test]
fn a_record_of_all_examples_is_read_without_a_fault_of_its_form() {
    for (kind, name) in Kind::ALL {
        let root = base();
        let mut answers = Answers::default();
        fill(&mut answers, *kind, kind.schema(), "");
        let folder = match kind {
            Kind::Session => "convenings/bin-day-2021".to_owned(),
            Kind::Convening => "convenings/all-fields".to_owned(),
            _ => kind.folder().to_owned(),
        };
        let file = if *kind == Kind::Convening { "index" } else { "all-fields" };
        let path = format!("content/{folder}/{file}.md");
        write(root.path(), &path, record(*kind, &answers, "en", "https://example.org/x.json"));
        let output = run(root.path(), &["check", "--format", "json"]);
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        let findings = report["diagnostics"].as_array().unwrap().iter();
        for found in findings.filter(|found| found["severity"] != "advice") {
            // Records, terms and files that the examples name are not in this small site, and a
            // practice about all fields has no text.
            let code = found["code"].as_str().unwrap();
            let expected = [
                "dangling-reference",
                "broken-link",
                "evidence-",
                "recommended-headings",
                "unknown-language",
            ];
            assert!(expected.iter().any(|start| code.starts_with(start)), "{name}: {found:#}");
        }
    }
}

#[test]
fn a_new_site_in_each_language_is_without_findings_and_found_by_search() {
    let folder = tempfile::tempdir().unwrap();
    for (lang, word) in [("en", "mend"), ("es", "reparan"), ("fr", "réparent"), ("pt", "consertam")]
    {
        let title = "Towns: \"east\" & west {base_url}";
        let output = run(folder.path(), &["init", lang, "--lang", lang, "--title", title]);
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        let root = folder.path().join(lang);
        for command in ["check", "build"] {
            let output = run(&root, &[command]);
            assert_eq!((status(&output), stderr(&output)), (0, String::new()), "{lang}");
        }
        let home = fs::read_to_string(root.join("public/index.html")).unwrap();
        assert!(home.contains("Towns: &quot;east&quot; &amp; west {base_url}"), "{home}");
        assert!(home.contains(&format!("<html lang=\"{lang}\"")), "{home}");
        let found = stdout(&run(&root, &["search", word]));
        assert!(found.contains("/practices/"), "{lang}: {found}");

        // What its settings propose works once it is no comment any more.
        let settings = fs::read_to_string(root.join("content/site.yaml")).unwrap();
        let (own, proposed) = settings.split_once("# repository:\n").unwrap();
        let proposed = format!("repository:\n{}", proposed.replace("# ", ""));
        write(&root, "content/site.yaml", format!("{own}{proposed}"));
        let output = run(&root, &["build"]);
        assert_eq!((status(&output), stderr(&output)), (0, String::new()), "{lang}");
        let page = fs::read_to_string(root.join("public/pages/about/index.html")).unwrap();
        for address in ["/edit/main/content/pages/about.md", "mailto:", "/issues/new?"] {
            assert!(page.contains(address), "{lang}: {address} is not in\n{page}");
        }
    }
}

#[test]
fn a_newcomer_gets_from_an_empty_folder_to_a_page_that_others_find() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    assert_eq!(status(&run(root, &["init", "."])), 0);
    let values = ["stage=pilot", "cities=Tallinn", "spheres=operations", "topics=mobility"];
    let values = values.iter().flat_map(|value| ["--set", value]);
    let arguments: Vec<&str> =
        ["practice", "Quokka crossings", "--with-missing"].into_iter().chain(values).collect();
    let (code, said) = new(root, &arguments);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("still empty: summary, sources.title\n"), "{said}");

    // `check` says what is missing, and is content once it is there.
    let checked = run(root, &["check"]);
    assert_eq!(status(&checked), 1);
    for field in ["summary", "title"] {
        assert!(stderr(&checked).contains(&format!("`{field}` is empty")), "{checked:?}");
    }
    let path = "content/practices/quokka-crossings.md";
    let text = fs::read_to_string(root.join(path)).unwrap();
    let text = text.replacen("summary:\n", "summary: Lights that dim until somebody crosses.\n", 1);
    let text = text.replacen("  title:\n", "  title: Annual report\n", 1);
    let text = text.replace("## Problem\n", "## Problem\n\nDrivers are dazzled [^source-1].\n");
    write(root, path, text.replace("## How it works\n", "## How it works\n\nA lamp notices.\n"));
    for command in ["check", "build"] {
        let output = run(root, &[command]);
        assert_eq!((status(&output), stderr(&output)), (0, String::new()), "{command}");
    }
    let found = run(root, &["search", "lamps that dim", "--format", "json"]);
    let found: Value = serde_json::from_slice(&found.stdout).unwrap();
    assert_eq!(found["hits"][0]["id"], "practices/quokka-crossings", "{found:#}");
    let city = fs::read_to_string(root.join("public/cities/tallinn/index.html")).unwrap();
    assert!(city.contains("/practices/quokka-crossings/"), "its city leads to it");
}

#[test]
fn a_new_site_has_the_files_of_its_code_host_and_replaces_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let hosts: [(&str, &[&str]); 3] = [
        ("github", &[".github/workflows/check.yml", ".github/workflows/publish.yml"]),
        ("gitlab", &[".gitlab-ci.yml"]),
        ("none", &[]),
    ];
    for (host, expected) in hosts {
        assert_eq!(status(&run(folder.path(), &["init", host, "--ci", host])), 0);
        let files = tree(&folder.path().join(host));
        let of_git = [".gitignore", ".gitattributes"];
        let of_host = |path: &&String| path.contains(".git") && !of_git.contains(&path.as_str());
        let theirs = files.keys().filter(of_host);
        assert_eq!(theirs.collect::<Vec<_>>(), expected);
    }
    let root = folder.path().join("none");
    fs::remove_dir_all(root.join("content")).unwrap();
    fs::write(root.join("README.md"), "mine").unwrap();
    let output = run(folder.path(), &["init", "none"]);
    assert_eq!(status(&output), 2);
    assert!(stderr(&output).contains("there is already a file"), "{}", stderr(&output));
    assert!(!root.join("content").exists(), "nothing is written beside what is there");
    assert_eq!(fs::read_to_string(root.join("README.md")).unwrap(), "mine");
}

#[test]
fn shells_and_manuals_know_every_command() {
    let folder = tempfile::tempdir().unwrap();
    let script = run(folder.path(), &["completions", "bash"]);
    assert_eq!(status(&script), 0);
    let pages = run(folder.path(), &["man", "manual"]);
    assert_eq!(status(&pages), 0, "{}", stderr(&pages));
    for command in ["build", "check", "init", "new", "theme"] {
        assert!(stdout(&script).contains(&format!("crosstown,{command})")), "{command}");
        let page = folder.path().join(format!("manual/crosstown-{command}.1"));
        assert!(fs::read_to_string(page).unwrap().contains("SYNOPSIS"), "{command}");
    }
}
