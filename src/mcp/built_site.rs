//! The files of a built site, in a folder or in a zip archive, read when they are asked for: a
//! client keeps the server running, and a large site would take up memory for nothing.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use search_index::{Index, MANIFEST, PageStore, SearchError};
use zip::ZipArchive;
use zip::result::ZipError;

use crate::publish::check_path;

/// Folder of the search index.
const INDEX: &str = "search-index";
/// Maximum size of a file of the index, in bytes. The largest is its head, with a few bytes for
/// each record.
const MOST_OF_INDEX: u64 = 256_000_000;

/// A built site.
#[derive(Debug)]
pub struct BuiltSite {
    files: Arc<Files>,
    /// The index that was opened last.
    opened: Mutex<Option<Opened>>,
}

/// An index with the manifest that it was opened with: a site may be built again meanwhile.
struct Opened {
    manifest: Vec<u8>,
    index: Arc<Index>,
}

impl fmt::Debug for Opened {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Opened").field("manifest", &self.manifest).finish_non_exhaustive()
    }
}

#[derive(Debug)]
enum Files {
    Folder(PathBuf),
    Archive(Mutex<ZipArchive<File>>),
}

/// Why there is no site to read.
#[derive(Debug, PartialEq, Eq)]
pub struct OpenError {
    place: PathBuf,
    reason: String,
}

impl fmt::Display for OpenError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{} is no built site: {}. Build one with `crosstown build`, or name its folder or archive with `--dir`",
            self.place.display(),
            self.reason
        )
    }
}

impl std::error::Error for OpenError {}

impl BuiltSite {
    /// The site at a place, a folder or a zip archive.
    ///
    /// # Errors
    /// When nothing is there, or neither a folder nor an archive, or no site with a search index.
    pub fn open(place: &Path) -> Result<BuiltSite, OpenError> {
        let failed = |reason: String| OpenError { place: place.to_owned(), reason };
        let is_folder = fs::metadata(place).map_err(|error| failed(error.to_string()))?.is_dir();
        let files = if is_folder {
            Files::Folder(place.to_owned())
        } else {
            let file = File::open(place).map_err(|error| failed(error.to_string()))?;
            let archive = ZipArchive::new(file).map_err(|error| {
                failed(format!("it is neither a folder nor a zip archive ({error})"))
            })?;
            Files::Archive(Mutex::new(archive))
        };
        let site = BuiltSite { files: Arc::new(files), opened: Mutex::new(None) };
        match site.manifest() {
            Ok(_) => Ok(site),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                Err(failed("it has no search index".to_owned()))
            }
            Err(error) => Err(failed(error.to_string())),
        }
    }

    /// The file at a path from the site's root, if it has no more than `most` bytes.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] if the site has no such file, [`ErrorKind::FileTooLarge`] if it is
    /// larger, or why it cannot be read.
    pub(super) fn read(&self, path: &str, most: u64) -> io::Result<Vec<u8>> {
        self.files.read(path, most)
    }

    /// The manifest of the search index.
    pub(super) fn manifest(&self) -> io::Result<Vec<u8>> {
        self.files.read(&format!("{INDEX}/{MANIFEST}"), MOST_OF_INDEX)
    }

    /// The search index as it is published now.
    ///
    /// # Errors
    /// When a file of it is missing or damaged.
    pub(super) fn index(&self) -> Result<Arc<Index>, SearchError> {
        let manifest = self.manifest().map_err(|error| SearchError::Unreadable {
            path: MANIFEST.to_owned(),
            reason: error.to_string(),
        })?;
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(opened) = opened.as_ref().filter(|opened| opened.manifest == manifest) {
            return Ok(Arc::clone(&opened.index));
        }
        let index = Arc::new(Index::open(IndexFiles(Arc::clone(&self.files)))?);
        *opened = Some(Opened { manifest, index: Arc::clone(&index) });
        Ok(index)
    }
}

