//! From a text file of notes to pages, step by step as an organizer would do it.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::common::{base, build, holding, repository, run, status, stderr, stdout, tree, write};
use crate::secrets::encodings::{ACCENTED, ACCENTS, MARKDOWN, NAME};

const FOLDER: &str = "content/convenings/bin-day-2021";

/// Notes in a base, with what `crosstown notes` says to them.
struct Taken {
    root: TempDir,
    status: i32,
    told: String,
}

fn taken(notes: &str, arguments: &[&str]) -> Taken {
    let root = base();
    write(root.path(), "notes.txt", notes);
    let output = run(root.path(), &[&["notes", "notes.txt"], arguments].concat());
    Taken { status: status(&output), told: stderr(&output), root }
}

impl Taken {
    fn session(&self, name: &str) -> String {
        let path = self.root.path().join(FOLDER).join(format!("{name}.md"));
        fs::read_to_string(path).unwrap_or_else(|error| panic!("{error}: {}", self.told))
    }
}

/// Marks all drafts as approved, as a reviewer does.
fn approve(root: &Path) {
    for (path, bytes) in tree(&root.join(FOLDER)) {
        let text = String::from_utf8(bytes).unwrap();
        write(root, &format!("{FOLDER}/{path}"), text.replace("status: draft", "status: approved"));
    }
}

/// Only the letters of a text, to look for a name however it is written.
fn letters(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_lowercase()
}

const HEAD: &str = "convening: bin-day-2021\nattribution: chatham-house\ndate: 2021-05-04\n";

#[test]
fn no_spelling_of_a_name_gets_from_notes_to_pages() {
    let mut lines = String::new();
    for spelling in MARKDOWN.iter().chain(&ACCENTS) {
        lines.push_str(&format!(
            "\nAt the end {spelling} left.\n\n{spelling}: traps are cruel\n\nTraps work. — {spelling}\n\n- takeaway: Ask {spelling} about it\n- question ({spelling}): what did {spelling} ask?\n- decision: {spelling} decides\n- action: {spelling}: send it by 2021-06-01\n- action ({spelling}): send them\n- practice: The bins of {spelling}\n\n## On {spelling}\n"
        ));
    }
    let ways = [
        ("a list", format!("{HEAD}\nsession: Lids\nsummary: What helps.\n"), true),
        (
            "speakers",
            format!("{HEAD}speakers: {NAME}; {ACCENTED}\n\nsession: Lids\nsummary: What helps.\n"),
            false,
        ),
        (
            "a chair and an action",
            format!(
                "{HEAD}chair: {NAME}\n\nsession: Lids\nsummary: What helps.\n\naction ({ACCENTED}): come back\n"
            ),
            false,
        ),
    ];
    for (way, head, is_listed) in ways {
        let outside = tempfile::tempdir().unwrap();
        write(outside.path(), "names.txt", format!("{NAME}\n{ACCENTED}\n"));
        let names = outside.path().join("names.txt");
        let list = ["--withhold", names.to_str().unwrap()];
        let arguments = if is_listed { &list[..] } else { &[] };
        let notes = format!("{head}\ntakeaway: Lids are cheap.\n\nRats came back.\n{lines}");
        let taken = taken(&notes, arguments);
        assert_eq!(taken.status, 0, "{way}: {}", taken.told);
        let session = taken.session("lids");
        for kept in ["Lids are cheap.", "Rats came back.", "send them", "due: 2021-06-01"] {
            assert!(session.contains(kept), "{way}: {session}");
        }
        for secret in ["quimby", "zelda", "nunez", "uez", "jos"] {
            assert!(!letters(&session).contains(secret), "{way}: {secret} in\n{session}");
            assert!(!letters(&taken.told).contains(secret), "{way}: {secret} in\n{}", taken.told);
        }
        approve(taken.root.path());
        build(taken.root.path(), &list);
        let out = taken.root.path().join("public");
        assert!(!holding(&out, "Lids are cheap").is_empty());
        for word in ["quimby", "zelda", "núñez", "nunez", "josé"] {
            assert_eq!(holding(&out, word), Vec::<String>::new(), "{way}: {word}");
        }
    }
}

