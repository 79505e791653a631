//! Gives out the ids within a body.
//!
//! The page around a body has ids of its own, for landmarks, headings, sources and citations. What an
//! author names, with a heading or with `id`, gets an id that no other element of the page has, and
//! links to the name lead to that id.

use std::collections::{BTreeMap, BTreeSet};

use super::doc::Heading;

/// Ids that the built-in themes and scripts use. A test compares them with the templates.
const PAGE: [&str; 70] = [
    "browse-title",
    "data-columns",
    "data-files",
    "data-programs",
    "data-spreadsheet",
    "home-adapted",
    "home-convening",
    "home-newest",
    "home-next",
    "home-spheres",
    "home-strongest",
    "home-topics",
    "home-without-effect",
    "main",
    "map-table",
    "map-topic",
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
    "section-answers",
    "section-asked",
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
    "start-here-title",
    "ways-collections",
];

/// Begins the ids that a custom theme adds. No author's id begins with it.
const THEME: char = '_';

/// Whether an id is reserved for elements outside of the body.
#[must_use]
pub fn is_page_id(id: &str) -> bool {
    let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    // Lists of suggestions, and their options.
    let suggestion = |rest: &str| match rest.split_once('-') {
        Some((list, at)) => number(list) && number(at),
        None => number(rest),
    };
    id.starts_with(THEME)
        || PAGE.contains(&id)
        || id.strip_prefix("outline-part-").is_some_and(number)
        || id.strip_prefix("search-suggest-").is_some_and(suggestion)
}

/// The ids of a body so far.
#[derive(Debug, Default)]
pub(super) struct Ids<'s> {
    /// Ids of the record's sources, which the page lists.
    sources: Vec<&'s str>,
    /// Number of requests for each id.
    requested: BTreeMap<String, usize>,
    /// The id of each name, and whether an author chose the name.
    named: BTreeMap<String, (String, bool)>,
}

impl<'s> Ids<'s> {
    pub(super) fn new(sources: impl Iterator<Item = &'s str>) -> Ids<'s> {
        Ids { sources: sources.collect(), ..Ids::default() }
    }

    /// The id of a heading that is named after its words.
    pub(super) fn of_heading(&mut self, wanted: &str) -> String {
        let id = self.unique(wanted);
        self.named.entry(wanted.to_owned()).or_insert_with(|| (id.clone(), false));
        id
    }

    /// The id of an element that its author named.
    pub(super) fn of_author(&mut self, wanted: &str) -> String {
        let id = self.unique(wanted);
        let named = self.named.entry(wanted.to_owned()).or_insert_with(|| (id.clone(), true));
        if !named.1 {
            *named = (id.clone(), true);
        }
        id
    }

    /// The id of a note.
    pub(super) fn of_note(&mut self, name: &str) -> String {
        self.unique(&format!("note-{name}"))
    }

    /// Names that links may use, with their ids, but for headings whose id is their name.
    pub(super) fn anchors(self, outline: &[Heading]) -> Vec<(Box<str>, Box<str>)> {
        let headings: BTreeSet<&str> = outline.iter().map(|one| one.id.as_str()).collect();
        let is_plain = |name: &str, id: &str| name == id && headings.contains(id);
        let named = self.named.into_iter().filter(|(name, (id, _))| !is_plain(name, id));
        named.map(|(name, (id, _))| (name.into(), id.into())).collect()
    }

    fn unique(&mut self, wanted: &str) -> String {
        // An id has no spaces, and the prefix of themes is not for authors.
        let mut id = wanted.split_whitespace().collect::<Vec<_>>().join("-");
        id = id.trim_start_matches(THEME).to_owned();
        if id.is_empty() {
            "section".clone_into(&mut id);
        }
        loop {
            let reserved = usize::from(self.is_reserved(&id));
            let count = self.requested.entry(id.clone()).or_insert(reserved);
            *count += 1;
            if *count == 1 {
                return id;
            }
            id = format!("{id}-{count}");
        }
    }

    /// Whether the page has this id outside of the body.
    fn is_reserved(&self, id: &str) -> bool {
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
