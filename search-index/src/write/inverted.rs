//! Inverts a run of records: from the terms of each record to the postings of each term.
//!
//! Runs are inverted in parallel, so that only merging them is sequential.

use tantivy::schema::{Field, FieldEntry, IndexRecordOption};

use super::analyse::{analyse, language};
use crate::format::varint;
use crate::record::Record;
use crate::schema::Fields;
use crate::text::{Analyzer, Lexicon, TokenList, TokenPosition};

/// How a field is indexed.
pub(super) struct Column {
    pub(super) field: Field,
    name: String,
    /// Whether it records frequencies and positions.
    pub(super) positions: bool,
    /// Whether it records the length of each document.
    pub(super) lengths: bool,
}

/// The postings of a term of a field, in a run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    /// The index of the field's column.
    pub(super) column: u32,
    /// The index of the term in the run.
    pub(super) term: u32,
    /// The number of records with it.
    pub(super) records: u32,
    /// The end of its postings.
    pub(super) end: u32,
}

/// The inverted index of a run.
#[derive(Debug, Default)]
pub(super) struct InvertedRun {
    /// The number of its first record.
    pub(super) start: u32,
    /// Sorted.
    pub(super) terms: Terms,
    /// Sorted by column and term.
    pub(super) entries: Box<[Entry]>,
    /// For each entry its records and, if the column has them, positions.
    pub(super) postings: Box<[u8]>,
    /// For each column the number of tokens.
    pub(super) counts: Vec<u64>,
    /// For each column with lengths the length of each record.
    pub(super) lengths: Vec<Vec<u32>>,
}

/// Strings in one allocation.
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

/// Buffers and remembered words, passed from one run to the next: allocating memory costs more than
/// filling it.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    lexicon: Lexicon,
    list: TokenList,
    /// The tokens of each column.
    by_column: Vec<ColumnTokens>,
    /// Record and position of each token of one column, by term.
    sorted: Vec<(u32, u32)>,
    /// The end of each term in `sorted`.
    ends: Vec<u32>,
    /// The rank of each term in sorted order.
    ranks: Vec<u32>,
    /// The run's entries so far.
    entries: Vec<Entry>,
    postings: Vec<u8>,
}

/// The tokens of a column.
#[derive(Debug, Default)]
struct ColumnTokens {
    tokens: Vec<TokenPosition>,
    /// The end of each record.
    ends: Vec<u32>,
}

impl ColumnTokens {
    fn clear(&mut self) {
        self.tokens.clear();
        self.ends.clear();
    }

    fn add(&mut self, list: &TokenList) {
        self.tokens.extend_from_slice(&list.tokens);
        self.ends.push(self.tokens.len() as u32);
    }

    /// The tokens of each record, with its index in the run.
    fn records(&self) -> impl Iterator<Item = (u32, &[TokenPosition])> {
        let mut start = 0;
        (0..).zip(&self.ends).map(move |(record, end)| {
            let tokens = self.tokens.get(start..*end as usize).unwrap_or_default();
            start = *end as usize;
            (record, tokens)
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

/// Inverts a run of records, the first of which has the number `start`.
pub(super) fn invert(
    records: &[&Record],
    start: u32,
    columns: &[Column],
    scratch: &mut Scratch,
) -> InvertedRun {
    let mut analyzer = Analyzer::new(std::mem::take(&mut scratch.lexicon));
    let Scratch { list, by_column, .. } = scratch;
    let mut run = InvertedRun { start, ..InvertedRun::default() };
    by_column.resize_with(columns.len(), ColumnTokens::default);
    by_column.iter_mut().for_each(ColumnTokens::clear);
    run.lengths = columns.iter().map(|_| Vec::new()).collect();
    for record in records {
        analyzer.set_language(language(record));
        for ((column, by_column), lengths) in
            columns.iter().zip(by_column.iter_mut()).zip(&mut run.lengths)
        {
            list.tokens.clear();
            analyse(record, &column.name, &mut analyzer, list);
            by_column.add(list);
            if column.lengths {
                lengths.push(list.tokens.len() as u32);
            }
        }
    }
    let terms;
    (scratch.lexicon, terms) = analyzer.finish();
    let mut order: Vec<u32> = (0..terms.len() as u32).collect();
    order.sort_unstable_by_key(|number| terms.get(*number as usize));
    scratch.ranks.clear();
    scratch.ranks.resize(order.len(), 0);
    for (rank, number) in (0..).zip(&order) {
        if let Some(place) = scratch.ranks.get_mut(*number as usize) {
            *place = rank;
        }
    }
    run.terms = Terms::new(&terms, &order);
    run.counts = scratch.by_column.iter().map(|by_column| by_column.tokens.len() as u64).collect();
    scratch.entries.clear();
    scratch.postings.clear();
    for (number, column) in (0..).zip(columns) {
        sort_column(number, column, scratch);
    }
    // Copied to their exact size: all runs are kept until the last is done.
    run.entries = scratch.entries.as_slice().into();
    run.postings = scratch.postings.as_slice().into();
    run
}

/// Sorts the tokens of a column by term (a counting sort, which keeps the order of records and
/// positions) and encodes them.
fn sort_column(number: u32, column: &Column, scratch: &mut Scratch) {
    let Scratch { by_column, sorted, ends, ranks, entries, postings, .. } = scratch;
    let Some(by_column) = by_column.get(number as usize) else { return };
    let rank = |term: u32| ranks.get(term as usize).map_or(0, |rank| *rank as usize);
    ends.clear();
    ends.resize(ranks.len() + 1, 0);
    for tokens in &by_column.tokens {
        if let Some(count) = ends.get_mut(rank(tokens.term) + 1) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for end in ends.iter_mut() {
        sum += *end;
        *end = sum;
    }
    sorted.clear();
    sorted.resize(by_column.tokens.len(), (0, 0));
    for (record, tokens) in by_column.records() {
        for TokenPosition { term, position } in tokens {
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
            let records = encode(places, column.positions, postings);
            let end = postings.len() as u32;
            entries.push(Entry { column: number, term, records, end });
        }
    }
}

/// Encodes the postings of a term and returns the number of its records. Each record is the
/// difference from the one before; where positions are recorded, their number and differences
/// follow.
fn encode(places: &[(u32, u32)], positions: bool, out: &mut Vec<u8>) -> u32 {
    let (mut records, mut before) = (0, 0);
    for same in places.chunk_by(|(one, _), (other, _)| one == other) {
        let record = same.first().map_or(0, |(record, _)| *record);
        varint::put(record - before, out);
        before = record;
        records += 1;
        if positions {
            varint::put(same.len() as u32, out);
            let mut last = 0;
            for (_, position) in same {
                varint::put(position - last, out);
                last = *position;
            }
        }
    }
    records
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_noted_by_record() {
        let mut bytes = Vec::new();
        assert_eq!(encode(&[(2, 0), (2, 9), (5, 1)], true, &mut bytes), 2);
        assert_eq!(bytes, [2, 2, 0, 9, 3, 1, 1]);
        bytes.clear();
        assert_eq!(encode(&[(2, 0), (2, 9), (5, 1)], false, &mut bytes), 2);
        assert_eq!(bytes, [2, 3]);
    }
}
