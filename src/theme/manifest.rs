//! `theme.yaml`: what a theme says of itself.

use serde::Deserialize;

use super::INTERFACE;
use crate::diagnostic::{Diagnostic, Place};

/// What a theme says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    pub(super) name: String,
    #[serde(default)]
    pub(super) title: String,
    #[serde(default)]
    pub(super) description: String,
    /// Version of the interface it was written for.
    pub(super) interface: u64,
    /// The theme whose files stand in for those it lacks.
    #[serde(default)]
    pub(super) parent: Option<String>,
}

/// Reads a manifest and judges whether this program can render with it.
pub(super) fn read(path: &str, text: &str) -> Result<Manifest, Box<Diagnostic>> {
    let manifest: Manifest = serde_yaml::from_str(text).map_err(|error| {
        let place = error.location().map_or_else(
            || Place::file(path),
            |at| {
                let line = usize::try_from(at.line()).unwrap_or(1);
                let column = usize::try_from(at.column()).unwrap_or(1);
                let quoted =
                    text.lines().nth(line.saturating_sub(1)).unwrap_or_default().to_owned();
                Place { file: path.to_owned(), line, column, length: 1, text: quoted }
            },
        );
        let said = error.without_snippet().to_string();
        let said = said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _)| said);
        let said = said.replace("invalid u64", "this is not a whole number");
        let message = format!("this theme cannot be read: {said}");
        Box::new(Diagnostic::error("bad-theme", place, message))
    })?;
    if manifest.interface == INTERFACE {
        return Ok(manifest);
    }
    let message = format!(
        "theme `{}` is written for version {} of the template interface",
        manifest.name, manifest.interface
    );
    let found = Diagnostic::error("theme-interface", Place::file(path), message);
    Err(Box::new(found.help(format!(
        "this program speaks version {INTERFACE}: use another version of the theme or of the program"
    ))))
}
