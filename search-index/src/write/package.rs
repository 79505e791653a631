//! A package, whole.

use super::fragments::fragments;
use super::rows::rows;
use super::segment::write_segment;
use super::volume::{cut, join};
use crate::error::BuildError;
use crate::format::{CATALOGUE_FILE, CatalogueWriter, FRAGMENTS_FILE, MANIFEST};
use crate::record::Record;

/// A file to be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Where, relative to the package's folder.
    pub path: String,
    /// What.
    pub bytes: Vec<u8>,
}

/// The files of a search index, by path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Package {
    /// The files, sorted by path.
    pub files: Vec<File>,
    /// What was written.
    pub stats: Stats,
}

/// What a package holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stats {
    /// Records.
    pub documents: usize,
    /// Pages of the index.
    pub pages: usize,
    /// Bytes of those pages as published.
    pub index_bytes: usize,
    /// Bytes of the texts for excerpts as published.
    pub fragment_bytes: usize,
    /// Bytes of all files.
    pub bytes: usize,
}

/// Writes the search index of some records. The same records give the same bytes, in whatever
/// order and on however many threads.
///
/// # Errors
/// When two records have one id, or a file cannot be encoded.
pub fn build(records: &[Record]) -> Result<Package, BuildError> {
    let mut ordered: Vec<&Record> = records.iter().collect();
    ordered.sort_by(|a, b| a.id.cmp(&b.id));
    for pair in ordered.windows(2) {
        if let [one, other] = pair
            && one.id == other.id
        {
            return Err(BuildError::SameId(one.id.clone()));
        }
    }
    let (segment, fragments) = rayon::join(|| write_segment(&ordered), || fragments(&ordered));
    let (mut index, fragments) = (segment?, fragments?);
    index.push((CATALOGUE_FILE.to_owned(), CatalogueWriter::write(&rows(&ordered))?));
    let table = fragments.iter().flat_map(|(digest, _)| digest.as_bytes().iter().copied());
    index.push((FRAGMENTS_FILE.to_owned(), table.collect()));
    let (entries, volume) = join(index);
    let (pages, manifest) = cut(entries, &volume, ordered.len(), languages(&ordered))?;
    let mut stats = Stats { documents: ordered.len(), pages: pages.len(), ..Stats::default() };
    stats.index_bytes = size(&pages);
    let mut files: Vec<File> = fragments.into_iter().map(|(_, file)| file).collect();
    stats.fragment_bytes = size(&files);
    files.extend(pages);
    files.push(File { path: MANIFEST.to_owned(), bytes: manifest.write()? });
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files.dedup_by(|a, b| a.path == b.path);
    stats.bytes = size(&files);
    Ok(Package { files, stats })
}

fn size(files: &[File]) -> usize {
    files.iter().map(|file| file.bytes.len()).sum()
}

fn languages(records: &[&Record]) -> Vec<String> {
    let mut languages: Vec<String> = records.iter().map(|record| record.lang.clone()).collect();
    languages.sort_unstable();
    languages.dedup();
    languages
}
