//! A run of records, turned over: from what stands in each record to where each term stands.
//!
//! Runs are made in parallel, each by itself and in order, so that all that is left to do one after
//! the other is to merge them.

use tantivy::schema::{Field, FieldEntry, IndexRecordOption};

use super::analyse::{analyse, language};
use crate::record::Record;
use crate::schema::Fields;
use crate::text::{Lexicon, Line, LineWriter, Placed};

/// How a field is indexed.
pub(super) struct Column {
    pub(super) field: Field,
    name: String,
    /// Whether it says how often and where in a record a term stands.
    pub(super) positions: bool,
    /// Whether it says how long it is in each record.
    pub(super) lengths: bool,
}

/// A term of a field in a run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    /// Place of the field in the list of columns.
    pub(super) column: u32,
    /// Its place among the run's terms.
    pub(super) term: u32,
    /// How many records have it.
    pub(super) records: u32,
    /// Where its postings end.
    pub(super) end: u32,
}

/// What a run of records holds, by field and term.
#[derive(Debug, Default)]
pub(super) struct Run {
    /// The first record.
    pub(super) start: u32,
    /// In order.
    pub(super) terms: Terms,
    /// In the order of columns and terms.
    pub(super) entries: Box<[Entry]>,
    /// For each entry its records and, where they count, positions.
    pub(super) postings: Box<[u8]>,
    /// For each column how many terms all records have.
    pub(super) counts: Vec<u64>,
    /// For each column with lengths that of each record.
    pub(super) lengths: Vec<Vec<u32>>,
}

/// Many short texts, end to end.
#[derive(Debug, Default)]
pub(super) struct Terms {
    texts: Box<str>,
    ends: Box<[u32]>,
}

impl Terms {
    fn new(texts: &[Box<str>], order: &[u32]) -> Self {
        let in_order = || order.iter().filter_map(|number| texts.get(*number as usize));
        let end = |sum: &mut u32, text: &str| {
            *sum += text.len() as u32;
            Some(*sum)
        };
        Self {
            texts: in_order().map(|text| &**text).collect::<String>().into(),
            ends: in_order().map(|text| &**text).scan(0, end).collect(),
        }
    }

    pub(super) fn get(&self, at: u32) -> &str {
        let end = |at: usize| self.ends.get(at).map_or(0, |end| *end as usize);
        let start = (at as usize).checked_sub(1).map_or(0, end);
        self.texts.get(start..end(at as usize)).unwrap_or_default()
    }
}

/// What runs are made with, one after the other: what was learnt of words, and room that is there
/// already. Memory that is new to a process costs more than what is written into it.
#[derive(Debug, Default)]
pub(super) struct Bench {
    lexicon: Lexicon,
    line: Line,
    /// What each column holds.
    held: Vec<Held>,
    /// Those of one column by term.
    sorted: Vec<(u32, u32)>,
    /// Where each term ends there.
    ends: Vec<u32>,
    /// The place of each term in their order.
    ranks: Vec<u32>,
    /// What becomes the run's.
    entries: Vec<Entry>,
    postings: Vec<u8>,
}

/// The terms of all records in a column, as they stand.
#[derive(Debug, Default)]
struct Held {
    placed: Vec<Placed>,
    /// Where each record ends.
    ends: Vec<u32>,
}

impl Held {
    fn clear(&mut self) {
        self.placed.clear();
        self.ends.clear();
    }

    fn add(&mut self, line: &Line) {
        self.placed.extend_from_slice(&line.placed);
        self.ends.push(self.placed.len() as u32);
    }

    /// What each record holds, by its place in the run.
    fn records(&self) -> impl Iterator<Item = (u32, &[Placed])> {
        let mut start = 0;
        (0..).zip(&self.ends).map(move |(record, end)| {
            let placed = self.placed.get(start..*end as usize).unwrap_or_default();
            start = *end as usize;
            (record, placed)
        })
    }
}

/// How each field is indexed.
pub(super) fn columns(fields: &Fields) -> Vec<Column> {
    let column = |(field, entry): (Field, &FieldEntry)| {
        let option = entry.field_type().index_record_option();
        Column {
            field,
            name: entry.name().to_owned(),
            positions: option.is_some_and(IndexRecordOption::has_positions),
            lengths: entry.has_fieldnorms(),
        }
    };
    fields.schema.fields().map(column).collect()
}

