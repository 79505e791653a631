//! The version of a record's text.

use sha1::{Digest, Sha1};

/// Digits of a version: enough to tell all texts of a repository apart.
const DIGITS: usize = 12;

/// The first digits of the id that Git gives to a file with this text. `git log --find-object` with
/// these digits finds the change that brought the text about, without this program.
#[must_use]
pub fn version(text: &str) -> String {
    let mut hasher = Sha1::new();
    hasher.update(format!("blob {}\0", text.len()));
    hasher.update(text);
    let bytes = hasher.finalize();
    bytes.iter().take(DIGITS / 2).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::version;

    #[test]
    fn a_version_begins_like_the_object_id_of_git() {
        // `printf 'hello\n' | git hash-object --stdin`
        assert_eq!(version("hello\n"), "ce013625030b");
        assert_eq!(version(""), "e69de29bb2d1");
    }
}
