//! Indexes records in runs. Of each run only its inverted index, fragments and register are kept,
//! so that its records can be dropped before the next run.

use std::borrow::Cow;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::compression_cache::CompressionCache;
use super::file::PutFile;
use super::fragments::{Group, fragments};
use super::inverted::{Column, InvertedRun, Scratch, invert};
use super::order::{OrderedRecord, title_key};
use super::rows::Register;
use super::source::Records;
use crate::error::BuildError;
use crate::format::ends_group;
use crate::record::Record;

/// The smallest and largest number of records in a run, roughly. A large run stores each term once
/// for many records; small ones keep all threads busy.
const RUN: (usize, usize) = (64, 1024);

/// A small site is split into so many runs.
const RUNS: usize = 8;

/// A run that has been indexed.
#[derive(Debug)]
pub(super) struct IndexedRun {
    pub(super) terms: InvertedRun,
    pub(super) groups: Vec<Group>,
    pub(super) register: Register,
}

/// Indexes all runs, in order.
pub(super) fn index_runs<R: Records + ?Sized>(
    records: &R,
    order: &[OrderedRecord],
    columns: &[Column],
    cache: Option<&CompressionCache>,
    put: PutFile<'_>,
) -> Result<Vec<IndexedRun>, BuildError> {
    let spare = Mutex::new(Vec::new());
    let runs = runs(order);
    let made = runs.into_par_iter().with_max_len(1).map(|(start, places)| {
        let run: Vec<Cow<'_, Record>> =
            places.iter().map(|place| records.record(place.at)).collect();
        let run: Vec<&Record> = run.iter().map(|record| &**record).collect();
        // Which buffers a run gets affects only its speed.
        let scratch: Option<Scratch> = spare.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut scratch = scratch.unwrap_or_default();
        let terms = invert(&run, start, columns, &mut scratch);
        spare.lock().unwrap_or_else(PoisonError::into_inner).push(scratch);
        let groups = fragments(&run, cache, put)?;
        let mut register = Register::default();
        for ((document, record), place) in (start..).zip(run).zip(places) {
            debug_assert_eq!(title_key(&record.title), place.key, "named otherwise than it is");
            register.add(document, record);
        }
        Ok(IndexedRun { terms, groups, register })
    });
    made.collect()
}

/// Splits records into runs of whole groups, each with the number of its first document.
fn runs(order: &[OrderedRecord]) -> Vec<(u32, &[OrderedRecord])> {
    let size = (order.len() / RUNS).clamp(RUN.0, RUN.1);
    let mut runs = Vec::new();
    let (mut start, mut rest) = (0, order);
    while !rest.is_empty() {
        let long_enough = rest.iter().enumerate().skip(size - 1);
        let last = long_enough.into_iter().find(|(_, place)| ends_group(&place.id));
        let (run, after) = rest.split_at(last.map_or(rest.len(), |(at, _)| at + 1));
        runs.push((start, run));
        start += run.len() as u32;
        rest = after;
    }
    runs
}
