//! Writes a whole package.

use std::sync::{Mutex, PoisonError};

use super::compression_cache::CompressionCache;
use super::file::{File, PutFile};
use super::inverted::columns;
use super::order::in_order;
use super::rows::{Register, Registered};
use super::run::index_runs;
use super::segment::write_segment;
use super::source::Records;
use super::volume::{LARGE_CATALOGUE, Metadata, concatenate, write_pages};
use crate::error::BuildError;
use crate::format::{Groups, MANIFEST};
use crate::record::Record;
use crate::schema::Fields;

/// A package in memory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Package {
    /// The files, sorted by path.
    pub files: Vec<File>,
    /// Its size.
    pub stats: Stats,
}

/// The size of a package.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stats {
    /// The number of records.
    pub documents: usize,
    /// The number of files that hold the index.
    pub pages: usize,
    /// The size of those files in bytes.
    pub index_bytes: usize,
    /// The size of the fragments in bytes.
    pub fragment_bytes: usize,
    /// The size of all files in bytes.
    pub bytes: usize,
}

/// Writes the search index of some records. The same records give the same bytes, in any order and
/// on any number of threads.
///
/// # Errors
/// When two records have the same id, or a file cannot be encoded.
pub fn build(records: &[Record]) -> Result<Package, BuildError> {
    collect(records, LARGE_CATALOGUE)
}

/// Writes a package into memory. A catalogue of more than `large_catalogue` bytes is a file of its
/// own.
fn collect(records: &[Record], large_catalogue: usize) -> Result<Package, BuildError> {
    let files = Mutex::new(Vec::new());
    let put = |file| {
        files.lock().unwrap_or_else(PoisonError::into_inner).push(file);
        Ok(())
    };
    let stats = write(records, None, large_catalogue, &put)?;
    let mut files = files.into_inner().unwrap_or_else(PoisonError::into_inner);
    files.sort_by(|a: &File, b| a.path.cmp(&b.path));
    Ok(Package { files, stats })
}

/// Like [`build`], but hands each file to `put` as soon as it is written: in any order, from many
/// threads. Only a few records are in memory at a time. `cache` holds what was compressed for the
/// previous version of the site.
///
/// # Errors
/// As [`build`], and when `put` fails.
pub fn build_into<R: Records + ?Sized>(
    records: &R,
    cache: Option<&mut CompressionCache>,
    put: &(dyn Fn(File) -> std::io::Result<()> + Sync),
) -> Result<Stats, BuildError> {
    let cache = cache.map(|cache| {
        cache.begin();
        &*cache
    });
    write(records, cache, LARGE_CATALOGUE, &|file| put(file).map_err(BuildError::from))
}

fn write<R: Records + ?Sized>(
    records: &R,
    cache: Option<&CompressionCache>,
    large_catalogue: usize,
    put: PutFile<'_>,
) -> Result<Stats, BuildError> {
    let order = in_order(records)?;
    let fields = Fields::new();
    let made = index_runs(records, &order, &columns(&fields), cache, put)?;
    let mut runs = Vec::with_capacity(made.len());
    let (mut groups, mut fragment_bytes) = (Groups::default(), 0);
    let mut register = Register::default();
    for run in made {
        for group in run.groups {
            groups.push(&group.files, group.digest);
            fragment_bytes += group.bytes;
        }
        register.append(run.register);
        runs.push(run.terms);
    }
    let ids = (0..).zip(&order).map(|(document, place)| (document, place.id.as_str()));
    let Registered { catalogue, languages, versions, priors } = register.finish(ids)?;
    let (entries, volume) = concatenate(write_segment(runs, order.len(), &fields)?);
    let metadata = Metadata { groups, catalogue, languages, versions, priors, large_catalogue };
    let (pages, index_bytes, manifest) = write_pages(entries, volume, order.len(), metadata, put)?;
    let bytes = manifest.write()?;
    let stats = Stats {
        documents: order.len(),
        pages,
        index_bytes,
        fragment_bytes,
        bytes: fragment_bytes + index_bytes + bytes.len(),
    };
    put(File { path: MANIFEST.to_owned(), bytes })?;
    Ok(stats)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{Filters, Index, PageStore, Request, Section};

    /// A package that notes which files are read.
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
