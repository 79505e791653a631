//! The digest of what `form/dist/` is built from, shared by the command that builds it and the test
//! that compares.

use std::path::{Path, PathBuf};

use search_index::client::file_digest;
use serde::Deserialize;

/// What a file for the browser is built from: its sources, and what else is compiled in.
#[derive(Debug, Deserialize)]
pub(crate) struct Sources {
    /// Files and folders, relative to the folder they are looked for in.
    pub(crate) paths: Vec<String>,
    /// Those within that are not compiled in.
    pub(crate) without: Vec<String>,
    /// Packages whose versions change what it answers.
    pub(crate) packages: Vec<String>,
}

impl Sources {
    /// The digest of the sources in `folder` and of the versions of the packages, from the
    /// workspace's `lock` file.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub(crate) fn digest(&self, folder: &Path, lock: &Path) -> std::io::Result<String> {
        let mut files = Vec::new();
        let mut open: Vec<PathBuf> = self.paths.iter().map(PathBuf::from).collect();
        while let Some(path) = open.pop() {
            if self.without.iter().any(|other| path == Path::new(other)) {
                continue;
            }
            let whole = folder.join(&path);
            if whole.is_dir() {
                for entry in std::fs::read_dir(whole)? {
                    open.push(path.join(entry?.file_name()));
                }
            } else {
                files.push(path);
            }
        }
        files.sort_unstable();
        let mut summary = String::new();
        for path in files {
            // A checkout with other line endings is the same source.
            let content = std::fs::read_to_string(folder.join(&path))?.replace("\r\n", "\n");
            let name = path.to_string_lossy().replace('\\', "/");
            summary.push_str(&format!("{name} {}\n", file_digest(content.as_bytes())));
        }
        let lock = std::fs::read_to_string(lock)?;
        let mut lines = lock.lines();
        while let Some(line) = lines.next() {
            let name = line.strip_prefix("name = ").map(|name| name.trim_matches('"'));
            if let Some(name) = name.filter(|name| self.packages.iter().any(|one| one == name)) {
                summary.push_str(&format!("{name} {}\n", lines.next().unwrap_or_default()));
            }
        }
        Ok(file_digest(summary.as_bytes()))
    }
}
