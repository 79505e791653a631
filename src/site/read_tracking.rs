//! Lists that record which of their rows are read.
//!
//! While a page is rendered, its reads of the site are recorded. From these the next build can tell
//! whether the page may have changed, without rendering it. Views need no code for this: every access
//! to a list is recorded. An unnecessary read costs a page rendered again, never a stale page.

use std::cell::{Cell, RefCell};
use std::cmp::Ordering;
use std::ops::{Deref, Index, IndexMut};
use std::sync::{Arc, OnceLock};

use super::Item;
use crate::model::Kind;

/// Identifies a list of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ListId {
    /// The records of a kind, in [`super::RecordLists`].
    Records(Kind),
    /// [`super::Site::translations`].
    Translations,
    /// [`super::Site::translated`].
    Translated,
    /// [`super::Site::facets`].
    Facets,
    /// The practices similar to each practice.
    Related,
    /// A list of the [`super::Graph`], by its number there.
    Graph(u8),
}

/// One read: of a row of a list, of its length, or of all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Read {
    pub(super) part: ListId,
    pub(super) what: What,
}

/// The part of a list that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum What {
    /// The number of rows.
    Length,
    /// Everything.
    Whole,
    /// One row. Its number is small in memory, because there are many reads.
    Row(u32),
}

impl Read {
    /// Records this read, as if it happened now.
    pub fn note(self) {
        note(self.part, self.what);
    }
}

impl What {
    fn row(row: usize) -> What {
        // A row number that does not fit counts as a read of the whole list.
        u32::try_from(row).map_or(What::Whole, What::Row)
    }
}

thread_local! {
    static TRACKING: Cell<bool> = const { Cell::new(false) };
    static READS: RefCell<Vec<Read>> = const { RefCell::new(Vec::new()) };
}

fn note(part: ListId, what: What) {
    if TRACKING.get() {
        READS.with_borrow_mut(|reads| reads.push(Read { part, what }));
    }
}

fn note_row(part: ListId, row: usize) {
    note(part, What::row(row));
}

/// Runs `work` on this thread. Returns its result and what it read of the site.
pub fn track<T>(work: impl FnOnce() -> T) -> (T, Vec<Read>) {
    /// Stops recording, even if the work panics.
    struct End;
    impl Drop for End {
        fn drop(&mut self) {
            TRACKING.set(false);
        }
    }
    READS.with_borrow_mut(Vec::clear);
    TRACKING.set(true);
    let end = End;
    let done = work();
    drop(end);
    let mut reads = READS.take();
    reads.sort_unstable();
    reads.dedup();
    (done, reads)
}

/// A value that is made once and used by many pages. Each of them counts as a reader of what the value
/// was made from.
#[derive(Debug)]
pub struct Once<T>(OnceLock<(T, Vec<Read>)>);

impl<T> Default for Once<T> {
    fn default() -> Self {
        Once(OnceLock::new())
    }
}

impl<T> Once<T> {
    /// The value, which `make` makes if this is the first call.
    pub fn get_or_make(&self, make: impl FnOnce() -> T) -> &T {
        let (made, reads) = self.0.get_or_init(|| {
            // The reads of `make` are recorded even if those of this page are not, because the
            // reads of a later page may be.
            let (outer, tracking) = (READS.take(), TRACKING.get());
            let (made, reads) = track(make);
            READS.set(outer);
            TRACKING.set(tracking);
            (made, reads)
        });
        if TRACKING.get() {
            READS.with_borrow_mut(|all| all.extend_from_slice(reads));
        }
        made
    }
}

/// A value that is read as a whole.
#[derive(Debug)]
pub struct Whole<T> {
    part: ListId,
    value: T,
}

impl<T> Whole<T> {
    /// The list.
    pub(super) fn part(&self) -> ListId {
        self.part
    }

    /// A value whose reads are recorded as reads of a list.
    pub(crate) fn new(part: ListId, value: T) -> Whole<T> {
        Whole { part, value }
    }

    /// The value, without recording a read: for code that compares or makes sites.
    pub(super) fn untracked(&self) -> &T {
        &self.value
    }
}

impl<T> Deref for Whole<T> {
    type Target = T;

    fn deref(&self) -> &T {
        note(self.part, What::Whole);
        &self.value
    }
}

/// A list with a row for each record.
#[derive(Debug)]
pub struct Rows<T> {
    part: ListId,
    rows: Vec<T>,
}

impl<T> Rows<T> {
    /// The list.
    pub(super) fn part(&self) -> ListId {
        self.part
    }

    /// Rows whose reads are recorded as reads of a list.
    pub(crate) fn new(part: ListId, rows: Vec<T>) -> Rows<T> {
        Rows { part, rows }
    }

    /// The rows, without recording a read: for code that compares or makes sites.
    pub(super) fn untracked(&self) -> &[T] {
        &self.rows
    }

    pub(super) fn push(&mut self, row: T) {
        self.rows.push(row);
    }

    /// Replaces all rows.
    pub(super) fn fill(&mut self, rows: Vec<T>) {
        self.rows = rows;
    }