/// Turns a run of records over, of which the first has the number `start`.
pub(super) fn gather(
    records: &[&Record],
    start: u32,
    columns: &[Column],
    bench: &mut Bench,
) -> Run {
    let mut writer = LineWriter::new(std::mem::take(&mut bench.lexicon));
    let Bench { line, held, .. } = bench;
    let mut run = Run { start, ..Run::default() };
    held.resize_with(columns.len(), Held::default);
    held.iter_mut().for_each(Held::clear);
    run.lengths = columns.iter().map(|_| Vec::new()).collect();
    for record in records {
        writer.speak(language(record));
        for ((column, held), lengths) in columns.iter().zip(held.iter_mut()).zip(&mut run.lengths) {
            line.placed.clear();
            analyse(record, &column.name, &mut writer, line);
            held.add(line);
            if column.lengths {
                lengths.push(line.placed.len() as u32);
            }
        }
    }
    let terms;
    (bench.lexicon, terms) = writer.finish();
    let mut order: Vec<u32> = (0..terms.len() as u32).collect();
    order.sort_unstable_by_key(|number| terms.get(*number as usize));
    bench.ranks.clear();
    bench.ranks.resize(order.len(), 0);
    for (rank, number) in (0..).zip(&order) {
        if let Some(place) = bench.ranks.get_mut(*number as usize) {
            *place = rank;
        }
    }
    run.terms = Terms::new(&terms, &order);
    run.counts = bench.held.iter().map(|held| held.placed.len() as u64).collect();
    bench.entries.clear();
    bench.postings.clear();
    for (number, column) in (0..).zip(columns) {
        turn(number, column, bench);
    }
    // Copies have no room to spare: all runs are kept until the last is there.
    run.entries = bench.entries.as_slice().into();
    run.postings = bench.postings.as_slice().into();
    run
}

/// Sorts what a column holds by term, records and positions staying in order, and notes it.
fn turn(number: u32, column: &Column, bench: &mut Bench) {
    let Bench { held, sorted, ends, ranks, entries, postings, .. } = bench;
    let Some(held) = held.get(number as usize) else { return };
    let rank = |term: u32| ranks.get(term as usize).map_or(0, |rank| *rank as usize);
    ends.clear();
    ends.resize(ranks.len() + 1, 0);
    for placed in &held.placed {
        if let Some(count) = ends.get_mut(rank(placed.term) + 1) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for end in ends.iter_mut() {
        sum += *end;
        *end = sum;
    }
    sorted.clear();
    sorted.resize(held.placed.len(), (0, 0));
    for (record, placed) in held.records() {
        for Placed { term, position } in placed {
            if let Some(at) = ends.get_mut(rank(*term)) {
                if let Some(place) = sorted.get_mut(*at as usize) {
                    *place = (record, *position);
                }
                *at += 1;
            }
        }
    }
    let mut from = 0;
    for (term, end) in (0..).zip(ends.iter()) {
        let places = sorted.get(from..*end as usize).unwrap_or_default();
        from = *end as usize;
        if !places.is_empty() {
            let records = note(places, column.positions, postings);
            let end = postings.len() as u32;
            entries.push(Entry { column: number, term, records, end });
        }
    }
}

/// Notes the places of a term and returns in how many records they are: for each record the step
/// from the one before and, where positions count, their number and the steps between them.
fn note(places: &[(u32, u32)], positions: bool, out: &mut Vec<u8>) -> u32 {
    let (mut records, mut before) = (0, 0);
    for same in places.chunk_by(|(one, _), (other, _)| one == other) {
        let record = same.first().map_or(0, |(record, _)| *record);
        put(record - before, out);
        before = record;
        records += 1;
        if positions {
            put(same.len() as u32, out);
            let mut last = 0;
            for (_, position) in same {
                put(position - last, out);
                last = *position;
            }
        }
    }
    records
}

/// Appends a number in as few bytes as it needs, seven bits to each.
fn put(mut number: u32, out: &mut Vec<u8>) {
    while number > 0x7f {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Takes a number off the front.
pub(super) fn take(rest: &mut &[u8]) -> Option<u32> {
    let (mut number, mut shift) = (0, 0);
    loop {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        number |= u32::from(byte & 0x7f) << shift;
        if *byte < 0x80 {
            return Some(number);
        }
        shift += 7;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_return_as_they_went() {
        let numbers = [0, 1, 127, 128, 300, 16_383, 16_384, 1 << 21, u32::MAX];
        let mut bytes = Vec::new();
        numbers.iter().for_each(|number| put(*number, &mut bytes));
        let mut rest = bytes.as_slice();
        assert_eq!(numbers.map(|_| take(&mut rest).unwrap()), numbers);
        assert_eq!(take(&mut rest), None);
    }

    #[test]
    fn places_are_noted_by_record() {
        let mut bytes = Vec::new();
        assert_eq!(note(&[(2, 0), (2, 9), (5, 1)], true, &mut bytes), 2);
        assert_eq!(bytes, [2, 2, 0, 9, 3, 1, 1]);
        bytes.clear();
        assert_eq!(note(&[(2, 0), (2, 9), (5, 1)], false, &mut bytes), 2);
        assert_eq!(bytes, [2, 3]);
    }
}
