//! Merges inverted runs into the postings files of the segment.
//!
//! tantivy's own writer takes one document at a time, tokenizes it again, and looks up every word
//! of the site in one table. Here sorted runs are merged term by term and written with tantivy's
//! serializers. The files are the same.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;

use tantivy::fieldnorm::{FieldNormReaders, FieldNormsSerializer, FieldNormsWriter};
use tantivy::index::SegmentComponent;
use tantivy::postings::{FieldSerializer, InvertedIndexSerializer};
use tantivy::{Directory, Segment};

use super::inverted::{Column, Entry, InvertedRun, columns};
use crate::error::BuildError;
use crate::format::varint;
use crate::schema::Fields;

/// The next entry of a run; sorts by column, term and run.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Next<'a> {
    column: u32,
    term: &'a str,
    run: usize,
    /// Its index in the run.
    entry: usize,
}

/// Writes the dictionaries, postings, positions and lengths of `segment` from runs in order.
pub(super) fn write_postings(
    runs: &[InvertedRun],
    fields: &Fields,
    segment: &Segment,
) -> Result<(), BuildError> {
    let columns = columns(fields);
    write_lengths(runs, &columns, fields, segment)?;
    write_terms(runs, &columns, segment)
}

fn write_lengths(
    runs: &[InvertedRun],
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

fn write_terms(
    runs: &[InvertedRun],
    columns: &[Column],
    segment: &Segment,
) -> Result<(), BuildError> {
    let lengths = segment.open_read(SegmentComponent::FieldNorms);
    let lengths = FieldNormReaders::open(lengths.map_err(tantivy::TantivyError::from)?)?;
    let mut serializer = InvertedIndexSerializer::open(segment)?;
    // Each run is sorted: the least of their next entries is the next of all (a k-way merge).
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

fn entry(runs: &[InvertedRun], run: usize, entry: usize) -> Option<Next<'_>> {
    let one = runs.get(run)?;
    let Entry { column, term, .. } = one.entries.get(entry)?;
    Some(Next { column: *column, term: one.terms.get(*term), run, entry })
}

/// The next term of a column, and in `same` its entries, in the order of runs.
fn least<'a>(
    next: &mut BinaryHeap<Reverse<Next<'a>>>,
    column: u32,
    runs: &'a [InvertedRun],
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
    run: &InvertedRun,
    entry: usize,
    positions: bool,
    steps: &mut Vec<u32>,
    field: &mut FieldSerializer<'_>,
) {
    let end = |at: usize| run.entries.get(at).map_or(0, |entry| entry.end as usize);
    let start = entry.checked_sub(1).map_or(0, end);
    let mut rest = run.postings.get(start..end(entry)).unwrap_or_default();
    let mut record = run.start;
    while let Some(step) = varint::take(&mut rest) {
        record += step;
        steps.clear();
        let count = if positions { varint::take(&mut rest).unwrap_or(0) } else { 0 };
        steps.extend((0..count).map_while(|_| varint::take(&mut rest)));
        field.write_doc(record, steps.len() as u32, steps);
    }
}
