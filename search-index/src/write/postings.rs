//! Where each term stands: gathered from runs of records in parallel, and written in order.
//!
//! tantivy's own writer takes documents one after the other, cuts their texts again, and looks up
//! every word of the site in one table. Here a run of records is turned over by itself, term by
//! term, and what is left to do in order is to lay the runs end to end. The files are the same.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;

use tantivy::fieldnorm::{FieldNormReaders, FieldNormsSerializer, FieldNormsWriter};
use tantivy::index::SegmentComponent;
use tantivy::postings::{FieldSerializer, InvertedIndexSerializer};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Directory, Segment};

use super::analyse::{analyse, language};
use crate::error::BuildError;
use crate::record::Record;
use crate::schema::Fields;
use crate::text::{Lexicon, Line, LineWriter, Placed};

/// How a field is indexed.
pub(super) struct Column {
    field: Field,
    name: String,
    /// Whether it says how often and where in a record a term stands.
    positions: bool,
    /// Whether it says how long it is in each record.
    lengths: bool,
}

/// A term of a field in a run.
#[derive(Debug, Clone, Copy)]
struct Entry {
    /// Place of the field in the list of columns.
    column: u32,
    /// Its place among the run's terms.
    term: u32,
    /// How many records have it.
    records: u32,
    /// Where its postings end.
    end: u32,
}

/// What a run of records holds, by field and term.
#[derive(Debug, Default)]
pub(super) struct Run {
    /// The first record.
    start: u32,
    /// In order.
    terms: Terms,
    /// In the order of columns and terms.
    entries: Box<[Entry]>,
    /// For each entry its records and, where they count, positions.
    postings: Box<[u8]>,
    /// For each column how many terms all records have.
    counts: Vec<u64>,
    /// For each column with lengths that of each record.
    lengths: Vec<Vec<u32>>,
}

/// Many short texts, end to end.
#[derive(Debug, Default)]
struct Terms {
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

