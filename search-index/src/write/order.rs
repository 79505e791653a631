//! The order of documents: by title, then by id.
//!
//! Lists sorted by title need no table of their own, and a record that has not changed keeps its
//! neighbours.

use rayon::prelude::*;

use super::source::Records;
use crate::error::BuildError;
use crate::text::words;

/// The folded words of a title, each followed by a NUL. Such keys sort word by word, since no
/// letter is less than NUL.
type TitleKey = String;

/// The sort key of a title.
pub(super) fn title_key(title: &str) -> TitleKey {
    let mut key = String::with_capacity(title.len());
    for word in words(title) {
        key.push_str(&word.folded);
        key.push('\0');
    }
    key
}

/// A record in the order of documents.
#[derive(Debug)]
pub(super) struct OrderedRecord {
    pub(super) key: TitleKey,
    pub(super) id: String,
    /// Its number among the records as they were given.
    pub(super) at: usize,
}

/// Sorts the records; two with the same id are an error.
pub(super) fn in_order<R: Records + ?Sized>(records: &R) -> Result<Vec<OrderedRecord>, BuildError> {
    let entry = |at| {
        let (title, id) = records.name(at);
        OrderedRecord { key: title_key(&title), id: id.into_owned(), at }
    };
    let mut order: Vec<OrderedRecord> = (0..records.count()).into_par_iter().map(entry).collect();
    order.par_sort_unstable_by(|a, b| (&a.key, &a.id).cmp(&(&b.key, &b.id)));
    let mut ids: Vec<&str> = order.iter().map(|entry| entry.id.as_str()).collect();
    ids.par_sort_unstable();
    if let Some([id, _]) = ids.array_windows().find(|[one, other]| one == other) {
        return Err(BuildError::SameId((*id).to_owned()));
    }
    Ok(order)
}
