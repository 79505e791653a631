//! Feeds are valid Atom, exist for every subject, and do not depend on the date. Calendars have the
//! lines that their format wants. `tests/feeds/readers.py` reads all of them with other programs.

use std::collections::BTreeSet;

use crate::common::{Tree, build, real_site, site, tree, write};
use crosstown::model::Date;
use roxmltree::{Document, Node};

const ATOM: &str = "http://www.w3.org/2005/Atom";

/// The languages of the real content besides its own.
const OTHERS: [&str; 3] = ["es", "fr", "pt"];

fn feeds(files: &Tree) -> Vec<(&str, &str)> {
    let found = files.iter().filter(|(path, _)| path.ends_with("feed.xml"));
    found.map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).unwrap())).collect()
}

/// The only child with this name, as RFC 4287 requires for `title`, `id` and `updated`.
fn only<'a>(node: Node<'a, 'a>, name: &str) -> &'a str {
    let mut found = node.children().filter(|child| child.has_tag_name((ATOM, name)));
    let (first, second) = (found.next(), found.next());
    assert!(second.is_none(), "two of `{name}`");
    first.and_then(|node| node.text()).unwrap_or_else(|| panic!("no `{name}`"))
}

fn link<'a>(node: Node<'a, 'a>, relation: &str) -> &'a str {
    let mut links = node.children().filter(|child| child.has_tag_name((ATOM, "link")));
    links.find(|link| link.attribute("rel") == Some(relation)).unwrap().attribute("href").unwrap()
}

/// What RFC 4287 requires of a feed, and what we promise in addition.
fn judge(path: &str, text: &str, files: &Tree) -> usize {
    let document = Document::parse(text).unwrap_or_else(|error| panic!("{path}: {error}"));
    let feed = document.root_element();
    assert!(feed.has_tag_name((ATOM, "feed")), "{path}");
    let own = format!("https://crosstown.example/{path}");
    assert_eq!(only(feed, "id"), own);
    assert_eq!(link(feed, "self"), own);
    let exists = |url: &str| {
        let page = url.strip_prefix("https://crosstown.example/").unwrap();
        assert!(files.contains_key(&format!("{page}index.html")), "{path} leads to {url}");
    };
    exists(link(feed, "alternate"));
    assert!(!only(feed, "title").is_empty());
    assert!(feed.children().any(|child| child.has_tag_name((ATOM, "author"))));
    let moment = |node: Node<'_, '_>| {
        let updated = node.children().find(|child| child.has_tag_name((ATOM, "updated"))).unwrap();
        let text = updated.text().unwrap().to_owned();
        let day = text.strip_suffix("T00:00:00Z").unwrap();
        assert!(Date::parse(day).unwrap().day.is_some(), "{path}: {text}");
        text
    };
    let mut ids = BTreeSet::new();
    let mut before = moment(feed);
    for entry in feed.children().filter(|child| child.has_tag_name((ATOM, "entry"))) {
        assert!(ids.insert(only(entry, "id").to_owned()), "{path} has an entry twice");
        exists(link(entry, "alternate"));
        assert!(!only(entry, "title").is_empty());
        let now = moment(entry);
        assert!(now <= before, "{path} is not sorted");
        before = now;
    }
    ids.len()
}

#[test]
fn every_subject_of_the_real_content_has_a_feed_that_readers_take() {
    let files = real_site();
    let mut entries = 0;
    for (path, text) in feeds(files) {
        let count = judge(path, text, files);
        assert!(count <= 50, "{path} has {count} entries");
        entries += count;
    }
    assert!(entries > 500, "only {entries} entries in all");
    for page in files.keys().filter_map(|path| path.strip_suffix("/index.html")) {
        let (folder, slug) = page.split_once('/').unwrap_or((page, ""));
        // A translated list has its own feeds, and so has the home page of its language.
        let (of, list) = if OTHERS.contains(&folder) { (folder, slug) } else { ("", page) };
        let is_list = ["practices", "convenings", "challenges"].contains(&list)
            || !of.is_empty() && list.is_empty();
        let subject = is_list
            || ["topics", "spheres", "cities", "countries"].contains(&folder)
                && !slug.is_empty()
                && !slug.contains('/');
        let html = String::from_utf8_lossy(&files[&format!("{page}/index.html")]).into_owned();
        let link = format!("href=\"/{page}/feed.xml\"");
        assert_eq!(files.contains_key(&format!("{page}/feed.xml")), subject, "{page}");
        assert_eq!(html.contains(&link), subject, "the feed's link on {page}");
    }
    every_file_is_linked_to(files);
}

