//! Which files a branch has changed, and what they were before.

use std::collections::BTreeMap;
use std::path::Path;

use super::Fault;
use super::git;

/// The files below `content/` and `themes/` that a branch has changed, committed or not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changed {
    /// By path, Git's id of the text before the change; none for a new file.
    files: BTreeMap<String, Option<String>>,
}

impl Changed {
    /// The files below `root` that differ from where its branch left `reference`: changed, new or
    /// removed.
    ///
    /// # Errors
    /// When Git does not know the reference, or cannot be asked.
    pub fn since(root: &Path, reference: &str) -> Result<Changed, Fault> {
        let (differing, new) = git::changed(root, reference, &["content", "themes"])?;
        let mut files = BTreeMap::new();
        let mut words = differing.split(|byte| *byte == 0).map(String::from_utf8_lossy);
        // `:100644 100644 <old id> <new id> M`, then the path.
        while let Some((about, path)) = words.next().zip(words.next()) {
            let old = about.split(' ').nth(2).filter(|id| id.bytes().any(|byte| byte != b'0'));
            files.insert(path.into_owned(), old.map(str::to_owned));
        }
        let new = new.split(|byte| *byte == 0).filter(|path| !path.is_empty());
        files.extend(new.map(|path| (String::from_utf8_lossy(path).into_owned(), None)));
        Ok(Changed { files })
    }

    /// Whether a file has been changed.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// The texts before the change, by path, of those files that were there. Texts of more than
    /// `largest` bytes are left out.
    ///
    /// # Errors
    /// When Git cannot be asked for them.
    pub fn before(&self, root: &Path, largest: u64) -> Result<BTreeMap<String, String>, Fault> {
        let old = || self.files.iter().filter_map(|(path, id)| Some((path, id.as_deref()?)));
        let ids: Vec<&str> = old().map(|(_, id)| id).collect();
        if ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        let texts = git::texts(root, &ids, |mut texts| {
            let mut read = BTreeMap::new();
            for (path, _) in old() {
                if let Some(text) = texts.next(largest)? {
                    read.insert(path.clone(), String::from_utf8_lossy(&text).into_owned());
                }
            }
            Ok(read)
        })?;
        texts.map_err(|error: std::io::Error| error.into())
    }
}
