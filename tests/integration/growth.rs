//! Pages do not grow with the site: if each listed all records of a kind, the number of links would
//! be quadratic.

use std::fmt::Write as _;

use crate::common::{build, tree, write};

/// Number of records of each kind in the site: more than any page may link to.
const MANY: usize = 480;

/// Pages that list a whole kind; there is one such page per kind, or one per language.
const OVERVIEWS: [&str; 6] = [
    "choose/index.html",
    "topics/index.html",
    "mechanisms/index.html",
    "map/index.html",
    "search/index.html",
    "gaps/index.html",
];

#[test]
fn no_page_but_an_overview_lists_all_records_of_a_kind() {
    let root = crate::common::base();
    let at = root.path();
    let mut topics = String::from("- {id: waste, label: Waste, definition: Waste.}\n");
    let mut mechanisms = String::new();
    for number in 0..MANY {
        writeln!(topics, "- {{id: topic-{number}, label: Topic {number}, definition: T.}}")
            .unwrap();
        writeln!(mechanisms, "- {{id: way-{number}, label: Way {number}, definition: W.}}")
            .unwrap();
        let city = format!(
            "---\ntitle: City {number}\ncountry: US\nlat: 40\nlon: {}\npopulation: {{value: {}, year: 2020}}\n---\n",
            number % 90,
            1000 * (number + 1)
        );
        write(at, &format!("content/cities/city-{number}.md"), city);
        let page = format!("---\ntitle: Page {number}\nsummary: A page.\n---\n\nWords.\n");
        write(at, &format!("content/pages/page-{number}.md"), page);
        let practice = format!(
            "---\ntitle: Practice {number}\nsummary: A practice.\nstage: operating\n\
             cities: [city-{number}]\nspheres: [operations]\ntopics: [topic-{number}]\n\
             mechanisms: [way-{number}]\nsources: [{{id: s, title: S, url: https://example.org/}}]\n---\n\nWords.\n"
        );
        write(at, &format!("content/practices/practice-{number}.md"), practice);
    }
    write(at, "content/vocabulary/topics.yaml", topics);
    write(at, "content/vocabulary/mechanisms.yaml", mechanisms);
    for theme in ["civic", "plain"] {
        build(at, &["--theme", theme]);
        let files = tree(&at.join("public"));
        let mut pages = 0;
        for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
            let links = String::from_utf8_lossy(bytes).matches("<a ").count();
            assert!(
                links < MANY || OVERVIEWS.contains(&path.as_str()),
                "{theme}: {path} has {links} links"
            );
            pages += 1;
        }
        assert!(pages > 5 * MANY, "only {pages} pages");
        let page = |path: &str| String::from_utf8_lossy(&files[path]).into_owned();
        assert!(
            page("index.html").contains("<a href=\"/pages/\""),
            "{theme}: the list is not linked"
        );
        assert!(page("practices/page/2/index.html").contains("<a href=\"/topics/\">See all</a>"));
        let listed = (1..=1 + MANY / 40).map(|number| match number {
            1 => page("pages/index.html"),
            number => page(&format!("pages/page/{number}/index.html")),
        });
        let listed: String = listed.collect();
        for number in 0..MANY {
            let link = format!("href=\"/pages/page-{number}/\"");
            assert!(listed.contains(&link), "{theme}: /pages/ lacks page {number}");
        }
    }
}