#[test]
fn a_language_has_feeds_of_what_is_translated_into_it() {
    let files = real_site();
    for lang in OTHERS {
        let path = format!("{lang}/feed.xml");
        let text = std::str::from_utf8(&files[&path]).unwrap();
        let document = Document::parse(text).unwrap();
        let feed = document.root_element();
        let tongue = ("http://www.w3.org/XML/1998/namespace", "lang");
        assert_eq!(feed.attribute(tongue), Some(lang));
        assert_eq!(link(feed, "alternate"), format!("https://crosstown.example/{lang}/"));
        let entries = feed.children().filter(|child| child.has_tag_name((ATOM, "entry")));
        let mut count = 0;
        for entry in entries {
            // The translation is an entry of its own, with its own address as its id.
            let page = format!("https://crosstown.example/{lang}/");
            assert!(only(entry, "id").starts_with(&page), "{path}: {}", only(entry, "id"));
            assert_eq!(only(entry, "id"), link(entry, "alternate"));
            assert_eq!(entry.attribute(tongue), None);
            count += 1;
        }
        let is_page = |path: &&String| {
            path.starts_with(&format!("{lang}/practices/")) && path.ends_with("/index.md")
        };
        let translated = files.keys().filter(is_page).count();
        assert!(translated > 0 && count >= translated, "{path} has {count} entries");
        // Every page in the language links to it, and no page in another language does.
        let pages = files.iter().filter(|(path, _)| path.ends_with(".html"));
        for (page, bytes) in pages {
            let html = std::str::from_utf8(bytes).unwrap();
            let leads = html.contains(&format!("href=\"/{lang}/feed.xml\""));
            let is_spoken = html.contains(&format!("<html lang=\"{lang}\""));
            let redirects = html.contains("http-equiv=\"refresh\"");
            assert_eq!(leads, is_spoken && !redirects, "{page}");
        }
    }
    let rated = std::str::from_utf8(&files["es/evidence/feed.xml"]).unwrap();
    assert!(rated.contains("de 5: "), "{rated}");
    let list = std::str::from_utf8(&files["es/practices/index.html"]).unwrap();
    for link in
        ["title=\"Prácticas\" href=\"/es/practices/feed.xml\"", "href=\"/es/evidence/feed.json\""]
    {
        assert!(list.contains(link), "{link} is not on the list");
    }
}

/// The links in the head of a page to feeds, calendars and descriptions of the search.
fn linked(html: &str) -> impl Iterator<Item = &str> {
    let links = html.split("<link rel=\"").skip(1).map(|link| link.split('>').next().unwrap());
    let types = ["application/atom+xml", "application/feed+json", "text/calendar", "opensearch"];
    let wanted = links.filter(move |link| types.iter().any(|one| link.contains(one)));
    wanted.map(|link| link.split("href=\"/").nth(1).unwrap().trim_end_matches(['"', '/']))
}

/// Every link to a feed, calendar or description of the search leads to a file, and there is no
/// such file that no page links to.
fn every_file_is_linked_to(files: &Tree) {
    let mut found = BTreeSet::new();
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = std::str::from_utf8(bytes).unwrap();
        for target in linked(html) {
            assert!(files.contains_key(target), "{path} links to {target}");
            found.insert(target.to_owned());
        }
        let is_page = !html.contains("http-equiv=\"refresh\"");
        assert_eq!(html.contains("<link rel=\"search\""), is_page, "{path}");
    }
    let names = ["feed.xml", "feed.json", "calendar.ics", "opensearch.xml"];
    let has_name = |path: &&String| names.contains(&path.rsplit('/').next().unwrap());
    let written: BTreeSet<String> = files.keys().filter(has_name).cloned().collect();
    assert_eq!(found, written);
}

#[test]
fn pages_of_every_language_link_to_feeds_in_their_own_words() {
    let root = site("feeds-and-calendars");
    build(root.path(), &["--base-url", "https://bins.example/"]);
    let files = tree(&root.path().join("public"));
    every_file_is_linked_to(&files);
    let page = |path: &str| String::from_utf8(files[path].clone()).unwrap();
    let spanish = page("es/convenings/bin-day-2021/index.html");
    for link in [
        "type=\"text/calendar\" title=\"Día del Cubo 2021\" href=\"/convenings/bin-day-2021/calendar.ics\"",
        "type=\"application/feed+json\" title=\"Bin Days\" href=\"/series/bin-days/feed.json\"",
        "rel=\"search\" type=\"application/opensearchdescription+xml\" title=\"Bins\" href=\"/es/opensearch.xml\"",
        "<p>Seguir esta página</p>",
    ] {
        assert!(spanish.contains(link), "{link} is not in\n{spanish}");
    }
    let practices = page("practices/index.html");
    assert!(practices.contains("title=\"Evidence changed\" href=\"/evidence/feed.xml\""));
}

