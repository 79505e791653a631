//! What is made of a run of records while they are at hand: their terms turned over, their
//! fragments, their rows of the catalogue. Then the records can go, and the next run comes.

use std::borrow::Cow;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::fragments::{Group, Take, fragments};
use super::inverted::{Bench, Column, Run, gather};
use super::package::{Place, title_key};
use super::packed::Packed;
use super::rows::Register;
use super::source::Records;
use crate::error::BuildError;
use crate::format::ends_group;
use crate::record::Record;

/// Fewest and most records of a run, about: in a large one a term comes once for many records, and
/// a small one leaves work for all threads.
const RUN: (usize, usize) = (64, 1024);

/// So many runs are made of a small site.
const RUNS: usize = 8;

/// What was made of a run.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) terms: Run,
    pub(super) groups: Vec<Group>,
    pub(super) register: Register,
}

/// Makes all runs, in order.
pub(super) fn make<R: Records + ?Sized>(
    records: &R,
    order: &[Place],
    columns: &[Column],
    packed: Option<&Packed>,
    take: Take<'_>,
) -> Result<Vec<Made>, BuildError> {
    let benches = Mutex::new(Vec::new());
    let runs = runs(order);
    let made = runs.into_par_iter().with_max_len(1).map(|(start, places)| {
        let run: Vec<Cow<'_, Record>> =
            places.iter().map(|place| records.record(place.at)).collect();
        let run: Vec<&Record> = run.iter().map(|record| &**record).collect();
        // Which thread has learnt what decides how long this takes, and nothing else.
        let bench: Option<Bench> = benches.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut bench = bench.unwrap_or_default();
        let terms = gather(&run, start, columns, &mut bench);
        benches.lock().unwrap_or_else(PoisonError::into_inner).push(bench);
        let groups = fragments(&run, packed, take)?;
        let mut register = Register::default();
        for ((document, record), place) in (start..).zip(run).zip(places) {
            debug_assert_eq!(title_key(&record.title), place.key, "named otherwise than it is");
            register.add(document, record);
        }
        Ok(Made { terms, groups, register })
    });
    made.collect()
}

/// Runs of whole groups, each with the number of its first document.
fn runs(order: &[Place]) -> Vec<(u32, &[Place])> {
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
