//! The index, opened: dictionaries' headers and lengths of fields.

#[cfg(not(target_arch = "wasm32"))]
use std::collections::BTreeSet;
use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::{Index, InvertedIndexReader, SegmentReader};

use super::volume::{Volume, VolumeDirectory};
use crate::error::SearchError;
use crate::schema::{Fields, SEARCHED};

/// Everything that queries read from again and again.
pub(crate) struct Opened {
    pub(super) fields: Vec<OpenedField>,
    documents: u32,
    pub(super) title: tantivy::schema::Field,
}

/// One searched field, in the order of [`SEARCHED`].
pub(super) struct OpenedField {
    pub(super) index: Arc<InvertedIndexReader>,
    /// Lengths, and their average, where the length matters.
    pub(super) lengths: Option<(FieldNormReader, f32)>,
}

/// What stands in the way: files to be brought, unless the volume misses none.
pub(super) fn failure(error: impl std::fmt::Display) -> SearchError {
    SearchError::Index(error.to_string())
}

fn segment(volume: &Arc<Volume>) -> Result<SegmentReader, SearchError> {
    let index = Index::open(VolumeDirectory(Arc::clone(volume))).map_err(failure)?;
    let segments = index.searchable_segments().map_err(failure)?;
    let [segment] = segments.as_slice() else {
        return Err(failure("it has not one segment"));
    };
    SegmentReader::open(segment).map_err(failure)
}

impl Opened {
    /// Opens the index in `volume`. An error with missing pages asks for another try.
    pub(super) fn open(volume: &Arc<Volume>) -> Result<Self, SearchError> {
        let segment = segment(volume)?;
        let schema = Fields::new();
        let documents = segment.max_doc();
        let mut fields = Vec::with_capacity(SEARCHED.len());
        for (spec, field) in SEARCHED.iter().zip(&schema.searched) {
            fields.push(open_field(&segment, *field, spec.by_length, documents)?);
        }
        if segment.schema() != &schema.schema {
            return Err(failure("its fields are others"));
        }
        let title = schema.searched.first().copied().ok_or_else(|| failure("it has no title"))?;
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

/// The cuts of a complete volume that its readers make.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) struct Traced {
    /// Those that opening makes.
    pub(crate) opening: BTreeSet<(usize, usize)>,
    /// Those that reading a whole dictionary makes, for each.
    pub(crate) dictionaries: Vec<BTreeSet<(usize, usize)>>,
}

/// Opens a complete volume, and reads its dictionaries.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn trace(volume: &Arc<Volume>) -> Result<Traced, SearchError> {
    volume.start_trace();
    let opened = Opened::open(volume)?;
    let opening = volume.take_trace();
    let mut dictionaries = Vec::new();
    for field in &opened.fields {
        volume.start_trace();
        let mut terms = field.index.terms().stream().map_err(failure)?;
        while terms.advance() {}
        dictionaries.push(volume.take_trace());
    }
    Ok(Traced { opening, dictionaries })
}
