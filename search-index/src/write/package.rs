//! A package, whole.

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use super::amend::Written;
use super::fragments::{Take, fragments};
use super::packed::Packed;
use super::rows::rows;
use super::segment::write_segment;
use super::volume::{Beside, LARGE_CATALOGUE, cut, join};
use crate::error::BuildError;
use crate::format::{CatalogueWriter, MANIFEST, Manifest, Version, Versions};
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
    let keyed = in_order(records)?;
    Ok(write(&ordered(&keyed), None, LARGE_CATALOGUE)?.0)
}

/// Like [`build`], of a site of which `packed` has seen an earlier version. What is written can be
/// amended.
///
/// # Errors
/// See [`build`].
pub fn build_again(
    records: &[Arc<Record>],
    packed: &mut Packed,
) -> Result<(Package, Written), BuildError> {
    packed.begin();
    let keyed = in_order(records)?;
    let (package, manifest) = write(&ordered(&keyed), Some(packed), LARGE_CATALOGUE)?;
    let keyed = keyed.into_iter().map(|(key, record)| (key, Arc::clone(record))).collect();
    Ok((package, Written::new(manifest, keyed)))
}

/// Like [`build`], and gives away each file as soon as it is made: in any order, from many threads.
///
/// # Errors
/// See [`build`], and when a file is not taken.
pub fn build_into(
    records: &[Record],
    take: &(dyn Fn(File) -> std::io::Result<()> + Sync),
) -> Result<Stats, BuildError> {
    let keyed = in_order(records)?;
    let take = |file| take(file).map_err(BuildError::from);
    Ok(write_to(&ordered(&keyed), None, LARGE_CATALOGUE, &take)?.0)
}

/// Writes records that are in order, with the size from which the catalogue stands apart.
pub(super) fn write(
    ordered: &[&Record],
    packed: Option<&Packed>,
    large_catalogue: usize,
) -> Result<(Package, Manifest), BuildError> {
    let files = Mutex::new(Vec::new());
    let take = |file| {
        files.lock().unwrap_or_else(PoisonError::into_inner).push(file);
        Ok(())
    };
    let (stats, manifest) = write_to(ordered, packed, large_catalogue, &take)?;
    let mut files = files.into_inner().unwrap_or_else(PoisonError::into_inner);
    files.sort_by(|a: &File, b| a.path.cmp(&b.path));
    Ok((Package { files, stats }, manifest))
}

/// Like [`write()`], and gives the files away.
fn write_to(
    ordered: &[&Record],
    packed: Option<&Packed>,
    large_catalogue: usize,
    take: Take<'_>,
) -> Result<(Stats, Manifest), BuildError> {
    let (segment, fragments) =
        rayon::join(|| write_segment(ordered), || fragments(ordered, packed, take));
    let (groups, fragment_bytes) = fragments?;
    let languages = languages(ordered);
    let versions = versions((0..).zip(ordered.iter().copied()), &languages);
    let catalogue = CatalogueWriter::write(&rows(ordered))?;
    let (entries, volume) = join(segment?);
    let beside = Beside { groups, catalogue, languages, versions, large_catalogue };
    let (pages, index_bytes, manifest) = cut(entries, volume, ordered.len(), beside, take)?;
    let bytes = manifest.write()?;
    let stats = Stats {
        documents: ordered.len(),
        pages,
        index_bytes,
        fragment_bytes,
        bytes: fragment_bytes + index_bytes + bytes.len(),
    };
    take(File { path: MANIFEST.to_owned(), bytes })?;
    Ok((stats, manifest))
}

/// The words of a record's title, by which documents are ordered: it sorts word by word, since
/// nothing in a word is less than what ends it.
pub(super) type TitleKey = String;

/// The key of a title.
pub(super) fn title_key(title: &str) -> TitleKey {
    let mut key = String::with_capacity(title.len());
    for word in words(title) {
        key.push_str(&word.folded);
        key.push('\0');
    }
    key
}

