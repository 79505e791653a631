//! No byte of a public site contains what attribution withholds.

use std::path::Path;

use crate::common::{build, holding, run, site, status, stdout, write};

/// Words of `tests/sites/confidential-session` that occur only in withheld parts: names, a role, an
/// organisation, a quotation, comments, HTML.
const WITHHELD: [&str; 21] = [
    "jellyparliament",
    "moonlobby",
    "Zelda",
    "Quimbleton",
    "Farnsworthy",
    "Snowplough",
    "Cartwrights",
    "Lovageworth",
    "Percival",
    "Inkwell",
    "kettlewhistle",
    "hoojamaflip",
    "Thundermuffin",
    "brimstone",
    "Wobblegate",
    "biscuitpicture",
    "pebblephoto",
    "crumpetlord",
    "walrustitle",
    "parsnipclass",
    "turniptext",
];

fn found(index: &Path, query: &str) -> u64 {
    let output =
        run(index, &["search", query, "--index", "public/search-index", "--format", "json"]);
    assert_eq!(status(&output), 0);
    let answer: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    answer["total"].as_u64().unwrap()
}

#[test]
fn no_byte_of_a_site_holds_what_the_chatham_house_rule_withholds() {
    let root = site("confidential-session");
    for audience in ["public", "cities"] {
        build(root.path(), &["--audience", audience]);
        let out = root.path().join("public");
        for word in WITHHELD {
            let files = holding(&out, word);
            assert!(files.is_empty(), "`{word}` is in {files:?} for {audience}");
            assert_eq!(found(root.path(), &format!("\"{word}\"")), 0, "`{word}` is found");
        }
    }
}

#[test]
fn what_may_be_said_is_on_the_page_and_in_the_index() {
    let root = site("confidential-session");
    build(root.path(), &[]);
    let out = root.path().join("public");
    for word in ["Residents trust", "Show the scales", "glass lid", "Scales in every yard"] {
        let files = holding(&out, word);
        let page = "convenings/bin-day-2021/trust/index";
        for file in [format!("{page}.html"), format!("{page}.json"), format!("{page}.md")] {
            assert!(files.contains(&file), "`{word}` is not in {file}");
        }
    }
    assert!(holding(&out, "Residents trust").contains(&"feed.xml".to_owned()));
    assert_eq!(found(root.path(), "\"every yard\""), 1);
}

#[test]
fn a_heading_in_a_quotation_leaves_the_headings_around_it_alone() {
    let root = site("confidential-session");
    build(root.path(), &[]);
    let page = root.path().join("public/convenings/bin-day-2021/trust/index.html");
    let html = std::fs::read_to_string(page).unwrap();
    assert!(html.contains("id=\"what-was-said\""), "{html}");
    assert!(html.contains("id=\"what-follows\""), "{html}");
}

const FOR_CITIES: &str = "---\ntitle: Grumblecake\ndate: 2021-05-04\nattribution: cities-only\n\
    summary: What grumblecake costs.\n---\n\nMore than twaddlebread, see the [slides](cake/slides.txt).\n";

#[test]
fn notes_for_cities_are_built_for_cities_only() {
    let root = crate::common::base();
    write(root.path(), "content/convenings/bin-day-2021/cake.md", FOR_CITIES);
    write(root.path(), "content/convenings/bin-day-2021/cake/slides.txt", "Snorkelsugar");
    let translation = FOR_CITIES.replace("Grumblecake", "Pastelquejoso");
    write(root.path(), "content/convenings/bin-day-2021/cake.es.md", translation);
    let out = root.path().join("public");
    let words = ["grumblecake", "twaddlebread", "snorkelsugar", "pastelquejoso"];
    build(root.path(), &[]);
    for word in words {
        assert_eq!(holding(&out, word), Vec::<String>::new(), "{word}");
    }
    build(root.path(), &["--audience", "cities"]);
    for word in words {
        assert!(!holding(&out, word).is_empty(), "{word} is not in the site for cities");
    }
    assert!(holding(&out, "grumblecake").contains(&"feed.xml".to_owned()));
    // Switching back to the public audience leaves nothing behind.
    build(root.path(), &[]);
    for word in words {
        assert_eq!(holding(&out, word), Vec::<String>::new(), "{word}");
    }
}

#[test]
fn a_draft_is_published_with_its_pictures_or_not_at_all() {
    let root = crate::common::base();
    let practice = "content/practices/food-bins.md";
    let text = std::fs::read_to_string(root.path().join(practice)).unwrap();
    let draft = text.replace("title: Food bins", "title: Flimflam\ndraft: true");
    let draft = format!("{draft}\nSee the [plan](plan.txt).\n");
    write(root.path(), "content/practices/flimflam/index.md", draft);
    write(root.path(), "content/practices/flimflam/plan.txt", "Ballyhoo");
    let notes = "---\ntitle: Codswallop\ndate: 2021-05-04\nattribution: public\nstatus: draft\n\
        summary: Not yet approved.\n---\n";
    write(root.path(), "content/convenings/bin-day-2021/codswallop.md", notes);
    let out = root.path().join("public");
    build(root.path(), &[]);
    for word in ["flimflam", "ballyhoo", "codswallop"] {
        assert_eq!(holding(&out, word), Vec::<String>::new(), "{word}");
    }
    build(root.path(), &["--drafts"]);
    for word in ["flimflam", "ballyhoo", "codswallop"] {
        assert!(!holding(&out, word).is_empty(), "{word} is not in the site with drafts");
    }
}
