//! Which of the files beside records are published.
//!
//! A convening's folder is where organizers keep slides and photographs, too. Where it holds notes
//! that are not public, a file goes out only if a published text links to it: nobody must have to
//! remember that a picture of the whiteboard shows names.

use std::collections::BTreeSet;

use super::registry::id;
use crate::diagnostic::{Diagnostic, Place};
use crate::model::Attribution;
use crate::source::{Asset, Entry, Record};

/// Folders of convenings with notes that are not public, as `convenings/<slug>/`.
pub(super) fn guarded_folders<'a>(entries: impl Iterator<Item = &'a Entry>) -> BTreeSet<String> {
    let folder = |entry: &Entry| {
        let Record::Session(session) = &entry.record else { return None };
        let guarded = session.attribution.value != Attribution::Public;
        entry.file.parent.as_ref().filter(|_| guarded).map(|parent| format!("convenings/{parent}/"))
    };
    entries.filter_map(folder).collect()
}

/// Folders of sessions whose files go out with them: `convenings/<convening>/<session>/`. Under
/// the Chatham House Rule none do by themselves.
pub(super) fn own_folders<'a>(published: impl Iterator<Item = &'a Entry>) -> BTreeSet<String> {
    let open =
        |entry: &&Entry| matches!(entry.record, Record::Session(_)) && !entry.record.withholds();
    published.filter(open).map(|entry| format!("{}/", id(entry))).collect()
}

/// The files that are published, and a warning for each that is held back.
pub(super) fn published(
    assets: Vec<Asset>,
    guarded: &BTreeSet<String>,
    own: &BTreeSet<String>,
    shown: &BTreeSet<String>,
) -> (Vec<Asset>, Vec<Diagnostic>) {
    let within = |asset: &Asset, folders: &BTreeSet<String>| {
        folders.iter().any(|folder| asset.to.starts_with(folder.as_str()))
    };
    let held =
        |asset: &Asset| within(asset, guarded) && !within(asset, own) && !shown.contains(&asset.to);
    let (held, published): (Vec<Asset>, Vec<Asset>) = assets.into_iter().partition(held);
    let warn = |asset: Asset| {
        let place = Place::file(format!("content/{}", asset.to));
        let message = "this file is left out: its convening has notes that are not public";
        Diagnostic::warning("withheld-file", place, message)
            .help("link to it from a text that is published, if it may be")
    };
    (published, held.into_iter().map(warn).collect())
}
