//! Texts of notes under the Chatham House Rule that point at somebody, whoever that is.
//!
//! No list of names is needed for this, so that it finds what is left when the names are gone
//! from the fields.

mod contact;
mod role;
mod speech;
mod words;

pub(super) use words::{Word, is_saying, words};

use std::ops::Range;

use super::people::{confidential, named, texts};
use crate::check::rule::Finding;
use crate::check::{Rule, Subject};
use crate::diagnostic::Severity;
use crate::withheld::{Hit, Reading};

pub(in crate::check) const RULE: Rule = Rule {
    code: "revealing-text",
    severity: Severity::Error,
    what: "Texts of notes under the Chatham House Rule point at nobody: no role beside a city, no name beside a verb of saying (in English, Spanish, Portuguese and French), none before a colon or a dash at the start of a line nor behind a dash at its end, none before “who”, no e-mail address, telephone number, handle or profile.",
    why: "Names that are taken out of the fields often stay in the text. This looks for what names people, not for certain names. Where it takes a word for a name that is none, write the sentence so that the word does not stand where a speaker would: “the street lights, residents said”, not “Lamplighters said”.",
    example: "attribution: chatham-house\n---\n\nQuimby said that nobody reads the reports.",
    optional: false,
    withheld_by_build: false,
    find,
};

/// What points at somebody within a text, and why.
type Pointer = (Range<usize>, &'static str);

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(session) = confidential(subject) else { return Vec::new() };
    let (known, content) = (&subject.guard.known, subject.content);
    let mut found = Vec::new();
    for text in texts(subject, session, Reading::Joined) {
        let words = words(text.text());
        let pointers = speech::reported(&words, text.text(), known, content)
            .into_iter()
            .chain(speech::labelled(&words, text.text(), known, content))
            .chain(speech::signed(&words, text.text(), known, content))
            .chain(role::in_cities(&words, text.text(), known))
            .chain(role::listed(&words, session, content));
        found.extend(pointers.map(|(range, why)| (text.span(range), why)));
    }
    for text in texts(subject, session, Reading::Apart) {
        let contacts = contact::contacts(text.text());
        found.extend(contacts.into_iter().map(|(range, why)| (text.span(range), why)));
    }
    // Whom the fields or the list name is told already.
    let circle = subject.guard.of_notes(&subject.entry.file).map(|circle| &circle.names);
    let names = [circle, Some(&subject.guard.listed)].into_iter().flatten();
    let told: Vec<Hit> = names.flat_map(|names| named(subject, session, names)).collect();
    found.retain(|(span, _)| !told.iter().any(|hit| hit.overlaps(*span)));
    found.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    found.dedup_by(|(next, _), (kept, _)| next.end <= kept.end);
    let help = "say what was said, not who said it nor for whom";
    found.into_iter().map(|(span, why)| Finding::new(span, why).help(help)).collect()
}
