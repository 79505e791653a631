//! Reads a built site, from a folder or from a zip archive of one, to serve it as it is.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use axum::body::Bytes;
use serde_json::Value;
use url::Url;
use walkdir::{DirEntry, WalkDir};
use zip::ZipArchive;

use super::error::ServeError;
use super::snapshot::{Files, Snapshot};
use crate::publish::check_path;

/// Most bytes of a site, because all of it is kept in memory; an archive may claim less than it
/// unpacks to.
const MOST: u64 = 4_000_000_000;

/// The site at a place.
pub(super) fn read(place: &Path) -> Result<Snapshot, ServeError> {
    let is_folder = fs::metadata(place).map(|found| found.is_dir());
    let files = is_folder.and_then(|is_folder| match is_folder {
        true => folder(place),
        false => archive(File::open(place)?),
    });
    let files = files.map_err(|source| ServeError::System {
        doing: format!("reading {}", place.display()),
        source,
    })?;
    if !files.contains_key("index.html") {
        return Err(ServeError::NoSite { place: place.to_owned() });
    }
    Ok(Snapshot::new(&base_path(&files), files, true))
}

/// The files of a folder. Links are not followed and hidden files are left out: neither is part of
/// a site.
fn folder(place: &Path) -> io::Result<Files> {
    let is_shown = |entry: &DirEntry| {
        entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".")
    };
    // Nothing else is read where there is no site.
    if !place.join("index.html").is_file() {
        return Ok(Files::new());
    }
    let mut files = Files::new();
    let mut left = MOST;
    for entry in WalkDir::new(place).into_iter().filter_entry(is_shown) {
        let entry = entry?;
        let path = entry.path().strip_prefix(place).ok().and_then(Path::to_str);
        if let Some(path) = path.filter(|_| entry.file_type().is_file()) {
            let path = path.replace(std::path::MAIN_SEPARATOR, "/");
            files.insert(path.into(), limited(File::open(entry.path())?, &mut left)?);
        }
    }
    Ok(files)
}

/// The files of an archive.
fn archive(file: File) -> io::Result<Files> {
    let mut archive = ZipArchive::new(file).map_err(|error| {
        io::Error::other(format!("it is neither a folder nor a zip archive ({error})"))
    })?;
    let mut files = Files::new();
    let mut left = MOST;
    for at in 0..archive.len() {
        let entry = archive.by_index(at)?;
        let path = entry.name()?.into_owned();
        if entry.is_file() && check_path(&path).is_ok() {
            files.insert(path.into(), limited(entry, &mut left)?);
        }
    }
    Ok(files)
}

/// Reads a file to its end, if that many bytes are left.
fn limited(file: impl Read, left: &mut u64) -> io::Result<Bytes> {
    let mut bytes = Vec::new();
    file.take(*left + 1).read_to_end(&mut bytes)?;
    *left = left.checked_sub(bytes.len() as u64).ok_or_else(|| {
        io::Error::other(format!("the site is larger than {} GB", MOST / 1_000_000_000))
    })?;
    Ok(bytes.into())
}

/// The path below which the site's links lead, from its catalogue; the root if it has none.
fn base_path(files: &Files) -> String {
    const CATALOG: &str = "catalog.jsonld";
    let catalog = files.get(CATALOG).and_then(|bytes| serde_json::from_slice::<Value>(bytes).ok());
    let id = catalog.as_ref().and_then(|catalog| catalog["@id"].as_str());
    let base = id.and_then(|id| Url::parse(id.strip_suffix(CATALOG)?).ok());
    base.map_or_else(|| "/".to_owned(), |base| base.path().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const CATALOG: &[u8] = br#"{"@id": "https://example.org/below/catalog.jsonld"}"#;

    fn names(site: &Snapshot) -> Vec<bool> {
        ["index.html", "a/index.html", ".env", "link.txt", "../out.txt"]
            .map(|path| site.file(path).is_some())
            .into()
    }

    #[test]
    fn a_folder_is_served_where_its_links_lead_without_links_and_hidden_files() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("a")).unwrap();
        for path in ["index.html", "a/index.html", ".env"] {
            fs::write(folder.path().join(path), "x").unwrap();
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink(folder.path().join(".env"), folder.path().join("link.txt"))
            .unwrap();
        let site = read(folder.path()).unwrap();
        assert_eq!((names(&site), site.base_path()), (vec![true, true, false, false, false], "/"));
        fs::write(folder.path().join("catalog.jsonld"), CATALOG).unwrap();
        assert_eq!(read(folder.path()).unwrap().base_path(), "/below/");
    }

    #[test]
    fn an_archive_is_served_without_files_that_would_leave_it() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let page = b"x".as_slice();
        let files = [("index.html", page), ("a/index.html", page), ("../out.txt", page)];
        fs::write(file.path(), crate::archive::zip(files).unwrap()).unwrap();
        let site = read(file.path()).unwrap();
        assert_eq!(names(&site), [true, true, false, false, false]);
    }

    #[test]
    fn what_is_no_site_is_said_so() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(read(folder.path()), Err(ServeError::NoSite { .. })));
        fs::write(folder.path().join("notes.txt"), "no archive").unwrap();
        for place in ["notes.txt", "nothing"] {
            assert!(matches!(read(&folder.path().join(place)), Err(ServeError::System { .. })));
        }
    }

    #[test]
    fn a_site_has_a_largest_size() {
        let mut left = 4;
        assert_eq!(limited(&b"abc"[..], &mut left).unwrap(), "abc");
        assert!(limited(&b"de"[..], &mut left).is_err());
    }
}
