//! Texts of notes under the Chatham House Rule that may identify a person.
//!
//! This needs no list of names, so it finds what remains in texts once names are removed from the
//! fields.

mod contact;
mod given;
mod role;
mod speech;
mod words;

pub(super) use words::{Word, is_saying, words};

use super::people::{confidential, named, texts};
use crate::check::rule::Finding;
use crate::check::{Rule, Subject};
use crate::diagnostic::Severity;
use crate::withheld::{Hit, Reading};

pub(in crate::check) const RULE: Rule = Rule {
    code: "revealing-text",
    severity: Severity::Error,
    what: "Texts of notes under the Chatham House Rule identify nobody: no role next to a city, no name next to a verb of saying (in English, Spanish, Portuguese and French), none before a colon or a dash at the start of a line or after a dash at its end, none before “who”, no given name, no e-mail address, telephone number, handle or profile.",
    why: "Names that are removed from the fields often remain in the text. This looks for the ways in which texts name people, not for particular names. If it mistakes a word for a name, reword the sentence so that the word is not in the place of a speaker: “the street lights, residents said”, not “Lamplighters said”.",
    example: "attribution: chatham-house\n---\n\nQuimby said that nobody reads the reports.",
    optional: false,
    withheld_by_build: false,
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(session) = confidential(subject) else { return Vec::new() };
    let (known, content) = (&subject.confidential.public, subject.content);
    // Who is named by a publication was named in public.
    let cited = session.sources.iter().flat_map(|one| [Some(&one.title), one.publisher.as_ref()]);
    let cited: Vec<&str> = cited.flatten().map(String::as_str).collect();
    let mut found = Vec::new();
    for text in texts(subject, session, Reading::Joined) {
        let words = words(text.text());
        let is_cited = cited.contains(&text.text());
        let people = given::people(&words, text.text(), known, content);
        let clues = speech::reported(&words, text.text(), known, content)
            .into_iter()
            .chain(speech::labelled(&words, text.text(), known, content))
            .chain(speech::signed(&words, text.text(), known, content))
            .chain(people.into_iter().filter(|_| !is_cited))
            .chain(role::in_cities(&words, text.text(), known))
            .chain(role::listed(&words, session, content));
        found.extend(clues.map(|(range, why)| (text.span(range), why)));
    }
    for text in texts(subject, session, Reading::Apart) {
        let contacts = contact::contacts(text.text());
        found.extend(contacts.into_iter().map(|(range, why)| (text.span(range), why)));
    }
    // Names from the fields or the list have findings of their own.
    let participants =
        subject.confidential.of_notes(&subject.entry.file).map(|participants| &participants.names);
    let names = [participants, Some(&subject.confidential.listed)].into_iter().flatten();
    let told: Vec<Hit> = names.flat_map(|names| named(subject, session, names)).collect();
    found.retain(|(span, _)| !told.iter().any(|hit| hit.overlaps(*span)));
    found.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    found.dedup_by(|(next, _), (kept, _)| next.end <= kept.end);
    let help = "write what was said, not who said it or for whom they spoke";
    found.into_iter().map(|(span, why)| Finding::new(span, why).help(help)).collect()
}
