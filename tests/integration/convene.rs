//! The kit of a convening: what its organizers get, and that nothing confidential is in it.

use std::fs;

use crate::common::{base, holding, run, site, status, stderr, stdout, tree, write};

const SESSION: &str = "---\ntitle: Lids & rats\ndate: 2021-05-04\nstart: '09:30'\nend: '11:00'\nattribution: chatham-house\nchair: Zelda Quimby\nspeakers:\n- name: José Núñez\n  role: Snowplough director\n  city: denver\nsummary: What lids do.\nactions:\n- what: Send it.\n  who: Percival Inkwell\npractices:\n- practice: food-bins\nstatus: draft\n---\n\n> We hoojamaflip.\n";

#[test]
fn a_kit_has_what_organizers_print_and_nothing_confidential() {
    let root = base();
    write(root.path(), "content/convenings/bin-day-2021/lids.md", SESSION);
    let output = run(root.path(), &["convene", "content/convenings/bin-day-2021"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    assert!(stdout(&output).ends_with("Wrote the kit to bin-day-2021-kit: 6 files.\n"));
    let folder = root.path().join("bin-day-2021-kit");
    let names: Vec<String> = tree(&folder).into_keys().collect();
    assert_eq!(
        names,
        [
            "agenda.html",
            "calendar.ics",
            "cards.html",
            "notes-lids.txt",
            "notes-smells.txt",
            "reading-list.html"
        ]
    );
    for word in ["quimby", "núñez", "snowplough", "inkwell", "hoojamaflip"] {
        assert_eq!(holding(&folder, word), Vec::<String>::new(), "{word}");
    }
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    for part in ["Bin Day 2021", "Lids &amp; rats", "09:30", "What lids do.", "Food bins", "Smells"]
    {
        assert!(read("agenda.html").contains(part), "{part}");
    }
    for page in ["reading-list.html", "cards.html"] {
        for part in ["Food bins", "Every kitchen has a small green bin", "/practices/food-bins/"] {
            assert!(read(page).contains(part), "{part} is not in {page}");
        }
    }
    // Pages are opened as files: no address may depend on where they are.
    for page in ["agenda.html", "reading-list.html", "cards.html"] {
        for address in ["href=\"/", "src=", "url("] {
            assert!(!read(page).contains(address), "{page} has {address}");
        }
    }
    assert_eq!(read("calendar.ics").matches("BEGIN:VEVENT").count(), 3);
}

#[test]
fn forms_for_notes_are_read_back() {
    let root = base();
    write(root.path(), "content/convenings/bin-day-2021/lids.md", SESSION);
    assert_eq!(status(&run(root.path(), &["convene", "bin-day-2021", "--out", "kit"])), 0);
    let form = fs::read_to_string(root.path().join("kit/notes-lids.txt")).unwrap();
    let notes = form.replace("Summary:", "Summary: Lids keep rats out.");
    write(root.path(), "notes.txt", notes.replace("Takeaway:", "Takeaway: Close them."));
    let output = run(root.path(), &["notes", "notes.txt", "--print"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let session = stdout(&output);
    for line in [
        "title: \"Lids & rats\"",
        "date: 2021-05-04",
        "start: \"09:30\"",
        "end: \"11:00\"",
        "attribution: \"chatham-house\"",
        "- \"Close them.\"",
        "- practice: food-bins",
    ] {
        assert!(session.contains(&format!("{line}\n")), "{line} is not in\n{session}");
    }
}

#[test]
fn a_convening_that_is_not_there_is_named_with_the_nearest() {
    let root = base();
    let output = run(root.path(), &["convene", "bin-day-2022"]);
    assert_eq!(status(&output), 1);
    assert!(stderr(&output).contains("did you mean `bin-day-2021`?"), "{}", stderr(&output));
    assert!(!root.path().join("bin-day-2022-kit").exists());
}

#[test]
fn a_name_in_the_title_of_a_session_stops_the_kit() {
    let root = site("confidential-session");
    write(root.path(), "names.txt", "Ada Wobblethwaite\n");
    let session = SESSION.replace("Lids & rats", "Wobblethwaite on lids");
    write(root.path(), "content/convenings/bin-day-2021/lids.md", session);
    let output =
        run(root.path(), &["convene", "bin-day-2021", "--withhold", "names.txt", "--out", "kit"]);
    assert_eq!(status(&output), 1, "{}", stdout(&output));
    assert!(!root.path().join("kit").exists());
    assert!(!stderr(&output).contains("Wobblethwaite"));
}
