//! A package, whole.

use super::fragments::fragments;
use super::packed::Packed;
use super::rows::rows;
use super::segment::write_segment;
use super::volume::{Beside, cut, join};
use crate::error::BuildError;
use crate::format::{CatalogueWriter, MANIFEST};
use crate::record::Record;
use crate::text::words;

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
    build_with(records, None)
}

/// Like [`build`], of a site of which `packed` has seen an earlier version.
///
/// # Errors
/// See [`build`].
pub fn build_again(records: &[Record], packed: &mut Packed) -> Result<Package, BuildError> {
    packed.begin();
    build_with(records, Some(packed))
}

fn build_with(records: &[Record], packed: Option<&Packed>) -> Result<Package, BuildError> {
    let ordered = in_order(records)?;
    let (segment, fragments) =
        rayon::join(|| write_segment(&ordered), || fragments(&ordered, packed));
    let (groups, mut files) = fragments?;
    let catalogue = CatalogueWriter::write(&rows(&ordered))?;
    let (entries, volume) = join(segment?);
    let beside = Beside { groups, catalogue, languages: languages(&ordered) };
    let (pages, manifest) = cut(entries, &volume, ordered.len(), beside)?;
    let mut stats = Stats { documents: ordered.len(), pages: pages.len(), ..Stats::default() };
    stats.index_bytes = size(&pages);
    stats.fragment_bytes = size(&files);
    files.extend(pages);
    files.push(File { path: MANIFEST.to_owned(), bytes: manifest.write()? });
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files.dedup_by(|a, b| a.path == b.path);
    stats.bytes = size(&files);
    Ok(Package { files, stats })
}

/// The records in the order of their titles, which is that of the documents: so no table of it is
/// needed, and whatever stays the same keeps its place.
fn in_order(records: &[Record]) -> Result<Vec<&Record>, BuildError> {
    let mut ordered: Vec<(Vec<String>, &Record)> = records
        .iter()
        .map(|record| (words(&record.title).map(|word| word.folded).collect(), record))
        .collect();
    ordered.sort_unstable_by(|(a, one), (b, other)| (a, &one.id).cmp(&(b, &other.id)));
    let mut ids: Vec<&str> = records.iter().map(|record| record.id.as_str()).collect();
    ids.sort_unstable();
    if let Some([id, _]) = ids.array_windows().find(|[one, other]| one == other) {
        return Err(BuildError::SameId((*id).to_owned()));
    }
    Ok(ordered.into_iter().map(|(_, record)| record).collect())
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
