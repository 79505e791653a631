//! Old addresses, judged one by one. Whether they are free is known once all outputs are.

use std::collections::{BTreeMap, BTreeSet};

use super::lead::redirect_path;
use super::registry::id;
use crate::diagnostic::{Diagnostic, Place};
use crate::model::attachment;
use crate::source::{Content, Record};

/// The paths of the pages at old addresses of originals, and the addresses that cannot be one,
/// translations that are there twice, and files under names that pages have.
pub(super) fn redirects(content: &Content) -> (BTreeSet<String>, Vec<Diagnostic>) {
    let (mut paths, mut found) = (BTreeSet::new(), Vec::new());
    for entry in &content.entries {
        let Record::Practice(practice) = &entry.record else { continue };
        for alias in &practice.aliases {
            match redirect_path(entry, alias) {
                Ok(path) if entry.file.lang.is_none() => {
                    paths.insert(path);
                }
                Ok(_) => {}
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
            let message = format!("the translation to `{lang}` is there twice");
            let place = Place::file(&entry.file.path);
            found.push(
                Diagnostic::error("route-collision", place, message)
                    .help(format!("it is in {other}, too; keep one of them")),
            );
        }
    }
    for asset in &content.assets {
        let name = asset.to.rsplit('/').next().unwrap_or_default();
        let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
        // What cannot be published at all is told as that.
        if ["index", "feed"].contains(&stem.as_str()) && attachment(name).is_some() {
            let place = Place::file(format!("content/{}", asset.to));
            let message = format!("`{name}` is a name of the pages that a build writes");
            found.push(
                Diagnostic::error("route-collision", place, message).help("give it another name"),
            );
        }
    }
    (paths, found)
}
