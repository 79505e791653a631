//! What `crosstown new` asks somebody at a terminal, and what it makes of the answers.

use std::fs;

use crate::common::person::{DOWN, ENTER, INTERRUPT, Person};
use crate::common::{base, crosstown, run, status, stderr, tree};

#[test]
fn a_practice_is_asked_for_question_by_question() {
    let root = base();
    let mut command = crosstown(root.path());
    command.args(["new", "practice", "Night buses"]);
    let mut person = Person::at(command);
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
