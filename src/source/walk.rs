//! Finds the files of `content/` and says of each, by its path alone, what it is.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::diagnostic::{Diagnostic, Place, nearest};
use crate::model::{Kind, is_slug, slugify};

use super::Asset;

/// A file to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Where it is on disk.
    pub from: PathBuf,
    /// Path relative to the root, with forward slashes.
    pub path: String,
    /// What it is.
    pub role: Role,
}

/// What a file is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// `site.yaml`.
    Config,
    /// One of the vocabularies, by its name.
    Vocabulary(&'static str),
    /// The words of a vocabulary in another language.
    TermWords {
        /// Name of the vocabulary.
        vocabulary: &'static str,
        /// The language in the file's name.
        lang: String,
    },
    /// A record.
    Record {
        /// Its kind.
        kind: Kind,
        /// Its slug.
        slug: String,
        /// The convening of a session.
        parent: Option<String>,
        /// The language in its name.
        lang: Option<String>,
    },
}

/// Everything below `content/`, in the order of paths.
#[derive(Debug, Default)]
pub struct Found {
    /// Files to be read.
    pub files: Vec<Listed>,
    /// Files to be copied.
    pub assets: Vec<Asset>,
    /// What has no place here.
    pub diagnostics: Vec<Diagnostic>,
}

/// The folder could not be read.
#[derive(Debug)]
pub struct WalkError {
    /// What could not be read.
    pub path: PathBuf,
    /// Why.
    pub reason: String,
}

const FOLDERS: [&str; 7] =
    ["practices", "convenings", "cities", "networks", "challenges", "pages", "vocabulary"];

/// So many names are looked at by one thread before another may take what is left.
const AT_ONCE: usize = 256;

const VOCABULARIES: [&str; 3] = ["spheres", "topics", "mechanisms"];

/// Lists the content below `root`. Hidden files are passed over.
///
/// # Errors
/// When a folder cannot be read.
pub fn walk(root: &Path) -> Result<Found, WalkError> {
    let content = root.join("content");
    let visible = |name: &OsStr| !name.as_encoded_bytes().starts_with(b".");
    // Within a folder, paths are in the order of names, and quicker to compare.
    let entries = WalkDir::new(&content)
        .sort_by(|a, b| a.path().as_os_str().cmp(b.path().as_os_str()))
        .follow_links(false)
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || visible(entry.file_name()));
    let files = entries.filter_map(|entry| match entry {
        Ok(entry) if !entry.file_type().is_file() => None,
        Ok(entry) => Some(Ok(entry.into_path())),
        Err(error) => Some(Err(WalkError {
            path: error.path().unwrap_or(&content).to_owned(),
            reason: error.io_error().map_or_else(|| error.to_string(), ToString::to_string),
        })),
    });
    let files: Vec<PathBuf> = files.collect::<Result<_, _>>()?;
    let parts = files.par_chunks(AT_ONCE).map(|files| {
        let mut found = Found::default();
        files.iter().for_each(|file| place(file, &content, &mut found));
        found
    });
    let mut all = Found::default();
    for Found { files, assets, diagnostics } in parts.collect::<Vec<_>>() {
        all.files.extend(files);
        all.assets.extend(assets);
        all.diagnostics.extend(diagnostics);
    }
    Ok(all)
}

fn place(file: &Path, content: &Path, found: &mut Found) {
    let inner = file.strip_prefix(content).ok();
    let parts: Option<Vec<&str>> =
        inner.and_then(|path| path.iter().map(|part| part.to_str()).collect());
    match parts {
        Some(parts) => place_file(file, &parts, found),
        None => found.diagnostics.push(Diagnostic::global(
            "bad-file-name",
            format!("the name of {} is not UTF-8", file.display()),
        )),
    }
}

