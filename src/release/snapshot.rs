//! What a site makes public: each record with a digest of its published text, and the files attached
//! to records.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use blake3::Hash;
use serde_json::Value;
use walkdir::WalkDir;

use crate::model::{Choice as _, Kind, Kinded as _, attachment, with_list, with_record};
use crate::site::{Meta, Site};

/// A public record.
#[derive(Debug, Clone, PartialEq)]
pub struct Public {
    /// The word for its kind.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// For notes, the keyword of their attribution.
    pub attribution: Option<String>,
    /// A digest of its published Markdown.
    digest: Hash,
}

/// What a site makes public.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// Records by id, translations by theirs.
    pub(super) records: BTreeMap<String, Public>,
    /// Digests of attached files by path.
    pub(super) files: BTreeMap<String, Hash>,
    /// Ids of records by the old ids that redirect to them. Not known of a built site.
    pub(super) moved: BTreeMap<String, String>,
}

impl Public {
    pub(super) fn has_changed(&self, before: &Public) -> bool {
        self.digest != before.digest || self.title != before.title
    }
}

impl Snapshot {
    /// What a linked site makes public.
    ///
    /// # Errors
    /// When an attached file cannot be read.
    pub fn of(site: &Site) -> io::Result<Snapshot> {
        let mut snapshot = Snapshot::default();
        let mut add = |meta: &Meta, title: &str, markdown: &str| {
            let attribution = None;
            let (title, kind) = (title.to_owned(), meta.kind.as_str().to_owned());
            let digest = blake3::hash(markdown.as_bytes());
            snapshot.records.insert(meta.id.clone(), Public { kind, title, attribution, digest });
        };
        for (kind, _) in Kind::ALL {
            with_list!(kind, site, list => for item in list.iter() {
                add(&item.meta, item.record.title(), &item.markdown.read());
            });
        }
        for translation in site.translations.iter() {
            let item = &translation.item;
            let title = with_record!(&item.record, record => record.title().to_owned());
            add(&item.meta, &title, &item.markdown.read());
        }
        for session in site.sessions.iter() {
            let attribution = session.record.attribution.value.as_str().to_owned();
            if let Some(public) = snapshot.records.get_mut(&session.meta.id) {
                public.attribution = Some(attribution);
            }
        }
        for redirect in site.redirects.iter().flat_map(|redirects| redirects.iter()) {
            if let Some(old) = redirect.path.strip_suffix("/index.html") {
                snapshot.moved.insert(old.to_owned(), redirect.to.clone());
            }
        }
        for asset in &site.assets {
            snapshot.files.insert(asset.to.clone(), blake3::hash(&fs::read(&asset.from)?));
        }
        Ok(snapshot)
    }

    /// What a site makes public that was built into a folder.
    ///
    /// # Errors
    /// When the folder cannot be read, or has no record.
    pub fn of_folder(folder: &Path) -> io::Result<Snapshot> {
        let mut snapshot = Snapshot::default();
        for entry in WalkDir::new(folder).sort_by_file_name() {
            let entry = entry?;
            let Ok(inner) = entry.path().strip_prefix(folder) else { continue };
            let path = slashed(inner);
            if !entry.file_type().is_file() {
                continue;
            }
            if let Some(id) = path.strip_suffix("/index.md") {
                let beside = entry.path().with_file_name("index.json");
                let Ok(json) = fs::read(beside) else { continue };
                let Ok(json) = serde_json::from_slice::<Value>(&json) else { continue };
                let text = |name: &str| json[name].as_str().map(str::to_owned);
                let public = Public {
                    kind: text("record_kind").unwrap_or_default(),
                    title: text("title").unwrap_or_default(),
                    attribution: text("attribution"),
                    digest: blake3::hash(&fs::read(entry.path())?),
                };
                snapshot.records.insert(id.to_owned(), public);
            } else if is_attached(&path) {
                snapshot.files.insert(path, blake3::hash(&fs::read(entry.path())?));
            }
        }
        if snapshot.records.is_empty() {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "it has no records of a site"));
        }
        Ok(snapshot)
    }
}

fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// Whether a file of a built site was attached to a record, and not made by the build.
fn is_attached(path: &str) -> bool {
    let folders = path.split('/').take(2);
    let of_record =
        folders.clone().any(|folder| Kind::ALL.iter().any(|(kind, _)| kind.folder() == folder));
    let name = path.rsplit('/').next().unwrap_or_default();
    let made = ["index.", "feed.", "calendar.", "social-card.", "brief."];
    let is_made = made.iter().any(|start| name.starts_with(start)) || path.contains("/kit/");
    of_record && path.matches('/').count() >= 2 && !is_made && attachment(name).is_some()
}
