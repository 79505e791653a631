//! Reads the versions that the log names, and compares each with the one before.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;

use rayon::prelude::*;

use super::compare::{compare, headings};
use super::git::{self, Fault};
use super::log::Log;
use super::trace::{Step, Trace, trace};
use super::{Change, History, RecordHistory, Version, is_open, key};
use crate::model::{Date, Kind, Record};
use crate::source::{Entry, Past, past};

/// The most versions of a record that are told.
const MOST: usize = 10;

/// Whether a record is part of the site.
type IsPublished<'a> = &'a (dyn Fn(&Record) -> bool + Sync);

/// Reads the history of the records in `entries`. Texts of more than `largest` bytes are not read.
/// The history of a record begins when it first was published.
///
/// # Errors
/// When Git cannot be asked for the texts.
pub fn read(
    log: &Log,
    entries: &[Arc<Entry>],
    largest: u64,
    is_published: IsPublished<'_>,
) -> Result<History, Fault> {
    let paths: Vec<&str> = entries
        .iter()
        .map(|entry| entry.file.path.strip_prefix("content/").unwrap_or_default())
        .collect();
    let traces = trace(&log.commits, &paths, MOST);
    let wanted: Vec<Wanted<'_>> =
        entries.iter().zip(traces).filter_map(|(entry, trace)| Wanted::new(entry, trace)).collect();
    let told = tell(log, &wanted, largest, is_published)?;
    let mut history = History { records: BTreeMap::new(), since: log.since() };
    let mut closed = BTreeSet::new();
    for (wanted, told) in wanted.iter().zip(told) {
        closed.extend((!told.is_open).then(|| key(wanted.entry)));
        history.records.insert(wanted.entry.file.path.clone(), told.record);
    }
    translations(&mut history, &wanted);
    for wanted in wanted.iter().filter(|wanted| closed.contains(&key(wanted.entry))) {
        history.close(&wanted.entry.file.path);
    }
    Ok(history)
}

/// A record whose versions are to be read.
struct Wanted<'l> {
    entry: &'l Entry,
    trace: Trace<'l>,
    /// The day of its last change.
    last: Date,
    /// The ids of its texts, the latest first; none if there is nothing to compare.
    texts: Vec<&'l str>,
}

impl<'l> Wanted<'l> {
    /// None if it has never been committed.
    fn new(entry: &'l Entry, trace: Trace<'l>) -> Option<Wanted<'l>> {
        let last = trace.steps.first()?.commit.date;
        let first = trace.steps.last().filter(|step| step.first.from.is_some());
        let texts = trace.steps.iter().map(|step| step.new);
        let mut texts: Vec<&str> = texts.chain(first.map(|step| step.first.old.as_str())).collect();
        if texts.len() == 1 {
            texts.clear();
        }
        Some(Wanted { entry, trace, last, texts })
    }
}

/// What is told of a record.
struct Told {
    record: RecordHistory,
    /// Whether all its versions may be published.
    is_open: bool,
}

