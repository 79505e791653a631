//! Files that are copied: the theme's, and those beside records.

use std::collections::BTreeMap;

use super::Artifact;
use super::client::hashed_name;
use crate::diagnostic::Diagnostic;
use crate::model::Limits;
use crate::source::{Asset, attached};
use crate::theme::Theme;

/// Folder of the theme's files within the site.
const FOLDER: &str = "assets/";

/// The theme's files and the addresses that pages need.
#[derive(Debug, Clone, Default)]
pub struct StaticFiles {
    /// The files.
    pub artifacts: Vec<Artifact>,
    /// Address of `style.css`.
    pub stylesheet: String,
    /// Addresses of the scripts, in the order of their names.
    pub scripts: Vec<String>,
}

/// The files of a theme. Styles and scripts are named by content, so that a change is seen at
/// once though they may be cached for ever.
#[must_use]
pub fn statics(theme: &Theme, base_path: &str) -> StaticFiles {
    let mut files = StaticFiles::default();
    let mut names = BTreeMap::new();
    for (name, file) in &theme.statics {
        let top = !name.contains('/');
        let hashed = top && (name.ends_with(".css") || name.ends_with(".js"));
        let shown = if hashed { hashed_name(name, &file.bytes) } else { name.clone() };
        let address = format!("{base_path}{FOLDER}{shown}");
        if name == "style.css" {
            files.stylesheet.clone_from(&address);
        } else if hashed && name.ends_with(".js") {
            files.scripts.push(address);
        }
        names.insert(format!("{FOLDER}{shown}"), file.bytes.clone());
    }
    files.artifacts = names.into_iter().map(|(path, bytes)| Artifact { path, bytes }).collect();
    files
}

/// A file beside a record, read when it is written.
///
/// # Errors
/// When it cannot be read, or has become something else than it was when it was examined.
pub fn copied(asset: &Asset, limits: &Limits) -> Result<Artifact, Box<Diagnostic>> {
    attached(asset, limits).map(|bytes| Artifact::new(&asset.to, bytes))
}
