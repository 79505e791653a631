//! Lists themes, and copies built-in files for a site to change.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::ejected;
use super::files::{Layer, ThemeFile};
use super::{embedded, layers, manifest};
use crate::diagnostic::Diagnostic;

/// An available theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its name, for `--theme` and `site.yaml`.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Its description.
    pub description: String,
    /// Its parent theme.
    pub parent: Option<String>,
    /// Its origin.
    pub origin: Origin,
    /// The site's own files of it.
    pub files: Vec<OwnFile>,
}

/// A site's own file of a theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnFile {
    /// Its path from the root: `themes/civic/templates/base.html`.
    pub path: String,
    /// Its relation to the built-in file.
    pub standing: Standing,
}

/// The relation of a site's file to the built-in file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// There is no such built-in file.
    Added,
    /// It is identical.
    Same,
    /// It replaces the built-in file.
    Replaces,
    /// It replaces the built-in file, which has changed since it was copied.
    Outdated,
}

/// The origin of a theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Built in.
    BuiltIn,
    /// Built in, with this many files of the site that replace or add to it.
    Changed(usize),
    /// The site's own.
    Site,
}

/// All themes by name, and findings about those that cannot be read.
#[must_use]
pub fn list(root: &Path) -> (Vec<Listed>, Vec<Diagnostic>) {
    let (mut themes, mut wrong) = (Vec::new(), Vec::new());
    for name in layers::known(root) {
        match listed(root, &name) {
            Ok(theme) => themes.push(theme),
            Err(found) => wrong.extend(found),
        }
    }
    (themes, wrong)
}

fn listed(root: &Path, name: &str) -> Result<Listed, Vec<Diagnostic>> {
    let own = layers::of_site(root, name)?;
    let built_in = embedded::names().contains(&name);
    let ours: Chosen = embedded::of(name).collect();
    let others = own.iter().filter(|(path, _)| *path != ejected::NAME);
    let changed = others.filter(|(path, file)| ours.get(*path) != Some(&&*file.bytes)).count();
    let origin = match (built_in, changed) {
        (true, 0) => Origin::BuiltIn,
        (true, changed) => Origin::Changed(changed),
        (false, 0) => return Err(vec![layers::not_there(root, name)]),
        (false, _) => Origin::Site,
    };
    let layer = layers::layer(root, name)?;
    let said = match layer.get("theme.yaml") {
        Some(file) => manifest::read(file)?,
        None => manifest::absent(name, Some("civic")),
    };
    let files = own_files(root, name, &own)?;
    let title = said.title.unwrap_or_else(|| name.to_owned());
    let (description, parent) = (said.description.unwrap_or_default(), said.parent);
    Ok(Listed { name: name.to_owned(), title, description, parent, origin, files })
}

/// The site's files of a theme, compared with the built-in files of it and of its parents.
fn own_files(root: &Path, name: &str, own: &Layer) -> Result<Vec<OwnFile>, Vec<Diagnostic>> {
    let copied = ejected::read(own)?;
    let line = layers::line(root, name)?;
    let layers: Vec<Chosen> = line.iter().map(|layer| embedded::of(layer).collect()).collect();
    let others =
        own.iter().filter(|(inner, _)| !["theme.yaml", ejected::NAME].contains(&&***inner));
    let one = |(inner, file): (&String, &ThemeFile)| {
        let original = layers.iter().find_map(|layer| layer.get(inner));
        let standing = match original {
            None => Standing::Added,
            Some(original) if **original == *file.bytes => Standing::Same,
            Some(original) => {
                let then = copied.get(inner);
                let is_outdated = then.is_some_and(|then| *then != ejected::digest(original));
                if is_outdated { Standing::Outdated } else { Standing::Replaces }
            }
        };
        OwnFile { path: file.path.clone(), standing }
    };
    Ok(others.map(one).collect())
}

/// The result for one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ejected {
    /// Its path from the root: `themes/civic/templates/base.html`.
    pub path: String,
    /// Whether it was written; existing files are kept.
    pub written: bool,
}

/// Why nothing was copied.
#[derive(Debug)]
pub enum EjectError {
    /// There is no such theme or file, or the record of earlier copies cannot be read.
    Refused(Vec<Diagnostic>),
    /// A system error.
    System {
        /// The file.
        path: PathBuf,
        /// The system's error.
        reason: io::Error,
    },
}

/// Copies built-in files of a theme to the root's `themes/<name>/`: all of its own, or the named
/// one, which may also come from a parent. Existing files are kept unless `force` is set.
///
/// # Errors
/// When there is no such theme or file, or it cannot be written.
pub fn eject(
    root: &Path,
    name: &str,
    only: Option<&str>,
    force: bool,
) -> Result<Vec<Ejected>, EjectError> {
    let chosen = match only {
        Some(file) => one(root, name, file).map_err(EjectError::Refused)?,
        None => whole(root, name).map_err(EjectError::Refused)?,
    };
    let folder = root.join("themes").join(name);
    let own = layers::of_site(root, name).map_err(EjectError::Refused)?;
    let mut originals = ejected::read(&own).map_err(EjectError::Refused)?;
    let mut done = Vec::new();
    for (inner, bytes) in chosen {
        let path = folder.join(&inner);
        let written =
            write(&path, bytes, force).map_err(|reason| EjectError::System { path, reason })?;
        done.push(Ejected { path: format!("themes/{name}/{inner}"), written });
        if written {
            originals.insert(inner, ejected::digest(bytes));
        }
    }
    if done.iter().any(|file| file.written) {
        ejected::write(&folder, &originals)
            .map_err(|reason| EjectError::System { path: folder.join(ejected::NAME), reason })?;
    }
    Ok(done)
}

type Chosen = BTreeMap<String, &'static [u8]>;

fn whole(root: &Path, name: &str) -> Result<Chosen, Vec<Diagnostic>> {
    let files: Chosen = embedded::of(name).collect();
    if !files.is_empty() {
        return Ok(files);
    }
    if layers::of_site(root, name)?.is_empty() {
        return Err(vec![layers::not_there(root, name)]);
    }
    let message = format!("theme `{name}` belongs to this site: the program has no files for it");
    let found = Diagnostic::global("not-built-in", message);
    Err(vec![found.help("copy a file of its parent with `--file templates/practice.html`")])
}

/// One file, from the nearest built-in layer that has it.
fn one(root: &Path, name: &str, wanted: &str) -> Result<Chosen, Vec<Diagnostic>> {
    let layers = layers::line(root, name)?;
    let built_in: Vec<Chosen> = layers.iter().map(|layer| embedded::of(layer).collect()).collect();
    for layer in &built_in {
        if let Some(bytes) = layer.get(wanted) {
            return Ok(BTreeMap::from([(wanted.to_owned(), *bytes)]));
        }
    }
    let message = format!("theme `{name}` has no built-in file `{wanted}`");
    let names = built_in.iter().flat_map(BTreeMap::keys).map(String::as_str);
    let near = crate::diagnostic::nearest(wanted, names);
    let found = Diagnostic::global("unknown-theme-file", message).did_you_mean(near);
    Err(vec![found])
}

fn write(path: &Path, bytes: &[u8], force: bool) -> io::Result<bool> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let opened: io::Result<File> = if force {
        File::create(path)
    } else {
        OpenOptions::new().write(true).create_new(true).open(path)
    };
    match opened {
        Ok(mut file) => file.write_all(bytes).map(|()| true),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error),
    }
}
