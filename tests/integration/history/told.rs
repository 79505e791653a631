//! What a page tells of its record.

use super::{BINS, MAIL, MESSAGE, NAME, Repository, git};
use crate::common::holding;

#[test]
fn a_page_tells_in_words_what_changed_and_when() {
    let site = Repository::new();
    site.edit(
        BINS,
        "stage: operating",
        "stage: replaced\nverified: 2026-02-01\nevidence: {level: 1}",
    );
    site.edit(BINS, "Half of what is burnt could rot.", "Half of what is burnt could rot instead.");
    site.commit("2026-02-02T12:00:00Z");
    site.edit(BINS, "level: 1", "level: 0, direction: mixed");
    site.edit(BINS, "The bin is emptied twice a week.[^report]", "Nobody empties it.");
    site.edit(
        BINS,
        "sources:\n",
        "sources:\n- {id: other, title: Another, url: 'https://example.org/'}\n",
    );
    site.edit(BINS, "title: One year", "title: Two years");
    let last = site.commit("2026-03-12T12:00:00Z");
    let short = &last[..10];
    let said = site.told("practices/food-bins");
    assert_eq!(
        said[..6],
        [
            "What changed last on 12 March 2026".to_owned(),
            format!("12 March 2026 Version {short}"),
            "Evidence: described → not rated".to_owned(),
            "Direction of the evidence: added".to_owned(),
            "Sources: 1 added, 1 changed".to_owned(),
            "How it works: rewritten".to_owned(),
        ]
    );
    assert!(said[6].starts_with("2 February 2026 Version "), "{said:?}");
    assert_eq!(
        said[7..11],
        [
            "Stage: operating → replaced",
            "Evidence: added",
            "Checked against its sources: added",
            "Problem: revised",
        ]
    );
    // In New York it was still the evening of the fifth.
    assert!(said[11].starts_with("6 January 2026 Version "), "{said:?}");
    assert_eq!(said[12..], ["Record added"]);
    // The permanent address is with the citation, not once more on the list, and the files name it.
    let page = site.read("public/practices/food-bins/index.html");
    let address = format!("https://host.example/bins/blob/{last}/{BINS}");
    assert_eq!(page.matches(&format!("href=\"{address}\"")).count(), 1);
    assert!(page.contains(&format!(">version {short}</a> of 12 March 2026")), "{page}");
    let bibtex = site.read("public/practices/food-bins/index.bib");
    assert!(bibtex.contains(&format!("version  = {{{short}}}")), "{bibtex}");
    assert!(bibtex.contains(&address), "{bibtex}");
    // Nobody who made a change is named, nor what they said about it.
    for secret in [NAME, MAIL, MESSAGE, "2001-01-01"] {
        assert_eq!(holding(&site.root().join("public"), secret), [""; 0]);
    }
}

#[test]
fn other_languages_tell_it_in_their_words_and_the_original_knows_its_translations() {
    let site = Repository::new();
    let text = site.read(BINS).replace("## Problem", "## Problema");
    site.write("content/practices/food-bins.es.md", &text);
    site.commit("2026-02-02T12:00:00Z");
    site.edit("content/practices/food-bins.es.md", "stage: operating", "stage: ended");
    site.edit(
        "content/practices/food-bins.es.md",
        "topics: [waste]",
        "topics: [waste]\nlessons: [Una, Otra]",
    );
    let last = site.commit("2026-03-01T12:00:00Z");
    let said = site.told("es/practices/food-bins");
    assert_eq!(
        said[..4],
        [
            "Qué ha cambiado último cambio: 1 de marzo de 2026".to_owned(),
            format!("1 de marzo de 2026 Versión {}", &last[..10]),
            "Etapa: en marcha → terminada".to_owned(),
            "Lecciones aprendidas: se añadieron 2".to_owned(),
        ]
    );
    let said = site.page("practices/food-bins");
    assert_eq!(said[2], "Translation into Spanish added");
    assert_eq!(said[4..], ["Record added"]);
}

