//! Selects the files beside records that are published: only those that a published text or field
//! links to.
//!
//! So nobody has to remember that a picture of the whiteboard shows names, or that a copy of
//! confidential notes is beside them under another name. A linked file in the folder of a record that
//! is not public is not published either.

use std::collections::{BTreeMap, BTreeSet};

use super::registry::id;
use crate::address::{Alike, alike};
use crate::diagnostic::{Diagnostic, Place};
use crate::model::{Group, attachable, attachment};
use crate::source::{Asset, Entry};

/// Endings of formats that browsers do not show, and what to do instead.
const INSTEAD: [(&[&str], &str); 5] = [
    (
        &[
            "heic", "heif", "tif", "tiff", "bmp", "psd", "xcf", "jxl", "dng", "cr2", "nef", "arw",
            "ai", "eps", "jp2", "ico",
        ],
        "browsers do not show this picture; save it as JPEG, PNG or WebP",
    ),
    (&["svgz"], "save it as SVG, not packed"),
    (&["mov", "avi", "mkv", "wmv", "m4v", "mpg", "mpeg"], "save it as MP4 or WebM"),
    (&["aac", "wma", "aif", "aiff", "flac", "opus"], "save it as MP3, M4A or OGG"),
    (&["html", "htm", "xhtml", "mht", "pages", "key", "epub"], "save it as PDF"),
];

/// Folders, like `practices/<slug>/`, whose files are not published: those of records that are not in
/// this build, and of notes under the Chatham House Rule.
pub(super) fn held_folders<'a>(
    entries: impl Iterator<Item = &'a Entry>,
    is_absent: impl Fn(&Entry) -> bool,
) -> BTreeSet<String> {
    let held = entries
        .filter(|entry| entry.file.lang.is_none() && is_absent(entry) || entry.record.withholds());
    held.map(|entry| format!("{}/", id(entry))).collect()
}

/// Reports files that could never be published.
pub(super) fn judge(assets: &[Asset]) -> Vec<Diagnostic> {
    assets.iter().filter(|asset| attachment(&asset.to).is_none()).map(unpublishable).collect()
}

/// Reports files and folders below `folder` whose names differ only in case or in the encoding of
/// accents. `files` are their paths below it.
pub(crate) fn same_names(folder: &str, files: &[&str]) -> Vec<Diagnostic> {
    let finding = |alike: Alike<'_>| {
        let Alike { path, other, file } = alike;
        let what = if path == file { "name" } else { "folder's name" };
        let message = format!(
            "this {what} differs from `{other}` only in capital letters or in how its accents are encoded"
        );
        Diagnostic::error("same-file-name", Place::file(format!("{folder}/{file}")), message)
            .help("rename one of them: on Windows and macOS they are the same")
    };
    alike(files).into_iter().map(finding).collect()
}

/// The files that are published, and a finding for each that is not. `held` are the folders of
/// [`held_folders`]; `shown` are the linked files, each with the path of a record that links to it.
pub(super) fn published(
    assets: &[Asset],
    held: &BTreeSet<String>,
    shown: &BTreeMap<String, String>,
) -> (Vec<Asset>, Vec<Diagnostic>) {
    let is_held = |asset: &Asset| {
        let mut folders = asset.to.match_indices('/').map(|(at, _)| &asset.to[..=at]);
        folders.any(|folder| held.contains(folder))
    };
    let (mut published, mut found) = (Vec::new(), Vec::new());
    for asset in assets.iter().filter(|asset| attachment(&asset.to).is_some()) {
        match (shown.get(&asset.to), is_held(asset)) {
            (Some(_), false) => published.push(asset.clone()),
            (Some(by), true) => found.push(withheld(asset, by)),
            (None, false) => found.push(unlinked(asset)),
            (None, true) => {}
        }
    }
    (published, found)
}

fn place(asset: &Asset) -> Place {
    Place::file(format!("content/{}", asset.to))
}

fn unpublishable(asset: &Asset) -> Diagnostic {
    let name = asset.to.rsplit('/').next().unwrap_or_default();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    let message = match ending.as_str() {
        "" => "a file without an extension cannot be published".to_owned(),
        ending => format!("a `.{ending}` file cannot be published"),
    };
    let found = Diagnostic::error("unpublishable-file", place(asset), message)
        .note(format!("files that may be attached: {}", attachable()));
    let instead = INSTEAD.iter().find(|(endings, _)| endings.contains(&ending.as_str()));
    found.help(
        instead
            .map_or("attach it in another format, or move it out of `content/`", |(_, instead)| {
                instead
            }),
    )
}

fn unlinked(asset: &Asset) -> Diagnostic {
    let name = asset.to.rsplit('/').next().unwrap_or_default();
    let link = match attachment(name).map(|kind| kind.group) {
        Some(Group::Picture) => format!("![what it shows]({})", name.replace(' ', "%20")),
        _ => format!("[what it is]({})", name.replace(' ', "%20")),
    };
    let message = "this file is not published, because no published text links to it";
    Diagnostic::warning("unlinked-file", place(asset), message)
        .help(format!("link to it, as in `{link}`, or move it out of `content/`"))
}

fn withheld(asset: &Asset, by: &str) -> Diagnostic {
    let message =
        "this file is not published, since its folder belongs to a record that is not public";
    Diagnostic::error("withheld-file", place(asset), message).help(format!(
        "{by} links to it; take out that link, or move the file out of the folder if it may be public"
    ))
}
