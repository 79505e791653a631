//! Under the Chatham House Rule nobody who was there is named.

use super::people::{confidential, mentions, names, published, roles};
use crate::check::rule::Finding;
use crate::check::{Rule, Subject};
use crate::diagnostic::{Severity, Span};
use crate::model::{At, Session, slugify};
use crate::source::Record;

const WHY: &str = "Under the Chatham House Rule what was said may be used, but neither the identity nor the affiliation of those who said it may be revealed. A public repository is read by everybody, not only the site.";

pub(in crate::check) const WITHHELD: Rule = Rule {
    code: "withheld-identity",
    severity: Severity::Error,
    what: "Notes under the Chatham House Rule name nobody in their fields.",
    why: WHY,
    example: "attribution: chatham-house\nspeakers: [{name: A. Person, role: Budget director, city: denver}]",
    optional: false,
    withheld_by_build: true,
    find: in_fields,
};

pub(in crate::check) const LEAKED: Rule = Rule {
    code: "leaked-identity",
    severity: Severity::Error,
    what: "Notes under the Chatham House Rule name nobody in their texts, neither by name nor by role and city; nor does the page of their convening name who spoke there.",
    why: WHY,
    example: "attribution: chatham-house\nchair: A. Person\nsummary: A. Person opened the session.",
    optional: false,
    withheld_by_build: false,
    find: leaked,
};

fn in_fields(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(session) = confidential(subject) else { return Vec::new() };
    let mut found: Vec<Finding> = names(session)
        .map(|name| {
            let finding = Finding::new(
                name.span,
                "this session is held under the Chatham House Rule, and the file names somebody",
            );
            finding.help("take the name out of the file; the site leaves it out in any case")
        })
        .collect();
    let nameless = session.speakers.iter().filter(|speaker| speaker.name.is_none());
    for city in nameless
        .filter(|speaker| speaker.role.is_some())
        .filter_map(|speaker| speaker.city.as_ref())
    {
        let finding = Finding::new(
            city.span,
            "this session is held under the Chatham House Rule, and the file gives a role with its city",
        );
        found.push(
            finding.help("take out the role or the city; the site leaves both out in any case"),
        );
    }
    found
}

fn leaked(subject: &Subject<'_>) -> Vec<Finding> {
    match &subject.entry.record {
        Record::Convening(_) => on_the_convening(subject),
        _ => in_texts(subject),
    }
}

/// Names from confidential sessions on the page of their convening. Somebody who is also named at
/// a public session of it may be named there.
fn on_the_convening(subject: &Subject<'_>) -> Vec<Finding> {
    let file = &subject.entry.file;
    let sessions = || {
        let entries = subject.content.entries.iter();
        entries.filter(|entry| entry.file.parent.as_ref() == Some(&file.slug)).filter_map(|entry| {
            match &entry.record {
                Record::Session(session) => Some((entry.record.withholds(), &**session)),
                _ => None,
            }
        })
    };
    let public: Vec<&str> = sessions()
        .filter(|(withheld, _)| !withheld)
        .flat_map(|(_, session)| names(session).map(|name| name.as_str()))
        .collect();
    let text = file.text.read();
    let whole = Span::new(0..text.len());
    let mut found = Vec::new();
    for (_, session) in sessions().filter(|(withheld, _)| *withheld) {
        for name in names(session).filter(|name| !public.contains(&name.as_str())) {
            let places = mentions(&text, whole, name, true).into_iter();
            found.extend(places.map(|place| {
                Finding::new(
                    place,
                    "this page names somebody from a session under the Chatham House Rule",
                )
                .help("leave the name out, or list it at a session that is public")
            }));
        }
    }
    found
}

fn in_texts(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(session) = confidential(subject) else { return Vec::new() };
    let text = &subject.entry.file.text.read();
    let spans = published(subject, session);
    let mut found = Vec::new();
    for name in all_names(subject, session) {
        for (word, any_case) in spellings(name) {
            let places = spans.iter().flat_map(|span| mentions(text, *span, &word, any_case));
            found.extend(places.map(|place| (place, "this text names somebody who was there")));
        }
        // The name of the file is part of the page's address.
        let file = format!("-{}-", subject.entry.file.slug);
        if spellings(name).iter().any(|(word, _)| file.contains(&format!("-{}-", slugify(word)))) {
            found.push((Span::default(), "the name of this file names somebody who was there"));
        }
    }
    for (role, city) in roles(session, subject.content) {
        for span in &spans {
            let said = text.get(span.range()).unwrap_or_default().to_lowercase();
            if let Some(at) =
                said.find(&role.to_lowercase()).filter(|_| said.contains(&city.to_lowercase()))
            {
                let start = span.start as usize + at;
                found.push((
                    Span::new(start..start + role.len()),
                    "this text gives the role and the city of somebody who was there",
                ));
            }
        }
    }
    // The widest comes first; the surname within it is told already.
    found.sort_by_key(|(place, _)| (place.start, std::cmp::Reverse(place.end)));
    found.dedup_by(|next, kept| next.0.end <= kept.0.end);
    let help = "say what was said, not who said it nor for whom";
    found.into_iter().map(|(place, message)| Finding::new(place, message).help(help)).collect()
}

/// Names in the fields of the session and of the same session in other languages.
fn all_names<'a>(subject: &Subject<'a>, session: &'a Session) -> Vec<&'a At<String>> {
    let file = &subject.entry.file;
    let versions = subject.content.entries.iter().filter_map(|entry| match &entry.record {
        Record::Session(session)
            if (&entry.file.slug, &entry.file.parent, entry.file.lang == file.lang)
                == (&file.slug, &file.parent, false) =>
        {
            Some(&**session)
        }
        _ => None,
    });
    std::iter::once(session).chain(versions).flat_map(names).collect()
}

/// A name as it may stand in a text, and whether in any case: whole, and the surname alone, which
/// in lower case may be a common word.
fn spellings(name: &str) -> Vec<(String, bool)> {
    let mut spellings = vec![(name.to_owned(), true)];
    let surname = name.split_whitespace().next_back().unwrap_or_default();
    let is_name =
        surname.chars().count() >= 3 && surname.chars().next().is_some_and(char::is_uppercase);
    if is_name && surname != name {
        spellings.push((surname.to_owned(), false));
        spellings.push((surname.to_uppercase(), false));
    }
    spellings
}
