//! Notes under the Chatham House Rule, their published texts, and names in them.

use crate::check::Subject;
use crate::diagnostic::Span;
use crate::model::Session;
use crate::source::Record;
use crate::withheld::{Hit, Names, Plain, Reach, Reading, Text};

/// The session, if it was held under the rule.
pub(super) fn confidential<'a>(subject: &Subject<'a>) -> Option<&'a Session> {
    match &subject.entry.record {
        Record::Session(session) if subject.entry.record.withholds() => Some(session),
        _ => None,
    }
}

/// The published texts of the notes in one reading, each separately: the values of fields, then the
/// body.
pub(super) fn texts(subject: &Subject<'_>, session: &Session, reading: Reading) -> Vec<Plain> {
    let values = session.texts.iter().map(|value| {
        let mut plain = Plain::new(reading);
        plain.push_value(value, value.span);
        plain
    });
    let mut body = Plain::new(reading);
    push_body(subject, &mut body);
    values.chain([body]).collect()
}

fn push_body(subject: &Subject<'_>, plain: &mut Plain) {
    let text = subject.entry.file.text.read();
    for piece in subject.entry.open_body() {
        plain.push(text.get(piece.range()).unwrap_or_default(), piece.start as usize);
    }
}

/// Where the notes contain one of `names`. A name that appears only on the finished page has an
/// empty span.
pub(super) fn named(subject: &Subject<'_>, session: &Session, names: &Names) -> Vec<Hit> {
    if names.is_empty() {
        return Vec::new();
    }
    let file = &subject.entry.file;
    let text = file.text.read();
    let written = Text::new(|plain| {
        for value in &session.texts {
            let piece = text.get(value.span.range()).unwrap_or_default();
            plain.push(piece, value.span.start as usize);
            plain.part();
        }
        push_body(subject, plain);
    });
    let mut hits = names.find(&written, Reach::Notes);
    // With an escape of YAML, a name may be in the value but not in the line.
    let values = Text::new(|plain| {
        for value in &session.texts {
            plain.push_value(value, value.span);
            plain.part();
        }
    });
    for hit in names.find(&values, Reach::Notes) {
        if !hits.iter().any(|known| known.overlaps(hit.span)) {
            hits.push(hit);
        }
    }
    let doc = &subject.entry.doc;
    let seen = Text::new(|plain| {
        plain.push(&doc.without_gaps(), 0);
        for section in &doc.sections {
            plain.part();
            plain.push(&section.text.read(), 0);
        }
    });
    for hit in names.find(&seen, Reach::Notes) {
        if !hits.iter().any(|known| known.name == hit.name) {
            hits.push(Hit { span: Span::default(), ..hit });
        }
    }
    hits
}
