//! All files that a build writes, by path, before any is written: the targets of links, and paths
//! that are taken.
//!
//! The paths come from the outputs themselves; see [`super::Output`].

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::client;
use super::unit::{Context, Output, Owner};
use crate::address::folded;
use crate::diagnostic::{Diagnostic, Place};

/// The files by normalised path, in which paths that collide on some system are equal, with their
/// actual paths.
#[derive(Debug, Default)]
pub struct Plan<'a> {
    files: BTreeMap<String, (String, Owner<'a>)>,
    /// Whether a search index is written, whose files are named by content.
    has_index: bool,
}

impl<'a> Plan<'a> {
    /// Plans outputs, and finds those with the same path.
    #[must_use]
    pub fn new(outputs: &[Output], context: Context<'a>) -> (Plan<'a>, Vec<Diagnostic>) {
        let mut plan = Plan { has_index: context.site().config.search.enabled, ..Plan::default() };
        let mut found = Vec::new();
        for output in outputs {
            let units = (output.units)(context);
            for unit in 0..units.count() {
                let owner = units.owner(unit);
                units.paths(unit).into_iter().for_each(|path| plan.add(path, owner, &mut found));
            }
        }
        found.extend(plan.files_as_folders());
        (plan, found)
    }

    fn add(&mut self, path: String, owner: Owner<'a>, found: &mut Vec<Diagnostic>) {
        let in_index = folded(&path).starts_with(client::FOLDER);
        match self.files.entry(folded(&path).into_owned()) {
            Entry::Vacant(_) if in_index && !matches!(owner, Owner::File) => {
                found.extend(collision(&path, owner, Owner::File));
            }
            Entry::Vacant(free) => {
                free.insert((path, owner));
            }
            Entry::Occupied(taken) => found.extend(collision(&path, owner, taken.get().1)),
        }
    }

    /// Files whose path another output needs as a folder. Only files named by contributors can do
    /// that.
    fn files_as_folders(&self) -> Vec<Diagnostic> {
        let is_named = |owner: &Owner<'_>| matches!(owner, Owner::Asset(_) | Owner::Redirect(_));
        let mut found = Vec::new();
        for (key, (path, owner)) in self.files.iter().filter(|(_, (_, one))| is_named(one)) {
            let folders = key.match_indices('/').map(|(at, _)| &key[..at]);
            let file = folders.filter_map(|folder| self.files.get(folder)).next();
            let within = format!("{key}/");
            let next = self.files.range(within.clone()..).next();
            let inner =
                next.filter(|(other, (_, one))| other.starts_with(&within) && !is_named(one));
            if let Some((_, other)) = file.or(inner.map(|(_, inner)| inner)) {
                found.extend(collision(path, *owner, *other));
            }
        }
        found
    }

    /// The paths of all files, except those of the search index.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.values().map(|(path, _)| path.as_str())
    }

    /// The owner of the file at an address: a file, or the page of a folder (`a/b/`).
    pub(super) fn at(&self, path: &str) -> Option<Owner<'a>> {
        let file = if path.is_empty() || path.ends_with('/') {
            format!("{path}index.html")
        } else {
            path.to_owned()
        };
        match self.files.get(&*folded(&file)) {
            Some((found, owner)) => (*found == file).then_some(*owner),
            None => (self.has_index && file.starts_with(client::FOLDER)).then_some(Owner::File),
        }
    }

    /// The names in a folder (`a/b/`); those of folders end in a slash.
    pub(super) fn names_in(&self, folder: &str) -> Vec<String> {
        let (mut names, mut from) = (Vec::new(), folder.to_owned());
        loop {
            let mut rest = self.files.range(from..);
            let Some((key, (path, _))) = rest.next() else { return names };
            if !key.starts_with(folder) {
                return names;
            }
            let inner = path.get(folder.len()..).unwrap_or_default();
            match inner.split_once('/') {
                Some((name, _)) => {
                    names.push(format!("{name}/"));
                    // `0` is the character after `/`, so this is the first name after the folder.
                    from = format!("{folder}{}0", folded(name));
                }
                None => {
                    names.push(inner.to_owned());
                    from = format!("{key}\0");
                }
            }
        }
    }
}

/// The finding about an output whose path is taken.
fn collision(path: &str, later: Owner<'_>, first: Owner<'_>) -> Option<Diagnostic> {
    let shown = path.strip_suffix("index.html").unwrap_or(path);
    let owner = match first {
        Owner::Record(meta, _) => format!("it belongs to {}", meta.path),
        Owner::Redirect(redirect) => {
            format!("{} gives it as an old address, too", redirect.file.path)
        }
        Owner::Asset(asset) => format!("it belongs to the file content/{}", asset.to),
        Owner::Page => "the site itself has a page there".to_owned(),
        Owner::File => "the site itself has a file there".to_owned(),
    };
    let taken = |place| {
        let message = format!("the address `/{shown}` is taken");
        Diagnostic::error("route-collision", place, message)
    };
    match (later, first) {
        (Owner::Redirect(redirect), Owner::Record(meta, _)) if redirect.to == meta.id => {
            let found = taken(redirect.file.place(redirect.span));
            Some(found.help("this is already the record's address: remove it here"))
        }
        (Owner::Redirect(redirect), _) => {
            Some(taken(redirect.file.place(redirect.span)).help(owner))
        }
        (Owner::Asset(_), Owner::Asset(_)) => None,
        (Owner::Asset(asset), _) => {
            let message = format!("this file would have the same path as `/{shown}`");
            let place = Place::file(format!("content/{}", asset.to));
            let found = Diagnostic::error("route-collision", place, message);
            Some(found.help(format!("give it another name; {owner}")))
        }
        // The program's own files do not collide, and colliding records and attached files are
        // reported by name elsewhere.
        (Owner::Record(..) | Owner::Page | Owner::File, _) => None,
    }
}
