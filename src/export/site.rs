//! The whole site as one archive, which is read and searched offline with `crosstown serve --dir`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;
use std::sync::{Mutex, PoisonError};

use crate::archive;
use crate::output::{Artifact, Sink};

/// Takes the files of a build, in any order.
#[derive(Debug, Default)]
pub struct SiteArchive(Mutex<BTreeMap<String, Cow<'static, [u8]>>>);

impl SiteArchive {
    /// The archive, with the files in the order of their paths.
    ///
    /// # Errors
    /// Never: paths are unique, and all is in memory.
    pub fn finish(self) -> io::Result<Artifact> {
        let files = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        let bytes = archive::zip(files.iter().map(|(path, bytes)| (path.as_str(), &**bytes)))?;
        Ok(Artifact::new("crosstown.zip", bytes))
    }
}

impl Sink for SiteArchive {
    fn put(&self, file: Artifact) -> io::Result<()> {
        let mut files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        files.insert(file.path, file.bytes);
        Ok(())
    }
}
