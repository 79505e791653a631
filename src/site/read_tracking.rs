//! Lists of the site that note who reads what.
//!
//! While a page is made, what it asks of the site is written down, so that the next build can tell
//! whether the page may have changed without making it. Views need not know of this: reading a
//! list is enough, and what is read by mistake costs a page made again, never a stale one.

use std::cell::{Cell, RefCell};
use std::cmp::Ordering;
use std::ops::{Deref, Index, IndexMut};
use std::sync::{Arc, OnceLock};

use super::Item;
use crate::model::Kind;

/// A list of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The records of a kind, in [`super::RecordLists`].
    Records(Kind),
    /// [`super::Site::translations`].
    Translations,
    /// [`super::Site::translated`].
    Translated,
    /// [`super::Site::facets`].
    Facets,
    /// The practices like each practice.
    Related,
    /// A list of the [`super::Graph`], by its number there.
    Graph(u8),
}

/// Something that was read: a row of a list, or all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Read {
    pub(super) part: Part,
    pub(super) what: What,
}

/// What of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum What {
    /// How many rows there are.
    Length,
    /// Everything.
    Whole,
    /// One row. There are many of these, so they are small.
    Row(u32),
}

impl Read {
    /// Notes that this is read, as if it were looked up now.
    pub fn note(self) {
        note(self.part, self.what);
    }
}

impl What {
    fn row(row: usize) -> What {
        // What is beyond counting is read as a whole.
        u32::try_from(row).map_or(What::Whole, What::Row)
    }
}

thread_local! {
    static WATCHING: Cell<bool> = const { Cell::new(false) };
    static READS: RefCell<Vec<Read>> = const { RefCell::new(Vec::new()) };
}

fn note(part: Part, what: What) {
    if WATCHING.get() {
        READS.with_borrow_mut(|reads| reads.push(Read { part, what }));
    }
}

fn note_row(part: Part, row: usize) {
    note(part, What::row(row));
}

/// Does some work on this thread and says what of the site it read.
pub fn watch<T>(work: impl FnOnce() -> T) -> (T, Vec<Read>) {
    /// Stops watching even when the work breaks off.
    struct End;
    impl Drop for End {
        fn drop(&mut self) {
            WATCHING.set(false);
        }
    }
    READS.with_borrow_mut(Vec::clear);
    WATCHING.set(true);
    let end = End;
    let done = work();
    drop(end);
    let mut reads = READS.take();
    reads.sort_unstable();
    reads.dedup();
    (done, reads)
}

/// Something that is made once and used by many pages: each of them reads what it was made from.
#[derive(Debug)]
pub struct Once<T>(OnceLock<(T, Vec<Read>)>);

impl<T> Default for Once<T> {
    fn default() -> Self {
        Once(OnceLock::new())
    }
}

impl<T> Once<T> {
    /// What was made, or what `make` makes now.
    pub fn get_or_make(&self, make: impl FnOnce() -> T) -> &T {
        let (made, reads) = self.0.get_or_init(|| {
            // This page may be the first to ask, and others may be watched when it is not.
            let (outer, watching) = (READS.take(), WATCHING.get());
            let (made, reads) = watch(make);
            READS.set(outer);
            WATCHING.set(watching);
            (made, reads)
        });
        if WATCHING.get() {
            READS.with_borrow_mut(|all| all.extend_from_slice(reads));
        }
        made
    }
}

/// A value that is read as a whole.
#[derive(Debug)]
pub struct Whole<T> {
    part: Part,
    value: T,
}

impl<T> Whole<T> {
    /// Which list this is.
    pub(super) fn part(&self) -> Part {
        self.part
    }

    /// Puts `value` under watch.
    pub(crate) fn new(part: Part, value: T) -> Whole<T> {
        Whole { part, value }
    }

    /// The value, for those who compare or make sites.
    pub(super) fn unwatched(&self) -> &T {
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
    part: Part,
    rows: Vec<T>,
}

impl<T> Rows<T> {
    /// Which list this is.
    pub(super) fn part(&self) -> Part {
        self.part
    }

