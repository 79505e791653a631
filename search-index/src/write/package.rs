//! A package, whole.

use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::fragments::Take;
use super::inverted::columns;
use super::packed::Packed;
use super::rows::{Register, Registered};
use super::run::make;
use super::segment::write_segment;
use super::source::Records;
use super::volume::{Beside, LARGE_CATALOGUE, cut, join};
use crate::error::BuildError;
use crate::format::{Groups, MANIFEST};
use crate::record::Record;
use crate::schema::Fields;
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
    collect(records, LARGE_CATALOGUE)
}

/// Writes a package into memory, with the size from which the catalogue is a file of its own.
fn collect(records: &[Record], large_catalogue: usize) -> Result<Package, BuildError> {
    let files = Mutex::new(Vec::new());
    let take = |file| {
        files.lock().unwrap_or_else(PoisonError::into_inner).push(file);
        Ok(())
    };
    let stats = write(records, None, large_catalogue, &take)?;
    let mut files = files.into_inner().unwrap_or_else(PoisonError::into_inner);
    files.sort_by(|a: &File, b| a.path.cmp(&b.path));
    Ok(Package { files, stats })
}

/// Like [`build`], but hands each file to `take` as soon as it is written: in any order, from many
/// threads. Only a few records are in memory at a time. `packed` remembers what was compressed for
/// an earlier version of the site.
///
/// # Errors
/// See [`build`], and when a file is not taken.
pub fn build_into<R: Records + ?Sized>(
    records: &R,
    packed: Option<&mut Packed>,
    take: &(dyn Fn(File) -> std::io::Result<()> + Sync),
) -> Result<Stats, BuildError> {
    let packed = packed.map(|packed| {
        packed.begin();
        &*packed
    });
    write(records, packed, LARGE_CATALOGUE, &|file| take(file).map_err(BuildError::from))
}

fn write<R: Records + ?Sized>(
    records: &R,
    packed: Option<&Packed>,
    large_catalogue: usize,
    take: Take<'_>,
) -> Result<Stats, BuildError> {
    let order = in_order(records)?;
    let fields = Fields::new();
    let made = make(records, &order, &columns(&fields), packed, take)?;
    let mut runs = Vec::with_capacity(made.len());
    let (mut groups, mut fragment_bytes) = (Groups::default(), 0);
    let mut register = Register::default();
    for run in made {
        for group in run.groups {
            groups.push(group.records, group.digest);
            fragment_bytes += group.bytes;
        }
        register.append(run.register);
        runs.push(run.terms);
    }
    let ids = (0..).zip(&order).map(|(document, place)| (document, place.id.as_str()));
    let Registered { catalogue, languages, versions } = register.finish(ids)?;
    let (entries, volume) = join(write_segment(runs, order.len(), &fields)?);
    let beside = Beside { groups, catalogue, languages, versions, large_catalogue };
    let (pages, index_bytes, manifest) = cut(entries, volume, order.len(), beside, take)?;
    let bytes = manifest.write()?;
    let stats = Stats {
        documents: order.len(),
        pages,
        index_bytes,
        fragment_bytes,
        bytes: fragment_bytes + index_bytes + bytes.len(),
    };
    take(File { path: MANIFEST.to_owned(), bytes })?;
    Ok(stats)
}

/// The words of a record's title, by which documents are ordered: it sorts word by word, since
/// nothing in a word is less than what ends it.
type TitleKey = String;

/// The key of a title.
pub(super) fn title_key(title: &str) -> TitleKey {
    let mut key = String::with_capacity(title.len());
    for word in words(title) {
        key.push_str(&word.folded);
        key.push('\0');
    }
    key
}

/// Where a record stands, and what decides it.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) key: TitleKey,
    pub(super) id: String,
    /// Its place among the records as they were given.
    pub(super) at: usize,
}

/// The records in the order of their titles, which is that of the documents: so no table of it is
/// needed, and whatever stays the same keeps its place.
fn in_order<R: Records + ?Sized>(records: &R) -> Result<Vec<Place>, BuildError> {
    let place = |at| {
        let (title, id) = records.name(at);
        Place { key: title_key(&title), id: id.into_owned(), at }
    };
    let mut order: Vec<Place> = (0..records.count()).into_par_iter().map(place).collect();
    order.par_sort_unstable_by(|a, b| (&a.key, &a.id).cmp(&(&b.key, &b.id)));
    let mut ids: Vec<&str> = order.iter().map(|place| place.id.as_str()).collect();
    ids.par_sort_unstable();
    if let Some([id, _]) = ids.array_windows().find(|[one, other]| one == other) {
        return Err(BuildError::SameId((*id).to_owned()));
    }
    Ok(order)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

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
        let package = collect(&records, 10).unwrap();
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
