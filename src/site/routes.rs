//! Addresses: what stands where, and that no two things stand at the same place.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Place};
use crate::model::{attachment, is_slug};
use crate::source::{Content, Entry, Record};

use super::registry::id;

/// First parts of addresses that the program itself fills.
const OWN: [&str; 14] = [
    "practices",
    "convenings",
    "cities",
    "networks",
    "challenges",
    "pages",
    "topics",
    "mechanisms",
    "spheres",
    "countries",
    "stages",
    "search",
    "map",
    "search-index",
];

/// Notes aliases that are no path, that stand where something else does, translations that are
/// there twice, and files under names that pages have.
pub(super) fn judge(content: &Content) -> Vec<Diagnostic> {
    let mut taken: BTreeMap<String, &str> = content
        .entries
        .iter()
        .filter(|entry| entry.file.lang.is_none())
        .map(|entry| (id(entry), entry.file.path.as_str()))
        .collect();
    let mut found = Vec::new();
    for entry in &content.entries {
        let Record::Practice(practice) = &entry.record else { continue };
        for alias in &practice.aliases {
            let Some(path) = alias_path(entry, alias) else {
                let diagnostic = Diagnostic::error(
                    "bad-alias",
                    entry.file.place(alias.span),
                    format!("`{}` cannot be an old address", alias.value),
                );
                found.push(diagnostic.label("expected a slug, or a path like `/old/address/`"));
                continue;
            };
            if let Some(other) = taken.insert(path.clone(), &entry.file.path) {
                let message = format!("the address `/{path}/` is taken");
                let diagnostic =
                    Diagnostic::error("route-collision", entry.file.place(alias.span), message);
                found.push(diagnostic.help(format!("it belongs to {other}")));
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
    found
}

/// The path of an alias without slashes at the ends: a bare slug is an old name within the
/// record's own folder.
pub(super) fn alias_path(entry: &Entry, alias: &str) -> Option<String> {
    let trimmed = alias.trim_matches('/');
    let parts: Vec<&str> = trimmed.split('/').collect();
    if !parts.iter().all(|part| is_slug(part)) {
        return None;
    }
    let whole = if parts.len() == 1 && !alias.starts_with('/') {
        format!("{}/{trimmed}", entry.file.kind.folder())
    } else {
        trimmed.to_owned()
    };
    (!OWN.contains(&whole.as_str())).then_some(whole)
}