    /// Puts `rows` under watch.
    pub(crate) fn new(part: Part, rows: Vec<T>) -> Rows<T> {
        Rows { part, rows }
    }

    /// The rows, for those who compare or make sites.
    pub(super) fn unwatched(&self) -> &[T] {
        &self.rows
    }

    pub(super) fn push(&mut self, row: T) {
        self.rows.push(row);
    }

    /// Puts other rows in the place of all there are.
    pub(super) fn fill(&mut self, rows: Vec<T>) {
        self.rows = rows;
    }

    /// All rows in order.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        note(self.part, What::Whole);
        self.rows.iter()
    }

    /// How many rows there are.
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

/// The records of a kind, shared between a site and the one that is built after it.
#[derive(Debug, Clone)]
pub struct Items<T> {
    part: Part,
    items: Vec<Arc<Item<T>>>,
}

impl<T> Items<T> {
    /// Which list this is.
    pub(super) fn part(&self) -> Part {
        self.part
    }

    /// An empty list of the records of a kind.
    pub(super) fn new(kind: Kind) -> Items<T> {
        Items { part: Part::Records(kind), items: Vec::new() }
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

    /// The records, for those who compare or make sites.
    pub(super) fn unwatched(&self) -> &[Arc<Item<T>>] {
        &self.items
    }

    /// All records in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Item<T>> + ExactSizeIterator + Clone {
        note(self.part, What::Whole);
        self.items.iter().map(|item| &**item)
    }

    /// How many records there are.
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

    /// That the record at a position is read, for those who note it themselves.
    #[must_use]
    pub fn read(&self, at: usize) -> Read {
        Read { part: self.part, what: What::row(at) }
    }

    /// The position of the record with a slug, in a list that is in the order of slugs. It depends
    /// on no other records than those that it looks at.
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
    fn what_is_read_is_noted_while_watched_and_only_then() {
        let rows = Rows::new(Part::Graph(3), vec![vec![1, 2], vec![], vec![3]]);
        let facets = Whole::new(Part::Facets, vec![7]);
        assert_eq!(rows[0].len(), 2);
        let (sum, reads) = watch(|| rows[2].len() + rows[0].len() + rows[2].len());
        let row = |at| Read { part: Part::Graph(3), what: What::Row(at) };
        assert_eq!((sum, reads), (4, vec![row(0), row(2)]));
        let (count, reads) = watch(|| rows.iter().map(Vec::len).sum::<usize>() + facets.len());
        let whole = |part| Read { part, what: What::Whole };
        assert_eq!((count, reads), (4, vec![whole(Part::Facets), whole(Part::Graph(3))]));
        let (count, reads) = watch(|| rows.len());
        let length = Read { part: Part::Graph(3), what: What::Length };
        assert_eq!((count, reads), (3, vec![length]));
        assert_eq!(facets.len(), 1);
        assert_eq!(watch(|| ()).1, []);
    }

    #[test]
    fn what_is_made_once_is_read_by_all_who_use_it() {
        let rows = Rows::new(Part::Graph(3), vec![10, 20]);
        let once = Once::default();
        let used = || *once.get_or_make(|| rows[1]) + rows[0];
        let (first, reads_of_first) = watch(used);
        let (second, reads_of_second) = watch(used);
        assert_eq!((first, second), (30, 30));
        assert_eq!(reads_of_first.len(), 2);
        assert_eq!(reads_of_first, reads_of_second);
    }

    #[test]
    fn work_that_breaks_off_is_no_longer_watched() {
        let rows = Rows::new(Part::Related, vec![1]);
        let broken = std::panic::catch_unwind(|| watch(|| panic!("on purpose")));
        assert!(broken.is_err());
        assert_eq!(rows[0], 1);
        assert_eq!(watch(|| ()).1, []);
    }
}
