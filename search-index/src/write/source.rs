//! Where records come from: a list of them, or whoever makes each when it is needed, so that the
//! records of a large site are never all in memory.

use std::borrow::{Borrow, Cow};

use crate::record::Record;

/// Records to be indexed, each known by its place in no particular order.
pub trait Records: Sync {
    /// How many there are.
    fn count(&self) -> usize;

    /// Title and id of the record at a place below [`Records::count`]: what decides where it
    /// stands in the index.
    fn name(&self, at: usize) -> (Cow<'_, str>, Cow<'_, str>);

    /// The record at that place. It is asked for once in a build, and dropped soon after.
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