#[test]
fn a_renamed_file_keeps_its_history_and_its_old_versions_their_addresses() {
    let site = Repository::new();
    let first = site.git(&["rev-parse", "HEAD"]);
    site.git(&["mv", BINS, "content/practices/green-bins.md"]);
    site.edit("content/practices/green-bins.md", "stage: operating", "stage: ended");
    for path in ["content/convenings/bin-day-2021/smells.md", "content/pages/about.md"] {
        site.write(path, &site.read(path).replace("food-bins", "green-bins"));
    }
    site.commit("2026-02-02T12:00:00Z");
    let said = site.told("practices/green-bins");
    assert_eq!(said[2..4], ["File renamed", "Stage: operating → ended"]);
    assert_eq!(said[5..], ["Record added"]);
    let page = site.read("public/practices/green-bins/index.html");
    assert!(page.contains(&format!("/blob/{}/{BINS}\"", first.trim())));
}

#[test]
fn a_merge_is_one_change_on_the_day_it_was_made() {
    let site = Repository::new();
    site.git(&["checkout", "-q", "-b", "work"]);
    site.edit(BINS, "stage: operating", "stage: paused");
    site.commit("2026-01-10T12:00:00Z");
    site.edit(BINS, "stage: paused", "stage: ended");
    site.commit("2026-01-11T12:00:00Z");
    site.git(&["checkout", "-q", "main"]);
    site.edit("content/pages/about.md", "title: ", "title: All ");
    site.commit("2026-02-01T12:00:00Z");
    let merge = ["merge", "-q", "--no-ff", "-m", MESSAGE, "work"];
    git(site.root(), "2026-02-20T12:00:00Z", &merge);
    let said = site.told("practices/food-bins");
    assert!(said[1].starts_with("20 February 2026"), "{said:?}");
    assert_eq!(said[2], "Stage: operating → ended");
    assert_eq!(said.iter().filter(|line| line.contains("Version")).count(), 2);
    assert_eq!(site.page("pages/about")[2], "Title: changed");
}

#[test]
fn only_ten_versions_are_told_and_the_page_says_so() {
    let site = Repository::new();
    for day in 10..22 {
        site.edit(BINS, "for scraps", "for scraps!");
        site.commit(&format!("2026-02-{day}T12:00:00Z"));
    }
    let said = site.told("practices/food-bins");
    assert_eq!(said.iter().filter(|line| line.contains("Version ")).count(), 10);
    assert!(!said.contains(&"Record added".to_owned()));
    assert_eq!(said.last().unwrap(), "Older versions are not listed here.");
}

#[test]
fn commits_of_one_day_are_one_change() {
    let site = Repository::new();
    site.edit(BINS, "Half of what", "Some half of what");
    site.edit(BINS, "stage: operating", "stage: paused");
    site.commit("2026-02-02T08:00:00Z");
    site.edit(BINS, "The bin is emptied", "A bin is emptied");
    site.edit(BINS, "stage: paused", "stage: ended");
    let last = site.commit("2026-02-02T18:00:00Z");
    assert_eq!(
        site.told("practices/food-bins")[1..4],
        [
            format!("2 February 2026 Version {}", &last[..10]),
            "Stage: operating → ended".to_owned(),
            "Problem, How it works: revised".to_owned(),
        ]
    );
    // What was new on a day and was edited on the same day is new.
    let text = site.read(BINS).replace("title: Food bins", "title: Paper bins");
    site.write("content/practices/paper-bins.md", &text);
    site.commit("2026-03-03T08:00:00Z");
    site.edit("content/practices/paper-bins.md", "stage: ended", "stage: pilot");
    site.write("content/practices/paper-bins.es.md", &text.replace("stage: ended", "stage: pilot"));
    let last = site.commit("2026-03-03T18:00:00Z");
    let said = site.told("practices/paper-bins");
    assert_eq!(said[1..], [format!("3 March 2026 Version {}", &last[..10]), "Record added".into()]);
}
