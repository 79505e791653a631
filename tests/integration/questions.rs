//! What `new`, `notes` and `fix` ask somebody at a terminal, and what they make of the answers.

use std::fs;

use crate::common::person::{DOWN, ENTER, INTERRUPT, Person};
use crate::common::{base, crosstown, run, status, stderr, tree, write};

#[test]
fn a_practice_is_asked_for_question_by_question() {
    let root = base();
    let mut command = crosstown(root.path());
    command.args(["new", "practice"]);
    let mut person = Person::at(command);
    person.sees("Title of the practice").types("Night buses").types(ENTER);
    person.sees("What it is, in plain text (summary").types(&"x".repeat(301)).types(ENTER);
    // An invalid value is reported at once, and the field is asked for again.
    person.sees("300 characters").sees("(summary").types(&"\u{8}".repeat(301));
    person.types("Four bus lines run all night.").types(ENTER);
    // Choices are shown with their meanings.
    person.sees("Its current stage").sees("Being tried out").types(DOWN).types(ENTER);
    person.sees("(cities").types("Tallinn, Springfield").types(ENTER);
    person.sees("Spheres").sees("operations").types(" ").types(ENTER);
    person.sees("as terms of the vocabulary").sees("compost").types(DOWN).types(" ").types(ENTER);
    person.sees("(sources.title").types("Timetable").types(ENTER);
    person.sees("There is no file yet for springfield, tallinn. Create it, too?").types("y");
    // Several cities have that name: the person decides.
    person.sees("Which place").sees("Springfield").types(DOWN).types(ENTER);
    let (ended, shown) = person.stays();
    assert!(ended.success(), "{shown}");
    let read = |path: &str| fs::read_to_string(root.path().join(path)).unwrap();
    let practice = read("content/practices/night-buses.md");
    for line in [
        "summary: Four bus lines run all night.",
        "stage: pilot",
        "cities:\n- tallinn\n- springfield\n",
        "spheres:\n- operations\n",
        "topics:\n- compost\n",
        "title: Timetable",
    ] {
        assert!(practice.contains(line), "{line} is not in\n{practice}\n{shown}");
    }
    assert!(read("content/cities/tallinn.md").contains("country: EE"));
    assert!(read("content/cities/springfield.md").contains("country: US"));
    let checked = run(root.path(), &["check"]);
    assert_eq!(status(&checked), 0, "{}", stderr(&checked));
}

#[test]
fn who_stops_in_between_has_begun_nothing() {
    let root = base();
    let before = tree(root.path());
    let mut command = crosstown(root.path());
    command.args(["new", "practice", "Night buses"]);
    let mut person = Person::at(command);
    person.sees("(summary").types("Four bus lines").types(ENTER);
    person.sees("Its current stage").types(INTERRUPT);
    let (ended, shown) = person.stays();
    assert!(!ended.success(), "{shown}");
    assert_eq!(tree(root.path()), before);
}

#[test]
fn nobody_is_asked_who_does_not_want_to_be() {
    let root = base();
    let mut command = crosstown(root.path());
    command.args(["new", "practice", "Night buses", "--no-input"]);
    let (ended, shown) = Person::at(command).stays();
    assert!(ended.success(), "{shown}");
    assert!(shown.contains("still empty: summary, stage, cities"), "{shown}");
}

/// A practice under a name that nobody has given it, and a line that the rule forbids.
const NOTES: &str = "Convening: Bin Day 2021\nAttribution: Chatham House\nSpeakers: Zelda Quimby\n\n\
    Session: Lids\nDate: 2021-05-04\nSummary: What helps.\n\n\
    Lids help.\nAt the end Quimby left.\n\nPractice: Bins for food\n";

#[test]
fn who_took_notes_is_asked_what_was_meant_and_shown_what_is_left_out() {
    let root = base();
    write(root.path(), "notes.txt", NOTES);
    let mut command = crosstown(root.path());
    command.args(["notes", "notes.txt"]);
    let mut person = Person::at(command);
    person.sees("Which practice is “Bins for food”").sees("Food bins (food-bins)");
    person.sees("none of these").types(ENTER);
    let (ended, shown) = person.stays();
    assert!(ended.success(), "{shown}");
    // Only a person is shown such a line, so that it can be reworded.
    assert!(shown.contains("At the end Quimby left."), "{shown}");
    let path = "content/convenings/bin-day-2021/lids.md";
    let session = fs::read_to_string(root.path().join(path)).unwrap();
    assert!(session.contains("- practice: food-bins\n"), "{session}");
    assert!(session.contains("Lids help.") && !session.contains("Quimby"), "{session}");

    // Somebody else's log does not say it.
    fs::remove_file(root.path().join(path)).unwrap();
    let output = run(root.path(), &["notes", "notes.txt"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    assert!(!stderr(&output).contains("Quimby left"), "{}", stderr(&output));
}

#[test]
fn mistakes_are_corrected_once_somebody_has_seen_how() {
    let root = base();
    let path = "content/practices/food-bins.md";
    let good = fs::read_to_string(root.path().join(path)).unwrap();
    let bad = good.replace("stage: operating", "stage: opperating");
    assert_ne!(bad, good);
    write(root.path(), path, &bad);
    for (answer, expected) in [("n", &bad), ("y", &good)] {
        let mut command = crosstown(root.path());
        command.arg("fix");
        let mut person = Person::at(command);
        person.sees("-stage: opperating").sees("+stage: operating");
        person.sees("Write 1 change in 1 file?").types(answer);
        let (ended, shown) = person.stays();
        assert!(ended.success(), "{shown}");
        assert_eq!(fs::read_to_string(root.path().join(path)).unwrap(), *expected, "{shown}");
    }
}
