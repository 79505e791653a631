//! Files that are copied as they are: the theme's, and those attached to records.

use std::collections::BTreeMap;

use blake3::Hash;

use super::artifact::Artifact;
use super::client::hashed_name;
use super::renderer::Renderer;
use super::unit::{Contents, Failure, Output, Owner, Reads, Units};
use crate::model::Limits;
use crate::source::{Asset, attached};
use crate::stamp::Stamp;
use crate::theme::Theme;

/// The files of the theme, and of the search client if it has one.
pub(super) const OF_THEME: Output = Output {
    name: "theme",
    reads: Reads::Nothing,
    uses_templates: false,
    units: |context| Box::new(context.files),
};

impl<'a> Units<'a> for &'a [Artifact] {
    fn count(&self) -> usize {
        self.len()
    }

    fn paths(&self, unit: usize) -> Vec<String> {
        vec![self[unit].path.clone()]
    }

    /// Writing a file is quicker than finding out that it is unchanged.
    fn digest(&self, _: usize) -> Option<Hash> {
        None
    }

    fn contents(&self, _: &Renderer<'_>, unit: usize) -> Contents {
        Ok(vec![self[unit].bytes.clone()])
    }
}

/// The files beside records that these link to.
pub(super) const ATTACHMENTS: Output = Output {
    name: "attachments",
    reads: Reads::Nothing,
    uses_templates: false,
    units: |context| {
        let site = context.site();
        Box::new(Attachments { assets: &site.assets, limits: &site.config.limits })
    },
};

struct Attachments<'a> {
    assets: &'a [Asset],
    limits: &'a Limits,
}

impl<'a> Units<'a> for Attachments<'a> {
    fn count(&self) -> usize {
        self.assets.len()
    }

    fn paths(&self, unit: usize) -> Vec<String> {
        vec![self.assets[unit].to.clone()]
    }

    fn owner(&self, unit: usize) -> Owner<'a> {
        Owner::Asset(&self.assets[unit])
    }

    fn digest(&self, unit: usize) -> Option<Hash> {
        Stamp::at_rest(&self.assets[unit].from).map(|stamp| stamp.digest())
    }

    /// A file is read when it is written. It may have changed since it was examined.
    fn contents(&self, _: &Renderer<'_>, unit: usize) -> Contents {
        match attached(&self.assets[unit], self.limits) {
            Ok(bytes) => Ok(vec![bytes.into()]),
            Err(found) => Err(Failure::Content(found)),
        }
    }
}

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

/// The files of a theme. Styles and scripts are named by content, so that they can be cached for
/// ever and a change is still seen at once.
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
