//! Finds the files of `content/` and says of each, by its path alone, what it is.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Place, nearest};
use crate::model::{Choice, Kind, is_slug, slug_for};

use super::Asset;
use super::links::{self, Gathered, Seen, WalkError};
use super::names::{bad_name, nameless, nearly_record, nearly_yaml};

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
pub struct FileList {
    /// Files to be read.
    pub files: Vec<Listed>,
    /// Files beside records, of which those are published that a published text links to.
    pub assets: Vec<Asset>,
    /// Findings about files that do not belong there.
    pub diagnostics: Vec<Diagnostic>,
}

/// Number of names that a thread examines before another one may take over the rest.
const AT_ONCE: usize = 256;

const VOCABULARIES: [&str; 3] = ["spheres", "topics", "mechanisms"];

/// Lists the content below `root`. Hidden files and those that editors and systems keep for
/// themselves are ignored.
///
/// # Errors
/// When a folder cannot be read.
pub fn walk(root: &Path) -> Result<FileList, WalkError> {
    let Gathered { seen, found } = links::gather(root, "content")?;
    let parts = seen.par_chunks(AT_ONCE).map(|seen| {
        let mut found = FileList::default();
        seen.iter().for_each(|file| place(file, &mut found));
        found
    });
    let mut all = FileList { diagnostics: found, ..FileList::default() };
    for FileList { files, assets, diagnostics } in parts.collect::<Vec<_>>() {
        all.files.extend(files);
        all.assets.extend(assets);
        all.diagnostics.extend(diagnostics);
    }
    Ok(all)
}

/// What a file is for, by its path below the root.
pub(super) fn listed(path: &str) -> FileList {
    let mut found = FileList::default();
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    place_file(Path::new(path), &parts, &mut found);
    found
}

fn place(file: &Seen, found: &mut FileList) {
    let parts = file.shown.iter().map(|part| part.to_str()).collect::<Option<Vec<&str>>>();
    match parts.ok_or_else(|| nameless("content", &file.shown)) {
        Ok(parts) => place_file(&file.from, &parts, found),
        Err(nameless) => found.diagnostics.push(nameless),
    }
}

fn place_file(from: &Path, parts: &[&str], found: &mut FileList) {
    if let Some(fault) = bad_name("content", parts) {
        found.diagnostics.push(fault);
        return;
    }
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
                (None, _) => found.diagnostics.push(match nearly_yaml(name, &VOCABULARIES) {
                    Some(right) => misnamed(path, "the name of a vocabulary ends in `.yaml`", &right),
                    None => Diagnostic::error("unknown-file", Place::file(&path), format!("there is no vocabulary `{name}`"))
                        .help("the vocabularies are `spheres.yaml`, `topics.yaml` and `mechanisms.yaml`; their translations are in `topics.es.yaml` and so on"),
                }),
            }
        }
        [folder, rest @ ..] if !rest.is_empty() => match kind_of(folder) {
            Some(kind) => place_record(from, path, kind, rest, found),
            None => {
                let mut folders: Vec<&str> = Kind::ALL.iter().map(|(kind, _)| kind.folder()).collect();
                // Sessions share the folder of convenings.
                folders.dedup();
                let message = format!("there is no kind of record `{folder}`");
                let note = format!("the folders of `content/` are {} and vocabulary", folders.join(", "));
                let known = folders.into_iter().chain(["vocabulary"]);
                found.diagnostics.push(
                    Diagnostic::error("unknown-folder", Place::file(&path), message)
                        .did_you_mean(nearest(folder, known))
                        .note(note),
                );
            }
        },
        [name] if nearly_yaml(name, &["site"]).is_some() => {
            found.diagnostics.push(misnamed(path, "the settings of the site are in `site.yaml`", "site.yaml"));
        }
        _ => found.diagnostics.push(
            Diagnostic::error("unknown-file", Place::file(&path), "this file belongs to no kind of record")
                .help("move it into a folder such as `content/practices/`, or give its name a leading dot"),
        ),
    }
}

/// A file under a name that is not read.
fn misnamed(path: String, rule: &str, right: &str) -> Diagnostic {
    let message = format!("this file is not read: {rule}");
    Diagnostic::error("misnamed-file", Place::file(path), message)
        .help(format!("rename it to `{right}`, or delete it if it is a copy of that"))
}

fn kind_of(folder: &str) -> Option<Kind> {
    // Sessions share the folder of convenings, which come first.
    Kind::ALL.iter().map(|(kind, _)| *kind).find(|kind| kind.folder() == folder)
}

fn place_record(from: &Path, path: String, kind: Kind, rest: &[&str], found: &mut FileList) {
    let (folder, name) = match rest {
        [name] => (None, *name),
        [folder, name] => (Some(*folder), *name),
        [.., name] if name.ends_with(".md") || nearly_record(name).is_some() => {
            let help = match kind {
                Kind::Convening => "notes belong in the folder of their convening",
                _ => "a record is `<slug>.md`, or `index.md` in a folder of its own",
            };
            let message = "this file is not read, because it is nested too deeply";
            found
                .diagnostics
                .push(Diagnostic::error("unknown-file", Place::file(path), message).help(help));
            return;
        }
        _ => return asset(from, kind, rest, found),
    };
    if name.eq_ignore_ascii_case("readme.md") {
        let message = "this file is not a record";
        let help = "move it out of `content/`, or give its name a leading dot";
        found
            .diagnostics
            .push(Diagnostic::error("unknown-file", Place::file(path), message).help(help));
        return;
    }
    if let Some(right) = nearly_record(name) {
        found.diagnostics.push(misnamed(
            path,
            "the name of a record is in lower case and ends in `.md`",
            &right,
        ));
        return;
    }
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
        let help = match slug_for(&slug) {
            None => "use lower-case letters, digits and hyphens".to_owned(),
            Some(better) => format!("rename it to `{better}`"),
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

fn asset(from: &Path, kind: Kind, rest: &[&str], found: &mut FileList) {
    found
        .assets
        .push(Asset { from: from.to_owned(), to: format!("{}/{}", kind.folder(), rest.join("/")) });
}
