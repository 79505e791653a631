//! What has changed in each record, as the repository of the content remembers it.
//!
//! Versions are compared field by field and section by section, and what differs is told by the
//! names of fields: never by messages, names or addresses of those who made a change, and never by
//! a text that the record no longer has. Of notes that are not public, or once were not, only the
//! day of the last change is told.

mod changed;
mod checkout;
mod compare;
mod git;
mod log;
mod read;
mod trace;

pub use changed::Changed;
pub use checkout::{checkout, is_shallow, last_tag};
pub use compare::SILENT;
pub use git::Fault;
pub use log::Log;
pub use read::read;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{Attribution, Date, Record, Words};
use crate::source::Entry;

/// The history of all records.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct History {
    /// By the path of the record's file.
    records: BTreeMap<String, RecordHistory>,
    /// The day before which nothing is known, because the repository is a shallow clone.
    pub since: Option<Date>,
}

/// The history of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordHistory {
    /// The day of its last change.
    pub last: Date,
    /// Its versions, the latest first; none if they must not be told.
    pub versions: Vec<Version>,
    /// Whether there were others before them.
    pub has_more: bool,
}

/// A version of a record: the last of a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// The id of the commit that made it.
    pub commit: String,
    /// The day of that commit, in UTC.
    pub date: Date,
    /// The path of the file in the repository at that commit.
    pub path: String,
    /// Git's id of its text.
    pub text: String,
    /// How it differs from the version before.
    pub changes: Vec<Change>,
    /// The position of its commit in the log.
    order: usize,
}

/// A difference between two versions.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// The record is new.
    Added,
    /// Its file has another name.
    Moved,
    /// It was translated into a language (BCP 47).
    Translated(String),
    /// A field, by its name and those of the fields that it is part of.
    Field(Vec<&'static str>, How),
    /// A section of the body.
    Section(Part, How),
    /// Nothing that fields or words show.
    Form,
}

/// A part of a body.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The text before the first heading.
    Opening,
    /// A section that the record still has, by its heading.
    Named(String),
    /// One that it no longer has.
    Gone,
}

/// In what a field or a section differs.
#[derive(Debug, Clone, PartialEq)]
pub enum How {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It has another value, which is not told.
    Changed,
    /// Most of its words are the same.
    Revised,
    /// Most of its words are others.
    Rewritten,
    /// It had one value and has another.
    Values(Fact, Fact),
    /// Items of a list: how many are new, gone, and different.
    Items {
        /// New ones.
        added: usize,
        /// Those that are gone.
        removed: usize,
        /// Those that differ.
        changed: usize,
    },
}

/// A value that can be told without repeating what somebody wrote.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    /// One of a fixed set of words.
    Word(&'static Words, String),
    /// A number.
    Number(f64),
    /// A year.
    Year(u64),
    /// A date.
    Date(Date),
}

impl History {
    /// The history of the record in a file; none if the repository does not have it.
    #[must_use]
    pub fn of(&self, path: &str) -> Option<&RecordHistory> {
        self.records.get(path)
    }

    /// How many versions are told.
    #[must_use]
    pub fn count(&self) -> usize {
        self.records.values().map(|record| record.versions.len()).sum()
    }

    /// Without the versions of records that are not public now, nor those of their translations.
    #[must_use]
    pub fn guarded(self: Arc<Self>, entries: &[Arc<Entry>]) -> Arc<Self> {
        let mut guarded = self;
        let closed: Vec<_> = entries
            .iter()
            .filter(|entry| !is_open(&entry.record))
            .map(|entry| key(entry))
            .collect();
        for entry in entries.iter().filter(|entry| closed.contains(&key(entry))) {
            if guarded.of(&entry.file.path).is_some_and(|record| !record.versions.is_empty()) {
                Arc::make_mut(&mut guarded).close(&entry.file.path);
            }
        }
        guarded
    }

    /// Leaves nothing of a record but the day of its last change.
    fn close(&mut self, path: &str) {
        if let Some(record) = self.records.get_mut(path) {
            record.versions.clear();
            record.has_more = false;
        }
    }
}

/// What a record and its translations have in common.
type Key<'a> = (&'static str, Option<&'a str>, &'a str);

fn key(entry: &Entry) -> Key<'_> {
    let file = &entry.file;
    (file.kind.as_str(), file.parent.as_deref(), &file.slug)
}

/// Whether everything in a record may be published.
fn is_open(record: &Record) -> bool {
    match record {
        Record::Session(session) => session.attribution.value == Attribution::Public,
        _ => true,
    }
}