    fn get(&self, at: u32) -> &str {
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
    /// For each column the terms of all records, as they stand.
    held: Vec<Vec<(u32, Placed)>>,
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

/// What comes next of a run: the order of columns, terms and runs.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Next<'a> {
    column: u32,
    term: &'a str,
    run: usize,
    /// Its place among the run's entries.
    entry: usize,
}

/// Writes the files that say where terms stand into the folder of `segment`, from runs in order.
pub(super) fn write_postings(
    runs: &[Run],
    fields: &Fields,
    segment: &Segment,
) -> Result<(), BuildError> {
    let columns = columns(fields);
    write_lengths(runs, &columns, fields, segment)?;
    write_terms(runs, &columns, segment)
}

/// How each field is indexed.
pub(super) fn columns(fields: &Fields) -> Vec<Column> {
    let column = |(field, entry): (Field, &tantivy::schema::FieldEntry)| {
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
    held.resize_with(columns.len(), Vec::new);
    held.iter_mut().for_each(Vec::clear);
    run.lengths = columns.iter().map(|_| Vec::new()).collect();
    for (at, record) in (0..).zip(records) {
        writer.speak(language(record));
        for ((column, held), lengths) in columns.iter().zip(held.iter_mut()).zip(&mut run.lengths) {
            line.placed.clear();
            analyse(record, &column.name, &mut writer, line);
            held.extend(line.placed.iter().map(|placed| (at, *placed)));
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
    run.counts = bench.held.iter().map(|held| held.len() as u64).collect();
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
    for (_, placed) in held {
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
    sorted.resize(held.len(), (0, 0));
    for (record, Placed { term, position }) in held {
        if let Some(at) = ends.get_mut(rank(*term)) {
            if let Some(place) = sorted.get_mut(*at as usize) {
                *place = (*record, *position);
            }
            *at += 1;
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
fn take(rest: &mut &[u8]) -> Option<u32> {
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

fn write_lengths(
    runs: &[Run],
    columns: &[Column],
    fields: &Fields,
    segment: &Segment,
) -> Result<(), BuildError> {
    let mut writer = FieldNormsWriter::for_schema(&fields.schema);
    for (at, column) in columns.iter().enumerate() {
        let lengths = runs.iter().filter_map(|run| run.lengths.get(at)).flatten();
        for (document, length) in (0..).zip(lengths) {
            writer.record(document, column.field, *length);
        }
    }
    let path = segment.relative_path(SegmentComponent::FieldNorms);
    let to = segment.index().directory().open_write(&path).map_err(tantivy::TantivyError::from)?;
    writer.serialize(FieldNormsSerializer::from_write(to)?, None)?;
    Ok(())
}

fn write_terms(runs: &[Run], columns: &[Column], segment: &Segment) -> Result<(), BuildError> {
    let lengths = segment.open_read(SegmentComponent::FieldNorms);
    let lengths = FieldNormReaders::open(lengths.map_err(tantivy::TantivyError::from)?)?;
    let mut serializer = InvertedIndexSerializer::open(segment)?;
    // Each run is in order by itself: what comes next of all is the least of what comes next of
    // each.
    let mut next: BinaryHeap<Reverse<Next<'_>>> =
        (0..runs.len()).filter_map(|run| entry(runs, run, 0)).map(Reverse).collect();
    let (mut same, mut steps) = (Vec::new(), Vec::new());
    while let Some(Reverse(Next { column: number, .. })) = next.peek() {
        let number = *number;
        let Some(column) = columns.get(number as usize) else { break };
        let total = runs.iter().filter_map(|run| run.counts.get(number as usize)).sum();
        let lengths = lengths.get_field(column.field)?;
        let mut field = serializer.new_field(column.field, total, lengths)?;
        while let Some(term) = least(&mut next, number, runs, &mut same) {
            let records = |(run, entry): &(usize, usize)| {
                runs.get(*run).and_then(|run| run.entries.get(*entry)).map_or(0, |one| one.records)
            };
            let records = if column.positions { same.iter().map(records).sum() } else { 0 };
            field.new_term(term.as_bytes(), records, column.positions)?;
            for (run, entry) in &same {
                let Some(run) = runs.get(*run) else { continue };
                write_chunk(run, *entry, column.positions, &mut steps, &mut field);
            }
            field.close_term()?;
        }
        field.close()?;
    }
    serializer.close()?;
    Ok(())
}

fn entry(runs: &[Run], run: usize, entry: usize) -> Option<Next<'_>> {
    let one = runs.get(run)?;
    let Entry { column, term, .. } = one.entries.get(entry)?;
    Some(Next { column: *column, term: one.terms.get(*term), run, entry })
}

/// The first term of a column that was not had yet, and its entries, in the order of runs.
fn least<'a>(
    next: &mut BinaryHeap<Reverse<Next<'a>>>,
    column: u32,
    runs: &'a [Run],
    same: &mut Vec<(usize, usize)>,
) -> Option<&'a str> {
    let term = next.peek().filter(|Reverse(first)| first.column == column)?.0.term;
    same.clear();
    while let Some(mut first) = next.peek_mut().filter(|first| {
        let Reverse(first) = &**first;
        first.column == column && first.term == term
    }) {
        same.push((first.0.run, first.0.entry));
        match entry(runs, first.0.run, first.0.entry + 1) {
            Some(after) => *first = Reverse(after),
            None => _ = PeekMut::pop(first),
        }
    }
    Some(term)
}

fn write_chunk(
    run: &Run,
    entry: usize,
    positions: bool,
    steps: &mut Vec<u32>,
    field: &mut FieldSerializer<'_>,
) {
    let end = |at: usize| run.entries.get(at).map_or(0, |entry| entry.end as usize);
    let start = entry.checked_sub(1).map_or(0, end);
    let mut rest = run.postings.get(start..end(entry)).unwrap_or_default();
    let mut record = run.start;
    while let Some(step) = take(&mut rest) {
        record += step;
        steps.clear();
        let count = if positions { take(&mut rest).unwrap_or(0) } else { 0 };
        steps.extend((0..count).map_while(|_| take(&mut rest)));
        field.write_doc(record, steps.len() as u32, steps);
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
