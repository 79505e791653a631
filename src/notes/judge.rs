//! Decides which lines may be written, with the rules of [`crate::check`] about confidentiality.
//!
//! The session is written with everybody named, in memory only, so that the rules know whom to look
//! for. What they object to is left out, and the rest is judged again until nothing is found: what
//! one line hides, another may still say.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use super::labels::Labels;
use super::render::{Part, Prepared, Rendered, Scope, render, value};
use super::words::Key;
use crate::check::{RULES, Subject, is_about_confidentiality};
use crate::diagnostic::{Diagnostic, Span};
use crate::model::{At, FoundLines, Kind, SourceFile};
use crate::source::{self, Content};
use crate::withheld::{Confidential, List};

/// A session on its way to a file.
#[derive(Debug, Clone)]
pub(super) struct Pending {
    /// The convening and the name of the file.
    pub(super) parent: String,
    pub(super) slug: String,
    pub(super) session: Prepared,
    /// Parts that are left out, and why.
    pub(super) dropped: BTreeMap<Part, String>,
    /// Whether only what was said may be written, and not by whom.
    pub(super) is_withheld: bool,
    /// Whether its file is there already, as a plan.
    pub(super) is_planned: bool,
}

impl Pending {
    /// The path of the file from the root.
    pub(super) fn path(&self) -> String {
        format!("content/convenings/{}/{}.md", self.parent, self.slug)
    }

    pub(super) fn rendered(&self, named: bool) -> Rendered {
        let dropped = |part: Part| self.dropped.contains_key(&part);
        render(&self.session, Scope { dropped: &dropped, named })
    }

    /// Reads the file that would be written.
    pub(super) fn entry(
        &self,
        rendered: &Rendered,
    ) -> (Option<Arc<source::Entry>>, Vec<Diagnostic>) {
        source::record(SourceFile {
            path: self.path(),
            kind: Kind::Session,
            slug: self.slug.clone(),
            parent: Some(self.parent.clone()),
            lang: None,
            text: rendered.text.clone().into(),
            lines: FoundLines::default(),
        })
    }
}

/// The names to look for in all sessions, which are put among the content with everybody named.
pub(super) fn names(content: &mut Content, sessions: &[Pending], list: &List) -> Confidential {
    for pending in sessions {
        if let (Some(entry), _) = pending.entry(&pending.rendered(true)) {
            content.put(entry);
        }
    }
    Confidential::new(content, list)
}

/// Removes who spoke from the lines of sessions under the rule. Returns where that was in the notes.
pub(super) fn remove_labels(
    sessions: &mut [Pending],
    content: &Content,
    confidential: &Confidential,
) -> Vec<Span> {
    let mut removed = Vec::new();
    for pending in sessions.iter_mut().filter(|pending| pending.is_withheld) {
        let (Some(entry), _) = pending.entry(&pending.rendered(true)) else { continue };
        let participants = confidential.of_notes(&entry.file).map(|session| &session.names);
        let names = participants.into_iter().chain([&confidential.listed]).collect();
        let labels = Labels::new(names, content);
        let Prepared { notes, actions, .. } = &mut pending.session;
        for (at, doing) in actions {
            let whole = notes.items[*at].text.span;
            let mut what = At::new(doing.what.clone(), whole);
            removed.extend((!labels.remove(&mut what).is_empty()).then_some(whole));
            doing.what = what.value;
        }
        let items = notes.items.iter_mut().filter(|item| item.key != Key::Action);
        let units = notes.body.iter_mut().map(|unit| &mut unit.text);
        for text in items.map(|item| &mut item.text).chain(units) {
            removed.extend(labels.remove(text).into_iter().map(Span::new));
        }
    }
    removed
}

