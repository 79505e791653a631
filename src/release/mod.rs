//! What the next release of a site would make public, compared with the last one.
//!
//! An organizer reads this before publishing. So it tells of records and of notes, not of the pages
//! that follow from them, and it compares what is published: notes as they are once everything that
//! their attribution withholds is gone.

mod snapshot;

pub use snapshot::{Public, Snapshot};

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Attribution, Choice as _, Record, SessionStatus};
use crate::source::Content;

/// A record of a release.
#[derive(Debug, Clone, PartialEq)]
pub struct Released {
    /// Its id, which is its path within the site.
    pub id: String,
    /// What it is.
    pub record: Public,
    /// For notes that were there before and were not public: why.
    pub was: Option<Hidden>,
}

/// Why notes are not public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hidden {
    /// They have not been approved.
    Draft,
    /// They are for cities only.
    CitiesOnly,
}

/// A record at another address than before. Its text has changed, too, if only by its old name.
#[derive(Debug, Clone, PartialEq)]
pub struct Renamed {
    /// Its id before.
    pub before: String,
    /// The record.
    pub now: Released,
}

/// Notes whose attribution has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attributed {
    /// The id of the notes.
    pub id: String,
    /// Their title.
    pub title: String,
    /// The keyword before.
    pub before: String,
    /// The keyword now.
    pub after: String,
}

/// How two states of a site differ in public.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Release {
    /// Records that were not public.
    pub new: Vec<Released>,
    /// Records that were public under another id, which redirects to them.
    pub renamed: Vec<Renamed>,
    /// Records whose published text has changed.
    pub changed: Vec<Released>,
    /// Records that would no longer be public; for notes that are still there, why.
    pub removed: Vec<Released>,
    /// Notes that are public under another attribution than before.
    pub attributed: Vec<Attributed>,
    /// Paths of attached files that were not public.
    pub new_files: Vec<String>,
    /// Paths of attached files with other contents.
    pub changed_files: Vec<String>,
    /// Paths of attached files that would no longer be public.
    pub removed_files: Vec<String>,
}

impl Release {
    /// Whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Release::default()
    }

    /// All titles, ids and paths.
    pub(crate) fn texts_mut(&mut self) -> impl Iterator<Item = &mut String> {
        let Release {
            new,
            renamed,
            changed,
            removed,
            attributed,
            new_files,
            changed_files,
            removed_files,
        } = self;
        let records = new.iter_mut().chain(changed).chain(removed);
        let records = records.flat_map(|one| [&mut one.id, &mut one.record.title]);
        let renamed = renamed.iter_mut();
        let renamed =
            renamed.flat_map(|one| [&mut one.before, &mut one.now.id, &mut one.now.record.title]);
        let attributed = attributed.iter_mut().flat_map(|one| [&mut one.id, &mut one.title]);
        let files = new_files.iter_mut().chain(changed_files).chain(removed_files);
        records.chain(renamed).chain(attributed).chain(files)
    }
}

/// Notes that are not public, by id.
pub type HiddenNotes = BTreeMap<String, Hidden>;

/// The notes of the content that a public site does not have.
#[must_use]
pub fn hidden_notes(content: &Content) -> HiddenNotes {
    let notes = content.entries.iter().filter_map(|entry| {
        let Record::Session(session) = &entry.record else { return None };
        let id = format!("convenings/{}/{}", entry.file.parent.as_deref()?, entry.file.slug);
        let hidden = match (session.status, session.attribution.value) {
            _ if entry.file.lang.is_some() => return None,
            (Some(SessionStatus::Draft), _) => Hidden::Draft,
            (_, Attribution::CitiesOnly) => Hidden::CitiesOnly,
            _ => return None,
        };
        Some((id, hidden))
    });
    notes.collect()
}

/// Compares what was public with what would be. `hidden_before` and `hidden_now` have the notes that
/// are not public.
#[must_use]
pub fn compare(
    (before, hidden_before): (&Snapshot, &HiddenNotes),
    (now, hidden_now): (&Snapshot, &HiddenNotes),
) -> Release {
    let mut release = Release::default();
    // What is gone, by the record to which its address now leads.
    let gone = before.records.keys().filter(|id| !now.records.contains_key(*id));
    let gone: BTreeMap<&String, &String> =
        gone.filter_map(|old| Some((now.moved.get(old)?, old))).collect();
    let mut renamed = BTreeSet::new();
    for (id, record) in &now.records {
        let one = |was| Released { id: id.clone(), record: record.clone(), was };
        let under = gone.get(id).filter(|_| !before.records.contains_key(id)).copied();
        let old = before.records.get(under.unwrap_or(id));
        match (old, under) {
            (Some(_), Some(before)) => {
                renamed.insert(before);
                let before = before.clone();
                release.renamed.push(Renamed { before, now: one(None) });
            }
            (Some(old), None) if record.has_changed(old) => release.changed.push(one(None)),
            (Some(_), None) => {}
            (None, _) => release.new.push(one(hidden_before.get(id).copied())),
        }
        let old = old.and_then(|old| old.attribution.as_ref());
        if let (Some(before), Some(after)) = (old, &record.attribution)
            && before != after
        {
            let (before, after) = (before.clone(), after.clone());
            let (id, title) = (id.clone(), record.title.clone());
            release.attributed.push(Attributed { id, title, before, after });
        }
    }
    let gone = before.records.iter();
    let gone = gone.filter(|(id, _)| !now.records.contains_key(*id) && !renamed.contains(id));
    for (id, record) in gone {
        let was = hidden_now.get(id).copied();
        release.removed.push(Released { id: id.clone(), record: record.clone(), was });
    }
    for (path, digest) in &now.files {
        match before.files.get(path) {
            None => release.new_files.push(path.clone()),
            Some(old) if old != digest => release.changed_files.push(path.clone()),
            Some(_) => {}
        }
    }
    let removed = before.files.keys().filter(|path| !now.files.contains_key(*path));
    release.removed_files = removed.cloned().collect();
    release
}

/// The words for an attribution in a sentence.
#[must_use]
pub fn attribution_words(keyword: &str) -> &str {
    let known = Attribution::ALL.iter().find(|(_, word)| *word == keyword);
    match known.map(|(attribution, _)| attribution) {
        Some(Attribution::ChathamHouse) => "Chatham House Rule",
        Some(Attribution::CitiesOnly) => "cities only",
        Some(Attribution::Public) => "public",
        None => keyword,
    }
}
