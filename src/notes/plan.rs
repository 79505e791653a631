//! The plan of a session: its file before the meeting, with fields and no notes yet. Notes of that
//! session complete it.

use std::collections::BTreeMap;

use super::read::NoteSession;
use super::words::{Key, attribution};
use crate::diagnostic::{Diagnostic, Place};
use crate::model::{At, Record, Session, SessionStatus};
use crate::source::{Content, Entry};

/// Plans by convening and slug.
pub(super) type Plans = BTreeMap<(String, String), Box<Session>>;

/// The plans in the content.
pub(super) fn plans(content: &Content) -> Plans {
    let planned = content.entries.iter().filter_map(|entry| {
        let session = session(entry)?;
        let parent = entry.file.parent.clone()?;
        Some(((parent, entry.file.slug.clone()), Box::new(session.clone())))
    });
    planned.collect()
}

/// The session of a file without notes, so that nothing is lost if notes replace it.
fn session(entry: &Entry) -> Option<&Session> {
    let Record::Session(session) = &entry.record else { return None };
    let text = entry.file.text.read();
    let is_plan = text[entry.front.end as usize..].trim().is_empty()
        && entry.file.lang.is_none()
        && session.status != Some(SessionStatus::Approved)
        && session.takeaways.is_empty()
        && session.decisions.is_empty()
        && session.actions.is_empty()
        && session.questions.is_empty()
        && session.materials.is_empty()
        && session.sources.is_empty()
        && session.aliases.is_empty();
    is_plan.then_some(session)
}

/// Adds to notes what only the plan says. A plan and notes that differ in what may be published are
/// an error: whoever spoke relied on what was agreed before.
pub(super) fn complete(
    notes: &mut NoteSession,
    plan: &Session,
    place: impl FnOnce(&At<String>) -> Place,
) -> Option<Diagnostic> {
    let agreed = plan.attribution.value.as_str();
    let differs = notes.about.get(&Key::Attribution).filter(|noted| attribution(noted) != agreed);
    let found = differs.map(|noted| {
        let message = format!("the plan of this session says `{agreed}`");
        let found = Diagnostic::error("attribution-differs", place(noted), message);
        found.help("write the same here, or change the session's file if everybody has agreed")
    });
    let list = |slugs: Vec<&str>| (!slugs.is_empty()).then(|| slugs.join(", "));
    let is_timed = [Key::Time, Key::Start].iter().any(|key| notes.about.contains_key(key));
    let hour = |hour: &Option<String>| hour.clone().filter(|_| !is_timed);
    let planned = [
        (Key::Attribution, Some(agreed.to_owned())),
        (Key::Date, Some(plan.date.value.to_string())),
        (Key::Start, hour(&plan.start)),
        (Key::End, hour(&plan.end)),
        (Key::TimeZone, plan.timezone.clone()),
        (Key::Format, plan.format.map(|format| format.as_str().to_owned())),
        (Key::Spheres, list(plan.spheres.iter().map(|sphere| sphere.value.as_str()).collect())),
        (Key::Topics, list(plan.topics.iter().map(|topic| topic.value.as_str()).collect())),
        (Key::Summary, Some(plan.summary.value.clone()).filter(|text| !text.is_empty())),
    ];
    for (key, value) in planned {
        if let Some(value) = value {
            notes.about.entry(key).or_insert_with(|| At::new(value, notes.title.span));
        }
    }
    found
}
