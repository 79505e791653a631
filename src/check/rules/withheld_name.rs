//! Nobody is named whom the list of withheld names keeps out.

use super::people::{confidential, named};
use crate::check::rule::Finding;
use crate::check::{Rule, Subject};
use crate::diagnostic::{Severity, Span};
use crate::withheld::{Reach, Text};

pub(in crate::check) const RULE: Rule = Rule {
    code: "withheld-name",
    severity: Severity::Error,
    what: "No record names anybody whom the list of withheld names (`--withhold FILE`) keeps out of the site, in whatever spelling.",
    why: "Whoever organises a convening knows who must not be named and keeps that list outside of the repository. A finding covers the name, since reports of checks are public, too.",
    example: "# names.txt, kept outside of the repository\nZelda Quimby\n# content/practices/food-bins.md\nsummary: Zelda Quimby thought of it.",
    optional: false,
    withheld_by_build: false,
    find,
};

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let (names, file) = (&subject.guard.listed, &subject.entry.file);
    if names.is_empty() || !subject.is_published {
        return Vec::new();
    }
    let hits = match confidential(subject) {
        Some(session) => {
            // Whom the fields name is told already.
            let circle = subject.guard.of_notes(file).map(|circle| &circle.names);
            let told = circle.map_or_else(Vec::new, |names| named(subject, session, names));
            let mut hits = named(subject, session, names);
            hits.retain(|hit| !told.iter().any(|known| known.overlaps(hit.span)));
            hits
        }
        None => {
            let text = file.text.read();
            let worth = names.may_stand_in(&text);
            if worth { names.find(&Text::of(&text), Reach::Site) } else { Vec::new() }
        }
    };
    let help = "take the name out, or say it in a way that names nobody";
    let mut found: Vec<Finding> = hits
        .iter()
        .map(|hit| {
            Finding::new(hit.span, "this names somebody on the list of withheld names").help(help)
        })
        .collect();
    let path = &file.path;
    if names.may_stand_in(path) && !names.find(&Text::of(path), Reach::Site).is_empty() {
        let message = "the name of this file names somebody on the list of withheld names";
        found.push(Finding::new(Span::default(), message).help(help));
    }
    found
}