/// Leaves out what the rules object to. Returns who must not be named, and findings about titles and
/// summaries, which cannot be left out.
pub(super) fn leave_out(
    file: &SourceFile,
    sessions: &mut [Pending],
    content: &mut Content,
    list: &List,
) -> (Confidential, Vec<Diagnostic>) {
    loop {
        let confidential = names(content, sessions, list);
        let context = Context { content, confidential: &confidential };
        let (mut reword, mut has_more) = (Vec::new(), false);
        for pending in sessions.iter_mut() {
            let mut objections = context.objections(pending, true);
            objections.extend(context.objections(pending, false));
            if objections.iter().any(|one| !one.parts.is_empty()) {
                // Objections without a place often concern the same parts.
                objections.retain(|one| !one.parts.is_empty());
            }
            for Objection { code, message, mut parts } in objections {
                if parts.is_empty() {
                    parts = context.culprits(pending);
                }
                for part in parts {
                    if is_needed(part) {
                        let notes = &pending.session.notes;
                        let span = value(notes, part).map_or(Span::default(), |value| value.span);
                        let found = Diagnostic::error(code, file.place(span), message.clone());
                        reword.push(found.help("reword it: a session cannot be without it"));
                    } else if let Entry::Vacant(place) = pending.dropped.entry(part) {
                        place.insert(message.clone());
                        has_more = true;
                    }
                }
            }
        }
        if !has_more {
            return (confidential, reword);
        }
    }
}

/// Whether a session cannot be written without a part.
fn is_needed(part: Part) -> bool {
    part == Part::Title || part == Part::About(Key::Summary)
}

/// What a rule objects to.
struct Objection {
    code: &'static str,
    message: String,
    /// The parts that it concerns; none if that is not known.
    parts: Vec<Part>,
}

/// What sessions are judged with.
struct Context<'a> {
    content: &'a Content,
    confidential: &'a Confidential,
}

impl Context<'_> {
    /// What the rules find in a session. With everybody named, the fields for that are not judged:
    /// they are never written.
    fn objections(&self, pending: &Pending, named: bool) -> Vec<Objection> {
        let rendered = pending.rendered(named);
        let (Some(entry), _) = pending.entry(&rendered) else { return Vec::new() };
        let (content, confidential) = (self.content, self.confidential);
        let subject = Subject::new(&entry, content, confidential);
        let rules = RULES.iter().filter(|rule| is_about_confidentiality(rule.code));
        let found = rules.flat_map(|rule| {
            let found = (rule.find)(&subject).into_iter();
            found.map(move |found| (rule.code, found.span, found.message))
        });
        let is_field = |code: &str, parts: &[Part]| {
            let for_people = |part: &Part| match part {
                Part::About(Key::Chair | Key::Speakers) => true,
                Part::Item(at) => pending.session.notes.items[*at].key == Key::Action,
                _ => false,
            };
            named && code == "withheld-identity" && parts.iter().all(for_people)
        };
        let objections = found.map(|(code, span, message)| {
            let is_placed = span != Span::default();
            let parts = if is_placed { rendered.parts(span).collect() } else { Vec::new() };
            Objection { code, message, parts }
        });
        objections.filter(|one| !is_field(one.code, &one.parts)).collect()
    }

    /// The parts to blame for an objection without a place: those that the rules object to on their
    /// own. If there are none, all parts are, unless the title is to blame.
    fn culprits(&self, pending: &Pending) -> Vec<Part> {
        let said = |part: &Part| matches!(part, Part::Item(_) | Part::Unit(_));
        let all: Vec<Part> = pending.rendered(false).all_parts().filter(said).collect();
        let is_bad = |kept: Option<Part>| {
            let others = all.iter().filter(|part| Some(**part) != kept);
            let mut rest = pending.clone();
            rest.dropped.extend(others.map(|part| (*part, String::new())));
            self.objections(&rest, false).iter().any(|one| one.parts.is_empty())
        };
        if is_bad(None) {
            return vec![Part::Title];
        }
        let bad: Vec<Part> = all.iter().copied().filter(|part| is_bad(Some(*part))).collect();
        if bad.is_empty() { all } else { bad }
    }
}
