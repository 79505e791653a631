//! Records what built-in files were like when they were copied for a site to change.
//!
//! `crosstown theme eject` writes a digest of each original beside the copies, so that `theme list`
//! in a later version of the program can tell which originals have changed.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use super::files::Layer;
use crate::diagnostic::{Diagnostic, Span};

/// The name of the record file in a theme's folder.
pub(super) const NAME: &str = "ejected.yaml";

/// A comment that explains the file.
const HEAD: &str = "# Written by `crosstown theme eject`: what the originals were when they were copied. `crosstown\n# theme list` compares them with those of the program. Keep it beside the copies.\n";

/// Digests of originals by the path of their copies below the theme's folder.
pub(super) type Originals = BTreeMap<String, String>;

/// The digest of a file, as recorded.
pub(super) fn digest(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..16].to_owned()
}

/// Reads the record file of a site's theme; without one, nothing was copied.
///
/// # Errors
/// A damaged file: without it, later changes of the originals would go unnoticed.
pub(super) fn read(own: &Layer) -> Result<Originals, Vec<Diagnostic>> {
    let Some(file) = own.get(NAME) else { return Ok(Originals::new()) };
    let file = file.source();
    // The program wrote it, so only a damaged file fails here.
    let read: Result<Option<Originals>, _> = serde_yaml::from_str(&file.text.read());
    read.map(Option::unwrap_or_default).map_err(|_| {
        let message = "this is not what `crosstown theme eject` writes";
        let found = Diagnostic::error("bad-theme", file.place(Span::default()), message);
        let help = "restore the file, or delete it; changes to the originals then go unnoticed";
        vec![found.help(help)]
    })
}

/// Writes the record file into a theme's folder.
pub(super) fn write(folder: &Path, all: &Originals) -> io::Result<()> {
    // Digests are quoted, because one of digits alone would be a number.
    let lines = all.iter().map(|(inner, digest)| format!("{inner}: \"{digest}\"\n"));
    fs::write(folder.join(NAME), HEAD.to_owned() + &lines.collect::<String>())
}
