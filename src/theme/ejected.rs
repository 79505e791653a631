//! What the program's own files were like when they were copied for a site to change.
//!
//! `crosstown theme eject` notes a digest of each original beside the copies, so that `theme list`
//! can tell, with a later version of the program, which originals have changed since.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

/// The note's name in the folder of a theme.
pub(super) const NAME: &str = "ejected.yaml";

/// Why the file is there, for whoever opens it.
const HEAD: &str = "# Written by `crosstown theme eject`: what the originals were when they were copied. `crosstown\n# theme list` compares them with those of the program. Keep it beside the copies.\n";

/// Digests of originals by the path of their copies below the theme's folder.
pub(super) type Originals = BTreeMap<String, String>;

/// The digest of a file as the note has it.
pub(super) fn digest(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..16].to_owned()
}

/// Reads a note; nothing of one that is none.
pub(super) fn read(text: &str) -> Originals {
    serde_yaml::from_str(text).unwrap_or_default()
}

/// Adds to the note in the folder of a theme.
pub(super) fn add(folder: &Path, new: Originals) -> io::Result<()> {
    let path = folder.join(NAME);
    let mut all = match fs::read_to_string(&path) {
        Ok(text) => read(&text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Originals::new(),
        Err(error) => return Err(error),
    };
    all.extend(new);
    // Digests are quoted: one of figures alone would be a number.
    let lines = all.iter().map(|(inner, digest)| format!("{inner}: \"{digest}\"\n"));
    fs::write(path, HEAD.to_owned() + &lines.collect::<String>())
}
