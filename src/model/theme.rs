//! The manifest of a theme.

use super::record::record;

record! {
    /// The manifest of a theme, `theme.yaml`.
    ThemeManifest, "a theme" {
        /// Name of the theme and of its folder.
        name: String => required, "civic";
        /// Title of the theme, for lists of themes.
        title: Option<String> => optional, "Civic";
        /// What the theme looks like, in a sentence.
        description: Option<String> as Paragraph => optional, "Quiet pages for reading and printing.";
        /// Versions of the template interface that it supports.
        interface: Vec<u64> as Whole(1, 999) => required [single], "2";
        /// The theme whose files replace those it lacks.
        parent: Option<String> => optional, "civic";
        /// Whether its pages may have scripts; if absent, its parent decides.
        scripts: Option<bool> => optional, "false";
    }
}
