//! Records what built-in files were like when they were copied for a site to change.
//!
//! `crosstown theme eject` writes a digest of each original beside the copies, so that `theme list`
//! in a later version of the program can tell which originals have changed.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

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

/// Reads a record file; an invalid one counts as empty.
pub(super) fn read(text: &str) -> Originals {
    serde_yaml::from_str(text).unwrap_or_default()
}

/// Adds to the record file in a theme's folder.
pub(super) fn add(folder: &Path, new: Originals) -> io::Result<()> {
    let path = folder.join(NAME);
    let mut all = match fs::read_to_string(&path) {
        Ok(text) => read(&text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Originals::new(),
        Err(error) => return Err(error),
    };
    all.extend(new);
    // Digests are quoted, because one of digits alone would be a number.
    let lines = all.iter().map(|(inner, digest)| format!("{inner}: \"{digest}\"\n"));
    fs::write(path, HEAD.to_owned() + &lines.collect::<String>())
}
