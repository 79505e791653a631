//! No record contains a name on the list of withheld names.

use super::people::{confidential, named};
use crate::check::rule::Finding;
use crate::check::{Rule, Subject};
use crate::diagnostic::{Severity, Span};
use crate::withheld::{Reach, Text};

pub(in crate::check) const RULE: Rule = Rule {
    code: "withheld-name",
    severity: Severity::Error,
    what: "No record contains a name on the list of withheld names (`--withhold FILE`), in any spelling.",
    why: "The organisers of a convening know who must not be named and keep that list outside the repository. Findings black out the name, since the reports of checks may be public as well.",
    example: "# names.txt, kept outside the repository\nZelda Quimby\n# content/practices/food-bins.md\nsummary: Zelda Quimby had the idea.",
    optional: false,
    withheld_by_build: false,
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let (names, file) = (&subject.confidential.listed, &subject.entry.file);
    if names.is_empty() || !subject.is_published {
        return Vec::new();
    }
    let hits = match confidential(subject) {
        Some(session) => {
            // Names from the fields have findings of their own.
            let participants =
                subject.confidential.of_notes(file).map(|participants| &participants.names);
            let told = participants.map_or_else(Vec::new, |names| named(subject, session, names));
            let mut hits = named(subject, session, names);
            hits.retain(|hit| !told.iter().any(|known| known.overlaps(hit.span)));
            hits
        }
        None => {
            let text = file.text.read();
            let worth = names.may_occur_in(&text);
            if worth { names.find(&Text::of(&text), Reach::Site) } else { Vec::new() }
        }
    };
    let help = "remove the name, or rephrase the sentence so that it names nobody";
    let mut found: Vec<Finding> = hits
        .iter()
        .map(|hit| {
            Finding::new(hit.span, "this is a name on the list of withheld names").help(help)
        })
        .collect();
    let path = &file.path;
    if names.may_occur_in(path) && !names.find(&Text::of(path), Reach::Site).is_empty() {
        let message = "the name of this file contains a name on the list of withheld names";
        found.push(Finding::new(Span::default(), message).help(help));
    }
    found
}
