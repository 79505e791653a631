//! The files that say where each term stands, merged from runs of records.
//!
//! tantivy's own writer takes documents one after the other, cuts their texts again, and looks up
//! every word of the site in one table. Here runs come turned over and in order, and are laid end to
//! end, term by term, through tantivy's serializers. The files are the same.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;

use tantivy::fieldnorm::{FieldNormReaders, FieldNormsSerializer, FieldNormsWriter};
use tantivy::index::SegmentComponent;
use tantivy::postings::{FieldSerializer, InvertedIndexSerializer};
use tantivy::{Directory, Segment};

use super::inverted::{Column, Entry, Run, columns, take};
use crate::error::BuildError;
use crate::schema::Fields;

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