#[test]
fn what_the_rule_forbids_is_left_out_and_said() {
    let secrets = [
        "The snowplough mayor of Denver was against it.",
        "Hoojamaflip said that nobody reads the reports.",
        "According to Hoojamaflip, nobody does.",
        "It was “a snowplough of an idea that nobody ever had before”.",
        "> We never hoojamaflip.",
        "Write to hoojamaflip@example.org or call +32 9 210 10 10.",
        "Rats <!-- hoojamaflip --> came.",
        "See [it](https://example.org/ \"hoojamaflip\").",
        "Hoojamaflip, who runs the depot, agreed.",
        "- takeaway: Hoojamaflip: Buy lids",
        "- decision: Snowplough Hoojamaflip (mayor, Denver): Buy lids",
    ];
    for secret in secrets {
        let notes = format!(
            "{HEAD}\nsession: Lids\nsummary: What helps.\n\nRats came back.\n\n{secret}\n\nThey left.\n"
        );
        let taken = taken(&notes, &[]);
        assert_eq!(taken.status, 0, "{secret}: {}", taken.told);
        assert!(taken.told.contains("[line-left-out]"), "{secret}: {}", taken.told);
        assert!(taken.told.contains("notes.txt:10:"), "{secret}: {}", taken.told);
        let session = taken.session("lids").to_lowercase();
        assert!(session.contains("rats came back.") && session.contains("they left."), "{session}");
        for word in ["hoojamaflip", "snowplough", "denver"] {
            assert!(!session.contains(word), "{secret}: {session}");
            assert!(!taken.told.to_lowercase().contains(word), "{secret}: {}", taken.told);
        }
        approve(taken.root.path());
        let output = run(taken.root.path(), &["check"]);
        assert_eq!(status(&output), 0, "{secret}: {}", stderr(&output));
    }
}

#[test]
fn the_example_of_the_guide_becomes_pages() {
    let guide = fs::read_to_string(repository("docs/organizers.md")).unwrap();
    let notes = guide.split("```notes\n").nth(1).unwrap().split("```").next().unwrap();
    let taken = taken(notes, &[]);
    assert_eq!(taken.status, 0, "{}", taken.told);
    let session = taken.session("what-lids-do");
    for line in [
        "title: \"What lids do\"",
        "date: 2021-05-04",
        "start: \"09:30\"",
        "topics: [\"waste\"]",
        "attribution: \"chatham-house\"",
        "status: draft",
        "- what: \"send the contract\"",
        "  due: 2021-06-01",
        "- practice: food-bins",
        "  relation: compared",
        "We weigh what comes back",
    ] {
        assert!(session.contains(&format!("{line}\n")), "{line} is not in\n{session}");
    }
    assert!(taken.session("rats").contains("- \"Count rats before and after.\"\n"));
    approve(taken.root.path());
    build(taken.root.path(), &[]);
    let out = taken.root.path().join("public");
    let page = "convenings/bin-day-2021/what-lids-do/index.html".to_owned();
    assert!(holding(&out, "We weigh what comes back").contains(&page));
    for word in ["Quimby", "Núñez", "director of Denver"] {
        assert_eq!(holding(&out, word), Vec::<String>::new());
    }
}

#[test]
fn notes_may_be_typed_in_any_of_the_languages() {
    let languages = [
        "Encuentro: Bin Day 2021\nAtribución: público\nSesión: Tapas\nFecha: 2021-05-04\nResumen: Qué ayuda.\n\nConclusión: A\nPREGUNTAS\n* B\nDecisión — C\n- Acción: Zelda Quimby: D para el 2021-06-01\nPráctica: food-bins (comparada)\n",
        "\u{feff}Rencontre : Bin Day 2021\r\nAttribution : publique\r\nSéance : Tapas\r\nDate : 2021-05-04\r\nRésumé : Qué ayuda.\r\n\r\nÀ retenir : A\r\nQuestion : B\r\nDécision : C\r\nAction : Zelda Quimby : D avant le 2021-06-01\r\nPratique : Food bins (comparée)\r\n",
        "**Encontro:** bin-day-2021\n**Atribuição:** público\n# Tapas\nData: 2021-05-04\nResumo: Qué ayuda.\n\n1. *Conclusão:* A\n2. *Pergunta:* B\n3. *Decisão:* C\n4. *Ação (Zelda Quimby):* D até 2021-06-01\n5. *Prática:* the food bins (comparada)\n",
    ];
    for notes in languages {
        let taken = taken(notes, &[]);
        assert_eq!(taken.status, 0, "{notes}{}", taken.told);
        let session = taken.session("tapas");
        assert!(session.ends_with(
            "status: draft\ntakeaways:\n- \"A\"\ndecisions:\n- \"C\"\nquestions:\n- \"B\"\nactions:\n- what: \"D\"\n  who: \"Zelda Quimby\"\n  due: 2021-06-01\npractices:\n- practice: food-bins\n  relation: compared\n---\n"
        ), "{session}");
    }
}

