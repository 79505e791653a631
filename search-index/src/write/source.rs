//! Where records come from: a slice, or a type that makes each record when it is needed, so that a
//! large site's records are never all in memory.

use std::borrow::{Borrow, Cow};

use crate::record::Record;

/// Records to be indexed, numbered in any order.
pub trait Records: Sync {
    /// The number of records.
    fn count(&self) -> usize;

    /// The title and id of a record, by which records are sorted.
    fn name(&self, at: usize) -> (Cow<'_, str>, Cow<'_, str>);

    /// A record. It is asked for once in a build and dropped soon after.
    fn record(&self, at: usize) -> Cow<'_, Record>;
}

impl<R: Borrow<Record> + Sync> Records for [R] {
    fn count(&self) -> usize {
        self.len()
    }

    fn name(&self, at: usize) -> (Cow<'_, str>, Cow<'_, str>) {
        self.get(at).map_or_else(Default::default, |record| {
            let Record { title, id, .. } = record.borrow();
            (title.as_str().into(), id.as_str().into())
        })
    }

    fn record(&self, at: usize) -> Cow<'_, Record> {
        self.get(at).map_or_else(Cow::default, |record| Cow::Borrowed(record.borrow()))
    }
}
