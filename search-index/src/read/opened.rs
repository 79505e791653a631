//! The opened index: the headers of its dictionaries and the lengths of fields.

use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::{Index, InvertedIndexReader, SegmentReader};

use super::volume::{Volume, VolumeDirectory};
use crate::error::SearchError;
use crate::schema::{Fields, SEARCHED};

/// The parts of the index that all queries use.
pub(crate) struct Opened {
    pub(super) fields: Vec<OpenedField>,
    documents: u32,
    pub(super) title: tantivy::schema::Field,
}

/// One searched field, in the order of [`SEARCHED`].
pub(super) struct OpenedField {
    pub(super) index: Arc<InvertedIndexReader>,
    /// The length in each document and the average, for fields where the length matters.
    pub(super) lengths: Option<(FieldNormReader, f32)>,
}

/// Wraps an error of tantivy. Missing pages cause such errors, too.
pub(super) fn failure(error: impl std::fmt::Display) -> SearchError {
    SearchError::Index(error.to_string())
}

fn segment(volume: &Arc<Volume>) -> Result<SegmentReader, SearchError> {
    let index = Index::open(VolumeDirectory(Arc::clone(volume))).map_err(failure)?;
    let segments = index.searchable_segments().map_err(failure)?;
    let [segment] = segments.as_slice() else {
        return Err(failure("it does not have exactly one segment"));
    };
    SegmentReader::open(segment).map_err(failure)
}

impl Opened {
    /// Opens the index in `volume`. Where pages are missing, the error is to be ignored and opening
    /// tried again.
    pub(super) fn open(volume: &Arc<Volume>) -> Result<Self, SearchError> {
        let segment = segment(volume)?;
        let schema = Fields::new();
        let documents = segment.max_doc();
        let mut fields = Vec::with_capacity(SEARCHED.len());
        for (spec, field) in SEARCHED.iter().zip(&schema.searched) {
            fields.push(open_field(&segment, *field, spec.by_length, documents)?);
        }
        if segment.schema() != &schema.schema {
            return Err(failure("its schema is not the one expected"));
        }
        let title =
            schema.searched.first().copied().ok_or_else(|| failure("it has no title field"))?;
        Ok(Self { fields, documents, title })
    }

    /// The number of documents.
    pub(super) fn documents(&self) -> u32 {
        self.documents
    }
}

fn open_field(
    segment: &SegmentReader,
    field: tantivy::schema::Field,
    by_length: bool,
    documents: u32,
) -> Result<OpenedField, SearchError> {
    let index = segment.inverted_index(field).map_err(failure)?;
    let lengths = if by_length {
        let reader = segment.get_fieldnorms_reader(field).map_err(failure)?;
        Some((reader, index.total_num_tokens() as f32 / documents.max(1) as f32))
    } else {
        None
    };
    Ok(OpenedField { index, lengths })
}