#[test]
fn practices_are_linked_or_the_nearest_are_named() {
    let notes = format!(
        "{HEAD}\nsession: Lids\nsummary: What helps.\n\nFood bins are cheap, and `food bins` too.\nSmall food bins smell.\n\npractice: food-bins\npractice: Food bin\npractice: Quantum ducks\n"
    );
    let taken = taken(&notes, &[]);
    assert_eq!(taken.status, 0, "{}", taken.told);
    let session = taken.session("lids");
    assert!(session.contains("\nFood bins are cheap, and `food bins` too.\n"), "{session}");
    assert!(session.contains("\nSmall [[practice:food-bins|food bins]] smell.\n"), "{session}");
    assert!(session.contains("practices:\n- practice: food-bins\n  relation: presented\n---\n"));
    assert!(session.contains("- Quantum ducks\n"), "{session}");
    assert!(taken.told.contains("the nearest are `food-bins` (Food bins)"), "{}", taken.told);
    assert!(taken.told.contains("notes.txt:12:11"), "{}", taken.told);
}

#[test]
fn mistakes_are_said_where_they_are_in_the_notes_and_nothing_is_written() {
    let mistakes = [
        ("session: Lids\n", "it is not said which convening"),
        ("convening: Bin Dya 2021\nsession: Lids\n", "did you mean `bin-day-2021`?"),
        ("convening: bin-day-2021\nsession: Lids\ndate: 4/5/2021\n", "notes.txt:3:7"),
        ("convening: bin-day-2021\nsession: Lids\ntopics: wast\n", "did you mean `waste`?"),
        ("convening: bin-day-2021\nsession: Lids\n", "`summary`"),
        ("Hello\n", "these notes have no session"),
        (
            "convening: bin-day-2021\nattribution: Chatham House\nsession: Lids\ndate: 2021-05-04\nchair: Zelda Quimby\nsummary: What Quimby said.\n",
            "reword it",
        ),
    ];
    for (notes, said) in mistakes {
        let taken = taken(notes, &[]);
        assert_eq!(taken.status, 1, "{notes}: {}", taken.told);
        assert!(taken.told.contains(said), "{notes}: {}", taken.told);
        assert!(taken.told.ends_with("nothing was written\n"), "{}", taken.told);
        assert_eq!(tree(&taken.root.path().join(FOLDER)).len(), 2);
    }
    let root = base();
    write(root.path(), "notes.txt", b"session: \xff\n");
    assert_eq!(status(&run(root.path(), &["notes", "notes.txt"])), 1);
    assert_eq!(status(&run(root.path(), &["notes", "none.txt"])), 3);
    assert_eq!(status(&run(root.path(), &["notes"])), 2);
}

