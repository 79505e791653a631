//! Amending a package: a small index of what has changed, at hand long before all is written
//! again.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::package::{File, TitleKey, in_order, title_key, write};
use super::rows::{Register, Registered, row};
use super::volume::LARGE_CATALOGUE;
use crate::error::BuildError;
use crate::format::{Amendment, CatalogueRow, Digest, MANIFEST, Manifest, amendment_path, pack};
use crate::record::Record;

/// An amendment is of so many records at most: with more, writing all again is the shorter way,
/// and the numbers of one index say too little about the other.
const MOST: usize = 256;

/// A package that was written: what amendments to it are made from.
#[derive(Debug)]
pub struct Written {
    manifest: Manifest,
    /// The records in the order of documents.
    records: Vec<(TitleKey, Arc<Record>)>,
    /// The document of each id.
    documents: HashMap<String, u32>,
    rows: Vec<CatalogueRow>,
}

impl Written {
    pub(super) fn new(manifest: Manifest, records: Vec<(TitleKey, Arc<Record>)>) -> Self {
        let rows = records.iter().map(|(_, record)| row(record)).collect();
        let documents =
            (0..).zip(&records).map(|(document, (_, record))| (record.id.clone(), document));
        Self { manifest, documents: documents.collect(), rows, records }
    }

    /// The document of a record as it was written.
    fn same(&self, record: &Arc<Record>) -> Option<u32> {
        let document = *self.documents.get(&record.id)?;
        let (_, known) = self.records.get(document as usize)?;
        (Arc::ptr_eq(known, record) || known == record).then_some(document)
    }
}

/// What amends a package.
#[derive(Debug)]
pub struct Amended {
    /// Files that go beside those of the package, or in their place.
    pub files: Vec<File>,
    /// Whether the package is again what would be written of the records.
    pub is_whole: bool,
}

/// The files beside which a package answers as if it had been written from other `records`, but
/// for small differences of scores: what is rare or frequent is still counted as it was. Its
/// manifest is among them. None where too much has changed.
///
/// # Errors
/// When two records have one id, or a file cannot be encoded.
pub fn amend(written: &Written, records: &[Arc<Record>]) -> Result<Option<Amended>, BuildError> {
    let mut gone: HashSet<u32> = (0..written.manifest.documents).collect();
    let mut new: Vec<(TitleKey, &Arc<Record>)> = Vec::new();
    let mut ids = HashSet::with_capacity(records.len());
    for record in records {
        if !ids.insert(record.id.as_str()) {
            return Err(BuildError::SameId(record.id.clone()));
        }
        match written.same(record) {
            Some(document) => {
                gone.remove(&document);
            }
            None => new.push((title_key(&record.title), record)),
        }
    }
    if new.len().max(gone.len()) > MOST {
        return Ok(None);
    }
    new.sort_unstable_by(|(a, one), (b, other)| (a, &one.id).cmp(&(b, &other.id)));
    let mut gone: Vec<u32> = gone.into_iter().collect();
    gone.sort_unstable();
    let mut manifest = written.manifest.clone();
    if new.is_empty() && gone.is_empty() {
        let files = vec![File { path: MANIFEST.to_owned(), bytes: manifest.write()? }];
        return Ok(Some(Amended { files, is_whole: true }));
    }
    let numbers = numbers(written, &new);
    let ordered: Vec<&Record> = new.iter().map(|(_, record)| &***record).collect();
    let order = in_order(ordered.as_slice())?;
    let (package, index) = write(ordered.as_slice(), &order, None, LARGE_CATALOGUE)?;
    let amendment = amendment(written, index, gone, numbers, &ordered)?;
    let digest = Digest::of(&amendment);
    manifest.amendment = Some(digest);
    let mut files = package.files;
    files.retain(|file| file.path != MANIFEST);
    files.push(File { path: amendment_path(&digest), bytes: pack(&amendment)? });
    files.push(File { path: MANIFEST.to_owned(), bytes: manifest.write()? });
    Ok(Some(Amended { files, is_whole: false }))
}

/// The numbers of new records among all: each behind those of the package whose title comes first.
fn numbers(written: &Written, new: &[(TitleKey, &Arc<Record>)]) -> Vec<u32> {
    let before = |(key, record): &(TitleKey, &Arc<Record>)| {
        written.records.partition_point(|(other, known)| (other, &known.id) < (key, &record.id))
    };
    (0..).zip(new).map(|(at, new)| before(new) as u32 + at).collect()
}

fn amendment(
    written: &Written,
    index: Manifest,
    gone: Vec<u32>,
    numbers: Vec<u32>,
    new: &[&Record],
) -> Result<Vec<u8>, BuildError> {
    let nothing = CatalogueRow::default();
    let new_rows: Vec<CatalogueRow> = new.iter().map(|record| row(record)).collect();
    let mut places: Vec<Option<(&CatalogueRow, Option<&Record>)>> =
        vec![None; written.records.len() + new.len()];
    for ((number, row), record) in numbers.iter().zip(&new_rows).zip(new) {
        if let Some(place) = places.get_mut(*number as usize) {
            *place = Some((row, Some(record)));
        }
    }
    let free = places.iter_mut().filter(|place| place.is_none());
    let kept = (0..).zip(&written.records).zip(&written.rows);
    for (place, ((document, (_, record)), row)) in free.zip(kept) {
        let is_gone = gone.binary_search(&document).is_ok();
        *place = Some(if is_gone { (&nothing, None) } else { (row, Some(record)) });
    }
    let mut register = Register::default();
    let all = || (0..).zip(places.iter().flatten());
    all().for_each(|(number, (row, record))| register.add(number, row, *record));
    let ids =
        all().filter_map(|(number, (_, record))| Some((number, record.as_ref()?.id.as_str())));
    let Registered { catalogue, languages, versions } = register.finish(ids)?;
    Ok(Amendment::write(index, [gone, numbers], languages, &versions, &catalogue)?)
}
