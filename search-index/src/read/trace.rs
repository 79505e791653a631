//! What readers read of a complete volume, for its layout.

use std::collections::BTreeSet;
use std::sync::Arc;

use tantivy::schema::IndexRecordOption;

use super::opened::{Opened, OpenedField, failure};
use super::volume::Volume;
use crate::error::SearchError;
use crate::schema::TITLE;
use crate::text::AFTER_WHOLE;

/// The byte ranges of a complete volume that readers read.
pub(crate) struct Traced {
    /// Those read to open the index.
    pub(crate) opening: BTreeSet<(usize, usize)>,
    /// Those read to go through a dictionary, for each dictionary.
    pub(crate) dictionaries: Vec<BTreeSet<(usize, usize)>>,
    /// Where the words of titles begin, after the terms of whole titles.
    pub(crate) title_words: usize,
    /// Where each field has its words.
    pub(crate) fields: Vec<WordPlaces>,
}

/// Where a field has its words in the volume.
#[derive(Default)]
pub(crate) struct WordPlaces {
    /// The words one after the other, in order.
    text: Vec<u8>,
    words: Vec<WordPlace>,
    /// Where the postings of the first word begin, and its positions if the field has any.
    pub(crate) postings: usize,
    pub(crate) positions: Option<usize>,
}

/// The ends of a word in the text, the postings and the positions of its field.
#[derive(Clone, Copy, Default)]
struct WordPlace {
    text: usize,
    postings: usize,
    positions: usize,
}

impl WordPlaces {
    /// Each word with the length of its postings and of its positions.
    pub(crate) fn lengths(&self) -> impl Iterator<Item = (&[u8], usize, usize)> {
        self.words.iter().scan(WordPlace::default(), |before, word| {
            let text = self.text.get(before.text..word.text).unwrap_or_default();
            let lengths = (word.postings - before.postings, word.positions - before.positions);
            *before = *word;
            Some((text, lengths.0, lengths.1))
        })
    }
}

/// Opens a complete volume and reads its dictionaries.
pub(crate) fn trace(volume: &Arc<Volume>) -> Result<Traced, SearchError> {
    volume.start_trace();
    let opened = Opened::open(volume)?;
    let mut traced = Traced {
        opening: volume.take_trace(),
        dictionaries: Vec::new(),
        title_words: 0,
        fields: Vec::new(),
    };
    for (at, field) in opened.fields.iter().enumerate() {
        let mut places = WordPlaces::default();
        volume.start_trace();
        let mut terms = field.index.terms().stream().map_err(failure)?;
        let mut first = None;
        while let Some((term, info)) = terms.next() {
            places.text.extend_from_slice(term);
            places.words.push(WordPlace {
                text: places.text.len(),
                postings: info.postings_range.end,
                positions: info.positions_range.end,
            });
            first.get_or_insert_with(|| info.clone());
        }
        traced.dictionaries.push(volume.take_trace());
        if at == TITLE {
            volume.start_trace();
            let words = field.index.terms().range().ge(AFTER_WHOLE).into_stream();
            words.map_err(failure)?;
            let read = volume.take_trace();
            traced.title_words = read.first().map_or(usize::MAX, |(start, _)| *start);
        }
        if let Some(first) = first {
            let has_positions = places.words.last().is_some_and(|word| word.positions > 0);
            places.postings = start(volume, field, &first, IndexRecordOption::Basic, false)?;
            places.positions = has_positions
                .then(|| {
                    start(volume, field, &first, IndexRecordOption::WithFreqsAndPositions, true)
                })
                .transpose()?;
        }
        traced.fields.push(places);
    }
    Ok(traced)
}

/// Where the postings of a field's first term begin, or its positions, which are read as well and
/// come later in the volume.
fn start(
    volume: &Volume,
    field: &OpenedField,
    first: &tantivy::postings::TermInfo,
    option: IndexRecordOption,
    last: bool,
) -> Result<usize, SearchError> {
    volume.start_trace();
    field.index.read_postings_from_terminfo(first, option).map_err(failure)?;
    let read = volume.take_trace();
    let found = if last { read.last() } else { read.first() };
    found.map(|(start, _)| *start).ok_or_else(|| failure("its postings are not read"))
}
