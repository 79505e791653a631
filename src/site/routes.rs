//! Addresses that records claim: old ones, and those of translations and files. Whether an old
//! address is free is checked once all outputs are known.

use std::collections::BTreeMap;

use super::redirect::redirect_path;
use super::registry::{id, reference};
use crate::address::name_fault;
use crate::diagnostic::{Diagnostic, Place};
use crate::model::{At, Kind, attachment};
use crate::source::{Content, Entry};

/// Paths of the pages at old addresses of originals, each with the kind and the name of the record.
pub(super) type Redirects = BTreeMap<String, (Kind, String)>;

/// The paths of redirects from originals, each with the record it leads to. Findings cover aliases that cannot be an address,
/// duplicate translations, and files with the name of a generated page.
pub(super) fn redirects(content: &Content) -> (Redirects, Vec<Diagnostic>) {
    let (mut paths, mut found) = (Redirects::new(), Vec::new());
    for entry in &content.entries {
        for alias in entry.record.aliases() {
            match redirect_path(entry, alias) {
                Ok(path) => {
                    found.extend(nowhere_on_windows(entry, alias, &path));
                    if entry.file.lang.is_none() {
                        paths.insert(path, (entry.file.kind, reference(entry)));
                    }
                }
                Err(why) => {
                    let place = entry.file.place(alias.span);
                    let message = format!("`{}` cannot be an old address", alias.value);
                    let bad = Diagnostic::error("bad-alias", place, message).note(why);
                    found.push(bad.label(
                        "expected an old slug, or a path like `/old/page.html` or `/old/address/`",
                    ));
                }
            }
        }
    }
    let mut translations: BTreeMap<(String, &str), &str> = BTreeMap::new();
    for entry in &content.entries {
        let Some(lang) = &entry.file.lang else { continue };
        let other = translations.insert((id(entry), lang), &entry.file.path);
        if let Some(other) = other {
            let message = format!("there are two translations into `{lang}`");
            let place = Place::file(&entry.file.path);
            found.push(
                Diagnostic::error("route-collision", place, message)
                    .help(format!("the other one is {other}; keep one of them")),
            );
        }
    }
    for asset in &content.assets {
        let name = asset.to.rsplit('/').next().unwrap_or_default();
        let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
        // A file that cannot be published at all has a finding of its own.
        if ["index", "feed"].contains(&stem.as_str()) && attachment(name).is_some() {
            let place = Place::file(format!("content/{}", asset.to));
            let message = format!("`{name}` is the name of a page that the build writes");
            found.push(Diagnostic::error("route-collision", place, message).help("rename it"));
        }
    }
    (paths, found)
}

/// The finding about an old address that some systems cannot write. It is only a warning: an old
/// address cannot be changed, and most sites are built on systems where it can be written.
fn nowhere_on_windows(entry: &Entry, alias: &At<String>, path: &str) -> Option<Diagnostic> {
    let (name, why) = path.split('/').find_map(|name| Some((name, name_fault(name)?)))?;
    let message =
        format!("the site cannot be built on Windows with the old address `{}`", alias.value);
    let found = Diagnostic::warning("bad-alias", entry.file.place(alias.span), message);
    Some(
        found
            .note(format!("a file or folder would be called `{name}`: {why}"))
            .help("take it out unless people still follow links to it"),
    )
}
