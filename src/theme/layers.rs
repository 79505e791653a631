//! Loads a theme: finds its files in the layers and merges them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::files::{Layer, Theme, ThemeFile, built_in};
use super::manifest;
use super::{ejected, embedded, style, unused};
use crate::diagnostic::{Diagnostic, Place, nearest, not_utf8};
use crate::model::{ThemeManifest, is_slug};
use crate::site::same_names;
use crate::source::{Gathered, bad_name, gather, is_language_tag, nameless};

/// Folder of the site's own themes, below the root.
const THEMES: &str = "themes";

/// Maximum number of layers; a longer chain of parents is a cycle.
const MOST_LAYERS: usize = 8;

/// Loads the theme `name`: the site's own files over the built-in ones, over those of its parent.
///
/// # Errors
/// When there is no such theme, or it cannot be read.
pub fn load(root: &Path, name: &str) -> Result<Theme, Vec<Diagnostic>> {
    let mut theme = Theme::default();
    let mut scripts = None;
    let mut extras = Vec::new();
    for (mut layer, said) in layers(root, name)? {
        scripts = scripts.or(said.scripts);
        // An `extra.css` is appended to the stylesheet of its own layer or of layers below it.
        let extra = layer.remove("static/extra.css");
        extras.extend(extra.filter(|_| !theme.statics.contains_key(style::SHEET)));
        for (path, file) in layer {
            if let Some(template) = path.strip_prefix("templates/") {
                theme.templates.entry(template.to_owned()).or_insert(file);
            } else if let Some(other) = path.strip_prefix("static/") {
                theme.findings.extend(unused::style(other, &file));
                theme.statics.entry(other.to_owned()).or_insert(file);
            } else if let Some(lang) = language_of(&path).filter(|lang| is_language_tag(lang)) {
                let below = built_in(&said.name, &path).filter(|_| !file.is_built_in());
                let files = theme.words.entry(lang.to_owned()).or_default();
                files.extend(std::iter::once(file).chain(below));
            } else {
                theme.findings.extend(unused::stray(&said.name, &path, &file));
            }
        }
    }
    extras.reverse();
    style::join(&mut theme, &extras);
    theme.findings.extend(unused::templates(&theme));
    if scripts == Some(false) {
        theme.without_scripts = true;
        drop_scripts(&mut theme.statics);
    }
    Ok(theme)
}

/// Drops scripts, and the folders with scripts, since the other files there are for them.
fn drop_scripts(statics: &mut Layer) {
    let folder = |name: &str| name.rsplit_once('/').map(|(folder, _)| folder.to_owned());
    let scripts = statics.keys().filter(|name| name.ends_with(".js"));
    let scripted: BTreeSet<String> = scripts.filter_map(|name| folder(name)).collect();
    statics.retain(|name, _| {
        !name.ends_with(".js") && folder(name).is_none_or(|folder| !scripted.contains(&folder))
    });
}

/// The language of a file of words: `es` for `i18n/es.yaml`.
fn language_of(path: &str) -> Option<&str> {
    path.strip_prefix("i18n/")?.strip_suffix(".yaml").filter(|lang| !lang.contains('/'))
}

/// Names of a theme and its parents, nearest first.
pub(super) fn line(root: &Path, name: &str) -> Result<Vec<String>, Vec<Diagnostic>> {
    let layers = layers(root, name)?;
    Ok(layers.into_iter().map(|(_, said)| said.name).collect())
}

/// A theme and its parents, nearest first, with their manifests.
fn layers(root: &Path, name: &str) -> Result<Vec<(Layer, ThemeManifest)>, Vec<Diagnostic>> {
    let mut layers = Vec::new();
    let mut next = Some(name.to_owned());
    while let Some(name) = next {
        if layers.len() == MOST_LAYERS {
            return Err(vec![Diagnostic::global(
                "bad-theme",
                format!("the parents of theme `{name}` form a circle"),
            )]);
        }
        let layer = layer(root, &name)?;
        if layer.is_empty() {
            return Err(vec![not_there(root, &name)]);
        }
        let said = manifest_of(&name, &layer)?;
        next = said.parent.clone();
        layers.push((layer, said));
    }
    Ok(layers)
}

/// The manifest of a layer; a site's theme without one has the parent `civic`.
fn manifest_of(name: &str, layer: &Layer) -> Result<ThemeManifest, Vec<Diagnostic>> {
    let built_in = embedded::names().contains(&name);
    let Some(file) = layer.get("theme.yaml") else {
        return Ok(manifest::absent(name, (!built_in).then_some("civic")));
    };
    let manifest = manifest::read(file)?;
    if manifest.name != name {
        let message = format!("the theme in this folder calls itself `{}`", manifest.name);
        let found = Diagnostic::error("bad-theme", Place::file(&file.path), message);
        return Err(vec![found.help(format!("write `name: {name}`, or rename the folder"))]);
    }
    Ok(manifest)
}

/// The files of one layer: the site's own over the built-in ones.
pub(super) fn layer(root: &Path, name: &str) -> Result<Layer, Vec<Diagnostic>> {
    let built_in = embedded::of(name).map(|(inner, bytes)| {
        let file = ThemeFile::built_in(name, &inner, bytes);
        (inner, file)
    });
    let mut files: Layer = built_in.collect();
    files.extend(of_site(root, name)?);
    Ok(files)
}

