//! Who is behind a session that is held under the Chatham House Rule, and where texts name them.

use crate::check::Subject;
use crate::diagnostic::Span;
use crate::model::{At, Session};
use crate::source::{Content, Record};

/// The session, where it is held under the rule.
pub(super) fn confidential<'a>(subject: &Subject<'a>) -> Option<&'a Session> {
    match &subject.entry.record {
        Record::Session(session) if subject.entry.record.withholds() => Some(session),
        _ => None,
    }
}

/// Names in the fields: chair, speakers, and who undertook something.
pub(super) fn names(session: &Session) -> impl Iterator<Item = &At<String>> {
    let speakers = session.speakers.iter().filter_map(|speaker| speaker.name.as_ref());
    let doers = session.actions.iter().filter_map(|action| action.who.as_ref());
    session.chair.iter().chain(speakers).chain(doers)
}

/// Roles with the names of their cities.
pub(super) fn roles<'a>(session: &'a Session, content: &'a Content) -> Vec<(&'a str, &'a str)> {
    let city = |slug: &str| {
        content.entries.iter().find_map(|entry| match &entry.record {
            Record::City(city) if entry.file.slug == slug => Some(city.title.as_str()),
            _ => None,
        })
    };
    let pairs = session
        .speakers
        .iter()
        .filter_map(|speaker| Some((speaker.role.as_deref()?, city(speaker.city.as_ref()?)?)));
    pairs.collect()
}

/// Texts of the record that are published: spans of its file outside of what is withheld.
pub(super) fn published(subject: &Subject<'_>, session: &Session) -> Vec<Span> {
    let mut spans = session.texts.clone();
    spans.extend(subject.entry.open_body());
    spans
}

/// Where in `span` of the text a word stands by itself, in any case or exactly as given.
pub(super) fn mentions(text: &str, span: Span, word: &str, any_case: bool) -> Vec<Span> {
    let Some(piece) = text.get(span.range()) else { return Vec::new() };
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let same = |(there, sought): (char, char)| {
        there == sought || any_case && there.to_lowercase().eq(sought.to_lowercase())
    };
    let length = word.chars().count();
    let mut found = Vec::new();
    for (at, _) in piece.char_indices() {
        let rest = &piece[at..];
        let after = rest.char_indices().nth(length).map_or(rest.len(), |(end, _)| end);
        let (there, behind) = rest.split_at(after);
        let matches = there.chars().count() == length && there.chars().zip(word.chars()).all(same);
        if matches && !letter(piece[..at].chars().next_back()) && !letter(behind.chars().next()) {
            let start = span.start as usize + at;
            found.push(Span::new(start..start + after));
        }
    }
    found
}
