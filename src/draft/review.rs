//! What `check` would say about a draft, and how it will look.

use std::collections::BTreeMap;

use serde::Serialize;

use super::write::Written;
use super::{Draft, Known};
use crate::check::{self, Extent};
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::markdown::{Label, fill_labels};
use crate::model::Kind;
use crate::site::{Audience, LinkOptions, Site, is_published, link};
use crate::source::{self, Entry};
use crate::withheld::{Confidential, List};

/// The review of a draft.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Review {
    /// The path of its file below the root; none while it has no name.
    pub path: Option<String>,
    /// The file.
    pub text: String,
    /// What `check` says, as far as it concerns the record.
    pub findings: Vec<Found>,
    /// Its text as the page will show it: without what the attribution of notes withholds.
    pub html: String,
}

/// A finding about a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Found {
    /// The field, or the part of the text, that it is about; empty if it is about the whole.
    pub at: String,
    /// Name of the kind of finding.
    pub code: String,
    /// Error or warning.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What was expected.
    pub label: Option<String>,
    /// What to do.
    pub help: Option<String>,
}

/// Where a draft is while it has no name.
const UNNAMED: &str = "new";

impl Known {
    /// Judges a draft as it is.
    #[must_use]
    pub fn review(&mut self, draft: &Draft) -> Review {
        let answers = draft.answers();
        let written = draft.written(&answers);
        let (path, refused) = match draft.path(&answers, self) {
            Ok(path) => (Some(path), None),
            Err(refused) => (None, Some(refused)),
        };
        let (kind, parent) = (draft.kind(), draft.convening.as_deref().unwrap_or(UNNAMED));
        let at = path.clone().unwrap_or_else(|| match kind {
            Kind::Session => format!("content/{}/{parent}/{UNNAMED}.md", kind.folder()),
            _ => format!("content/{}/{UNNAMED}.md", kind.folder()),
        });
        let (found, site) = self.judge(&at, &written.text);
        let mut findings: Vec<Found> = found.iter().map(|one| written.said(one)).collect();
        if kind == Kind::Session && parent == UNNAMED {
            // A missing convening is reported below; that its placeholder refers to nothing is not
            // reported as well.
            findings.retain(|one| one.code != "dangling-reference" || !one.at.is_empty());
        }
        // Without a title there is no name, which is said anyway.
        let named = refused.filter(|_| !answers.get("title").is_empty());
        findings.extend(named.map(|refused| {
            Found {
                at: if parent == UNNAMED && kind == Kind::Session { "convening" } else { "title" }
                    .to_owned(),
                code: "taken-name".to_owned(),
                severity: Severity::Error,
                message: refused.message,
                label: None,
                help: None,
            }
        }));
        let html = site.map(|site| body(&site, &at, &draft.words)).unwrap_or_default();
        Review { path, text: written.text, findings, html }
    }

    /// What `check` says about a file, in order, and the site with its record.
    pub fn judge(&mut self, path: &str, text: &str) -> (Vec<Diagnostic>, Option<Site>) {
        let file = [(path.to_owned(), text.to_owned())];
        let (own, mut found) = source::parse(source::given(file), None);
        found.retain(|one| concerns(one, path));
        let Some(entry) = own.entries.into_iter().next() else { return (found, None) };
        let content = self.with(entry);
        let public = LinkOptions { audience: Audience::Public, drafts: false };
        let published = |entry: &Entry| is_published(&entry.record, public);
        let guard = Confidential::new(&content, &List::default());
        let judged = check::run(&content, &guard, &published, Extent::default());
        // A draft is shown whoever may read it later.
        let all = LinkOptions { audience: Audience::Cities, drafts: true };
        let (site, linked) = link(content, all, Some(&mut self.links));
        found.extend(judged.into_iter().chain(linked).filter(|one| concerns(one, path)));
        diagnostic::sort(&mut found);
        (found, Some(site))
    }
}

fn concerns(found: &Diagnostic, path: &str) -> bool {
    found.place.as_ref().is_some_and(|place| place.file == path)
}

impl Written {
    /// A finding as a form shows it: beside its field.
    fn said(&self, found: &Diagnostic) -> Found {
        let line = found.place.as_ref().map_or(0, |place| place.line);
        let at = line.checked_sub(1).and_then(|line| self.origins.get(line));
        Found {
            at: at.cloned().unwrap_or_default(),
            code: found.code.clone().into_owned(),
            severity: found.severity,
            message: found.message.clone(),
            label: found.label.clone(),
            help: found.help.clone(),
        }
    }
}

/// The text of a record, with the words that it needs.
fn body(site: &Site, path: &str, words: &BTreeMap<String, String>) -> String {
    let practices = site.practices.iter().map(|item| (&item.meta, &item.body));
    let sessions = site.sessions.iter().map(|item| (&item.meta, &item.body));
    let mut all = practices.chain(sessions);
    let Some((_, body)) = all.find(|(meta, _)| meta.path == path) else { return String::new() };
    fill_labels(&body.html.read(), |label: Label| {
        let (key, number) = label.words();
        let words = words.get(key).map(String::as_str).unwrap_or_default();
        crate::escape::html(&words.replace("{number}", &number.to_string())).into_owned()
    })
}
