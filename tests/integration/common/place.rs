//! A folder for tests of publishing to build in.

use std::fs;
use std::path::PathBuf;

use crosstown::output::{Artifact, Sink};
use crosstown::publish::{Cache, PublishError, Staging, Written};
use tempfile::TempDir;

/// A folder to build in, and the output folder inside it.
pub(crate) struct Place {
    pub(crate) folder: TempDir,
    pub(crate) out: PathBuf,
}

impl Place {
    pub(crate) fn new() -> Place {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("public");
        Place { folder, out }
    }

    /// The folder where builds record what they left.
    pub(crate) fn cache(&self) -> Option<Cache> {
        Cache::at(&self.folder.path().join("cache"))
    }

    pub(crate) fn build(&self, files: &[(&str, &str)]) -> Result<Written, PublishError> {
        let staging = Staging::begin(&self.out)?.remembering(self.cache());
        for (path, text) in files {
            staging.put(Artifact::new(*path, *text)).unwrap();
        }
        staging.commit(None)
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.out.join(path)).unwrap()
    }

    pub(crate) fn has(&self, path: &str) -> bool {
        self.out.join(path).exists()
    }

    pub(crate) fn add(&self, path: &str, text: &str) {
        let path = self.out.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Everything beside the output folder, except the test's own folders.
    pub(crate) fn leftovers(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| !["public", "cache", "victim"].contains(&name.as_str()))
            .collect();
        names.sort();
        names
    }
}

pub(crate) const SITE: [(&str, &str); 3] =
    [("index.html", "home"), ("practices/a/index.html", "a"), ("practices/b/index.html", "b")];