fn ordered<'a, R: Borrow<Record>>(keyed: &[(TitleKey, &'a R)]) -> Vec<&'a Record> {
    keyed.iter().map(|(_, record)| (*record).borrow()).collect()
}

/// The records in the order of their titles, which is that of the documents: so no table of it is
/// needed, and whatever stays the same keeps its place.
fn in_order<R: Borrow<Record>>(records: &[R]) -> Result<Vec<(TitleKey, &R)>, BuildError> {
    let mut ordered: Vec<(TitleKey, &R)> =
        records.iter().map(|record| (title_key(&record.borrow().title), record)).collect();
    ordered.sort_unstable_by(|(a, one), (b, other)| (a, id(*one)).cmp(&(b, id(*other))));
    let mut ids: Vec<&str> = records.iter().map(id).collect();
    ids.sort_unstable();
    if let Some([id, _]) = ids.array_windows().find(|[one, other]| one == other) {
        return Err(BuildError::SameId((*id).to_owned()));
    }
    Ok(ordered)
}

fn id<R: Borrow<Record>>(record: &R) -> &str {
    &record.borrow().id
}

/// The translations among numbered records. One whose original is not there stands for itself.
pub(super) fn versions<'a>(
    records: impl Iterator<Item = (u32, &'a Record)> + Clone,
    languages: &[String],
) -> Versions {
    let by_id: BTreeMap<&str, u32> =
        records.clone().map(|(number, record)| (record.id.as_str(), number)).collect();
    let version = |(document, record): (u32, &Record)| {
        let original = *by_id.get(record.original.as_deref()?)?;
        let language = languages.iter().position(|lang| *lang == record.lang)? as u32;
        Some(Version { document, original, language })
    };
    Versions { translations: records.filter_map(version).collect() }
}

/// The languages of records, each once, in order.
pub(super) fn languages(records: &[&Record]) -> Vec<String> {
    let languages: BTreeSet<&str> = records.iter().map(|record| record.lang.as_str()).collect();
    languages.into_iter().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Filters, Index, PageStore, Request, Section};

    /// A package that notes what is read of it.
    struct Noted(Package, Arc<Mutex<Vec<String>>>);

    impl PageStore for Noted {
        fn read(&self, path: &str) -> std::io::Result<Vec<u8>> {
            self.1.lock().unwrap().push(path.to_owned());
            self.0.read(path)
        }
    }

    fn records() -> Vec<Record> {
        let record = |at: usize| Record {
            id: format!("practices/{at}"),
            kind: "practice".to_owned(),
            lang: "en".to_owned(),
            title: format!("Practice {at}"),
            sections: vec![Section { text: "buses and trams".into(), ..Section::default() }],
            year: Some(2000 + (at % 20) as u16),
            ..Record::default()
        };
        (0..50).map(record).collect()
    }

    #[test]
    fn a_large_catalogue_is_read_for_counts_filters_and_order_only() {
        let read = Arc::new(Mutex::new(Vec::new()));
        let records = records();
        let ordered: Vec<&Record> = records.iter().collect();
        let (package, _) = write(&ordered, None, 10).unwrap();
        let index = Index::open(Noted(package, Arc::clone(&read))).unwrap();
        let is_read = || read.lock().unwrap().iter().any(|path| path.starts_with("c/"));
        let plain = Request { query: "trams".to_owned(), counts: false, ..Request::default() };
        let early = index.search(&plain).unwrap();
        assert_eq!((early.total, is_read()), (50, false));
        let fields = Request { query: "trams kind:practice".to_owned(), ..plain.clone() };
        assert_eq!(index.search(&fields).unwrap().total, 50);
        assert!(is_read(), "values of fields are the catalogue's");
        let counted = index.search(&Request { counts: true, ..plain.clone() }).unwrap();
        assert_eq!(counted.hits, early.hits, "counting changes no hit");
        let topic = vec!["none".to_owned()];
        let filters = Filters { topic, ..Filters::default() };
        assert_eq!(index.search(&Request { filters, ..plain }).unwrap().total, 0);
    }
}