/// The site's own files of a theme. There are none if the name is not a slug, so no name can lead
/// out of the folder of themes.
pub(super) fn of_site(root: &Path, name: &str) -> Result<Layer, Vec<Diagnostic>> {
    let mut files = Layer::new();
    let folder = root.join("themes").join(name);
    // Symbolic links are followed.
    if !is_slug(name) || !folder.is_dir() {
        return Ok(files);
    }
    let gathered = gather(root, THEMES);
    let Gathered { seen, found } =
        gathered.map_err(|error| vec![unreadable(&error.path, &error.reason)])?;
    let own = format!("{THEMES}/{name}");
    let is_own = |file: &str| {
        file.strip_prefix(own.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let mut wrong: Vec<Diagnostic> = found
        .into_iter()
        .filter(|found| found.place.as_ref().is_some_and(|place| is_own(&place.file)))
        .collect();
    for file in seen.into_iter().filter(|file| file.shown.starts_with(name)) {
        let parts = file.shown.iter().map(|part| part.to_str()).collect::<Option<Vec<&str>>>();
        let Some(parts) = parts else {
            wrong.push(nameless(THEMES, &file.shown));
            continue;
        };
        wrong.extend(bad_name(THEMES, &parts));
        let inner = parts[1..].join("/");
        let bytes = fs::read(&file.from)
            .map_err(|error| vec![unreadable(&file.from, &error.to_string())])?;
        let bytes = if is_written(&inner) { with_plain_lines(bytes) } else { bytes };
        let path = format!("{THEMES}/{name}/{inner}");
        if is_text(&inner) && std::str::from_utf8(&bytes).is_err() {
            wrong.push(not_utf8(&path, &bytes));
        }
        files.insert(inner, ThemeFile { path, bytes: bytes.into() });
    }
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    wrong.extend(same_names(&own, &names));
    if wrong.is_empty() { Ok(files) } else { Err(wrong) }
}

/// Whether a file has to be UTF-8.
fn is_text(inner: &str) -> bool {
    ["theme.yaml", ejected::NAME].contains(&inner)
        || inner.starts_with("templates/")
        || language_of(inner).is_some()
}

/// Whether people write a file, rather than draw or export it.
fn is_written(inner: &str) -> bool {
    is_text(inner) || [".css", ".js", ".mjs"].iter().any(|ending| inner.ends_with(ending))
}

/// A text without byte-order mark and carriage returns. Editors and Git write these on Windows. A
/// mark before `{% extends %}` or within a joined stylesheet is a fault there, and within a page it
/// ends the head.
fn with_plain_lines(bytes: Vec<u8>) -> Vec<u8> {
    let mark = b"\xef\xbb\xbf";
    if !bytes.starts_with(mark) && !bytes.contains(&b'\r') {
        return bytes;
    }
    let text = bytes.strip_prefix(mark).unwrap_or(&bytes);
    let next = text.iter().skip(1).chain([&0]);
    let kept = text.iter().zip(next).filter(|pair| *pair != (&b'\r', &b'\n'));
    kept.map(|(byte, _)| *byte).collect()
}

/// All files of the site's own themes with their contents, on which the site depends besides its
/// content.
///
/// # Errors
/// When one cannot be read.
pub fn files_of_site(root: &Path) -> Result<BTreeMap<String, Vec<u8>>, Vec<Diagnostic>> {
    let mut all = BTreeMap::new();
    for name in known(root) {
        let files = of_site(root, &name)?.into_values();
        all.extend(files.map(|file| (file.path, file.bytes.into_owned())));
    }
    Ok(all)
}

fn unreadable(path: &Path, reason: &str) -> Diagnostic {
    Diagnostic::global("unreadable", format!("{} cannot be read: {reason}", path.display()))
}

/// Names of all themes, built-in or the site's own, sorted.
pub(super) fn known(root: &Path) -> Vec<String> {
    let mut known: Vec<String> = embedded::names().into_iter().map(str::to_owned).collect();
    if let Ok(entries) = fs::read_dir(root.join("themes")) {
        let folders = entries.flatten().filter(|entry| entry.path().is_dir());
        known.extend(folders.map(|entry| entry.file_name().to_string_lossy().into_owned()));
    }
    known.sort();
    known.dedup();
    known
}

/// The error for a theme name that cannot be used, if it cannot.
#[must_use]
pub fn unknown(root: &Path, name: &str) -> Option<Diagnostic> {
    let is_known = known(root).iter().any(|known| known == name);
    let is_empty = || layer(root, name).is_ok_and(|layer| layer.is_empty());
    (!is_known || is_empty()).then(|| not_there(root, name))
}

/// The error for a theme that does not exist, whose folder is empty, or whose folder's name is
/// not a slug.
pub(super) fn not_there(root: &Path, name: &str) -> Diagnostic {
    if !known(root).iter().any(|known| known == name) {
        return not_known(root, name);
    }
    if !is_slug(name) {
        let message = format!("`{name}` cannot be the name of a theme");
        return Diagnostic::global("bad-theme", message).help(format!(
            "rename the folder `themes/{name}/`: lower-case letters, digits and hyphens"
        ));
    }
    let message = format!("theme `{name}` has no files: the folder `themes/{name}/` is empty");
    Diagnostic::global("empty-theme", message)
        .help("put a `theme.yaml`, templates or words into it, or delete the folder")
}

/// There is no theme with this name.
fn not_known(root: &Path, name: &str) -> Diagnostic {
    let known = known(root);
    let found = Diagnostic::global("unknown-theme", format!("there is no theme `{name}`"));
    match nearest(name, known.iter().map(String::as_str)) {
        Some(candidate) => found.did_you_mean(Some(candidate)),
        None if !is_slug(name) => found.help(format!("the themes are {}", known.join(", "))),
        None => found.help(format!(
            "the themes are {}; a new one goes into `themes/{name}/`",
            known.join(", ")
        )),
    }
}
