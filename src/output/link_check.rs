//! Checks links within the site against what the build writes: that the target exists, and that it
//! has the anchor that the link names.

use std::collections::{BTreeSet, HashMap};

use super::plan::Plan;
use super::unit::Owner;
use crate::address::encode_path;
use crate::diagnostic::{Diagnostic, keep, nearest};
use crate::escape;
use crate::site::{InternalLink, Site, broken_link};

/// Maximum number of broken links that get a suggestion, which takes longer than finding that they
/// are broken. If there are more, they are probably one mistake, repeated.
const SUGGESTED: usize = 100;

/// Checks all links of a site. `templates` are the anchors in the templates of its theme.
#[must_use]
pub fn check_links(site: &Site, plan: &Plan<'_>, templates: &Anchors) -> Vec<Diagnostic> {
    let mut checker = Checker { plan, templates, anchors: HashMap::new(), suggested: 0 };
    let links = site.internal_links.iter().flat_map(|links| links.iter());
    let known = links.filter(|link| !site.unsure.iter().any(|path| link.path.starts_with(path)));
    let mut found = Vec::new();
    known.filter_map(|link| checker.link(link)).for_each(|one| keep(&mut found, one));
    found
}

struct Checker<'a> {
    plan: &'a Plan<'a>,
    templates: &'a Anchors,
    /// The anchors in the body of each record, by its id.
    anchors: HashMap<&'a str, BTreeSet<String>>,
    suggested: usize,
}

impl<'a> Checker<'a> {
    fn link(&mut self, link: &InternalLink) -> Option<Diagnostic> {
        match self.plan.at(&link.path) {
            None => {
                self.suggested += 1;
                let near = link.near.clone().or_else(|| {
                    let path = (self.suggested <= SUGGESTED).then(|| self.near(&link.path))??;
                    Some(format!("/{}", encode_path(&path)))
                });
                let place = link.file.place(link.span);
                Some(broken_link(place, &link.written, near.as_deref()))
            }
            Some(owner) => self.anchor(link, owner),
        }
    }

    /// The existing path most similar to a given one: at each level the name that exists, or else
    /// the most similar one.
    fn near(&self, path: &str) -> Option<String> {
        let mut at = String::new();
        let mut steps = path.split_inclusive('/').peekable();
        while let Some(step) = steps.next() {
            let names = self.plan.names_in(&at);
            let is_last = steps.peek().is_none();
            let fits = |name: &&String| is_last || name.ends_with('/');
            let bare = step.trim_end_matches('/');
            let candidates = names.iter().filter(fits).map(|name| name.trim_end_matches('/'));
            let name = nearest(bare, candidates)?;
            let whole = names.iter().filter(fits).find(|one| one.trim_end_matches('/') == name)?;
            at.push_str(whole);
        }
        self.plan.at(&at).map(|_| at)
    }

    fn anchor(&mut self, link: &InternalLink, owner: Owner<'a>) -> Option<Diagnostic> {
        let wanted = link.fragment.as_deref()?;
        // Browsers go to the top of any page, or look for words by themselves.
        let is_known = ["", "top"].contains(&wanted) || wanted.starts_with(":~:");
        let is_page = link.path.is_empty() || link.path.ends_with(['/', 'l']);
        if is_known || !is_page || self.templates.has(wanted) {
            return None;
        }
        let own = match owner {
            Owner::Record(meta, body) => {
                &*self.anchors.entry(&meta.id).or_insert_with(|| ids_in(&body.html.read()))
            }
            Owner::Page => &BTreeSet::new(),
            Owner::File | Owner::Asset(_) | Owner::Redirect(_) => return None,
        };
        if own.contains(wanted) {
            return None;
        }
        let near = nearest(wanted, own.iter().map(String::as_str).chain(self.templates.names()));
        let near = near.map(|near| {
            let before = link.written.split('#').next().unwrap_or_default();
            let behind = if before.starts_with("[[") { "]]" } else { "" };
            format!("{before}#{near}{behind}")
        });
        let message = format!("the page that `{}` links to has no anchor `{wanted}`", link.written);
        let found = Diagnostic::warning("broken-anchor", link.file.place(link.span), message);
        Some(match near {
            Some(near) => found.did_you_mean(Some(&near)),
            None => found.help("write the anchor of a heading on that page: its words in lower case, joined by hyphens"),
        })
    }
}

/// The ids that templates give to elements of a page.
#[derive(Debug, Default)]
pub struct Anchors {
    fixed: BTreeSet<String>,
    /// The text before and after the part of an id that depends on the record.
    made: Vec<(String, String)>,
}

impl Anchors {
    /// Collects the ids in templates.
    #[must_use]
    pub fn of<'a>(templates: impl Iterator<Item = &'a [u8]>) -> Anchors {
        let mut anchors = Anchors::default();
        for template in templates {
            for id in ids_in(&String::from_utf8_lossy(template)) {
                match (id.split_once("{{"), id.rsplit_once("}}")) {
                    (Some((before, _)), Some((_, behind))) if !before.is_empty() => {
                        anchors.made.push((before.to_owned(), behind.to_owned()));
                    }
                    (None, None) => {
                        anchors.fixed.insert(id);
                    }
                    // An id that consists of a value only has its text where that value is passed.
                    _ => {}
                }
            }
        }
        anchors
    }

    fn has(&self, id: &str) -> bool {
        let made = |(before, behind): &(String, String)| {
            id.strip_prefix(before.as_str()).is_some_and(|rest| rest.ends_with(behind.as_str()))
        };
        self.fixed.contains(id) || self.made.iter().any(made)
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.fixed.iter().map(String::as_str)
    }
}

/// The values of `id` attributes in HTML or in a template for HTML.
fn ids_in(html: &str) -> BTreeSet<String> {
    let starts = html.match_indices("id=\"").filter(|(at, _)| html[..*at].ends_with([' ', '\n']));
    let ids = starts.filter_map(|(at, start)| html[at + start.len()..].split('"').next());
    ids.map(|id| escape::unescape_html(id).into_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::Anchors;

    #[test]
    fn the_anchors_of_templates_are_read_out_of_them() {
        let template: &[u8] = b"<h2 id=\"section-sources\">\n<li id=\"source-{{ source.id }}\"><b id=\"{{ id }}\"><i data-id=\"x\">";
        let anchors = Anchors::of(std::iter::once(template));
        for there in ["section-sources", "source-report", "source-"] {
            assert!(anchors.has(there), "{there}");
        }
        for absent in ["section-source", "x", "sources", ""] {
            assert!(!anchors.has(absent), "{absent}");
        }
    }
}
