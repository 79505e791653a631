//! Every page of a record says where a mistake can be reported, with the page as subject. Nothing
//! is sent by it: an issue or a mail opens, in which the reader sees everything.

use std::fs;
use std::path::Path;

use url::Url;

use crate::common::{base, build, site, write};

/// Adds settings to a site.
fn set(root: &Path, settings: &str) {
    let path = root.join("content/site.yaml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(path, format!("{text}{settings}")).unwrap();
}

const GITHUB: &str = "repository: {url: \"https://github.com/bin-league/bins/\"}\n";
const GITLAB: &str = "repository: {url: \"https://gitlab.bins.example/bins/bins\"}\n";
const ELSEWHERE: &str = "repository: {url: \"https://git.bins.example/bins\"}\n";
const MAILBOX: &str = "editor: {mailbox: editors@bins.example}\n";

/// The links of a page with a subject filled in: the address before it, and the decoded subject.
fn reports(root: &Path, page: &str) -> Vec<(String, String)> {
    let html = fs::read_to_string(root.join("public").join(page)).unwrap();
    let links = html.split("href=\"").skip(1).map(|rest| rest.split_once('"').unwrap().0);
    links
        .filter_map(|link| Url::parse(&link.replace("&amp;", "&")).ok())
        .filter_map(|link| {
            let mut fields = link.query_pairs();
            let filled = ["title", "issue[title]", "subject"];
            let (name, subject) = fields.next().filter(|(name, _)| filled.contains(&&**name))?;
            assert_eq!(fields.next(), None, "{link}");
            let before = link.as_str().split('?').next().unwrap();
            Some((format!("{before} {name}"), subject.into_owned()))
        })
        .collect()
}

#[test]
fn as_an_issue_by_mail_or_both() {
    let issue = "https://github.com/bin-league/bins/issues/new title";
    let lab = "https://gitlab.bins.example/bins/bins/-/issues/new issue[title]";
    let mail = "mailto:editors@bins.example subject";
    for (settings, expected) in [
        (String::new(), &[][..]),
        (GITHUB.to_owned(), &[issue]),
        (GITLAB.to_owned(), &[lab]),
        // The address of the form for a new issue is not known for other hosts.
        (ELSEWHERE.to_owned(), &[]),
        (MAILBOX.to_owned(), &[mail]),
        (format!("{GITHUB}{MAILBOX}"), &[issue, mail]),
    ] {
        let root = base();
        set(root.path(), &settings);
        build(root.path(), &[]);
        for (page, title) in [
            ("practices/food-bins/", "Food bins"),
            ("cities/denver/", "Denver"),
            ("convenings/bin-day-2021/", "Bin Day 2021"),
            ("networks/bin-league/", "Bin League"),
            ("pages/about/", "About"),
        ] {
            let found = reports(root.path(), &format!("{page}index.html"));
            let subject = format!("Mistake: {title}, https://bins.example/{page}");
            let wanted: Vec<_> =
                expected.iter().map(|place| ((*place).to_owned(), subject.clone())).collect();
            assert_eq!(found, wanted, "{page} with {settings}");
        }
    }
}

#[test]
fn whatever_a_title_contains_it_is_the_subject() {
    let root = base();
    set(root.path(), &format!("{GITHUB}{MAILBOX}"));
    let title = "a&body=b+c #1 50% \\\"<i>é” ?cc=x@y.example";
    let path = "content/practices/food-bins.md";
    let text = fs::read_to_string(root.path().join(path)).unwrap();
    write(root.path(), path, text.replace("title: Food bins", &format!("title: \"{title}\"")));
    build(root.path(), &[]);
    let found = reports(root.path(), "practices/food-bins/index.html");
    let title = title.replace('\\', "");
    let subject = format!("Mistake: {title}, https://bins.example/practices/food-bins/");
    let subjects: Vec<&str> = found.iter().map(|(_, subject)| subject.as_str()).collect();
    assert_eq!(subjects, [&subject, &subject]);
}

#[test]
fn in_the_language_of_the_page_and_without_scripts() {
    let root = site("languages");
    set(root.path(), MAILBOX);
    build(root.path(), &["--theme", "plain"]);
    let page = "es/practices/food-bins/index.html";
    let html = fs::read_to_string(root.path().join("public").join(page)).unwrap();
    assert!(html.contains(">Avisar de un error</a>"));
    let (_, subject) = reports(root.path(), page).remove(0);
    assert!(subject.starts_with("Error: "), "{subject}");
    assert!(subject.ends_with(", https://bins.example/es/practices/food-bins/"), "{subject}");
}
