//! Under the Chatham House Rule nobody who was there is named.

use super::people::{confidential, named};
use crate::check::rule::Finding;
use crate::check::{Rule, Subject};
use crate::diagnostic::{Severity, Span};
use crate::model::Session;
use crate::source::Record;
use crate::withheld::{Hit, Part, Reach, Text, persons};

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
    what: "Notes under the Chatham House Rule name nobody in their texts, nor do pages that belong to them: of their convening, of its other sessions, of practices that were discussed, and of whatever links to them. Names are compared as readers see them, and in addresses, with initials, without accents and in whatever case; a surname, a first name or an organisation is enough.",
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
            format!("this session is held under the Chatham House Rule, and the file {what}"),
        )
    };
    let mut all: Vec<Finding> = persons(session)
        .map(|name| {
            found(name.span, "names somebody")
                .help("take the name out of the file; the site leaves it out in any case")
        })
        .collect();
    let nameless = session.speakers.iter().filter(|speaker| speaker.name.is_none());
    for city in nameless
        .filter(|speaker| speaker.role.is_some())
        .filter_map(|speaker| speaker.city.as_ref())
    {
        all.push(
            found(city.span, "gives a role with its city")
                .help("take out the role or the city; the site leaves both out in any case"),
        );
    }
    all
}

fn leaked(subject: &Subject<'_>) -> Vec<Finding> {
    let mut found = match confidential(subject) {
        Some(session) => in_notes(subject, session),
        None => Vec::new(),
    };
    found.extend(near_by(subject));
    // The widest comes first; the surname within it is told already.
    found.sort_by_key(|found| (found.span.start, std::cmp::Reverse(found.span.end)));
    found.dedup_by(|next, kept| {
        next.span.end <= kept.span.end && (next.span != Span::default() || next == kept)
    });
    found
}

fn in_notes(subject: &Subject<'_>, session: &Session) -> Vec<Finding> {
    let file = &subject.entry.file;
    let help = "say what was said, not who said it nor for whom";
    let said = |span, message: &str| Finding::new(span, message).help(help);
    let mut found = Vec::new();
    let Some(circle) = subject.guard.of_notes(file) else { return found };
    for hit in named(subject, session, &circle.names) {
        found.push(said(
            hit.span,
            match hit.part {
                Part::Organisation => "this text names whom somebody who was there spoke for",
                _ => "this text names somebody who was there",
            },
        ));
    }
    // The name of the file is part of the page's address.
    if !circle.names.find(&Text::of(&file.slug), Reach::Notes).is_empty() {
        found.push(said(Span::default(), "the name of this file names somebody who was there"));
    }
    found
}

/// Names from confidential sessions on pages that belong to them: of their convening, of its other
/// sessions, of practices that were discussed, and of whatever links to them. Somebody who is also
/// named at a public session of the convening may be named there.
fn near_by(subject: &Subject<'_>) -> Vec<Finding> {
    let file = &subject.entry.file;
    let mut found = Vec::new();
    for circle in subject.guard.near(file) {
        let text = file.text.read();
        let mut hits = match confidential(subject) {
            Some(session) => named(subject, session, &circle.names),
            None => circle.names.find(&Text::of(&text), Reach::Near),
        };
        if matches!(subject.entry.record, Record::Practice(_)) {
            // Who carries a practice out is public.
            let own = |hit: &Hit| {
                hit.part == Part::Organisation && hit.span.end <= subject.entry.front.end
            };
            let open: Vec<usize> = hits.iter().filter(|hit| own(hit)).map(|hit| hit.name).collect();
            hits.retain(|hit| !open.contains(&hit.name));
        }
        let said = |span, what: &str| {
            let from = "from a session under the Chatham House Rule";
            Finding::new(span, format!("{what} {from}"))
                .help("leave the name out, or list it at a session that is public")
        };
        found.extend(hits.iter().map(|hit| {
            said(
                hit.span,
                match hit.part {
                    Part::Organisation => "this page names whom somebody spoke for who is",
                    _ => "this page names somebody",
                },
            )
        }));
        if !circle.names.find(&Text::of(&file.slug), Reach::Near).is_empty() {
            found.push(said(Span::default(), "the name of this file names somebody"));
        }
    }
    found
}
