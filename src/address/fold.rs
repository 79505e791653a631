//! Paths that some systems treat as equal.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use icu_normalizer::ComposingNormalizerBorrowed;

use super::paths::parent;

/// A text with composed letters (NFC), as most systems and keyboards produce; macOS decomposes file
/// names.
#[must_use]
pub fn composed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return text.into();
    }
    ComposingNormalizerBorrowed::new_nfc().normalize(text)
}

/// A normalised path: two paths that could be the same file on some system are equal in this form
/// (composed, in lower case).
#[must_use]
pub fn folded(path: &str) -> Cow<'_, str> {
    if path.is_ascii() && !path.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return path.into();
    }
    composed(&composed(path).to_lowercase()).into_owned().into()
}

/// Two files or folders that some systems take for one.
#[derive(Debug, PartialEq, Eq)]
pub struct Alike<'a> {
    /// The later one.
    pub path: &'a str,
    /// The one before it.
    pub other: &'a str,
    /// The first file that the later one is, or that is in it.
    pub file: &'a str,
}

/// Names within one folder that some systems cannot tell apart, in the order of `files`. Files in
/// two such folders are not compared.
#[must_use]
pub fn alike<'a>(files: &[&'a str]) -> Vec<Alike<'a>> {
    // Of two such names, one at least is not in the normalised form. Most sites have none.
    if files.iter().all(|file| folded(file) == *file) {
        return Vec::new();
    }
    let mut first: HashMap<(&str, Cow<'_, str>), &str> = HashMap::new();
    let mut reported: HashSet<&str> = HashSet::new();
    let mut alike = Vec::new();
    for file in files {
        let ends = file.match_indices('/').map(|(at, _)| at).chain([file.len()]);
        for path in ends.map(|end| &file[..end]) {
            let name = folded(path.rsplit('/').next().unwrap_or(path));
            let other = *first.entry((parent(path), name)).or_insert(path);
            if other != path && reported.insert(path) {
                alike.push(Alike { path, other, file });
            }
        }
    }
    alike
}

#[cfg(test)]
mod tests {
    use super::{Alike, alike, composed, folded};

    #[test]
    fn accents_and_case_make_no_difference() {
        assert_eq!(composed("Foto n\u{303}.png"), "Foto ñ.png");
        assert_eq!(folded("Case/PAGE"), "case/page");
        assert_eq!(folded("U\u{308}BER"), folded("über"));
        assert_eq!(folded("plain-1"), "plain-1");
    }

    #[test]
    fn names_that_are_one_on_some_system_are_found_once() {
        let files =
            ["a/Shot.png", "a/ca\u{e9}.png", "a/cafe\u{301}.png", "a/shot.png", "b/shot.png"];
        assert_eq!(alike(&files), [Alike { path: files[3], other: files[0], file: files[3] }]);
        let files = ["a/caf\u{e9}.png", "a/cafe\u{301}.png"];
        assert_eq!(alike(&files), [Alike { path: files[1], other: files[0], file: files[1] }]);
        let files = ["Foo/1.png", "Foo/2.png", "foo/1.png", "foo/2.png"];
        assert_eq!(alike(&files), [Alike { path: "foo", other: "Foo", file: "foo/1.png" }]);
        assert_eq!(alike(&["Foo/1.png", "foo.md", "Foo.txt"]), []);
    }
}