#[test]
fn a_convening_may_have_a_name_that_begins_like_another() {
    let root = base();
    let summit = "---\ntitle: Bin Day\nstart: 2027-05-04\nsummary: A meeting.\n---\n";
    write(root.path(), "content/convenings/bin-day/index.md", summit);
    write(root.path(), "notes.txt", format!("{HEAD}\nsession: Lids\nsummary: What helps.\n"));
    let output = run(root.path(), &["notes", "notes.txt"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    // The order of folders is not that of the letters of their paths: `-` comes before `/`.
    let content = crosstown::pipeline::content(root.path()).unwrap();
    for entry in &content.entries {
        let path = &entry.file.path;
        assert_eq!(content.entry(path).map(|found| &found.file.path), Some(path));
    }
    assert!(content.entry("content/convenings/bin-day-2021/lids.md").is_some());
    assert!(content.entry("content/convenings/bin-day-2021/lid.md").is_none());
}

#[test]
fn a_file_that_is_there_stays_and_a_look_writes_nothing() {
    let notes = "convening: bin-day-2021\nattribution: public\nsession: Smells\ndate: 2021-05-04\nsummary: Again.\n";
    let root = base();
    write(root.path(), "notes.txt", notes);
    let before = tree(&root.path().join("content"));
    let output = run(root.path(), &["notes", "notes.txt"]);
    assert_eq!(status(&output), 1);
    assert!(stderr(&output).contains("is there already"), "{}", stderr(&output));
    let output = run(root.path(), &["notes", "notes.txt", "--print"]);
    assert_eq!(status(&output), 0);
    assert!(stdout(&output).starts_with(&format!("# {FOLDER}/smells.md\n---\n")));
    assert_eq!(tree(&root.path().join("content")), before);
    let output = run(root.path(), &["notes", "notes.txt", "--out", "review"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    assert_eq!(tree(&root.path().join("content")), before);
    let written = root.path().join("review").join(FOLDER).join("smells.md");
    assert!(fs::read_to_string(written).unwrap().contains("summary: \"Again.\""));
}

#[test]
fn notes_complete_the_plan_of_their_session_and_nothing_that_has_notes() {
    let root = base();
    let run = |arguments: &[&str]| run(root.path(), arguments);
    let planned = [
        "new",
        "session",
        "What lids do",
        "--convening",
        "bin-day-2021",
        "--set",
        "date=2021-05-04",
        "--set",
        "attribution=chatham-house",
        "--set",
        "start=09:30",
        "--set",
        "topics=waste",
        "--set",
        "summary=Whether lids pay.",
    ];
    assert_eq!(status(&run(&planned)), 0);
    write(
        root.path(),
        "notes.txt",
        "convening: bin-day-2021\nattribution: public\nsession: What lids do\n",
    );
    let output = run(&["notes", "notes.txt"]);
    assert_eq!(status(&output), 1);
    let said = stderr(&output);
    assert!(
        said.contains("error[attribution-differs]: the plan of this session says `chatham-house`"),
        "{said}"
    );

    write(
        root.path(),
        "notes.txt",
        "convening: bin-day-2021\nsession: What lids do\nLids pay.\ntakeaway: Begin small.\n",
    );
    let output = run(&["notes", "notes.txt"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let path = root.path().join(FOLDER).join("what-lids-do.md");
    let text = fs::read_to_string(&path).unwrap();
    for part in [
        "attribution: \"chatham-house\"",
        "start: \"09:30\"",
        "topics: [\"waste\"]",
        "summary: \"Whether lids pay.\"",
        "- \"Begin small.\"",
        "Lids pay.",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    // Now it has notes, and is no plan any more.
    assert_eq!(status(&run(&["notes", "notes.txt"])), 1);
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn the_empty_form_is_read_back() {
    let root = base();
    for lang in ["en", "es", "fr", "pt"] {
        let output = run(root.path(), &["notes", "--template", "--lang", lang]);
        assert_eq!(status(&output), 0);
        let mut lines = stdout(&output);
        let form: Vec<&str> =
            ["bin-day-2021", "public", "Lids", "2021-05-04", "9:30", "", "What helps."]
                .into_iter()
                .collect();
        // Each filled in line, in the order of the form.
        let mut filled = form.into_iter();
        lines = lines
            .lines()
            .map(|line| match line.strip_suffix(':') {
                Some(_) => format!("{line} {}\n", filled.next().unwrap_or_default()),
                None => format!("{line}\n"),
            })
            .collect();
        write(root.path(), "notes.txt", lines);
        let output = run(root.path(), &["notes", "notes.txt", "--print"]);
        assert_eq!(status(&output), 0, "{lang}: {}", stderr(&output));
        assert!(stdout(&output).contains("summary: \"What helps.\"\nstatus: draft\n---\n"));
    }
}