    /// All rows in order.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        note(self.part, What::Whole);
        self.rows.iter()
    }

    /// The read of a row, for code that records it later.
    #[must_use]
    pub fn read(&self, at: usize) -> Read {
        Read { part: self.part, what: What::row(at) }
    }

    /// The number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        note(self.part, What::Length);
        self.rows.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<T> Index<usize> for Rows<T> {
    type Output = T;

    fn index(&self, at: usize) -> &T {
        note_row(self.part, at);
        &self.rows[at]
    }
}

impl<T> IndexMut<usize> for Rows<T> {
    fn index_mut(&mut self, at: usize) -> &mut T {
        &mut self.rows[at]
    }
}

impl<'a, T> IntoIterator for &'a Rows<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// The records of a kind, which consecutive sites share.
#[derive(Debug, Clone)]
pub struct Items<T> {
    part: ListId,
    items: Vec<Arc<Item<T>>>,
}

impl<T> Items<T> {
    /// The list.
    pub(super) fn part(&self) -> ListId {
        self.part
    }

    /// An empty list of the records of a kind.
    pub(super) fn new(kind: Kind) -> Items<T> {
        Items { part: ListId::Records(kind), items: Vec::new() }
    }

    pub(super) fn push(&mut self, item: Arc<Item<T>>) {
        self.items.push(item);
    }

    /// Sorts records; those with the same key keep their order.
    pub(super) fn sort_by_key<K: Ord>(&mut self, key: impl Fn(&Item<T>) -> K) {
        self.items.sort_by_key(|item| key(item));
    }

    /// Sorts records by their ids.
    pub(super) fn sort_by_id(&mut self) {
        self.items.sort_by(|a, b| a.meta.id.cmp(&b.meta.id));
    }

    /// The records, without recording a read: for code that compares or makes sites.
    pub(super) fn untracked(&self) -> &[Arc<Item<T>>] {
        &self.items
    }

    /// All records in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Item<T>> + ExactSizeIterator + Clone {
        note(self.part, What::Whole);
        self.items.iter().map(|item| &**item)
    }

    /// The number of records.
    #[must_use]
    pub fn len(&self) -> usize {
        note(self.part, What::Length);
        self.items.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The record at a position.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<&Item<T>> {
        note_row(self.part, at);
        self.items.get(at).map(|item| &**item)
    }

    /// The read of the record at a position, for code that records it later.
    #[must_use]
    pub fn read(&self, at: usize) -> Read {
        Read { part: self.part, what: What::row(at) }
    }

    /// The position of the record with a slug, in a list that is sorted by slug. Counts as a read of
    /// only those records that the search compares.
    #[must_use]
    pub fn with_slug(&self, slug: &str) -> Option<usize> {
        let (mut start, mut end) = (0, self.len());
        while start < end {
            let middle = start.midpoint(end);
            match self[middle].meta.slug.as_str().cmp(slug) {
                Ordering::Less => start = middle + 1,
                Ordering::Greater => end = middle,
                Ordering::Equal => return Some(middle),
            }
        }
        None
    }
}

impl<T> Index<usize> for Items<T> {
    type Output = Item<T>;

    fn index(&self, at: usize) -> &Item<T> {
        note_row(self.part, at);
        &self.items[at]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_recorded_while_tracked_and_only_then() {
        let rows = Rows::new(ListId::Graph(3), vec![vec![1, 2], vec![], vec![3]]);
        let facets = Whole::new(ListId::Facets, vec![7]);
        assert_eq!(rows[0].len(), 2);
        let (sum, reads) = track(|| rows[2].len() + rows[0].len() + rows[2].len());
        let row = |at| Read { part: ListId::Graph(3), what: What::Row(at) };
        assert_eq!((sum, reads), (4, vec![row(0), row(2)]));
        let (count, reads) = track(|| rows.iter().map(Vec::len).sum::<usize>() + facets.len());
        let whole = |part| Read { part, what: What::Whole };
        assert_eq!((count, reads), (4, vec![whole(ListId::Facets), whole(ListId::Graph(3))]));
        let (count, reads) = track(|| rows.len());
        let length = Read { part: ListId::Graph(3), what: What::Length };
        assert_eq!((count, reads), (3, vec![length]));
        assert_eq!(facets.len(), 1);
        assert_eq!(track(|| ()).1, []);
    }

    #[test]
    fn what_is_made_once_is_read_by_all_who_use_it() {
        let rows = Rows::new(ListId::Graph(3), vec![10, 20]);
        let once = Once::default();
        let used = || *once.get_or_make(|| rows[1]) + rows[0];
        let (first, reads_of_first) = track(used);
        let (second, reads_of_second) = track(used);
        assert_eq!((first, second), (30, 30));
        assert_eq!(reads_of_first.len(), 2);
        assert_eq!(reads_of_first, reads_of_second);
    }

    #[test]
    fn work_that_panics_is_no_longer_tracked() {
        let rows = Rows::new(ListId::Related, vec![1]);
        let broken = std::panic::catch_unwind(|| track(|| panic!("on purpose")));
        assert!(broken.is_err());
        assert_eq!(rows[0], 1);
        assert_eq!(track(|| ()).1, []);
    }
}
