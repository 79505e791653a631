//! One registry of the ids of a page.
//!
//! A body stands on a page that has ids of its own: its landmarks and headings, its sources and
//! where they are cited. What an author names, with a heading or with `id`, gets an id that no
//! other element of the page has, and a link to the name leads to that id.

use std::collections::{BTreeMap, BTreeSet};

use super::doc::Heading;

/// Ids that themes and scripts give to elements of a page. Tests compare them with the templates.
const PAGE: [&str; 61] = [
    "browse-title",
    "home-adapted",
    "home-convening",
    "home-newest",
    "home-next",
    "home-spheres",
    "home-strongest",
    "home-topics",
    "main",
    "map-table",
    "narrow",
    "narrow-title",
    "outline-title",
    "role-champion",
    "role-entry",
    "role-finalist",
    "role-grand-winner",
    "role-winner",
    "search-facets",
    "search-facets-title",
    "search-help",
    "search-help-title",
    "search-results",
    "search-sort",
    "section-adaptations",
    "section-adapted",
    "section-advice",
    "section-agenda",
    "section-challenges",
    "section-cite",
    "section-cities",
    "section-company",
    "section-convenings",
    "section-decisions",
    "section-did-not-work",
    "section-evidence",
    "section-figures",
    "section-given",
    "section-history",
    "section-lessons",
    "section-materials",
    "section-members",
    "section-mentioned",
    "section-needs",
    "section-notes",
    "section-origins",
    "section-partners",
    "section-peers",
    "section-practices",
    "section-questions",
    "section-record",
    "section-related",
    "section-sessions",
    "section-short",
    "section-sources",
    "section-speakers",
    "section-stages",
    "section-takeaways",
    "section-timeline",
    "site-search",
    "ways-collections",
];

/// Begins the ids of a theme that adds elements of its own. No author's id begins so.
const THEME: char = '_';

/// Whether the page keeps this id for elements outside of the body.
#[must_use]
pub fn is_page_id(id: &str) -> bool {
    let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    // Lists of suggestions, and what each offers.
    let suggestion = |rest: &str| match rest.split_once('-') {
        Some((list, at)) => number(list) && number(at),
        None => number(rest),
    };
    id.starts_with(THEME)
        || PAGE.contains(&id)
        || id.strip_prefix("outline-part-").is_some_and(number)
        || id.strip_prefix("search-suggest-").is_some_and(suggestion)
}

/// The ids of a body, as they are given.
#[derive(Debug, Default)]
pub(super) struct Ids<'s> {
    /// Ids of the record's sources, whose list stands on the page.
    sources: Vec<&'s str>,
    /// How often each id was wanted.
    wanted: BTreeMap<String, usize>,
    /// What a name became, and whether an author chose the name.
    named: BTreeMap<String, (String, bool)>,
}

impl<'s> Ids<'s> {
    pub(super) fn new(sources: impl Iterator<Item = &'s str>) -> Ids<'s> {
        Ids { sources: sources.collect(), ..Ids::default() }
    }

    /// The id of a heading that is named by its words.
    pub(super) fn of_heading(&mut self, wanted: &str) -> String {
        let id = self.unique(wanted);
        self.named.entry(wanted.to_owned()).or_insert_with(|| (id.clone(), false));
        id
    }

    /// The id of an element whose name the author wrote down.
    pub(super) fn of_author(&mut self, wanted: &str) -> String {
        let id = self.unique(wanted);
        let named = self.named.entry(wanted.to_owned()).or_insert_with(|| (id.clone(), true));
        if !named.1 {
            *named = (id.clone(), true);
        }
        id
    }

    /// The id of a note, which only our own links lead to.
    pub(super) fn of_note(&mut self, name: &str) -> String {
        self.unique(&format!("note-{name}"))
    }

    /// Names that a link may use and that are not simply the id of a heading.
    pub(super) fn anchors(self, outline: &[Heading]) -> Vec<(Box<str>, Box<str>)> {
        let headings: BTreeSet<&str> = outline.iter().map(|one| one.id.as_str()).collect();
        let is_plain = |name: &str, id: &str| name == id && headings.contains(id);
        let named = self.named.into_iter().filter(|(name, (id, _))| !is_plain(name, id));
        named.map(|(name, (id, _))| (name.into(), id.into())).collect()
    }

    fn unique(&mut self, wanted: &str) -> String {
        // An id has no spaces, and a theme's own mark is not for authors.
        let mut id = wanted.split_whitespace().collect::<Vec<_>>().join("-");
        id = id.trim_start_matches(THEME).to_owned();
        if id.is_empty() {
            "section".clone_into(&mut id);
        }
        loop {
            let kept = usize::from(self.is_kept(&id));
            let count = self.wanted.entry(id.clone()).or_insert(kept);
            *count += 1;
            if *count == 1 {
                return id;
            }
            id = format!("{id}-{count}");
        }
    }

    /// Whether the page has this id already.
    fn is_kept(&self, id: &str) -> bool {
        let is_source = |id: &str| self.sources.contains(&id);
        let is_mention = |rest: &str| {
            rest.rsplit_once('-').is_some_and(|(id, number)| {
                is_source(id) && number.bytes().all(|byte| byte.is_ascii_digit())
            })
        };
        is_page_id(id)
            || id.strip_prefix("source-").is_some_and(is_source)
            || id.strip_prefix("cite-").is_some_and(is_mention)
    }
}

#[cfg(test)]
mod tests {
    use super::{Heading, Ids};
    use crate::diagnostic::Span;

    #[test]
    fn nobody_gets_an_id_twice_or_one_of_the_page() {
        let mut ids = Ids::new(["report"].into_iter());
        let given = [
            ids.of_heading("results"),
            ids.of_heading("results"),
            ids.of_author("results"),
            ids.of_heading("results-2"),
            ids.of_heading("main"),
            ids.of_author("source-report"),
            ids.of_author("cite-report-1"),
            ids.of_heading("source-other"),
            ids.of_heading("outline-part-1"),
            ids.of_author("_contact"),
            ids.of_author("two words"),
            ids.of_heading("note-1"),
            ids.of_note("1"),
        ];
        let expected = [
            "results",
            "results-2",
            "results-3",
            "results-2-2",
            "main-2",
            "source-report-2",
            "cite-report-1-2",
            "source-other",
            "outline-part-1-2",
            "contact",
            "two-words",
            "note-1",
            "note-1-2",
        ];
        assert_eq!(given, expected);
    }

    #[test]
    fn a_link_to_a_name_leads_to_what_the_author_named() {
        let mut ids = Ids::new(std::iter::empty());
        ids.of_heading("test");
        ids.of_author("test");
        ids.of_heading("main");
        ids.of_heading("plain");
        let heading = |id: &str| Heading {
            level: 2,
            id: id.to_owned(),
            text: String::new(),
            span: Span::default(),
            start: None,
        };
        let anchors = ids.anchors(&["test", "main-2", "plain"].map(heading));
        let anchors: Vec<_> = anchors.iter().map(|(name, id)| (&**name, &**id)).collect();
        assert_eq!(anchors, [("main", "main-2"), ("test", "test-2")]);
    }
}
