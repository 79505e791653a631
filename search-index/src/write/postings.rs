//! Where each term stands: gathered from runs of records in parallel, and written in order.
//!
//! tantivy's own writer takes documents one after the other, cuts their texts again, and looks up
//! every word of the site in one table. Here a run of records is turned over by itself, term by
//! term, and what is left to do in order is to lay the runs end to end. The files are the same.

use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
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

/// Fewest and most records of a run: in a large one a term comes once for many records, and a small
/// one leaves work for all threads.
const RUN: (usize, usize) = (64, 1024);

/// So many runs are made of a small site.
const RUNS: usize = 8;

/// How a field is indexed.
struct Column {
    field: Field,
    name: String,
    /// Whether it says how often and where in a record a term stands.
    positions: bool,
    /// Whether it says how long it is in each record.
    lengths: bool,
}

/// A term of a field in a run.
#[derive(Debug)]
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
struct Run {
    /// The first record.
    start: u32,
    terms: Vec<Box<str>>,
    entries: Vec<Entry>,
    /// For each entry its records and, where they count, positions.
    postings: Vec<u8>,
    /// For each column how many terms all records have.
    counts: Vec<u64>,
    /// For each column with lengths that of each record.
    lengths: Vec<Vec<u32>>,
}

/// A term of a field in a run, as it is brought into order with all others.
type Chunk<'a> = (u32, &'a str, u32, u32, Range<usize>);

/// Writes the files that say where terms stand into the folder of `segment`.
pub(super) fn write_postings(
    records: &[&Record],
    fields: &Fields,
    segment: &Segment,
) -> Result<(), BuildError> {
    let columns = columns(fields);
    let size = (records.len() / RUNS).clamp(RUN.0, RUN.1);
    let learnt = Mutex::new(Vec::new());
    let starts: Vec<usize> = (0..records.len()).step_by(size).collect();
    let runs: Vec<Run> = starts
        .into_par_iter()
        .map(|start| {
            let end = records.len().min(start + size);
            let run = records.get(start..end).unwrap_or_default();
            // Which thread has learnt what decides how long this takes, and nothing else.
            let known: Option<Lexicon> = locked(&learnt).pop();
            let (run, lexicon) = gather(run, start as u32, &columns, known.unwrap_or_default());
            locked(&learnt).push(lexicon);
            run
        })
        .collect();
    drop(learnt);
    write_lengths(&runs, &columns, fields, segment)?;
    write_terms(&runs, &columns, segment)
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn columns(fields: &Fields) -> Vec<Column> {
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

/// Turns a run of records over.
fn gather(records: &[&Record], start: u32, columns: &[Column], lexicon: Lexicon) -> (Run, Lexicon) {
    let mut writer = LineWriter::new(lexicon);
    let mut run = Run { start, ..Run::default() };
    let mut held: Vec<Vec<(u32, Placed)>> = columns.iter().map(|_| Vec::new()).collect();
    run.lengths = columns.iter().map(|_| Vec::new()).collect();
    let mut line = Line::default();
    for (at, record) in (0..).zip(records) {
        writer.speak(language(record));
        for ((column, held), lengths) in columns.iter().zip(&mut held).zip(&mut run.lengths) {
            line.placed.clear();
            analyse(record, &column.name, &mut writer, &mut line);
            held.extend(line.placed.iter().map(|placed| (at, *placed)));
            if column.lengths {
                lengths.push(line.placed.len() as u32);
            }
        }
    }
    let (lexicon, terms) = writer.finish();
    run.terms = terms;
    run.counts = held.iter().map(|held| held.len() as u64).collect();
    for ((number, column), held) in (0..).zip(columns).zip(held) {
        turn(number, column, held, &mut run);
    }
    run.postings.shrink_to_fit();
    run.entries.shrink_to_fit();
    (run, lexicon)
}

/// Sorts what a column holds by term, records and positions staying in order, and notes it.
fn turn(number: u32, column: &Column, held: Vec<(u32, Placed)>, run: &mut Run) {
    let mut ends = vec![0_u32; run.terms.len() + 1];
    for (_, placed) in &held {
        if let Some(count) = ends.get_mut(placed.term as usize + 1) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for end in &mut ends {
        sum += *end;
        *end = sum;
    }
    let mut sorted = vec![(0, 0); held.len()];
    for (record, Placed { term, position }) in held {
        if let Some(at) = ends.get_mut(term as usize) {
            if let Some(place) = sorted.get_mut(*at as usize) {
                *place = (record, position);
            }
            *at += 1;
        }
    }
    let mut from = 0;
    for (term, end) in (0..).zip(&ends) {
        let places = sorted.get(from..*end as usize).unwrap_or_default();
        from = *end as usize;
        if !places.is_empty() {
            let records = note(places, column.positions, &mut run.postings);
            let end = run.postings.len() as u32;
            run.entries.push(Entry { column: number, term, records, end });
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
    let chunks = chunks(runs);
    let mut serializer = InvertedIndexSerializer::open(segment)?;
    for same in chunks.chunk_by(|one, other| one.0 == other.0) {
        let number = same.first().map_or(0, |chunk| chunk.0 as usize);
        let Some(column) = columns.get(number) else { continue };
        let total = runs.iter().filter_map(|run| run.counts.get(number)).sum();
        let lengths = lengths.get_field(column.field)?;
        let mut field = serializer.new_field(column.field, total, lengths)?;
        let mut steps = Vec::new();
        for term in same.chunk_by(|one, other| one.1 == other.1) {
            let Some((_, text, ..)) = term.first() else { continue };
            let records = if column.positions { term.iter().map(|chunk| chunk.3).sum() } else { 0 };
            field.new_term(text.as_bytes(), records, column.positions)?;
            for (_, _, run, _, range) in term {
                let Some(run) = runs.get(*run as usize) else { continue };
                write_chunk(run, range.clone(), column.positions, &mut steps, &mut field);
            }
            field.close_term()?;
        }
        field.close()?;
    }
    serializer.close()?;
    Ok(())
}

/// All terms of all runs, by field, text and run.
fn chunks(runs: &[Run]) -> Vec<Chunk<'_>> {
    let mut all = Vec::with_capacity(runs.iter().map(|run| run.entries.len()).sum());
    for (number, run) in (0..).zip(runs) {
        let mut from = 0;
        for entry in &run.entries {
            let range = from..entry.end as usize;
            from = range.end;
            let text = run.terms.get(entry.term as usize).map_or("", |text| &**text);
            all.push((entry.column, text, number, entry.records, range));
        }
    }
    all.par_sort_unstable_by(|one, other| (one.0, one.1, one.2).cmp(&(other.0, other.1, other.2)));
    all
}

fn write_chunk(
    run: &Run,
    range: Range<usize>,
    positions: bool,
    steps: &mut Vec<u32>,
    field: &mut FieldSerializer<'_>,
) {
    let mut rest = run.postings.get(range).unwrap_or_default();
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