#[test]
fn lines_of_calendars_are_short_and_end_as_the_format_wants() {
    let root = site("feeds-and-calendars");
    build(root.path(), &[]);
    let files = tree(&root.path().join("public"));
    let calendars: Vec<_> = files.iter().filter(|(path, _)| path.ends_with(".ics")).collect();
    // All, two series, and two convenings; the third is known by its month only.
    assert_eq!(calendars.len(), 5);
    for (path, bytes) in calendars {
        let text = std::str::from_utf8(bytes).unwrap();
        let lines: Vec<&str> = text.split_terminator("\r\n").collect();
        let long = lines.iter().find(|line| line.len() > 75 || line.contains(['\r', '\n']));
        assert_eq!(long, None, "{path}");
        assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    }
}

#[test]
fn nothing_that_is_withheld_is_in_feeds_and_calendars() {
    let root = site("feeds-and-calendars");
    build(root.path(), &[]);
    let out = root.path().join("public");
    // A chair under the Chatham House Rule, and notes for member cities.
    for word in ["Quimbleton", "For members", "Between ourselves"] {
        assert_eq!(crate::common::holding(&out, word), [""; 0], "{word}");
    }
    // A speaker who may be named is on the page, but in no feed and no calendar.
    let files = crate::common::holding(&out, "Ida Example");
    assert!(files.contains(&"convenings/bin-day-2021/late/index.html".to_owned()), "{files:?}");
    let is_feed = |path: &String| path.ends_with(".ics") || path.contains("feed.");
    assert_eq!(files.into_iter().find(is_feed), None);
}

#[test]
fn a_feed_is_dated_by_its_records_and_holds_any_title() {
    let root = crate::common::base();
    let path = "content/practices/food-bins.md";
    let text = std::fs::read_to_string(root.path().join(path)).unwrap();
    let title = r#"title: 'Bins & <b>"lids"</b> ]]> &amp;'"#;
    write(root.path(), path, text.replace("title: Food bins", &format!("{title}\nlaunched: 2019")));
    build(root.path(), &["--base-url", "https://crosstown.example/"]);
    let files = tree(&root.path().join("public"));
    let mut seen = 0;
    for (path, text) in feeds(&files) {
        judge(path, text, &files);
        let document = Document::parse(text).unwrap();
        for title in document.descendants().filter(|node| node.has_tag_name((ATOM, "title"))) {
            seen += usize::from(title.text() == Some("Bins & <b>\"lids\"</b> ]]> &amp;"));
        }
    }
    assert!(seen >= 4, "the title is in {seen} feeds");
}

#[test]
fn a_record_is_dated_by_itself_or_is_in_no_feed() {
    let root = crate::common::base();
    let practice = |name: &str, fields: &str| {
        let text = format!(
            "---\ntitle: {name}\nsummary: A practice.\nstage: unknown\ncities: [denver]\n\
             spheres: [operations]\ntopics: [waste]\n{fields}\n---\n\nWords.\n"
        );
        write(root.path(), &format!("content/practices/{name}.md"), text);
    };
    let source = "sources: [{id: s, title: S, url: 'https://example.org/'}]";
    practice("undated", source);
    practice(
        "read",
        "sources: [{id: s, title: S, url: 'https://example.org/', accessed: 2024-05-06}]",
    );
    practice("written", "sources: [{id: s, title: S, url: 'https://example.org/', date: 2019-02}]");
    practice("checked", &format!("verified: 2023-01-02\n{source}"));
    practice("entered", &format!("challenge: {{edition: bin-prize-2020, role: entry}}\n{source}"));
    practice(
        "copied",
        &format!("adaptations: [{{city: ghent, year: 2017, relation: adapts}}]\n{source}"),
    );
    practice("priced", &format!("cost: {{annual: 5, currency: EUR, price_year: 2016}}\n{source}"));
    build(root.path(), &[]);
    let files = tree(&root.path().join("public"));
    let mut found = Vec::new();
    for (path, text) in feeds(&files) {
        assert!(!text.contains("1970-"), "{path}");
        let document = Document::parse(text).unwrap();
        let updated = only(document.root_element(), "updated");
        if path == "feed.xml" {
            let entries = document.root_element().children();
            for entry in entries.filter(|child| child.has_tag_name((ATOM, "entry"))) {
                let id = only(entry, "id").trim_end_matches('/').rsplit('/').next().unwrap();
                found.push(format!("{id} {}", &only(entry, "updated")[..10]));
            }
            assert_eq!(updated, "2024-05-06T00:00:00Z");
        }
        assert!(updated >= "2016", "{path} was updated {updated}");
    }
    found.retain(|line| {
        !["bin-day-2021", "smells", "bin-prize-2020"].contains(&line.split(' ').next().unwrap())
    });
    assert_eq!(
        found,
        [
            "read 2024-05-06",
            "checked 2023-01-02",
            "entered 2020-01-01",
            "written 2019-02-01",
            "copied 2017-01-01",
            "priced 2016-01-01",
        ]
    );
}
