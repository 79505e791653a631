//! Finds the files of a theme in its layers.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use walkdir::WalkDir;

use super::{embedded, manifest};
use crate::diagnostic::{Diagnostic, Place, nearest};

/// A file of a theme and where it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeFile {
    /// Path for messages: `themes/civic/templates/base.html`.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A theme with its layers put together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Theme {
    /// Templates by their name below `templates/`.
    pub templates: BTreeMap<String, ThemeFile>,
    /// Other files by their name below `static/`.
    pub statics: BTreeMap<String, ThemeFile>,
}

/// Most layers a theme may have: a longer line of parents is a circle.
const MOST_LAYERS: usize = 8;

/// Loads the theme `name`: the site's own files over the built-in ones, over those of its parent.
///
/// # Errors
/// When there is no such theme, or it cannot be read.
pub fn load(root: &Path, name: &str) -> Result<Theme, Vec<Diagnostic>> {
    let mut theme = Theme::default();
    let mut next = Some(name.to_owned());
    let mut layers = 0;
    while let Some(name) = next {
        layers += 1;
        if layers > MOST_LAYERS {
            return Err(vec![Diagnostic::global(
                "bad-theme",
                format!("the parents of theme `{name}` form a circle"),
            )]);
        }
        let layer = layer(root, &name)?;
        if layer.is_empty() {
            return Err(vec![unknown(root, &name)]);
        }
        next = parent(&name, &layer)?;
        for (path, file) in layer {
            if let Some(template) = path.strip_prefix("templates/") {
                theme.templates.entry(template.to_owned()).or_insert(file);
            } else if let Some(other) = path.strip_prefix("static/") {
                theme.statics.entry(other.to_owned()).or_insert(file);
            }
        }
    }
    Ok(theme)
}

/// The parent that a layer names; a theme of the site that says nothing rests on `civic`.
fn parent(
    name: &str,
    layer: &BTreeMap<String, ThemeFile>,
) -> Result<Option<String>, Vec<Diagnostic>> {
    let built_in = embedded::names().contains(&name);
    let Some(file) = layer.get("theme.yaml") else {
        return Ok((!built_in).then(|| "civic".to_owned()));
    };
    let text = String::from_utf8_lossy(&file.bytes);
    let manifest = manifest::read(&file.path, &text).map_err(|found| vec![*found])?;
    if manifest.name != name {
        let message = format!("the theme in this folder calls itself `{}`", manifest.name);
        let found = Diagnostic::error("bad-theme", Place::file(&file.path), message);
        return Err(vec![found.help(format!("write `name: {name}`, or rename the folder"))]);
    }
    Ok(manifest.parent)
}

fn layer(root: &Path, name: &str) -> Result<BTreeMap<String, ThemeFile>, Vec<Diagnostic>> {
    let mut files = BTreeMap::new();
    let prefix = format!("{name}/");
    for (path, bytes) in embedded::FILES {
        if let Some(inner) = path.strip_prefix(&prefix) {
            let shown = format!("themes/{path} (built in)");
            files.insert(inner.to_owned(), ThemeFile { path: shown, bytes: bytes.to_vec() });
        }
    }
    let folder = root.join("themes").join(name);
    if folder.is_dir() {
        for entry in WalkDir::new(&folder).sort_by_file_name() {
            let entry = entry.map_err(|error| vec![unreadable(&folder, &error.to_string())])?;
            let inner = entry.path().strip_prefix(&folder).ok().and_then(Path::to_str);
            let Some(inner) = inner.filter(|_| entry.file_type().is_file()) else { continue };
            let inner = inner.replace('\\', "/");
            let bytes = fs::read(entry.path())
                .map_err(|error| vec![unreadable(entry.path(), &error.to_string())])?;
            files
                .insert(inner.clone(), ThemeFile { path: format!("themes/{name}/{inner}"), bytes });
        }
    }
    Ok(files)
}

fn unreadable(path: &Path, reason: &str) -> Diagnostic {
    Diagnostic::global("unreadable", format!("{} cannot be read: {reason}", path.display()))
}

fn unknown(root: &Path, name: &str) -> Diagnostic {
    let mut known: Vec<String> = embedded::names().into_iter().map(str::to_owned).collect();
    if let Ok(entries) = fs::read_dir(root.join("themes")) {
        known.extend(
            entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()),
        );
    }
    known.sort();
    known.dedup();
    let found = Diagnostic::global("unknown-theme", format!("there is no theme `{name}`"));
    match nearest(name, known.iter().map(String::as_str)) {
        Some(candidate) => found.did_you_mean(Some(candidate)),
        None => found.help(format!(
            "the themes are {}; a new one goes into `themes/{name}/`",
            known.join(", ")
        )),
    }
}
