//! A theme, which is a set of files: the types that loading, words, styles and errors share.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::embedded;
use crate::diagnostic::Diagnostic;
use crate::model::SourceFile;

/// A file of a theme and where it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeFile {
    /// Path for messages: `themes/civic/templates/base.html`.
    pub path: String,
    /// Its content.
    pub bytes: Cow<'static, [u8]>,
}

impl ThemeFile {
    /// The suffix after the path of a built-in file in messages.
    pub(super) const BUILT_IN: &'static str = " (built in)";

    /// A built-in file.
    pub(super) fn built_in(theme: &str, inner: &str, bytes: &'static [u8]) -> ThemeFile {
        let path = format!("themes/{theme}/{inner}{}", Self::BUILT_IN);
        ThemeFile { path, bytes: Cow::Borrowed(bytes) }
    }

    /// The file as a text in which findings can point.
    pub(super) fn source(&self) -> SourceFile {
        SourceFile::without_record(&self.path, String::from_utf8_lossy(&self.bytes).into_owned())
    }

    /// Whether it is built in.
    pub(super) fn is_built_in(&self) -> bool {
        self.path.ends_with(Self::BUILT_IN)
    }
}

/// A theme with its layers merged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Theme {
    /// Templates by their name below `templates/`.
    pub templates: BTreeMap<String, ThemeFile>,
    /// Other files by their name below `static/`.
    pub statics: BTreeMap<String, ThemeFile>,
    /// Files of words by language (`i18n/<language>.yaml`), nearest layer first.
    pub words: BTreeMap<String, Vec<ThemeFile>>,
    /// Whether its pages have no scripts and so no search box.
    pub without_scripts: bool,
    /// Findings about its files: those that nothing uses.
    pub findings: Vec<Diagnostic>,
}

impl Theme {
    /// Whether any of its templates or words are the site's own.
    #[must_use]
    pub fn has_own_templates(&self) -> bool {
        let mut files = self.templates.values().chain(self.words.values().flatten());
        files.any(|file| !file.is_built_in())
    }

    /// The path of a template's file, for messages.
    pub(super) fn template_path(&self, name: &str) -> String {
        let file = self.templates.get(name);
        file.map_or_else(|| format!("templates/{name}"), |file| file.path.clone())
    }
}

/// One layer: files by their path below the theme's folder.
pub(super) type Layer = BTreeMap<String, ThemeFile>;

/// A built-in file of a theme, by its path below the theme's folder.
pub(super) fn built_in(theme: &str, inner: &str) -> Option<ThemeFile> {
    let (_, bytes) = embedded::of(theme).find(|(path, _)| path == inner)?;
    Some(ThemeFile::built_in(theme, inner, bytes))
}
