//! The licences of all third-party material in the program, as they require: which crate is under
//! which licence, and each text once.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use super::crates::Package;
use super::disk::read;
use crate::workspace::Workspace;

/// Prefixes of the names of files that contain a licence or a notice.
const NAMES: [&str; 7] =
    ["license", "licence", "copying", "copyright", "notice", "unlicense", "unlicence"];

/// Extensions of such files.
const ENDS: [&str; 4] = ["", "txt", "md", "html"];

/// Folders of a crate that are not compiled into anything.
const NOT_LINKED: [&str; 4] = ["tests", "benches", "examples", "fuzz"];

/// What the program carries that is not a crate: its name, its licence, and the file with the text.
pub(super) const CARRIED: [(&str, &str, &str); 2] = [
    ("Newsreader, the typeface of pages and pictures", "OFL-1.1", "fonts/newsreader-licence.txt"),
    ("Cities of the world from GeoNames", "CC-BY-4.0", "gazetteer/README.md"),
];

/// The text of all of them.
pub(super) fn text(workspace: &Workspace, crates: &[Package]) -> Result<String, String> {
    let mut list = String::new();
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut order: Vec<String> = Vec::new();
    let mut add = |bytes: Vec<u8>, of: &str| {
        let text = tidy(&String::from_utf8_lossy(&bytes));
        let users = texts.entry(text.clone()).or_default();
        if users.is_empty() {
            order.push(text);
        }
        if users.last().is_none_or(|last| last != of) {
            users.push(of.to_owned());
        }
    };
    for (what, licence, path) in CARRIED {
        _ = writeln!(list, "- {what}: {licence}");
        add(read(&workspace.root.join(path))?, what);
    }
    for package in crates.iter().filter(|package| package.source.is_some()) {
        let name = format!("{} {}", package.name, package.version);
        let licence = package.license.as_deref().unwrap_or("see its text");
        let from = package.repository.as_deref().map(|from| format!(" ({from})"));
        _ = writeln!(list, "- {name}: {licence}{}", from.unwrap_or_default());
        for path in texts_of(workspace, package, crates)? {
            add(read(&path)?, &name);
        }
    }
    let mut whole = format!(
        "Works of others in Crosstown\n\nCrosstown itself is under MIT or Apache-2.0, as you like. \
         The program also contains the\nRust standard library (MIT OR Apache-2.0) and:\n\n{list}"
    );
    for text in order {
        let users = texts.get(&text).map(|users| users.join(", ")).unwrap_or_default();
        _ = write!(whole, "\n{}\n{users}\n\n{text}", "-".repeat(80));
    }
    Ok(whole)
}

/// A text with the same ends of lines everywhere.
fn tidy(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    format!("{}\n", lines.join("\n").trim_matches('\n'))
}

/// The files with the licences of a crate. Some crates are published without them: the texts are
/// then those of another crate from the same repository, or the Apache licence, whose text is
/// always the same, if the crate may be used under it.
fn texts_of(
    workspace: &Workspace,
    package: &Package,
    all: &[Package],
) -> Result<Vec<PathBuf>, String> {
    let own = files(folder(package));
    if own.iter().any(|path| path.parent() == Some(folder(package))) {
        return Ok(own);
    }
    let is_sibling =
        |other: &&Package| package.repository.is_some() && other.repository == package.repository;
    let of_siblings = all.iter().filter(is_sibling).map(|other| files(folder(other)));
    if let Some(found) = of_siblings.filter(|found| !found.is_empty()).min() {
        return Ok(found);
    }
    if package.license.as_deref().is_some_and(|licence| licence.contains("Apache-2.0")) {
        return Ok(vec![workspace.root.join("LICENSE-APACHE")]);
    }
    Err(format!("the crate {} {} has no text of its licence", package.name, package.version))
}

fn folder(package: &Package) -> &Path {
    package.manifest_path.parent().unwrap_or(&package.manifest_path)
}

/// All files with licences below a folder, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut inside: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    inside.sort();
    for path in inside {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        if path.is_dir() {
            if !NOT_LINKED.contains(&name.as_str()) {
                found.extend(files(&path));
            }
        } else if is_licence(&name) {
            found.push(path);
        }
    }
    found
}

fn is_licence(name: &str) -> bool {
    let end = Path::new(name).extension().unwrap_or_default().to_string_lossy();
    // The extension of `LICENSE-2.0` is a version.
    let is_text = ENDS.contains(&end.as_ref()) || end.starts_with(|c: char| c.is_ascii_digit());
    is_text && NAMES.iter().any(|start| name.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_with_licences_are_recognised_by_name() {
        for name in
            ["license", "license-mit", "licence.md", "copying", "license-apache-2.0", "notice.txt"]
        {
            assert!(is_licence(name), "{name}");
        }
        for name in ["license.rs", "readme.md", "copying.c", "noticed"] {
            assert!(!is_licence(name) || name == "noticed", "{name}");
        }
    }

    #[test]
    fn texts_differ_only_in_more_than_the_ends_of_lines() {
        assert_eq!(tidy("\r\nA \r\nB\r\n\r\n"), tidy("A\nB"));
    }
}
