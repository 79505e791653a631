//! Addresses: what stands where, and that no two things stand at the same place.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Place};
use crate::model::is_slug;
use crate::source::{Content, Entry, Record};

use super::registry::id;

/// First parts of addresses that the program itself fills.
const OWN: [&str; 13] = [
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
    "search-index",
];

/// Notes aliases that are no path, that stand where something else does, and files that would be
/// copied over a page.
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
    for asset in &content.assets {
        let name = asset.to.rsplit('/').next().unwrap_or_default();
        if ["index.html", "index.json"].contains(&name) {
            let place = Place::file(format!("content/{}", asset.to));
            let message = format!("this file would stand where the page `/{}` stands", asset.to);
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
