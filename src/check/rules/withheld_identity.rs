//! Notes under the Chatham House Rule name no participant.

use super::people::{confidential, named};
use crate::check::rule::Finding;
use crate::check::{Rule, Subject};
use crate::diagnostic::{Severity, Span};
use crate::model::Session;
use crate::source::Record;
use crate::withheld::{Hit, NamePart, Reach, Text, persons};

const WHY: &str = "Under the Chatham House Rule what was said may be used, but neither the identity nor the affiliation of those who said it may be revealed. The repository is as public as the site.";

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
    what: "Notes under the Chatham House Rule name nobody in their texts. Neither do pages that belong to them: their convening, its other sessions, practices that were discussed, and pages that link to them. Names are compared as readers see them, and as parts of addresses, with initials, without accents and regardless of case; a surname, a first name or an organisation is enough.",
    why: WHY,
    example: "attribution: chatham-house\nchair: A. Person\nsummary: A. Person opened the session.",
    optional: false,
    withheld_by_build: false,
    find: leaked,
};

fn in_fields(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(session) = confidential(subject) else { return Vec::new() };
    let found = |span, what: &str| {
        Finding::new(
            span,
            format!("this session was held under the Chatham House Rule, but the file {what}"),
        )
    };
    let mut all: Vec<Finding> = persons(session)
        .map(|name| {
            found(name.span, "names a participant")
                .help("remove the name from the file; the site omits it in any case")
        })
        .collect();
    for speaker in session.speakers.iter().filter(|speaker| speaker.name.is_none()) {
        let (place, what, help) = match (&speaker.role, &speaker.org, &speaker.city) {
            (Some(_), _, Some(city)) => (
                city.span,
                "gives a role together with its city",
                "remove the role or the city; the site omits both in any case",
            ),
            (_, Some(from), _) | (None, None, Some(from)) => (
                from.span,
                "says for whom a participant spoke",
                "remove this speaker; the site omits all speakers in any case",
            ),
            (Some(role), None, None) => (
                role.span,
                "gives the role of a participant",
                "remove this speaker; the site omits all speakers in any case",
            ),
            (None, None, None) => continue,
        };
        all.push(found(place, what).help(help));
    }
    let authors = session.sources.iter().flat_map(|source| &source.authors);
    all.extend(authors.map(|author| {
        found(author.span, "names the author of a source")
            .help("give the `publisher` instead of `authors`; the site omits authors in any case")
    }));
    all
}

fn leaked(subject: &Subject<'_>) -> Vec<Finding> {
    let mut found = match confidential(subject) {
        Some(session) => in_notes(subject, session),
        None => Vec::new(),
    };
    found.extend(in_related(subject));
    // The longest comes first; the surname within it needs no finding of its own.
    found.sort_by_key(|found| (found.span.start, std::cmp::Reverse(found.span.end)));
    found.dedup_by(|next, kept| {
        next.span.end <= kept.span.end && (next.span != Span::default() || next == kept)
    });
    found
}

fn in_notes(subject: &Subject<'_>, session: &Session) -> Vec<Finding> {
    let file = &subject.entry.file;
    let help = "write what was said, not who said it or for whom they spoke";
    let said = |span, message: &str| Finding::new(span, message).help(help);
    let mut found = Vec::new();
    let Some(participants) = subject.confidential.of_notes(file) else { return found };
    for hit in named(subject, session, &participants.names) {
        found.push(said(
            hit.span,
            match hit.part {
                NamePart::Organisation => {
                    "this text names an organisation that a participant spoke for"
                }
                _ => "this text names a participant",
            },
        ));
    }
    // The name of the file is part of the page's address.
    if !participants.names.find(&Text::of(&file.slug), Reach::Notes).is_empty() {
        found.push(said(Span::default(), "the name of this file names a participant"));
    }
    found
}

/// Names from confidential sessions on pages that belong to them: their convening, its other
/// sessions, practices that were discussed, and pages that link to them. People who are also listed
/// at a public session of the convening may be named.
fn in_related(subject: &Subject<'_>) -> Vec<Finding> {
    let file = &subject.entry.file;
    let mut found = Vec::new();
    for participants in subject.confidential.of_related(file) {
        let text = file.text.read();
        let mut hits = match confidential(subject) {
            Some(session) => named(subject, session, &participants.names),
            None => participants.names.find(&Text::of(&text), Reach::Near),
        };
        if matches!(subject.entry.record, Record::Practice(_)) {
            // The organisations that carry out a practice are public.
            let own = |hit: &Hit| {
                hit.part == NamePart::Organisation && hit.span.end <= subject.entry.front.end
            };
            let open: Vec<usize> = hits.iter().filter(|hit| own(hit)).map(|hit| hit.name).collect();
            hits.retain(|hit| !open.contains(&hit.name));
        }
        let said = |span, what: &str| {
            let from = "of a session under the Chatham House Rule";
            Finding::new(span, format!("{what} {from}"))
                .help("remove the name, or list it at a public session")
        };
        found.extend(hits.iter().map(|hit| {
            said(
                hit.span,
                match hit.part {
                    NamePart::Organisation => {
                        "this page names an organisation that a participant spoke for"
                    }
                    _ => "this page names a participant",
                },
            )
        }));
        if !participants.names.find(&Text::of(&file.slug), Reach::Near).is_empty() {
            found.push(said(Span::default(), "the name of this file names a participant"));
        }
    }
    found
}