fn place_file(from: &Path, parts: &[&str], found: &mut Found) {
    let path = format!("content/{}", parts.join("/"));
    let mut list =
        |role| found.files.push(Listed { from: from.to_owned(), path: path.clone(), role });
    match parts {
        ["site.yaml"] => list(Role::Config),
        ["vocabulary", name] => {
            let stem = name.strip_suffix(".yaml").unwrap_or_default();
            let (stem, lang) = match stem.split_once('.') {
                Some((stem, lang)) => (stem, Some(lang.to_owned())),
                None => (stem, None),
            };
            match (VOCABULARIES.iter().find(|vocabulary| stem == **vocabulary), lang) {
                (Some(vocabulary), None) => list(Role::Vocabulary(vocabulary)),
                (Some(vocabulary), Some(lang)) => list(Role::TermWords { vocabulary, lang }),
                (None, _) => found.diagnostics.push(
                    Diagnostic::error("unknown-file", Place::file(&path), format!("there is no vocabulary `{name}`"))
                        .help("the vocabularies are `spheres.yaml`, `topics.yaml` and `mechanisms.yaml`; their words in another language stand in `topics.es.yaml` and so on"),
                ),
            }
        }
        [folder, rest @ ..] if !rest.is_empty() => match kind_of(folder) {
            Some(kind) => place_record(from, path, kind, rest, found),
            None => found.diagnostics.push(
                Diagnostic::error("unknown-folder", Place::file(&path), format!("there is no kind of record `{folder}`"))
                    .did_you_mean(nearest(folder, FOLDERS))
                    .note("the folders of `content/` are practices, convenings, cities, networks, challenges, pages and vocabulary"),
            ),
        },
        _ => found.diagnostics.push(
            Diagnostic::error("unknown-file", Place::file(&path), "this file belongs to no kind of record")
                .help("move it into a folder such as `content/practices/`, or give its name a leading dot"),
        ),
    }
}

fn kind_of(folder: &str) -> Option<Kind> {
    [Kind::Practice, Kind::Convening, Kind::City, Kind::Network, Kind::Challenge, Kind::Page]
        .into_iter()
        .find(|kind| kind.folder() == folder)
}

fn place_record(from: &Path, path: String, kind: Kind, rest: &[&str], found: &mut Found) {
    let (folder, name) = match rest {
        [name] => (None, *name),
        [folder, name] => (Some(*folder), *name),
        _ => return asset(from, kind, rest, found),
    };
    let Some(stem) = name.strip_suffix(".md") else { return asset(from, kind, rest, found) };
    let (stem, lang) = match stem.split_once('.') {
        Some((stem, lang)) => (stem, Some(lang.to_owned())),
        None => (stem, None),
    };
    let (kind, slug, parent) = match (kind, folder) {
        (Kind::Convening, None) => {
            let help = format!("move it to `content/convenings/{stem}/index.md`");
            let message = "a convening is a folder with an `index.md`";
            found
                .diagnostics
                .push(Diagnostic::error("unknown-file", Place::file(path), message).help(help));
            return;
        }
        (kind, Some(folder)) if stem == "index" => (kind, folder, None),
        (Kind::Convening, Some(folder)) => (Kind::Session, stem, Some(folder.to_owned())),
        (_, Some(folder)) => {
            let message = format!("the folder of `{folder}` holds a second record");
            let help = "name the record's file `index.md`; every other record has a file or folder of its own";
            found
                .diagnostics
                .push(Diagnostic::error("unknown-file", Place::file(path), message).help(help));
            return;
        }
        (kind, None) => (kind, stem, None),
    };
    let slug = slug.to_owned();
    if !is_slug(&slug) {
        let message = format!("`{slug}` cannot be the name of a record");
        let help = match slugify(&slug) {
            better if better.is_empty() => "use lower-case letters, digits and hyphens".to_owned(),
            better => format!("rename it to `{better}`"),
        };
        found
            .diagnostics
            .push(Diagnostic::error("bad-slug", Place::file(path), message).help(help));
        return;
    }
    found.files.push(Listed {
        from: from.to_owned(),
        path,
        role: Role::Record { kind, slug, parent, lang },
    });
}

fn asset(from: &Path, kind: Kind, rest: &[&str], found: &mut Found) {
    found
        .assets
        .push(Asset { from: from.to_owned(), to: format!("{}/{}", kind.folder(), rest.join("/")) });
}
