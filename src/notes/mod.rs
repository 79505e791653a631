//! Turns the plain notes of a meeting into session files for review.
//!
//! Notes are typed while people talk: a text with a few words at the beginning of lines
//! (`src/notes/words.rs`). What is written from them obeys their attribution before anybody reviews
//! it, because a file in a repository is public. Under the Chatham House Rule names before colons are
//! removed, and every line that the rules of [`crate::check`] object to is left out and reported. It
//! is not mended: whether a sentence still reveals somebody, only a person can tell.

mod judge;
mod labels;
mod line;
mod plan;
mod practices;
mod prepare;
mod read;
mod render;
mod template;
mod values;
mod words;

use std::collections::BTreeMap;

use crate::diagnostic::{self, Diagnostic, Place, Span};
use crate::model::SourceFile;
use crate::site::{Audience, LinkOptions, link};
use crate::source::Content;
use crate::withheld::List;
use judge::{Pending, leave_out, names, remove_labels};
pub use practices::{Candidate, Unknown};
use prepare::Preparing;
use render::{Part, Rendered, value};
pub use template::{Filled, template};

/// A session file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its path from the root.
    pub path: String,
    /// Its text.
    pub text: String,
    /// Whether it takes the place of the session's plan: a file with fields and no notes.
    pub replaces: bool,
}

/// What was made of notes.
#[derive(Debug, Default)]
pub struct Drafts {
    /// A file for each session; complete only if no finding is an error.
    pub files: Vec<Draft>,
    /// What was removed and what is wrong, in the order of the notes.
    pub found: Vec<Diagnostic>,
    /// Practices to ask about.
    pub unknown: Vec<Unknown>,
}

/// How notes are turned into files.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// Names that must not be written.
    pub withhold: &'a List,
    /// Slugs of practices by what the notes call them, as somebody has answered. An empty one means
    /// that there is no such practice.
    pub answers: &'a BTreeMap<String, String>,
    /// Whether findings may show the lines that were left out: only the person who took the notes
    /// should see them.
    pub is_private: bool,
}

/// Makes session files from notes. `content` is what the notes may refer to.
#[must_use]
pub fn draft(file: &SourceFile, mut content: Content, options: Options<'_>) -> Drafts {
    let notes = read::read(file);
    let mut preparing = Preparing::new(file, &content, options.answers, notes.found);
    let mut sessions: Vec<Pending> =
        notes.sessions.into_iter().filter_map(|session| preparing.session(session)).collect();
    let Preparing { practices, mut found, mut removed, .. } = preparing;

    let everybody = names(&mut content, &sessions, options.withhold);
    removed.extend(remove_labels(&mut sessions, &content, &everybody));
    sessions.iter_mut().for_each(|pending| prepare::link_practices(pending, &practices));
    let (confidential, reword) = leave_out(file, &mut sessions, &mut content, options.withhold);

    // A line that is left out may name somebody: it is neither quoted nor asked about.
    let mut unknown = Vec::new();
    for pending in &sessions {
        let kept = pending.session.unknown.iter();
        for (_, said, name) in kept.filter(|(part, ..)| !pending.dropped.contains_key(part)) {
            found.push(said.clone());
            unknown.push(name.clone());
        }
    }
    let mut private: Vec<Diagnostic> = removed
        .into_iter()
        .map(|span| {
            let message = "people are not named under the Chatham House Rule: this is not written";
            Diagnostic::warning("person-removed", file.place(span), message)
        })
        .collect();
    private.extend(sessions.iter().flat_map(|pending| left_out(file, pending)));
    private.extend(reword);
    if !options.is_private {
        private.iter_mut().for_each(without_line);
    }
    found.append(&mut private);

    let mut files = Vec::new();
    let mut written: Vec<(String, Rendered, &Pending)> = Vec::new();
    for pending in &sessions {
        let rendered = pending.rendered(!pending.is_withheld);
        let (entry, faults) = pending.entry(&rendered);
        found.extend(faults.into_iter().map(|fault| moved(file, pending, &rendered, fault)));
        entry.into_iter().for_each(|entry| content.put(entry));
        let (path, text) = (pending.path(), rendered.text.clone());
        files.push(Draft { path, text, replaces: pending.is_planned });
        written.push((pending.path(), rendered, pending));
    }
    let (_, linking) =
        link(content, LinkOptions { audience: Audience::Cities, drafts: true }, None);
    for fault in linking {
        let path = fault.place.as_ref().map(|place| place.file.as_str());
        if let Some((_, rendered, pending)) =
            written.iter().find(|(own, ..)| Some(own.as_str()) == path)
        {
            found.push(moved(file, pending, rendered, fault));
        }
    }
    diagnostic::sort(&mut found);
    found.dedup();
    if !options.is_private {
        confidential.redact(&mut found, true);
    }
    Drafts { files, found, unknown }
}

/// A finding about each line that is left out.
fn left_out<'a>(
    file: &'a SourceFile,
    pending: &'a Pending,
) -> impl Iterator<Item = Diagnostic> + 'a {
    pending.dropped.iter().filter_map(|(part, why)| {
        let span = value(&pending.session.notes, *part)?.span;
        let message = format!("this line is left out: {why}");
        let found = Diagnostic::warning("line-left-out", file.place(span), message);
        Some(found.help("reword it if it should be kept, and run the command again"))
    })
}

/// Takes the line out of a finding that others than its author may see.
fn without_line(found: &mut Diagnostic) {
    if let Some(place) = &mut found.place {
        place.text.clear();
        (place.from, place.goes_on) = (1, false);
    }
}

/// A finding about a written file, at the place in the notes that it comes from.
fn moved(
    file: &SourceFile,
    pending: &Pending,
    rendered: &Rendered,
    found: Diagnostic,
) -> Diagnostic {
    let line = found.place.as_ref().map_or(1, |place| place.line);
    let part = rendered.part_of_line(line).unwrap_or(Part::Title);
    let notes = &pending.session.notes;
    let span = value(notes, part).map_or(Span::default(), |value| value.span);
    let place: Place = file.place(span);
    Diagnostic { place: Some(place), ..found }
}