impl Files {
    fn read(&self, path: &str, most: u64) -> io::Result<Vec<u8>> {
        // Hidden files are no part of a site.
        if check_path(path).is_err() || path.split('/').any(|part| part.starts_with('.')) {
            return Err(ErrorKind::NotFound.into());
        }
        match self {
            Files::Folder(root) => {
                // Resolved each time: the folder may be a link to the latest release.
                let root = fs::canonicalize(root)?;
                let named = root.join(path);
                // A link within a site might lead out of it.
                if fs::canonicalize(&named)? != named || !fs::metadata(&named)?.is_file() {
                    return Err(ErrorKind::NotFound.into());
                }
                limited(File::open(named)?, most)
            }
            Files::Archive(archive) => {
                let mut archive = archive.lock().unwrap_or_else(PoisonError::into_inner);
                match archive.by_name(path) {
                    Ok(entry) => limited(entry, most),
                    Err(ZipError::FileNotFound) => Err(ErrorKind::NotFound.into()),
                    Err(error) => Err(io::Error::other(error.to_string())),
                }
            }
        }
    }
}

/// Reads a file to its end, which must come after `most` bytes at the latest.
fn limited(file: impl Read, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
}

/// The files of the index.
struct IndexFiles(Arc<Files>);

impl PageStore for IndexFiles {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.0.read(&format!("{INDEX}/{path}"), MOST_OF_INDEX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join(INDEX)).unwrap();
        fs::write(folder.path().join(INDEX).join(MANIFEST), "{}").unwrap();
        folder
    }

    fn kind(site: &BuiltSite, path: &str) -> ErrorKind {
        site.read(path, 100).unwrap_err().kind()
    }

    #[test]
    fn no_name_leads_out_of_a_folder() {
        let outside = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("index.md"), "secret").unwrap();
        let folder = folder();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("a")).unwrap();
        fs::write(at("a/index.md"), "public").unwrap();
        fs::write(at(".env"), "secret").unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink(outside.path(), at("link")).unwrap();
        let site = BuiltSite::open(folder.path()).unwrap();
        assert_eq!(site.read("a/index.md", 6).unwrap(), b"public");
        assert_eq!(site.read("a/index.md", 5).unwrap_err().kind(), ErrorKind::FileTooLarge);
        let absolute = outside.path().join("index.md");
        for path in
            ["link/index.md", ".env", "../x", "a/../.env", "a", "", absolute.to_str().unwrap()]
        {
            assert_eq!(kind(&site, path), ErrorKind::NotFound, "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn the_folder_itself_may_be_a_link() {
        let (folder, links) = (folder(), tempfile::tempdir().unwrap());
        fs::write(folder.path().join("index.md"), "public").unwrap();
        let latest = links.path().join("latest");
        std::os::unix::fs::symlink(folder.path(), &latest).unwrap();
        let site = BuiltSite::open(&latest).unwrap();
        assert_eq!(site.read("index.md", 100).unwrap(), b"public");
    }

    #[test]
    fn an_archive_is_read_without_being_unpacked() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let files = [
            ("search-index/manifest.json", b"{}".as_slice()),
            ("a/index.md", b"public".as_slice()),
            ("../index.md", b"outside".as_slice()),
        ];
        fs::write(file.path(), crate::archive::zip(files).unwrap()).unwrap();
        let site = BuiltSite::open(file.path()).unwrap();
        assert_eq!(site.read("a/index.md", 100).unwrap(), b"public");
        assert_eq!(site.read("a/index.md", 5).unwrap_err().kind(), ErrorKind::FileTooLarge);
        for path in ["../index.md", "b/index.md"] {
            assert_eq!(kind(&site, path), ErrorKind::NotFound, "{path}");
        }
    }

    #[test]
    fn what_is_no_site_is_said_so() {
        let folder = tempfile::tempdir().unwrap();
        let said = BuiltSite::open(folder.path()).unwrap_err().to_string();
        assert!(said.contains("no search index") && said.contains("crosstown build"), "{said}");
        fs::write(folder.path().join("notes.txt"), "no archive").unwrap();
        let said = BuiltSite::open(&folder.path().join("notes.txt")).unwrap_err().to_string();
        assert!(said.contains("neither a folder nor a zip archive"), "{said}");
        assert!(BuiltSite::open(&folder.path().join("nothing")).is_err());
    }
}