/// Reads all texts in one go, and compares those of many records at a time.
fn tell(
    log: &Log,
    wanted: &[Wanted<'_>],
    largest: u64,
    is_published: IsPublished<'_>,
) -> Result<Vec<Told>, Fault> {
    let ids: Vec<&str> = wanted.iter().flat_map(|wanted| wanted.texts.iter().copied()).collect();
    if ids.is_empty() {
        return Ok(wanted.iter().map(|wanted| told(log, wanted, &[], is_published)).collect());
    }
    let read = |mut texts: git::Texts| {
        let mut fault: Option<io::Error> = None;
        let each = wanted.iter().enumerate().map_while(|(at, wanted)| {
            let texts = wanted.texts.iter().map(|_| texts.next(largest));
            match texts.collect::<io::Result<Vec<_>>>() {
                Ok(texts) => Some((at, wanted, texts)),
                Err(error) => {
                    fault = Some(error);
                    None
                }
            }
        });
        let told = |(at, wanted, texts): (usize, &Wanted<'_>, Vec<_>)| {
            (at, told(log, wanted, &versions(wanted, texts), is_published))
        };
        let mut all: Vec<(usize, Told)> = each.par_bridge().map(told).collect();
        all.sort_unstable_by_key(|(at, _)| *at);
        match fault {
            Some(fault) => Err(fault),
            None => Ok(all.into_iter().map(|(_, told)| told).collect()),
        }
    };
    Ok(git::texts(&log.folder, &ids, read)??)
}

/// The versions of a record, as far as they can be read.
fn versions(wanted: &Wanted<'_>, texts: Vec<Option<Vec<u8>>>) -> Vec<Option<Past>> {
    let read = |text: Option<Vec<u8>>| past(&wanted.entry.file, String::from_utf8(text?).ok()?);
    texts.into_iter().map(read).collect()
}

fn told(
    log: &Log,
    wanted: &Wanted<'_>,
    versions: &[Option<Past>],
    is_published: IsPublished<'_>,
) -> Told {
    let Wanted { entry, trace, .. } = wanted;
    let named = headings(&entry.doc.sections);
    let mut record =
        RecordHistory { last: wanted.last, versions: Vec::new(), has_more: trace.has_more };
    for (at, step) in trace.steps.iter().enumerate() {
        let (new, old) = (versions.get(at).and_then(Option::as_ref), versions.get(at + 1));
        let was_published =
            |past: Option<&Past>| past.is_none_or(|past| is_published(&past.record));
        if !was_published(new) {
            record.has_more = false;
            break;
        }
        let old = old.map(Option::as_ref);
        let begins = step.first.from.is_none() || old.is_some_and(|old| !was_published(old));
        let changes =
            if begins { vec![Change::Added] } else { changes(step, old.flatten(), new, &named) };
        record.versions.push(version(log, step, changes));
        if begins {
            record.has_more = false;
            break;
        }
    }
    let closed = |past: &Option<Past>| match past {
        Some(past) => !is_open(&past.record),
        // Its attribution cannot be read, so notes count as confidential.
        None => entry.file.kind == Kind::Session,
    };
    Told { record, is_open: !versions.iter().any(closed) }
}

fn changes(
    step: &Step<'_>,
    old: Option<&Past>,
    new: Option<&Past>,
    named: &BTreeSet<String>,
) -> Vec<Change> {
    let mut changes = Vec::new();
    if step.first.from.as_deref() != Some(step.path) {
        changes.push(Change::Moved);
    }
    let has_same_text = step.first.old == step.new;
    match (old, new) {
        (Some(old), Some(new)) if !has_same_text => changes.extend(compare(old, new, named)),
        _ if changes.is_empty() => changes.push(Change::Form),
        _ => {}
    }
    changes
}

fn version(log: &Log, step: &Step<'_>, changes: Vec<Change>) -> Version {
    Version {
        commit: step.commit.id.clone(),
        date: step.commit.date,
        path: format!("{}{}", log.prefix, step.path),
        text: step.new.to_owned(),
        changes,
        order: step.order,
    }
}

/// Notes in the history of each record when it was translated.
fn translations(history: &mut History, wanted: &[Wanted<'_>]) {
    let originals: BTreeMap<_, &str> = wanted
        .iter()
        .filter(|wanted| wanted.entry.file.lang.is_none())
        .map(|wanted| (key(wanted.entry), wanted.entry.file.path.as_str()))
        .collect();
    for wanted in wanted {
        let Some(lang) = &wanted.entry.file.lang else { continue };
        let Some(original) = originals.get(&key(wanted.entry)) else { continue };
        let first = history.of(&wanted.entry.file.path).and_then(|record| record.versions.last());
        let Some(first) = first.filter(|first| first.changes == [Change::Added]).cloned() else {
            continue;
        };
        if let Some(record) = history.records.get_mut(*original) {
            record.translated(lang, first);
        }
    }
}

impl RecordHistory {
    /// Notes that a translation came with `first`, unless the record itself did on that day.
    fn translated(&mut self, lang: &str, first: Version) {
        // Later commits have lower positions.
        let at = self.versions.partition_point(|version| version.order < first.order);
        let is_same_day =
            |at: &usize| self.versions.get(*at).is_some_and(|version| version.date == first.date);
        let same = at.checked_sub(1).filter(is_same_day).or(Some(at).filter(is_same_day));
        let change = Change::Translated(lang.to_owned());
        match self.versions.get_mut(same.unwrap_or(at)) {
            // It was not part of the site yet, or what it was then is not told.
            None => {}
            Some(version) if same.is_some() && version.changes == [Change::Added] => {}
            Some(version) if same.is_some() => version.changes.push(change),
            Some(then) => {
                let (path, text) = (then.path.clone(), then.text.clone());
                let version = Version { path, text, changes: vec![change], ..first };
                self.last = self.last.max(version.date);
                self.versions.insert(at, version);
                if self.versions.len() > MOST {
                    self.versions.truncate(MOST);
                    self.has_more = true;
                }
            }
        }
    }
}
