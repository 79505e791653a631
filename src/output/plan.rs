//! Every file that a build writes, by its path, before any is written: what links may lead to, and
//! where nothing else may stand.
//!
//! The paths are those that the outputs themselves use, a file of each; `tests/plan.rs` holds the
//! plan to what a build puts.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::memory::Lists;
use super::records::{RECORD_FILES, jobs};
use super::{Artifact, client, feeds, redirects, sitemap};
use crate::address::folded;
use crate::diagnostic::{Diagnostic, Place};
use crate::site::{Body, Meta, Redirect};
use crate::source::Asset;
use crate::theme::views::{LanguagePages, Localized};

/// What writes a file.
#[derive(Debug, Clone, Copy)]
pub(super) enum Writer<'a> {
    /// A record.
    Record(&'a Meta, &'a Body),
    /// A page that belongs to no record.
    Page,
    /// A file that belongs to no page.
    File,
    /// A file beside a record.
    Asset(&'a Asset),
    /// An old address.
    Redirect(&'a Redirect),
}

/// The files by their paths, in the form in which those that could meet are equal, with their
/// paths as they are.
#[derive(Debug, Default)]
pub struct Plan<'a> {
    files: BTreeMap<String, (String, Writer<'a>)>,
    /// Whether a search index is written, whose files are named by what they hold.
    has_index: bool,
}

/// What the outputs of a site need to be planned.
#[derive(Debug, Clone, Copy)]
pub struct Planned<'a> {
    /// The site in its own language.
    pub own: Localized<'a>,
    /// The other languages, and what each of them has.
    pub spoken: LanguagePages<'a>,
    /// The pages of its lists.
    pub lists: &'a Lists,
    /// The files that come with its theme.
    pub files: &'a [Artifact],
}

impl<'a> Plan<'a> {
    /// Plans all outputs, and finds those that would meet in one file.
    #[must_use]
    pub fn new(of: Planned<'a>) -> (Plan<'a>, Vec<Diagnostic>) {
        let site = of.own.site;
        let mut plan = Plan { has_index: site.config.search.enabled, ..Plan::default() };
        let mut found = Vec::new();
        for job in jobs(site, of.own, of.spoken, &of.lists.pages) {
            match job.record(site) {
                Some((meta, body)) => RECORD_FILES.iter().for_each(|name| {
                    let path = format!("{}/{name}", meta.id);
                    plan.add(path, Writer::Record(meta, body), &mut found);
                }),
                None => plan.add(job.path(site, of.spoken), Writer::Page, &mut found),
            }
        }
        let own = feeds::paths(of.own).into_iter().chain(sitemap::paths(of.own, &of.spoken));
        let carried = of.files.iter().map(|artifact| artifact.path.clone());
        own.chain(carried).for_each(|path| plan.add(path, Writer::File, &mut found));
        for asset in &site.assets {
            plan.add(asset.to.clone(), Writer::Asset(asset), &mut found);
        }
        for redirect in site.redirects.iter().flat_map(|redirects| redirects.iter()) {
            plan.add(redirects::path(redirect), Writer::Redirect(redirect), &mut found);
        }
        found.extend(plan.files_as_folders());
        (plan, found)
    }

    fn add(&mut self, path: String, writer: Writer<'a>, found: &mut Vec<Diagnostic>) {
        let in_index = folded(&path).starts_with(client::FOLDER);
        match self.files.entry(folded(&path).into_owned()) {
            Entry::Vacant(_) if in_index && !matches!(writer, Writer::File) => {
                found.extend(collision(&path, writer, Writer::File));
            }
            Entry::Vacant(free) => {
                free.insert((path, writer));
            }
            Entry::Occupied(taken) => found.extend(collision(&path, writer, taken.get().1)),
        }
    }

    /// Files that stand where others need a folder. Only what contributors name can.
    fn files_as_folders(&self) -> Vec<Diagnostic> {
        let is_named =
            |writer: &Writer<'_>| matches!(writer, Writer::Asset(_) | Writer::Redirect(_));
        let mut found = Vec::new();
        for (key, (path, writer)) in self.files.iter().filter(|(_, (_, one))| is_named(one)) {
            let folders = key.match_indices('/').map(|(at, _)| &key[..at]);
            let file = folders.filter_map(|folder| self.files.get(folder)).next();
            let within = format!("{key}/");
            let next = self.files.range(within.clone()..).next();
            let inner =
                next.filter(|(other, (_, one))| other.starts_with(&within) && !is_named(one));
            if let Some((_, other)) = file.or(inner.map(|(_, inner)| inner)) {
                found.extend(collision(path, *writer, *other));
            }
        }
        found
    }

    /// The paths of all files, but for those of the search index.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.values().map(|(path, _)| path.as_str())
    }

    /// What writes the file that an address leads to: a file, or the page of a folder (`a/b/`).
    pub(super) fn at(&self, path: &str) -> Option<Writer<'a>> {
        let file = if path.is_empty() || path.ends_with('/') {
            format!("{path}index.html")
        } else {
            path.to_owned()
        };
        match self.files.get(&*folded(&file)) {
            Some((found, writer)) => (*found == file).then_some(*writer),
            None => (self.has_index && file.starts_with(client::FOLDER)).then_some(Writer::File),
        }
    }

    /// The names of what is in a folder (`a/b/`), those of folders with a slash.
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
                    // `0` is the sign after `/`: the first name behind the folder.
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

/// The finding about something that would stand where something else does.
fn collision(path: &str, later: Writer<'_>, first: Writer<'_>) -> Option<Diagnostic> {
    let shown = path.strip_suffix("index.html").unwrap_or(path);
    let owner = match first {
        Writer::Record(meta, _) => format!("it belongs to {}", meta.path),
        Writer::Redirect(redirect) => {
            format!("{} gives it as an old address, too", redirect.file.path)
        }
        Writer::Asset(asset) => format!("it belongs to the file content/{}", asset.to),
        Writer::Page => "a page of the site itself stands there".to_owned(),
        Writer::File => "a file of the site itself stands there".to_owned(),
    };
    let taken = |place| {
        let message = format!("the address `/{shown}` is taken");
        Diagnostic::error("route-collision", place, message)
    };
    match (later, first) {
        (Writer::Redirect(redirect), Writer::Record(meta, _)) if redirect.to == meta.id => {
            let found = taken(redirect.file.place(redirect.span));
            Some(found.help("it is the address that the record has now: leave it out here"))
        }
        (Writer::Redirect(redirect), _) => {
            Some(taken(redirect.file.place(redirect.span)).help(owner))
        }
        (Writer::Asset(_), Writer::Asset(_)) => None,
        (Writer::Asset(asset), _) => {
            let message = format!("this file would stand where `/{shown}` stands");
            let place = Place::file(format!("content/{}", asset.to));
            let found = Diagnostic::error("route-collision", place, message);
            Some(found.help(format!("give it another name; {owner}")))
        }
        // The program's own files do not meet, and records and files that do are told of by their
        // names.
        (Writer::Record(..) | Writer::Page | Writer::File, _) => None,
    }
}
