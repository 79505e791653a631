//! What an address within the site means: relative to the source file or to the page of a record.

use std::collections::HashMap;

use super::registry::{Registry, Target};
use super::routes::Redirects;
use crate::address::{Address, Local, encode_path, folded, join, judge, parent};
use crate::diagnostic::nearest;
use crate::markdown::RecordLink;
use crate::model::{Choice as _, Kind, SourceFile};

/// Attached files by name.
#[derive(Debug, Default)]
pub(super) struct FileNames(HashMap<String, Vec<String>>);

impl FileNames {
    pub(super) fn new<'a>(paths: impl Iterator<Item = &'a str>) -> FileNames {
        let mut names: HashMap<String, Vec<String>> = HashMap::new();
        for path in paths {
            names.entry(folded(path).into_owned()).or_default().push(path.to_owned());
        }
        FileNames(names)
    }

    /// The file with this path, whether accents are composed or not, which differs among systems.
    fn get(&self, path: &str) -> Option<&str> {
        let alike = self.0.get(&*folded(path))?;
        let same = alike.iter().find(|name| *name == path);
        let composed =
            |name: &&String| crate::address::composed(name) == crate::address::composed(path);
        same.or_else(|| alike.iter().find(composed)).map(String::as_str)
    }

    /// A file whose path differs in case only.
    fn alike(&self, path: &str) -> Option<&str> {
        self.0.get(&*folded(path))?.first().map(String::as_str)
    }
}

/// Everything that a link may lead to.
pub(super) struct LinkTargets<'a> {
    pub(super) registry: &'a Registry,
    /// Path part of the base URL.
    pub(super) base_path: &'a str,
    /// Files that may be copied.
    pub(super) files: &'a FileNames,
    pub(super) redirects: &'a Redirects,
    /// Whether bodies note where their links lead, see [`super::BodyLink`].
    pub(super) notes_links: bool,
}

impl LinkTargets<'_> {
    /// The record or term that a link like `[[kind:slug]]` names, by its slug or by an old one.
    pub(super) fn record(&self, link: &RecordLink) -> Option<&Target> {
        self.registry.get(&link.kind, &link.slug).or_else(|| {
            let kind = Kind::from_word(&link.kind)?;
            let (kind, name) =
                self.redirects.get(&format!("{}/{}/index.html", kind.folder(), link.slug))?;
            self.registry.get(kind.as_str(), name)
        })
    }
}

/// What an address means.
#[derive(Debug, PartialEq)]
pub(super) enum Meaning {
    /// A file beside the record. The address is from the site's root.
    File { address: String, path: String },
    /// A page or file that the build may write, to be checked later.
    Page { address: String, path: String, fragment: Option<String>, near: Option<String> },
    /// The page of a record that is not part of this build, with the reason.
    Absent(&'static str),
    /// Nothing, with the address that was probably meant.
    Nothing(Option<String>),
}

/// Resolves an address in a file: the file of another record (`../cities/denver.md`), a file beside
/// this one, or an address relative to the record's page.
pub(super) fn meaning(
    file: &SourceFile,
    address: &str,
    own_url: &str,
    targets: &LinkTargets<'_>,
) -> Meaning {
    let Ok(Address::Here(local)) = judge(address) else { return Meaning::Nothing(None) };
    let path = local.path.as_str();
    let own_page = own_url.trim_matches('/');
    if path.is_empty() {
        if local.query.is_none() && local.fragment.is_none() {
            return Meaning::Nothing(None);
        }
        return page(&local, local.written(""), format!("{own_page}/"), None);
    }
    let from_root = join(parent(&file.path), path);
    if let Some(url) = targets.registry.url_of_file(&from_root) {
        if let Some(why) = targets.registry.why_absent(url) {
            return Meaning::Absent(why);
        }
        return page(&local, local.written(url), url.trim_start_matches('/').to_owned(), None);
    }
    let beside = from_root.strip_prefix("content/").unwrap_or(&from_root);
    // A record written as `x.md` may keep its files in a folder `x/`, where its page will be.
    // Its translations share them.
    let original = file.lang.as_ref().and_then(|lang| own_page.strip_prefix(lang.as_str()));
    let own = join(original.unwrap_or(own_page), path);
    if let Some(asset) = [beside, &own].into_iter().find_map(|name| targets.files.get(name)) {
        let (address, path) = (local.written(&format!("/{asset}")), asset.to_owned());
        return Meaning::File { address, path };
    }
    let near = near_copy(address, path, (beside, &own), targets)
        .or_else(|| record_meant(file, path, targets.registry));
    let last = path.rsplit('/').next().unwrap_or_default();
    if last.ends_with(".md") && last != "index.md" {
        return Meaning::Nothing(near);
    }
    let target = join(own_page, path);
    // A build writes files with an extension and pages of folders.
    let is_folder =
        path.ends_with('/') || !last.contains('.') || last.starts_with("..") || last == ".";
    let target = if is_folder && !target.is_empty() { format!("{target}/") } else { target };
    let url = format!("/{target}");
    match targets.registry.why_absent(&url) {
        Some(why) => Meaning::Absent(why),
        None => page(&local, local.written(&url), target, near),
    }
}

/// The record that an address without the extension of its file, with that of a page, or relative
/// to `content/` was probably meant for.
fn record_meant(file: &SourceFile, path: &str, registry: &Registry) -> Option<String> {
    // Names of records are in lower case.
    let path = path.trim_end_matches('/').to_lowercase();
    let ending = [".md", ".html", ".htm"].iter().find_map(|end| path.strip_suffix(end));
    let bare = ending.unwrap_or(&path);
    let named = |from: &str, path: &str| registry.url_of_file(&format!("{}.md", join(from, path)));
    match named(parent(&file.path), bare) {
        Some(_) => Some(format!("{}.md", encode_path(bare))),
        None => named("content", bare.trim_start_matches('/'))
            .or_else(|| named("", bare))
            .map(str::to_owned),
    }
}

fn page(local: &Local, address: String, path: String, near: Option<String>) -> Meaning {
    Meaning::Page { address, path, fragment: local.fragment.clone(), near }
}

/// The address of a file that was probably meant: one whose name contains characters with a meaning
/// in addresses, or differs in case.
fn near_copy(
    address: &str,
    path: &str,
    (beside, own): (&str, &str),
    targets: &LinkTargets<'_>,
) -> Option<String> {
    let folder = |name: &str| name.len() - name.rsplit('/').next().unwrap_or_default().len();
    let literal = |name: &str| {
        let name = format!("{}{}", &name[..folder(name)], address.rsplit('/').next()?);
        targets.files.get(&name)
    };
    let found = [beside, own]
        .into_iter()
        .find_map(|name| literal(name).or_else(|| targets.files.alike(name)))?;
    let name = &found[folder(found)..];
    Some(format!("{}{}", encode_path(&path[..folder(path)]), encode_path(name)))
}

/// The address with its file name replaced by the most similar name of a record in that folder.
pub(super) fn near_record(file: &SourceFile, address: &str, registry: &Registry) -> Option<String> {
    let Ok(Address::Here(Local { path: written, .. })) = judge(address) else { return None };
    let wanted = join(parent(&file.path), &written);
    let folder = parent(&wanted);
    let beside = registry.files().filter(|file| parent(file) == folder);
    let near =
        nearest(wanted.rsplit('/').next()?, beside.filter_map(|file| file.rsplit('/').next()))?;
    let start = written.rfind('/').map_or(0, |at| at + 1);
    Some(format!("{}{near}", &written[..start]))
}
